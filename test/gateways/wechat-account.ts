import { bodyOf, type EffectId } from "@amends/domain/kernel/ids";
import { DAY_MS, instant } from "@amends/domain/kernel/time";
import { keyNo, refundOf } from "@amends/gateways/contract/requests";
import { createWechatClient, type WechatSettings } from "@amends/gateways/wechat-pay/wechat-client";
import { createWechatGateway, type WechatOptions } from "@amends/gateways/wechat-pay/wechat-gateway";
import { newRsaKeys } from "./local-partner.ts";
import { API_V3_KEY, APP_ID, MCHID, MERCHANT_SERIAL, PLATFORM_SERIAL, type WechatServer } from "./wechat-server.ts";

const merchant = newRsaKeys();
export const wechat = newRsaKeys();
const stranger = newRsaKeys();
/** What the partner beside the test signs with. */
export const SERVER_KEYS = { merchantPublicKey: merchant.publicKey, privateKey: wechat.privateKey, strangerKey: stranger.privateKey };
export const now = () => instant(Date.now());

let keys = 0;
export const freshKey = (): EffectId => {
  keys += 1;
  return keyNo(keys);
};
export const settingsOf = (url: string, over: Partial<WechatSettings> = {}): WechatSettings => ({
  mchid: MCHID,
  certificateSerial: MERCHANT_SERIAL,
  privateKey: merchant.privateKey,
  apiV3Key: API_V3_KEY,
  platformKeys: [{ serial: PLATFORM_SERIAL, key: wechat.publicKey }],
  url,
  timeoutMs: 5000,
  ...over,
});
export const openAt = (url: string, over: Partial<WechatSettings> = {}, options: Partial<WechatOptions> = {}) =>
  createWechatGateway({
    client: createWechatClient(settingsOf(url, over), now),
    transactionBy: "method_ref",
    noticeUrl: null,
    abnormalRefund: "by_hand",
    platform: null,
    collecting: null,
    transferring: null,
    now,
    ...options,
  });
export const NOTICE_URL = "https://shop.example/v1/gateway-notices/wechat";
/** Where buyers agree to what they pay and take. */
export const agreed = {
  collecting: { appid: APP_ID, by: "code", noticeUrl: NOTICE_URL, payWithinMs: 7 * DAY_MS },
  transferring: { appid: APP_ID, reason: "售后补偿", noticeUrl: null },
} as const;
export const wallet = { tenderKind: "wallet", methodRef: "42-1" } as const;
export const refund = (key: EffectId, over = {}) => refundOf(key, { ...wallet, ...over });
export const bookedAt = (server: WechatServer, key: EffectId) => {
  const found = server.refunds.get(bodyOf(key));
  if (found === undefined) throw new Error(`${key} was not booked`);
  return found;
};

import { bodyOf, type EffectId } from "@amends/domain/kernel/ids";
import { DAY_MS, instant } from "@amends/domain/kernel/time";
import type { AskedMoney } from "@amends/flows/gateway-ports";
import { paymentContract } from "@amends/gateways/contract/payment-contract";
import { collectOf, currency, keyNo, refundOf } from "@amends/gateways/contract/requests";
import { GatewayUnavailable } from "@amends/gateways/gateway-unavailable";
import { createWechatClient, type WechatSettings } from "@amends/gateways/wechat-pay/wechat-client";
import { createWechatGateway, type WechatOptions } from "@amends/gateways/wechat-pay/wechat-gateway";
import { wechatNoticeReader } from "@amends/gateways/wechat-pay/wechat-notice";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { newRsaKeys } from "./local-partner.ts";
import { API_V3_KEY, APP_ID, MCHID, MERCHANT_SERIAL, PLATFORM_SERIAL, startWechat, type WechatServer } from "./wechat-server.ts";

const merchant = newRsaKeys();
const wechat = newRsaKeys();
const stranger = newRsaKeys();
const SERVER_KEYS = { merchantPublicKey: merchant.publicKey, privateKey: wechat.privateKey, strangerKey: stranger.privateKey };
const now = () => instant(Date.now());

let server: WechatServer;
let keys = 0;
const freshKey = (): EffectId => {
  keys += 1;
  return keyNo(keys);
};
const settings = (url: string, over: Partial<WechatSettings> = {}): WechatSettings => ({
  mchid: MCHID,
  certificateSerial: MERCHANT_SERIAL,
  privateKey: merchant.privateKey,
  apiV3Key: API_V3_KEY,
  platformKeys: [{ serial: PLATFORM_SERIAL, key: wechat.publicKey }],
  url,
  timeoutMs: 5000,
  ...over,
});
const openAt = (url: string, over: Partial<WechatSettings> = {}, options: Partial<WechatOptions> = {}) =>
  createWechatGateway({
    client: createWechatClient(settings(url, over), now),
    transactionBy: "method_ref",
    noticeUrl: null,
    abnormalRefund: "by_hand",
    platform: null,
    collecting: null,
    transferring: null,
    now,
    ...options,
  });
const open = (over: Partial<WechatSettings> = {}, options: Partial<WechatOptions> = {}) => openAt(server.url, over, options);
const NOTICE_URL = "https://shop.example/v1/gateway-notices/wechat";
const agreed = {
  collecting: { appid: APP_ID, by: "code", noticeUrl: NOTICE_URL, payWithinMs: 7 * DAY_MS },
  transferring: { appid: APP_ID, reason: "售后补偿", noticeUrl: null },
} as const;
const PLACE = { returnUrl: "https://shop.example/buyer/cases/1", ip: "203.0.113.7" };
const wallet = { tenderKind: "wallet", methodRef: "42-1" } as const;
const refund = (key: EffectId, over = {}) => refundOf(key, { ...wallet, ...over });
const asked = (request: ReturnType<typeof refund>): AskedMoney => ({ ...request, kind: "refund_tender" });
const booked = (key: EffectId) => {
  const found = server.refunds.get(bodyOf(key));
  if (found === undefined) throw new Error(`${key} was not booked`);
  return found;
};

beforeAll(async () => {
  server = await startWechat(SERVER_KEYS);
});
afterAll(() => server.close());
beforeEach(() => Object.assign(server, { processing: false, forging: false }));

paymentContract("WeChat Pay", async () => {
  const own = await startWechat(SERVER_KEYS);
  const { key: _key, ...refusable } = collectOf(keyNo(0), wallet);
  return {
    gateway: openAt(own.url),
    can: { collect: false, pay: false },
    paidBy: wallet,
    freshKey,
    refusable,
    movementsUnder: async key => Number(own.refunds.has(bodyOf(key))),
    restart: async () => openAt(own.url),
    close: own.close,
  };
});

paymentContract("WeChat Pay where buyers agree", async () => {
  const own = await startWechat(SERVER_KEYS);
  const { key: _key, ...refusable } = collectOf(keyNo(0), { ...wallet, currency: currency("USD") });
  return {
    gateway: openAt(own.url, {}, agreed),
    can: { collect: "when_the_buyer_agrees", pay: "when_the_buyer_agrees" },
    buyerAgrees: key => {
      Object.assign(own.payments.get(bodyOf(key)) ?? {}, { state: "SUCCESS" });
      Object.assign(own.transfers.get(bodyOf(key)) ?? {}, { state: "SUCCESS" });
    },
    paidBy: wallet,
    freshKey,
    refusable,
    movementsUnder: async key =>
      Number(own.refunds.has(bodyOf(key))) +
      Number(own.payments.get(bodyOf(key))?.state === "SUCCESS") +
      Number(own.transfers.get(bodyOf(key))?.state === "SUCCESS"),
    restart: async () => openAt(own.url, {}, agreed),
    close: own.close,
  };
});

describe("a refund", () => {
  test("names the transaction with its total in fen, our key and where to call back", async () => {
    const key = freshKey();
    await open({}, { noticeUrl: "https://shop.example/v1/gateway-notices/wechat" }).refund(refund(key));
    expect(booked(key).body).toEqual({
      transaction_id: "42-1",
      out_refund_no: bodyOf(key),
      notify_url: "https://shop.example/v1/gateway-notices/wechat",
      amount: { refund: 1999, total: 1_000_000, currency: "CNY" },
    });
  });

  test("may name the transaction by the host's order number", async () => {
    const key = freshKey();
    await open({}, { transactionBy: "order_no" }).refund(refund(key, { externalOrderNo: "N-2", amountMinor: 10n }));
    expect(booked(key).body).toMatchObject({ out_trade_no: "N-2", amount: { total: 1000 } });
  });

  test("that is under way is pending until it is found at its end", async () => {
    server.processing = true;
    const request = refund(freshKey());
    expect(await open().refund(request)).toEqual({ kind: "pending" });
    booked(request.key).status = "SUCCESS";
    expect(await open().find(request.key, asked(request))).toMatchObject({ kind: "done", gatewayRef: booked(request.key).id });
  });

  test("that was closed is refused, and one the account did not take waits for a person", async () => {
    server.processing = true;
    const request = refund(freshKey());
    await open().refund(request);
    booked(request.key).status = "CLOSED";
    expect(await open().find(request.key, asked(request))).toMatchObject({ kind: "refused", code: "declined" });
    booked(request.key).status = "ABNORMAL";
    expect(await open().find(request.key, asked(request))).toMatchObject({ kind: "refused", code: "account_abnormal" });
    expect(server.abnormal.size).toBe(0);
  });

  test("of another currency, above the total, or of a transaction nobody knows is refused before it is sent", async () => {
    expect(await open().refund(refund(freshKey(), { currency: currency("USD") }))).toMatchObject({ code: "currency_not_supported" });
    expect(await open().refund(refund(freshKey(), { methodRef: "42-usd" }))).toMatchObject({ code: "currency_not_supported" });
    expect(await open().refund(refund(freshKey(), { methodRef: "42-2", amountMinor: 1001n }))).toMatchObject({
      code: "amount_above_captured",
    });
    expect(await open().refund(refund(freshKey(), { methodRef: "42-none" }))).toMatchObject({ code: "unknown_method" });
    expect(server.asked.filter(line => line.startsWith("POST")).length).toBe(server.refunds.size);
  });

  test.each([
    [403, "NOT_ENOUGH", "insufficient_balance"],
    [403, "USER_ACCOUNT_ABNORMAL", "account_abnormal"],
    [400, "INVALID_REQUEST", "declined"],
  ] as const)("that WeChat Pay refuses with %i %s is refused as %s", async (status, code, refusal) => {
    server.transactions.set("42-r", { total: 10_000, currency: "CNY", outTradeNo: "N-r", refusesWith: [status, code] });
    expect(await open().refund(refund(freshKey(), { methodRef: "42-r" }))).toMatchObject({ kind: "refused", code: refusal });
  });

  test("under a known key with another amount is unclear: a person has to look", async () => {
    const request = refund(freshKey());
    await open().refund(request);
    expect(await open().refund({ ...request, amountMinor: 1n })).toMatchObject({ kind: "unclear" });
  });
});

describe("what goes wrong on the line leaves the outcome unknown", () => {
  test("too many calls, an error of the other side and a key it does not know are no refusals", async () => {
    for (const refusesWith of [
      [429, "FREQUENCY_LIMITED"],
      [500, "SYSTEM_ERROR"],
    ] as const) {
      server.transactions.set("42-f", { total: 10_000, currency: "CNY", outTradeNo: "N-f", refusesWith });
      await expect(open().refund(refund(freshKey(), { methodRef: "42-f" }))).rejects.toThrow(GatewayUnavailable);
    }
    await expect(open({ privateKey: stranger.privateKey }).refund(refund(freshKey()))).rejects.toThrow(/mistake: 401 SIGN_ERROR/);
  });

  test("a lost answer and silence: the refund was made once, and is found", async () => {
    for (const fault of ["lost", "silent"] as const) {
      const request = refund(freshKey());
      const gateway = open({ timeoutMs: 300 });
      server.failNext(fault);
      // The first call reads the transaction, which moves nothing.
      await expect(gateway.refund(request)).rejects.toThrow(GatewayUnavailable);
      expect(await gateway.find(request.key, asked(request))).toBeNull();
      expect((await gateway.refund(request)).kind).toBe("done");
    }
  });

  test("an answer signed by somebody else, or with a serial nobody knows, is believed in nothing", async () => {
    server.forging = true;
    await expect(open().refund(refund(freshKey()))).rejects.toThrow(GatewayUnavailable);
    server.forging = false;
    const other = open({ platformKeys: [{ serial: "PUB_KEY_ID_other", key: wechat.publicKey }] });
    await expect(other.refund(refund(freshKey()))).rejects.toThrow(/not signed/);
  });
});

describe("an abnormal refund (异常退款)", () => {
  const abnormal = async () => {
    server.processing = true;
    const request = refund(freshKey());
    await open().refund(request);
    booked(request.key).status = "ABNORMAL";
    return request;
  };

  test("goes to the merchant's bank account where that was chosen, and a person pays it on", async () => {
    const request = await abnormal();
    const gateway = open({}, { abnormalRefund: "to_merchant" });
    expect(await gateway.find(request.key, asked(request))).toMatchObject({ kind: "refused", code: "account_abnormal" });
    expect(server.abnormal.get(booked(request.key).id)).toEqual({ out_refund_no: bodyOf(request.key), type: "MERCHANT_BANK_CARD" });
  });

  test("goes to the buyer's bank card with the name and the number encrypted for WeChat Pay", async () => {
    const request = await abnormal();
    const card = { kind: "user_bank_card", bankType: "ICBC_DEBIT", bankAccount: "6222020000000000000", realName: "张三" } as const;
    expect(await open().applyAbnormalRefund(request, card)).toBe("processing");
    const sent = server.abnormal.get(booked(request.key).id) ?? {};
    expect(sent).toMatchObject({ type: "USER_BANK_CARD", bank_type: "ICBC_DEBIT" });
    expect([server.open(sent["bank_account"]), server.open(sent["real_name"])]).toEqual([card.bankAccount, card.realName]);
  });
});

describe("a platform (电商收付通)", () => {
  const platform = { platform: { appid: "wx8888888888888888", advance: true } };
  const ofSeller = (key: EffectId) => refund(key, { methodRef: "1900000777/42-1" });

  test("refunds in the seller's name with its own money in advance, and is told the end when it asks", async () => {
    const request = ofSeller(freshKey());
    expect(await open({}, platform).refund(request)).toEqual({ kind: "pending" });
    expect(booked(request.key).body).toMatchObject({
      sub_mchid: "1900000777",
      sp_appid: "wx8888888888888888",
      refund_account: "REFUND_SOURCE_PARTNER_ADVANCE",
    });
    booked(request.key).status = "SUCCESS";
    expect(await open({}, platform).find(request.key, asked(request))).toMatchObject({ kind: "done" });
  });

  test("takes its advance back (垫付回补) once, and hears when the seller's account is empty", async () => {
    const request = ofSeller(freshKey());
    const gateway = open({}, platform);
    await gateway.refund(request);
    const { id } = booked(request.key);
    expect(await gateway.returnAdvance(request)).toBe("processing");
    expect(await gateway.returnAdvance(request)).toBe("processing");
    expect(server.asked.filter(line => line === `POST /v3/ecommerce/refunds/${id}/return-advance`)).toHaveLength(1);
    server.advances.set(id, "FAILED");
    expect(await gateway.returnAdvance(request)).toMatchObject({ code: "insufficient_balance" });
    server.advances.set(id, "SUCCESS");
    expect(await gateway.returnAdvance(request)).toBe("done");
  });

  test("refuses a reference that names no seller's account, and nobody else advances money", async () => {
    expect(await open({}, platform).refund(refund(freshKey()))).toMatchObject({ code: "unknown_method" });
    expect(await open().returnAdvance(refund(freshKey()))).toMatchObject({ code: "not_supported" });
  });
});

describe("a difference", () => {
  const askedAt = now();
  const collection = (key: EffectId, over = {}) => ({
    ...collectOf(key, { ...wallet, askedAt, ...over }),
    kind: "collect_payment" as const,
  });

  test("is shown as a code or a page, and what comes back of it is a refund of that payment", async () => {
    const request = collection(freshKey());
    expect(await open({}, agreed).askBuyer(request, PLACE)).toEqual({
      kind: "scan_code",
      code: `weixin://wxpay/bizpayurl?pr=${bodyOf(request.key)}`,
    });
    expect(server.payments.get(bodyOf(request.key))?.body).toMatchObject({
      ...{ appid: APP_ID, mchid: MCHID, notify_url: NOTICE_URL, amount: { total: 500, currency: "CNY" } },
      time_expire: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\+08:00$/),
    });
    Object.assign(server.payments.get(bodyOf(request.key)) ?? {}, { state: "SUCCESS" });
    expect(await open({}, agreed).askBuyer(request, PLACE)).toBeNull();
    const back = refund(freshKey(), { tenderNo: 0, amountMinor: 500n, collectedUnder: request.key });
    expect((await open({}, agreed).refund(back)).kind).toBe("done");
    expect(booked(back.key).body).toMatchObject({ out_trade_no: bodyOf(request.key), amount: { refund: 500, total: 500 } });

    const onPhone = { ...agreed, collecting: { ...agreed.collecting, by: "page" } } as const;
    const other = collection(freshKey());
    expect(await open({}, onPhone).askBuyer(other, PLACE)).toMatchObject({ kind: "open_page", url: expect.stringMatching(/tenpay/) });
    expect(server.payments.get(bodyOf(other.key))?.body).toMatchObject({ scene_info: { payer_client_ip: PLACE.ip } });
  });

  test("that is not paid in time is closed and refused; one paid in the last moment is not", async () => {
    const late = collection(freshKey(), { askedAt: instant(Date.now() - 8 * DAY_MS) });
    expect(await open({}, agreed).collect(late)).toMatchObject({ kind: "refused", code: "not_agreed_in_time" });
    expect(await open({}, agreed).askBuyer(late, PLACE)).toMatchObject({ code: "not_agreed_in_time" });
    const shown = collection(freshKey());
    await open({}, agreed).askBuyer(shown, PLACE);
    const patient = { ...agreed, now: () => instant(Date.now() + 8 * DAY_MS) };
    expect(await open({}, patient).find(shown.key, shown)).toMatchObject({ code: "not_agreed_in_time" });
    expect(server.payments.get(bodyOf(shown.key))?.state).toBe("CLOSED");
    const paid = collection(freshKey());
    await open({}, agreed).askBuyer(paid, PLACE);
    Object.assign(server.payments.get(bodyOf(paid.key)) ?? {}, { state: "SUCCESS" });
    expect(await open({}, patient).find(paid.key, paid)).toMatchObject({ kind: "done" });
  });

  test("for another sum under our key is unclear", async () => {
    const request = collection(freshKey());
    await open({}, agreed).askBuyer(request, PLACE);
    Object.assign(server.payments.get(bodyOf(request.key)) ?? {}, { state: "SUCCESS" });
    expect(await open({}, agreed).find(request.key, { ...request, amountMinor: 1n })).toMatchObject({ kind: "unclear" });
  });
});

describe("a compensation (商家转账)", () => {
  const pay = (key: EffectId, over = {}) => ({ ...collectOf(key, { ...wallet, ...over }), kind: "pay_compensation" as const });

  test("goes to the payer of the transaction, who takes it in WeChat", async () => {
    const request = pay(freshKey());
    expect(await open({}, agreed).pay(request)).toEqual({ kind: "pending" });
    expect(server.transfers.get(bodyOf(request.key))?.body).toMatchObject({
      ...{ appid: APP_ID, openid: "openid-7", transfer_scene_id: "1011", transfer_amount: 500 },
      transfer_scene_report_infos: [{ info_type: "赔付原因", info_content: "售后补偿" }],
    });
    expect(await open({}, agreed).askBuyer(request, PLACE)).toEqual({
      ...{ kind: "confirm_in_wechat", merchantId: MCHID, appId: APP_ID, package: `package-of-${bodyOf(request.key)}` },
    });
  });

  test.each([
    ["FAIL", "declined"],
    ["CANCELLED", "not_agreed_in_time"],
  ])("that ends as %s is refused as %s", async (state, code) => {
    const request = pay(freshKey());
    await open({}, agreed).pay(request);
    Object.assign(server.transfers.get(bodyOf(request.key)) ?? {}, { state });
    expect(await open({}, agreed).find(request.key, request)).toMatchObject({ kind: "refused", code });
  });

  test("to a payer whom the transferring app does not know is left to a person", async () => {
    const other = { ...agreed, transferring: { ...agreed.transferring, appid: "wx0000000000000000" } };
    expect(await open({}, other).pay(pay(freshKey()))).toMatchObject({ code: "not_supported" });
  });
});

describe("a notice", () => {
  const about = {
    mchid: MCHID,
    out_refund_no: "key1",
    refund_id: "501",
    refund_status: "SUCCESS",
    amount: { total: 10_000, refund: 1999 },
  };
  const read = ({ headers, body }: { headers: Readonly<Record<string, string>>; body: Buffer }, at = Date.now()) =>
    wechatNoticeReader(createWechatClient(settings(server.url), now))({ headers, body }, instant(at));

  test("signed and sealed by WeChat Pay tells key, amount and end", () => {
    const notice = server.notice(about);
    expect(read(notice)).toMatchObject({
      kind: "notice",
      receipt: { text: '{"code":"SUCCESS"}' },
      notice: { noticeId: "notice-1", key: "key1", amount: { kind: "exactly", minor: 1999n }, currency: "CNY", ended: "done" },
    });
    expect(read(server.notice(about, { eventType: "REFUND.ABNORMAL" }))).toMatchObject({ notice: { ended: "failed" } });
  });

  test("of a payment and of a transfer tells the same of what a buyer paid and took", () => {
    const payment = { out_trade_no: "key2", attach: "amends", trade_state: "SUCCESS", amount: { total: 500, currency: "CNY" } };
    expect(read(server.notice(payment, { eventType: "TRANSACTION.SUCCESS" }))).toMatchObject({
      notice: { key: "key2", amount: { kind: "exactly", minor: 500n }, ended: "done" },
    });
    const transfer = { out_bill_no: "key3", state: "CANCELLED", transfer_amount: 500 };
    expect(read(server.notice(transfer, { eventType: "MCHTRANSFER.BILL.FINISHED" }))).toMatchObject({
      notice: { key: "key3", amount: { kind: "exactly", minor: 500n }, ended: "failed" },
    });
  });

  test("of anything else is acknowledged and none of ours", () => {
    expect(read(server.notice(about, { eventType: "COUPON.USE" }))).toMatchObject({ kind: "not_ours" });
    const ofTheShop = { out_trade_no: "N-1", trade_state: "SUCCESS", amount: { total: 500, currency: "CNY" } };
    expect(read(server.notice(ofTheShop, { eventType: "TRANSACTION.SUCCESS" }))).toMatchObject({ kind: "not_ours" });
  });

  test("with another body, no signature, an old time or a content sealed with another key is forged", () => {
    const notice = server.notice(about);
    expect(read({ ...notice, body: Buffer.from(`${notice.body} `) })).toEqual({ kind: "forged", why: "bad_signature" });
    expect(read({ ...notice, headers: {} })).toEqual({ kind: "forged", why: "bad_signature" });
    expect(read(notice, Date.now() + 301_000)).toEqual({ kind: "forged", why: "stale" });
    const reader = wechatNoticeReader(createWechatClient(settings(server.url, { apiV3Key: "x".repeat(32) }), now));
    expect(reader(notice, now())).toEqual({ kind: "forged", why: "unreadable" });
  });

  test("that only tests whether signatures are checked is told apart", () => {
    const notice = server.notice(about);
    expect(read({ ...notice, headers: { ...notice.headers, "wechatpay-signature": "WECHATPAY/SIGNTEST/abc" } })).toEqual({ kind: "probe" });
  });
});

test("settings that cannot work are refused at the start, by their name", () => {
  expect(() => open({ apiV3Key: "short" })).toThrow(/^apiV3Key has 5 bytes/);
  expect(() => open({ platformKeys: [] })).toThrow(/^platformKeys is empty/);
  expect(() => open({ platformKeys: [{ serial: "s", key: "no key" }] })).toThrow(/^platformKeys\[0\].key is no RSA key/);
});

import { DAY_MS, type Instant } from "@amends/domain/kernel/time";
import { TENDER_KINDS, type TenderKind } from "@amends/domain/order/order-facts";
import { ALIPAY_URL, createAlipayClient } from "../alipay/alipay-client.ts";
import { createAlipayGateway } from "../alipay/alipay-gateway.ts";
import { alipayNoticeReader } from "../alipay/alipay-notice.ts";
import { sandboxNoticeReader } from "../sandbox-bank/bank-notice.ts";
import { httpPaymentGateway } from "../sandbox-bank/http-bank.ts";
import { SettingsError } from "../settings-error.ts";
import { createStripeClient, createStripeGateway, STRIPE_URL } from "../stripe/stripe-gateway.ts";
import { stripeNoticeReader } from "../stripe/stripe-notice.ts";
import type { TransactionBy } from "../transaction.ts";
import { createWechatClient, WECHAT_URL } from "../wechat-pay/wechat-client.ts";
import { createWechatGateway, type WechatOptions } from "../wechat-pay/wechat-gateway.ts";
import { wechatNoticeReader } from "../wechat-pay/wechat-notice.ts";
import type { ConfiguredPayments, OpenedGateway, PaymentRoute } from "./route-payments.ts";
import { type SecretSource, type SettingsFields, settingsFields } from "./settings-fields.ts";

const KINDS = ["alipay", "wechat_pay", "stripe", "sandbox"] as const;
const BY = ["method_ref", "order_no"] as const satisfies readonly TransactionBy[];
/** An attempt makes up to four calls and has to end within the half minute its lease lasts. */
const TIMEOUT_MS = 5000;
/** How long a buyer may pay a difference by themselves: WeChat Pay's own limit where none is said. The step's deadline may end it sooner. */
const PAY_WITHIN_MS = 7 * DAY_MS;
/** It stands in the address a gateway calls back to. */
const NAME = /^[a-z0-9][a-z0-9-]{0,39}$/;

/** Opens what a settings file describes (`docs/reference/gateways.md`). Nothing is called; a setting that cannot work throws `SettingsError`. */
export const openGateways = (settings: unknown, secretOf: SecretSource, now: () => Instant): ConfiguredPayments => {
  const fields = settingsFields(settings, "", secretOf);
  const named = fields.object("gateways");
  if (named === null) throw new SettingsError("gateways", "is missing", "an object with a gateway for each name");
  const gateways = new Map<string, OpenedGateway>();
  for (const name of named.names()) {
    if (!NAME.test(name)) throw new SettingsError(`gateways.${name}`, "is no name", "lower case letters, digits and hyphens");
    const own = named.object(name);
    if (own !== null) gateways.set(name, openOne(own, now));
  }
  const routes = fields.list("routes").map(route => routeOf(route, gateways));
  const otherwise = fields.oneOf("otherwise", ["by_hand", "sandbox"], "by_hand");
  fields.done();
  return { gateways, routes, otherwise };
};

const routeOf = (fields: SettingsFields, gateways: ReadonlyMap<string, OpenedGateway>): PaymentRoute => {
  const route = {
    gateway: fields.oneOf("gateway", [...gateways.keys()]),
    operations: fields.texts("operations"),
    tenderKinds: fields.texts("tenderKinds")?.map(kind => tenderKindOf(kind, fields.place)) ?? null,
    methodRefPrefix: fields.textOr("methodRefPrefix", ""),
  };
  fields.done();
  return route;
};

const tenderKindOf = (text: string, place: string): TenderKind => {
  const found = TENDER_KINDS.find(kind => kind === text);
  if (found === undefined) throw new SettingsError(`${place}.tenderKinds`, "is not right", TENDER_KINDS.join(", "));
  return found;
};

const openOne = (fields: SettingsFields, now: () => Instant): OpenedGateway => {
  const opened = inPlace(fields.place, () => openKind(fields, now));
  fields.done();
  return opened;
};

/** A client checks its own keys and names them; here it is added whose they are. */
const inPlace = <T>(place: string, open: () => T): T => {
  try {
    return open();
  } catch (fault) {
    if (!(fault instanceof SettingsError) || fault.message.startsWith(place)) throw fault;
    throw new SettingsError(`${place}.${fault.place}`, fault.problem, fault.expected);
  }
};

const openKind = (fields: SettingsFields, now: () => Instant): OpenedGateway => {
  switch (fields.oneOf("kind", KINDS)) {
    case "alipay":
      return openAlipay(fields, now);
    case "wechat_pay":
      return openWechat(fields, now);
    case "stripe": {
      const url = fields.url("url", STRIPE_URL) ?? STRIPE_URL;
      const stripe = createStripeClient({ secretKey: fields.secret("secretKey"), url, timeoutMs: TIMEOUT_MS });
      return {
        gateway: createStripeGateway(stripe, now, fields.flag("checkout") ? { payWithinMs: PAY_WITHIN_MS, now } : null),
        reader: stripeNoticeReader(stripe, fields.secret("webhookSecret")),
        account: null,
        byHand: null,
      };
    }
    case "sandbox":
      return {
        gateway: httpPaymentGateway(fields.url("url", null) ?? missing(fields, "url"), { timeoutMs: TIMEOUT_MS }),
        reader: sandboxNoticeReader(fields.secret("noticeSecret")),
        account: null,
        byHand: null,
      };
  }
};

const openAlipay = (fields: SettingsFields, now: () => Instant): OpenedGateway => {
  const appId = fields.text("appId", /^\d{4,32}$/, "the app's number at Alipay");
  const certificates = fields.object("certificates");
  const client = createAlipayClient({
    appId,
    privateKey: fields.secret("privateKey"),
    publicKey: certificates === null ? fields.secret("publicKey") : null,
    certificates:
      certificates === null
        ? null
        : { app: certificates.secret("app"), alipay: certificates.secret("alipay"), root: certificates.secret("root") },
    url: fields.url("url", ALIPAY_URL) ?? ALIPAY_URL,
    timeoutMs: TIMEOUT_MS,
  });
  certificates?.done();
  const transactionBy = fields.oneOf("transactionBy", BY, "method_ref");
  const collect = fields.object("collect");
  const collecting =
    collect === null
      ? null
      : { by: collect.oneOf("by", ["page", "code"]), noticeUrl: collect.url("noticeUrl", null), payWithinMs: PAY_WITHIN_MS };
  collect?.done();
  return {
    gateway: createAlipayGateway({ client, transactionBy, transfers: fields.flag("transfers"), collecting, now }),
    reader: alipayNoticeReader(client, appId),
    account: fields.textOr("account", null, /^2088\d{12}$/, "the merchant's number at Alipay, 16 digits that begin with 2088"),
    byHand: null,
  };
};

const openWechat = (fields: SettingsFields, now: () => Instant): OpenedGateway => {
  const platform = fields.object("platform");
  const mchid = fields.text("mchid", /^\d{6,32}$/, "the merchant's number at WeChat Pay");
  const client = createWechatClient(
    {
      mchid,
      certificateSerial: fields.text("certificateSerial", /^[0-9A-Fa-f]{10,64}$/, "the serial number of the merchant's certificate"),
      privateKey: fields.secret("privateKey"),
      apiV3Key: fields.secret("apiV3Key"),
      platformKeys: fields.list("platformKeys").map(key => {
        const read = { serial: key.text("serial"), key: key.secret("key") };
        key.done();
        return read;
      }),
      url: fields.url("url", WECHAT_URL) ?? WECHAT_URL,
      timeoutMs: TIMEOUT_MS,
    },
    now,
  );
  const noticeUrl = fields.url("noticeUrl", null);
  const gateway = createWechatGateway({
    client,
    transactionBy: fields.oneOf("transactionBy", BY, "method_ref"),
    noticeUrl,
    abnormalRefund: fields.oneOf("abnormalRefund", ["by_hand", "to_merchant"], "by_hand"),
    platform: platform === null ? null : { appid: platform.text("appid"), advance: platform.flag("advance") },
    ...wechatAgreements(fields, noticeUrl),
    now,
  });
  platform?.done();
  return { gateway, reader: wechatNoticeReader(client), account: mchid, byHand: gateway };
};

/** What needs the buyer's own word. A payment must name where its end is told. */
const wechatAgreements = (fields: SettingsFields, noticeUrl: string | null): Pick<WechatOptions, "collecting" | "transferring"> => {
  const collect = fields.object("collect");
  const collecting =
    collect === null
      ? null
      : {
          appid: collect.text("appid", APP_ID, "an app of the merchant, like wx8888888888888888"),
          by: collect.oneOf("by", ["code", "page"]),
          noticeUrl: noticeUrl ?? missing(fields, "noticeUrl"),
          payWithinMs: PAY_WITHIN_MS,
        };
  collect?.done();
  const transfer = fields.object("transfers");
  const transferring =
    transfer === null
      ? null
      : {
          appid: transfer.text("appid", APP_ID, "an app of the merchant, like wx8888888888888888"),
          reason: transfer.textOr("reason", "售后补偿", /^.{1,32}$/u, "at most 32 characters"),
          noticeUrl,
        };
  transfer?.done();
  return { collecting, transferring };
};
const APP_ID = /^wx[0-9A-Za-z]{6,30}$/;

const missing = ({ place }: SettingsFields, name: string): never => {
  throw new SettingsError(`${place}.${name}`, "is missing", "an address like http://127.0.0.1:4100");
};

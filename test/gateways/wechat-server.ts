import { constants, createCipheriv, createSign, createVerify, privateDecrypt, randomBytes } from "node:crypto";
import { type Asked, type LocalPartner, type Said, serveLocally } from "./local-partner.ts";

type Body = Readonly<Record<string, unknown>>;
type Refund = {
  readonly id: string;
  readonly fen: number;
  readonly body: Body;
  status: "SUCCESS" | "PROCESSING" | "CLOSED" | "ABNORMAL";
  readonly at: number;
};

type Transaction = {
  readonly total: number;
  readonly currency: string;
  readonly outTradeNo: string;
  refusesWith?: readonly [number, string];
};

export type WechatServer = LocalPartner & {
  readonly transactions: Map<string, Transaction>;
  readonly refunds: Map<string, Refund>;
  readonly abnormal: Map<string, Body>;
  readonly advances: Map<string, "PROCESSING" | "SUCCESS" | "FAILED">;
  /** Payments that were asked of a buyer, by our key. */
  readonly payments: Map<string, { readonly body: Body; state: "NOTPAY" | "SUCCESS" | "CLOSED" }>;
  readonly transfers: Map<string, { readonly body: Body; state: string }>;
  readonly asked: string[];
  processing: boolean;
  forging: boolean;
  /** A signed call-back about a refund, as WeChat Pay sends it. */
  readonly notice: (
    about: Body,
    over?: { readonly eventType?: string; readonly id?: string; readonly atSeconds?: number },
  ) => {
    readonly headers: Readonly<Record<string, string>>;
    readonly body: Buffer;
  };
  /** What a field encrypted for WeChat Pay says. */
  readonly open: (ciphertext: unknown) => string;
};

export const MCHID = "1900000109";
export const MERCHANT_SERIAL = "5157F09EFDC096DE15EBE81A47057A7232F1B8E1";
export const PLATFORM_SERIAL = "PUB_KEY_ID_0114232134912410000000000000";
export const APP_ID = "wx8888888888888888";
export const API_V3_KEY = "k".repeat(32);

type Keys = { readonly merchantPublicKey: string; readonly privateKey: string; readonly strangerKey: string };

/** The refunds, payments and transfers of WeChat Pay's API v3: who does not sign is turned away, every answer is signed. */
export const startWechat = async ({ merchantPublicKey, privateKey, strangerKey }: Keys): Promise<WechatServer> => {
  const state = { processing: false, forging: false };
  const transactions: WechatServer["transactions"] = new Map([
    ["42-1", { total: 1_000_000, currency: "CNY", outTradeNo: "N-1" }],
    ["42-2", { total: 1000, currency: "CNY", outTradeNo: "N-2" }],
    ["42-usd", { total: 1000, currency: "USD", outTradeNo: "N-3" }],
  ]);
  const refunds = new Map<string, Refund>();
  const abnormal = new Map<string, Body>();
  const advances: WechatServer["advances"] = new Map();
  const payments: WechatServer["payments"] = new Map();
  const transfers: WechatServer["transfers"] = new Map();
  const asked: string[] = [];

  const signature = (text: string, key: string) => createSign("RSA-SHA256").update(text).sign(key, "base64");
  const signedHeaders = (body: string, atSeconds = Math.floor(Date.now() / 1000)) => {
    const nonce = randomBytes(8).toString("hex");
    const key = state.forging ? strangerKey : privateKey;
    return {
      "wechatpay-serial": PLATFORM_SERIAL,
      "wechatpay-timestamp": String(atSeconds),
      "wechatpay-nonce": nonce,
      "wechatpay-signature": signature(`${atSeconds}\n${nonce}\n${body}\n`, key),
    };
  };
  const said = (status: number, fields: object): Said => {
    const body = JSON.stringify(fields);
    return { status, body, headers: signedHeaders(body) };
  };
  const no = (status: number, code: string) => said(status, { code, message: "not possible" });

  const isSigned = ({ method, path, headers, body }: Asked): boolean => {
    const [scheme, rest = ""] = (headers.authorization ?? "").split(" ", 2);
    const fields = Object.fromEntries([...rest.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name, value]));
    if (scheme !== "WECHATPAY2-SHA256-RSA2048" || fields["mchid"] !== MCHID || fields["serial_no"] !== MERCHANT_SERIAL) return false;
    const text = `${method}\n${path}\n${fields["timestamp"]}\n${fields["nonce_str"]}\n${body}\n`;
    return createVerify("RSA-SHA256")
      .update(text)
      .verify(merchantPublicKey, fields["signature"] ?? "", "base64");
  };
  const shown = (key: string, refund: Refund) => ({
    refund_id: refund.id,
    out_refund_no: key,
    status: refund.status,
    amount: { refund: refund.fen, total: 1_000_000, currency: "CNY" },
    ...(refund.status === "SUCCESS" ? { success_time: new Date(refund.at).toISOString() } : {}),
  });
  const payment = (body: Body, shown: object): Said => {
    const key = String(body["out_trade_no"]);
    const known = payments.get(key);
    if (known !== undefined && JSON.stringify(known.body) !== JSON.stringify(body)) return no(400, "INVALID_REQUEST");
    if (known !== undefined && known.state !== "NOTPAY") return no(400, "ORDERPAID");
    payments.set(key, known ?? { body, state: "NOTPAY" });
    return said(200, shown);
  };
  const paymentSaid = (key: string, { body, state }: { readonly body: Body; readonly state: string }): Said =>
    said(200, {
      ...{ out_trade_no: key, trade_state: state },
      ...(state === "SUCCESS" ? { transaction_id: `42-${key}`, amount: body["amount"], success_time: "2026-03-02T10:00:00+08:00" } : {}),
    });
  const transfer = (body: Body): Said => {
    const key = String(body["out_bill_no"]);
    const known = transfers.get(key);
    if (known !== undefined && JSON.stringify(known.body) !== JSON.stringify(body)) return no(400, "INVALID_REQUEST");
    const made = known ?? { body, state: "WAIT_USER_CONFIRM" };
    transfers.set(key, made);
    const opens = made.state === "WAIT_USER_CONFIRM" ? { package_info: `package-of-${key}` } : {};
    return said(200, { out_bill_no: key, transfer_bill_no: `13-${key}`, state: made.state, ...opens });
  };
  const transactionOf = (body: Body) =>
    [...transactions, ...paidTransactions()].find(
      ([no, { outTradeNo }]) => no === body["transaction_id"] || outTradeNo === body["out_trade_no"],
    );

  const paidTransactions = (): readonly (readonly [string, Transaction])[] =>
    [...payments].flatMap(([key, { body, state }]) => {
      const { total } = body["amount"] as { total: number };
      return state === "SUCCESS" ? [[`42-${key}`, { total, currency: "CNY", outTradeNo: key }] as const] : [];
    });

  const refund = (body: Body, isPlatform: boolean): Said => {
    const [no_, transaction] = transactionOf(body) ?? [];
    if (no_ === undefined || transaction === undefined) return no(404, "RESOURCE_NOT_EXISTS");
    if (transaction.refusesWith !== undefined) return no(...transaction.refusesWith);
    const amount = body["amount"] as { refund: number; total: number; currency: string };
    const key = String(body["out_refund_no"]);
    const known = refunds.get(key);
    if (known !== undefined && known.fen !== amount.refund) return no(400, "INVALID_REQUEST");
    const before = [...refunds.values()].reduce((sum, each) => sum + (transactionOf(each.body)?.[0] === no_ ? each.fen : 0), 0);
    if (amount.total !== transaction.total || amount.currency !== "CNY") return no(400, "PARAM_ERROR");
    if (known === undefined && before + amount.refund > transaction.total) return no(400, "INVALID_REQUEST");
    const status = state.processing || isPlatform ? "PROCESSING" : "SUCCESS";
    const made = known ?? { id: `50${refunds.size}`, fen: amount.refund, body, status, at: Date.now() };
    refunds.set(key, made);
    return said(200, isPlatform ? { refund_id: made.id, out_refund_no: key } : shown(key, made));
  };
  const routes: readonly (readonly [RegExp, (match: RegExpExecArray, body: Body) => Said])[] = [
    [
      /^GET \/v3\/pay\/(?:partner\/)?transactions\/(id|out-trade-no)\/([^?]+)\?(?:sp_)?mchid=1900000109/,
      ([, by, no_ = ""]) => {
        const own = payments.get(no_);
        if (by === "out-trade-no" && own !== undefined) return paymentSaid(no_, own);
        const found = transactionOf({ [by === "id" ? "transaction_id" : "out_trade_no"]: decodeURIComponent(no_) });
        return found === undefined
          ? no(404, "ORDER_NOT_EXIST")
          : said(200, {
              appid: APP_ID,
              payer: { openid: "openid-7" },
              amount: { total: found[1].total, currency: found[1].currency },
            });
      },
    ],
    [
      /^POST \/v3\/pay\/transactions\/native$/,
      (_match, body) => payment(body, { code_url: `weixin://wxpay/bizpayurl?pr=${body["out_trade_no"]}` }),
    ],
    [/^POST \/v3\/pay\/transactions\/h5$/, (_match, body) => payment(body, { h5_url: `https://wx.tenpay.com/${body["out_trade_no"]}` })],
    [
      /^POST \/v3\/pay\/transactions\/out-trade-no\/(\w+)\/close$/,
      ([, key = ""]) => {
        const found = payments.get(key);
        if (found === undefined) return no(404, "ORDER_NOT_EXIST");
        if (found.state === "SUCCESS") return no(400, "ORDERPAID");
        found.state = "CLOSED";
        return { status: 204, body: "", headers: signedHeaders("") };
      },
    ],
    [/^POST \/v3\/fund-app\/mch-transfer\/transfer-bills$/, (_match, body) => transfer(body)],
    [
      /^GET \/v3\/fund-app\/mch-transfer\/transfer-bills\/out-bill-no\/(\w+)$/,
      ([, key = ""]) => {
        const found = transfers.get(key);
        if (found === undefined) return no(404, "NOT_FOUND");
        const { body, state } = found;
        return said(200, {
          ...{ out_bill_no: key, transfer_bill_no: `13-${key}`, state, transfer_amount: body["transfer_amount"] },
          update_time: "2026-03-02T10:00:00+08:00",
        });
      },
    ],
    [/^POST \/v3\/refund\/domestic\/refunds$/, (_match, body) => refund(body, false)],
    [/^POST \/v3\/ecommerce\/refunds\/apply$/, (_match, body) => refund(body, true)],
    [
      /^GET \/v3\/(?:refund\/domestic\/refunds|ecommerce\/refunds\/out-refund-no)\/(\w+)/,
      ([, key = ""]) => {
        const found = refunds.get(key);
        return found === undefined ? no(404, "RESOURCE_NOT_EXISTS") : said(200, shown(key, found));
      },
    ],
    [
      /^POST \/v3\/(?:refund\/domestic|ecommerce)\/refunds\/(\d+)\/apply-abnormal-refund$/,
      ([, id = ""], body) => {
        abnormal.set(id, body);
        return said(200, { refund_id: id, status: "PROCESSING" });
      },
    ],
    [
      /^GET \/v3\/ecommerce\/refunds\/(\d+)\/return-advance\?sub_mchid=\d+$/,
      ([, id = ""]) => {
        const result = advances.get(id);
        return result === undefined ? no(404, "RESOURCE_NOT_EXISTS") : said(200, { refund_id: id, result });
      },
    ],
    [
      /^POST \/v3\/ecommerce\/refunds\/(\d+)\/return-advance$/,
      ([, id = ""]) => {
        advances.set(id, "PROCESSING");
        return said(200, { refund_id: id, result: "PROCESSING" });
      },
    ],
  ];

  const partner = await serveLocally(request => {
    asked.push(`${request.method} ${request.path}`);
    if (!isSigned(request)) return no(401, "SIGN_ERROR");
    for (const [pattern, run] of routes) {
      const match = pattern.exec(`${request.method} ${request.path}`);
      if (match !== null) return run(match, request.body === "" ? {} : JSON.parse(request.body));
    }
    return no(404, "NOT_FOUND");
  });
  return Object.assign(state, partner, {
    transactions,
    refunds,
    abnormal,
    advances,
    payments,
    transfers,
    asked,
    notice: (about: Body, over: { readonly eventType?: string; readonly id?: string; readonly atSeconds?: number } = {}) => {
      const body = JSON.stringify({
        id: over.id ?? "notice-1",
        event_type: over.eventType ?? "REFUND.SUCCESS",
        resource_type: "encrypt-resource",
        resource: sealed(JSON.stringify(about)),
      });
      return { headers: signedHeaders(body, over.atSeconds), body: Buffer.from(body) };
    },
    open: (ciphertext: unknown) =>
      privateDecrypt(
        { key: privateKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: "sha1" },
        Buffer.from(String(ciphertext), "base64"),
      ).toString("utf8"),
  });
};

const sealed = (text: string) => {
  const nonce = randomBytes(6).toString("hex");
  const cipher = createCipheriv("aes-256-gcm", API_V3_KEY, nonce).setAAD(Buffer.from("refund"));
  const bytes = Buffer.concat([cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
  return { algorithm: "AEAD_AES_256_GCM", ciphertext: bytes.toString("base64"), nonce, associated_data: "refund", original_type: "refund" };
};

import { AlipaySdk } from "alipay-sdk";
import { GatewayUnavailable } from "../gateway-unavailable.ts";
import { fieldsOf, type JsonFields, textOf } from "../json-fields.ts";
import { privateKeyOf, publicKeyOf } from "../rsa-keys.ts";

export type AlipaySettings = {
  readonly appId: string;
  /** PEM or base64, PKCS#1 or PKCS#8. */
  readonly privateKey: string;
  /** Alipay's public key, of which its answers and notices are signed. Not needed beside certificates. */
  readonly publicKey: string | null;
  /** Contents of the three certificates; Alipay asks for them where an app may transfer money. */
  readonly certificates: { readonly app: string; readonly alipay: string; readonly root: string } | null;
  readonly url: string;
  readonly timeoutMs: number;
};

export const ALIPAY_URL = "https://openapi.alipay.com/gateway.do";

/** `refused` carries the code that the business part of Alipay gave. */
export type AlipaySaid =
  | { readonly kind: "ok"; readonly fields: JsonFields }
  | { readonly kind: "refused"; readonly code: string; readonly message: string };

export type AlipayClient = {
  /** `noticeUrl` where the method's end is called back to an address of ours. */
  ask(method: string, bizContent: JsonFields, noticeUrl?: string | null): Promise<AlipaySaid>;
  /** The signed address of a page of Alipay's; nothing is called. */
  pageUrl(method: string, bizContent: JsonFields, urls: { readonly noticeUrl: string | null; readonly returnUrl: string }): string;
  isSigned(notice: JsonFields): boolean;
};

/** Alipay's own client signs what leaves and checks the signature of what comes back. Throws `SettingsError` for a key that is none. */
export const createAlipayClient = (settings: AlipaySettings): AlipayClient => {
  const sdk = new AlipaySdk({
    appId: settings.appId,
    privateKey: privateKeyOf(settings.privateKey, "privateKey").export({ type: "pkcs8", format: "pem" }).toString(),
    keyType: "PKCS8",
    gateway: settings.url,
    timeout: settings.timeoutMs,
    camelcase: false,
    ...(settings.publicKey === null
      ? {}
      : { alipayPublicKey: publicKeyOf(settings.publicKey, "publicKey").export({ type: "spki", format: "pem" }).toString() }),
    ...(settings.certificates === null
      ? {}
      : {
          appCertContent: settings.certificates.app,
          alipayPublicCertContent: settings.certificates.alipay,
          alipayRootCertContent: settings.certificates.root,
        }),
  });
  return {
    ask: async (method, bizContent, noticeUrl = null) => {
      const asked = { bizContent, ...(noticeUrl === null ? {} : { notify_url: noticeUrl }) };
      const answered = await sdk.exec(method, asked, { validateSign: true }).catch((cause: unknown) => {
        throw new GatewayUnavailable(`Alipay gave no answer to ${method} that can be believed: its outcome is unknown`, { cause });
      });
      return saidOf(method, fieldsOf(answered));
    },
    pageUrl: (method, bizContent, { noticeUrl, returnUrl }) =>
      sdk.pageExecute(method, "GET", { bizContent, return_url: returnUrl, ...(noticeUrl === null ? {} : { notify_url: noticeUrl }) }),
    isSigned: notice => sdk.checkNotifySignV2(notice),
  };
};

/** The codes of the common part: 10000 done, 20000 try again, 40004 refused by the business part. Anything else says that we asked wrongly. */
const saidOf = (method: string, fields: JsonFields): AlipaySaid => {
  const code = textOf(fields, "code");
  const subCode = textOf(fields, "sub_code") ?? "";
  const message = `${subCode} ${textOf(fields, "sub_msg") ?? textOf(fields, "msg") ?? ""}`.trim();
  if (code === "10000") return { kind: "ok", fields };
  if (code === "20000" || TRY_AGAIN.test(subCode)) throw new GatewayUnavailable(`Alipay could not say how ${method} ended: ${message}`);
  if (code === "40004") return { kind: "refused", code: subCode, message };
  throw new Error(`Alipay takes our ${method} for a mistake: ${code} ${message}`);
};

const TRY_AGAIN = /(?:SYSTEM_ERROR|UNKNOW-ERROR|unknow-error)$/;

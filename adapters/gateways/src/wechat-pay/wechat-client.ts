import { constants, createDecipheriv, createSign, createVerify, type KeyObject, publicEncrypt, randomBytes } from "node:crypto";
import type { Instant } from "@amends/domain/kernel/time";
import { GatewayUnavailable } from "../gateway-unavailable.ts";
import { fieldsOf, type JsonFields, jsonOf, textOf } from "../json-fields.ts";
import { privateKeyOf, publicKeyOf } from "../rsa-keys.ts";
import { SettingsError } from "../settings-error.ts";

export type WechatSettings = {
  readonly mchid: string;
  /** Serial number of the merchant's own API certificate. */
  readonly certificateSerial: string;
  readonly privateKey: string;
  /** 32 characters; notices are encrypted with it. */
  readonly apiV3Key: string;
  /** WeChat Pay's public keys or platform certificates by serial: two while they are being changed. */
  readonly platformKeys: readonly { readonly serial: string; readonly key: string }[];
  readonly url: string;
  readonly timeoutMs: number;
};

export const WECHAT_URL = "https://api.mch.weixin.qq.com";

export type WechatSaid = { readonly status: number; readonly fields: JsonFields };

export type WechatClient = {
  readonly mchid: string;
  /** `path` with its query. A fault, a time-out, 429 and 5xx are thrown as `GatewayUnavailable`, and so is an answer that is not signed by WeChat Pay. */
  ask(method: "GET" | "POST", path: string, body?: JsonFields, headers?: Readonly<Record<string, string>>): Promise<WechatSaid>;
  isSigned(headers: SignedHeaders, body: string): boolean;
  decrypt(resource: JsonFields): string | null;
  /** For fields that hold a person's data; the key's serial goes into the header `Wechatpay-Serial`. */
  encrypt(text: string): { readonly serial: string; readonly ciphertext: string };
};

export type SignedHeaders = {
  readonly serial: string | null;
  readonly timestamp: string | null;
  readonly nonce: string | null;
  readonly signature: string | null;
};

/** API v3: https://pay.weixin.qq.com/doc/v3/merchant/4012365342 (signing), …/4013053249 (checking). Throws `SettingsError` for a key that is none. */
export const createWechatClient = (settings: WechatSettings, now: () => Instant): WechatClient => {
  const { mchid, certificateSerial, url, timeoutMs } = settings;
  const privateKey = privateKeyOf(settings.privateKey, "privateKey");
  const apiV3Key = Buffer.from(settings.apiV3Key, "utf8");
  if (apiV3Key.length !== 32) throw new SettingsError("apiV3Key", `has ${apiV3Key.length} bytes`, "32");
  const platformKeys = new Map<string, KeyObject>(
    settings.platformKeys.map(({ serial, key }, index) => [serial, publicKeyOf(key, `platformKeys[${index}].key`)]),
  );
  const [newest] = platformKeys;
  if (newest === undefined) throw new SettingsError("platformKeys", "is empty", "at least one public key of WeChat Pay");

  const authorization = (method: string, path: string, body: string): string => {
    const timestamp = String(Math.floor(now() / 1000));
    const nonce = randomBytes(16).toString("hex");
    const signature = createSign("RSA-SHA256").update(`${method}\n${path}\n${timestamp}\n${nonce}\n${body}\n`).sign(privateKey, "base64");
    const fields = { mchid, nonce_str: nonce, signature, timestamp, serial_no: certificateSerial };
    return `WECHATPAY2-SHA256-RSA2048 ${Object.entries(fields)
      .map(([name, value]) => `${name}="${value}"`)
      .join(",")}`;
  };
  const isSigned: WechatClient["isSigned"] = ({ serial, timestamp, nonce, signature }, body) => {
    const key = platformKeys.get(serial ?? "");
    if (key === undefined || timestamp === null || nonce === null || signature === null) return false;
    return createVerify("RSA-SHA256").update(`${timestamp}\n${nonce}\n${body}\n`).verify(key, signature, "base64");
  };
  return {
    mchid,
    isSigned,
    ask: async (method, path, asked, headers = {}) => {
      const body = asked === undefined ? "" : JSON.stringify(asked);
      const { response, text } = await exchange(new URL(path, url), timeoutMs, {
        method,
        headers: {
          accept: "application/json",
          "user-agent": "amends",
          ...(asked === undefined ? {} : { "content-type": "application/json" }),
          authorization: authorization(method, path, body),
          ...headers,
        },
        ...(asked === undefined ? {} : { body }),
      });
      const { status } = response;
      if (status >= 500 || status === 429)
        throw new GatewayUnavailable(`WeChat Pay answered ${status} to ${method} ${path}: its outcome is unknown`);
      // A refusal without a signature comes from in front of WeChat Pay's own servers, and decides nothing either.
      if (!isSigned(signedHeadersOf(response.headers), text))
        throw new GatewayUnavailable(`WeChat Pay's answer to ${method} ${path} is not signed by it: its outcome is unknown`);
      return { status, fields: fieldsOf(text === "" ? {} : jsonOf(text)) };
    },
    decrypt: resource => decrypted(apiV3Key, resource),
    encrypt: text => ({
      serial: newest[0],
      ciphertext: publicEncrypt(
        { key: newest[1], padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: "sha1" },
        Buffer.from(text, "utf8"),
      ).toString("base64"),
    }),
  };
};

/** What is no end: our request was wrong, or the code is not known to be final. It is tried again, and shown to a person after that. */
export const mistake = (said: WechatSaid): Error => new Error(`WeChat Pay takes our request for a mistake: ${messageOf(said)}`);

export const messageOf = ({ status, fields }: WechatSaid): string =>
  `${status} ${textOf(fields, "code") ?? ""} ${textOf(fields, "message") ?? ""}`.trim();

const exchange = async (url: URL, timeoutMs: number, options: RequestInit): Promise<{ response: Response; text: string }> => {
  try {
    const response = await fetch(url, { ...options, redirect: "error", signal: AbortSignal.timeout(timeoutMs) });
    return { response, text: await response.text() };
  } catch (cause) {
    throw new GatewayUnavailable(`WeChat Pay gave no answer to ${url.pathname}: its outcome is unknown`, { cause });
  }
};

export const signedHeadersOf = (headers: { get(name: string): string | null }): SignedHeaders => ({
  serial: headers.get("wechatpay-serial"),
  timestamp: headers.get("wechatpay-timestamp"),
  nonce: headers.get("wechatpay-nonce"),
  signature: headers.get("wechatpay-signature"),
});

const TAG_BYTES = 16;

/** AEAD_AES_256_GCM with the tag behind the text; null where it was not made with our key. */
const decrypted = (apiV3Key: Buffer, resource: JsonFields): string | null => {
  const sealed = Buffer.from(textOf(resource, "ciphertext") ?? "", "base64");
  const nonce = textOf(resource, "nonce");
  if (nonce === null || sealed.length <= TAG_BYTES || textOf(resource, "algorithm") !== "AEAD_AES_256_GCM") return null;
  const decipher = createDecipheriv("aes-256-gcm", apiV3Key, nonce)
    .setAuthTag(sealed.subarray(-TAG_BYTES))
    .setAAD(Buffer.from(textOf(resource, "associated_data") ?? "", "utf8"));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(0, -TAG_BYTES)), decipher.final()]).toString("utf8");
  } catch {
    return null;
  }
};

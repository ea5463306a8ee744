import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { CliError } from "./cli-error.ts";
import { paymentsOf } from "./gateway-options.ts";

const { privateKey, publicKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
});
const folder = mkdtempSync(join(tmpdir(), "amends-gateways-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const keyFile = join(folder, "key.pem");
writeFileSync(keyFile, privateKey);
const env = { PUBLIC_KEY: publicKey, API_V3: "k".repeat(32), STRIPE: "sk_test_1", HOOK: "whsec_1", EMPTY: "" };

const ALIPAY = { kind: "alipay", appId: "2021", privateKey: { file: keyFile }, publicKey: { env: "PUBLIC_KEY" } };
const WECHAT = {
  kind: "wechat_pay",
  mchid: "1900000109",
  certificateSerial: "5157F09EFDC096DE15EBE81A47057A7232F1B8E1",
  privateKey: { file: keyFile },
  apiV3Key: { env: "API_V3" },
  platformKeys: [{ serial: "PUB_KEY_ID_1", key: { env: "PUBLIC_KEY" } }],
};
const STRIPE = { kind: "stripe", secretKey: { env: "STRIPE" }, webhookSecret: { env: "HOOK" } };
const GATEWAYS = {
  alipay: ALIPAY,
  wechat: WECHAT,
  stripe: STRIPE,
  bank: { kind: "sandbox", url: "http://127.0.0.1:4100", noticeSecret: { env: "HOOK" } },
};
const ROUTES = [
  { gateway: "alipay", tenderKinds: ["wallet"], methodRefPrefix: "alipay:" },
  { gateway: "stripe", operations: ["shop"] },
];

const open = (settings: unknown) => {
  const file = join(folder, "gateways.json");
  writeFileSync(file, typeof settings === "string" ? settings : JSON.stringify(settings));
  return paymentsOf(file, env);
};
const refusal = async (settings: unknown): Promise<string> => {
  const fault = await open(settings).then(
    () => "accepted",
    (error: unknown) => error,
  );
  return fault instanceof CliError ? `${fault.message} ${fault.advice}`.replace(/^--gateways \S+ /, "") : String(fault);
};
const withAlipay = (over: object) => ({ gateways: { alipay: { ...ALIPAY, ...over } }, routes: [] });

describe("the settings of payment gateways", () => {
  test("open one of each kind, with keys from files and from the environment", async () => {
    const payments = await open({ gateways: GATEWAYS, routes: ROUTES });
    expect([...(payments?.gateways.keys() ?? [])]).toEqual(["alipay", "wechat", "stripe", "bank"]);
    expect(payments?.routes[1]).toEqual({ gateway: "stripe", operations: ["shop"], tenderKinds: null, methodRefPrefix: "" });
    expect(payments?.otherwise).toBe("by_hand");
  });

  test("are not needed: without a file all money stays with the sandbox bank", async () => {
    expect(await paymentsOf(null, env)).toBeNull();
  });

  test.each([
    ["a key that stands in the file", withAlipay({ privateKey }), /gateways.alipay.privateKey must not stand here\. .*"env"/],
    ["a key that is nowhere", withAlipay({ privateKey: { env: "NOBODY" } }), /gateways.alipay.privateKey names nothing that can be read/],
    ["an empty key", withAlipay({ privateKey: { env: "EMPTY" } }), /names nothing that can be read/],
    ["a key that is none", withAlipay({ privateKey: { env: "STRIPE" } }), /gateways.alipay.privateKey is no RSA key/],
    ["a typing error", withAlipay({ transfer: true }), /gateways.alipay.transfer is not known/],
    [
      "a gateway of no known kind",
      withAlipay({ kind: "paypal" }),
      /gateways.alipay.kind is not right.*alipay, wechat_pay, stripe, sandbox/,
    ],
    ["an address that is none", withAlipay({ url: "alipay" }), /gateways.alipay.url is not right/],
    [
      "a short key of API v3",
      { gateways: { wechat: { ...WECHAT, apiV3Key: { env: "STRIPE" } } }, routes: [] },
      /gateways.wechat.apiV3Key has 9 bytes/,
    ],
    [
      "no key of WeChat Pay",
      { gateways: { wechat: { ...WECHAT, platformKeys: [] } }, routes: [] },
      /gateways.wechat.platformKeys is empty/,
    ],
    [
      "a route to nowhere",
      { gateways: GATEWAYS, routes: [{ gateway: "paypal" }] },
      /routes\[0\].gateway is not right.*alipay, wechat, stripe, bank/,
    ],
    [
      "a route of an unknown tender",
      { gateways: GATEWAYS, routes: [{ gateway: "bank", tenderKinds: ["gold"] }] },
      /routes\[0\].tenderKinds is not right.*wallet/,
    ],
    ["no routes", { gateways: GATEWAYS }, /routes is missing/],
    ["what is no JSON", "{", /which is no JSON/],
  ])("with %s are refused by the place", async (_what, settings, expected) => {
    expect(await refusal(settings)).toMatch(expected);
  });

  test("never show a secret in what they are refused with", async () => {
    expect(await refusal(withAlipay({ privateKey: { env: "STRIPE" } }))).not.toContain("sk_test_1");
    expect(await refusal(withAlipay({ privateKey }))).not.toContain(privateKey.slice(60, 90));
  });
});

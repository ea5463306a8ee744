import { rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bodyOf, type EffectId } from "@amends/domain/kernel/ids";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newRsaKeys } from "../../../test/gateways/local-partner.ts";
import {
  API_V3_KEY,
  MCHID,
  MERCHANT_SERIAL,
  PLATFORM_SERIAL,
  startWechat,
  type WechatServer,
} from "../../../test/gateways/wechat-server.ts";
import { createTestDatabase, type TestDatabase } from "../../../test/harness/database.ts";
import { createWorld, makeCase, realNow } from "../../../test/workers/case-world.ts";
import { CliError } from "./cli-error.ts";
import { gatewayCommand } from "./gateway-command.ts";

const us = newRsaKeys();
const them = newRsaKeys();
const settingsFile = join(tmpdir(), `amends-gateway-command-${process.pid}.json`);
const env = { OURS: us.privateKey, THEIRS: them.publicKey, V3: API_V3_KEY };

let wechat: WechatServer;
let database: TestDatabase;
let pool: pg.Pool;
let effectId: EffectId;

/** A refund of a seller of a platform, as an attempt has left it at WeChat Pay: the payer's account did not take it. */
beforeAll(async () => {
  wechat = await startWechat({ merchantPublicKey: us.publicKey, privateKey: them.privateKey, strangerKey: us.privateKey });
  const settings = {
    gateways: {
      wechat: {
        kind: "wechat_pay",
        mchid: MCHID,
        certificateSerial: MERCHANT_SERIAL,
        privateKey: { env: "OURS" },
        apiV3Key: { env: "V3" },
        platformKeys: [{ serial: PLATFORM_SERIAL, key: { env: "THEIRS" } }],
        url: wechat.url,
        platform: { appid: "wx8888888888888888", advance: true },
      },
    },
    routes: [{ gateway: "wechat", methodRefPrefix: "wx:" }],
  };
  await writeFile(settingsFile, JSON.stringify(settings));
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 2 });
  const state = await makeCase(pool, await createWorld(pool, 1), { template: "refund", at: realNow(), refundsMinor: [500n] });
  const { rows } = await pool.query<{ effect_id: EffectId }>(
    `update effects set request = jsonb_set(request::jsonb, '{methodRef}', '"wx:1900000777/42-1"')::json where case_id = $1 returning effect_id`,
    [state.caseId],
  );
  effectId = rows[0]?.effect_id ?? "effect_none";
  wechat.refunds.set(bodyOf(effectId), { id: "5001", fen: 500, body: {}, status: "ABNORMAL", at: Date.now() });
});

afterAll(async () => {
  await pool?.end();
  await database?.drop();
  await wechat?.close();
  await rm(settingsFile, { force: true });
});

const run = async (...args: readonly string[]): Promise<string> => {
  const said: string[] = [];
  const surroundings = { env, out: (line: string) => void said.push(line), err: () => undefined, rewrite: null };
  try {
    await gatewayCommand.run([...args, "--gateways", settingsFile, "--database-url", database.url], surroundings);
    return said.join("\n");
  } catch (fault) {
    if (fault instanceof CliError) return `${fault.code}: ${fault.message}`;
    throw fault;
  }
};

test("an abnormal refund is sent to the merchant's bank account", async () => {
  expect(await run("abnormal-refund", "--effect", effectId)).toBe(`${effectId}: processing`);
  expect(wechat.abnormal.get("5001")).toEqual({ sub_mchid: "1900000777", out_refund_no: bodyOf(effectId), type: "MERCHANT_BANK_CARD" });
});

test("what the platform advanced is taken back, and the seller's empty account is a refusal", async () => {
  expect(await run("return-advance", "--effect", effectId)).toBe(`${effectId}: processing`);
  wechat.advances.set("5001", "FAILED");
  expect(await run("return-advance", "--effect", effectId)).toMatch(/^gateway_refused: insufficient_balance/);
});

test("what cannot be meant is refused before anything is asked", async () => {
  const asked = wechat.asked.length;
  expect(await run("pay", "--effect", effectId)).toMatch(/^bad_option: gateway is pay/);
  expect(await run("return-advance")).toMatch(/^bad_option: --effect is missing/);
  expect(await run("return-advance", "--effect", `${effectId.slice(0, -1)}z`)).toMatch(/which nobody asked for/);
  expect(wechat.asked).toHaveLength(asked);
});

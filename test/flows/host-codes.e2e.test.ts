import type { PackSource } from "@amends/domain/policy/pack";
import type { PackFiles } from "@amends/server/policy/running-policy";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { adminPool, openShop, type RunningShop, WITHOUT_LIMITS } from "../harness/running-shop.ts";
import { startWholeServer, type WholeServer } from "../harness/whole-server.ts";
import { readPack } from "../policy/read-pack.ts";

const ROW = { "row.status": "'chosen'", "row.source": "'operator'", "row.law": "" };
const meta = ["row.status", "row.source", "row.zh", "row.en", "row.law", "row.before"].map(field => ({ id: field, name: field, field }));
const table = (name: string, output: string, rule: object) => ({
  contentType: "application/vnd.gorules.decision",
  nodes: [
    { id: "input", type: "inputNode", name: "facts", position: { x: 0, y: 0 } },
    {
      ...{ id: "table", type: "decisionTableNode", name, position: { x: 300, y: 0 } },
      content: {
        hitPolicy: "first",
        inputs: [
          { id: "platform", name: "platform", field: "host.platform" },
          { id: "code", name: "code", field: "host.code" },
          { id: "state", name: "state", field: "order.state" },
        ],
        outputs: [{ id: output, name: output, field: output }, ...meta],
        rules: [{ ...ROW, ...rule }],
      },
    },
    { id: "output", type: "outputNode", name: "result", position: { x: 600, y: 0 } },
  ],
  edges: [
    { id: "in", type: "edge", sourceId: "input", targetId: "table" },
    { id: "out", type: "edge", sourceId: "table", targetId: "output" },
  ],
});

/** What an operator writes for a platform of which the base knows nothing. */
const OURS: PackSource = {
  manifest: {
    ...{ id: "our-codes", version: "1", kind: "overlay", extends: "base", appliesTo: {}, engine: 1 },
    vocabulary: { "host.platform": ["kuaishou"] },
  },
  tables: {
    host_types: table("host_types", "hostType", {
      ...{ _id: "KS-T1", "row.before": "'HT-99'", platform: "'kuaishou'", code: "'return'", state: "", hostType: "'return_refund'" },
      ...{ "row.zh": "'退货退款'", "row.en": "'Return and refund'" },
    }),
    host_reasons: table("host_reasons", "reason", {
      ...{ _id: "KS-1", "row.before": "'HR-99'", platform: "'kuaishou'", code: "'7'", state: "", reason: "'60.05'" },
      ...{ "row.zh": "'收到时已破损'", "row.en": "'Broken when it came'" },
    }),
  },
  templates: {},
  parameters: {},
  texts: {},
};
const PACKS: PackFiles = new Map([["base", { base: readPack("policies/base"), overlays: [OURS] }]]);

/** As each platform writes it, and what it is in ours with the goods at the buyer's. */
const FILED = [
  ["WX", "wechat:RETURN", "wechat:10000040", "return_refund", "60.05"],
  ["MINI", "return_refund", "wechat_mini:SEND_WRONG_GOODS", "return_refund", "60.01"],
  ["DY", "douyin:7", "60.02", "resend", "60.02"],
  ["PDD", "pinduoduo:3", "40.01", "return_refund", "40.01"],
  ["TB", "taobao:aftersale.BUYER_RETURNED_GOODS", "60.05", "return_refund", "60.05"],
  ["JD", "jd:30", "40.02", "repair", "40.02"],
  ["XHS", "xiaohongshu:1", "60.01", "return_refund", "60.01"],
  ["KS", "kuaishou:return", "kuaishou:7", "return_refund", "60.05"],
] as const;

let whole: WholeServer;
let pool: pg.Pool;
let shop: RunningShop;

beforeAll(async () => {
  whole = await startWholeServer(PACKS, { config: WITHOUT_LIMITS });
  pool = adminPool(whole);
  shop = await openShop(whole, pool, { kind: "marketplace", orders: [...FILED.map(([no]) => ({ no })), { no: "X" }] });
});

afterAll(async () => {
  await pool?.end();
  await whole?.close();
});

const lines = [{ lineNo: 1, quantity: 1, goodsReceived: true }];
const evidence = [{ kind: "photo" }];
const hostCode = (word: string): string | null => (word.includes(":") ? word : null);

describe("a host files in its platform's own codes", () => {
  test.each(FILED)("%s: %s for %s is %s for %s, and comes out as it came in", async (no, type, reason, ours, ourReason) => {
    const filed = await shop.opened(no, { serviceType: type, reason, lines, evidence });
    const known = { serviceType: ours, reason: ourReason, hostCodes: { type: hostCode(type), reason: hostCode(reason) } };
    const shown = (await shop.host("GET", `/v1/cases/${filed.caseId}`)).body;
    const listed = (await shop.host("GET", "/v1/cases")).body["items"] as unknown as readonly { readonly caseId: string }[];
    expect([shown, listed.find(({ caseId }) => caseId === filed.caseId)]).toMatchObject([known, known]);
  });

  test("a code of which nothing is known is refused with those that are, in both languages", async () => {
    const asked = async (serviceType: string, reason: string) =>
      (await shop.file("X", { serviceType, reason, lines, evidence }, shop.host, { "accept-language": "en" })).body;
    expect(await asked("douyin:99", "60.01")).toMatchObject({
      code: "host_type_unknown",
      params: { type: "douyin:99", platform: "douyin", known: "0, 1, 2, 3, 6, 7, 8, 8001" },
      detail: expect.stringContaining("Known of douyin: 0, 1, 2, 3, 6, 7, 8, 8001."),
    });
    expect(await asked("return_refund", "kuaishou:8")).toMatchObject({
      code: "host_reason_unknown",
      params: { reason: "kuaishou:8", platform: "kuaishou", known: "7" },
    });
    const zh = await shop.file("X", { serviceType: "nobody:1", reason: "60.01", lines, evidence });
    expect(zh.body).toMatchObject({ code: "host_type_unknown", detail: expect.stringContaining("nobody 已有对应的类型：—") });
  });
});

import { get, type IncomingMessage } from "node:http";
import type pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { eventually } from "../../../test/harness/eventually.ts";
import { adminPool, openShop, type RunningShop, WITHOUT_LIMITS } from "../../../test/harness/running-shop.ts";
import { packFilesOf, startWholeServer, type WholeServer } from "../../../test/harness/whole-server.ts";

const RETURN = { serviceType: "return_refund", reason: "30.01", lines: [{ lineNo: 1, quantity: 1, condition: "unopened" }] };

let whole: WholeServer;
let pool: pg.Pool;
let shop: RunningShop;

beforeAll(async () => {
  whole = await startWholeServer(packFilesOf("base"), { config: WITHOUT_LIMITS });
  pool = adminPool(whole);
  shop = await openShop(whole, pool, {
    orders: [{ no: "F1" }],
  });
});
afterAll(async () => {
  await pool.end();
  await whole.close();
});

type Open = { readonly response: IncomingMessage; readonly text: () => string; readonly hasEnded: () => boolean };
const open = (path: string, headers: Record<string, string> = {}): Promise<Open> =>
  new Promise((resolve, reject) => {
    const request = get(whole.base + path, { headers: { authorization: `Bearer ${shop.secret}`, ...headers } }, response => {
      let text = "";
      let ended = false;
      response.setEncoding("utf8").on("data", (chunk: string) => {
        text += chunk;
      });
      response.on("close", () => {
        ended = true;
      });
      resolve({ response, text: () => text, hasEnded: () => ended });
    });
    request.on("error", reject);
  });

test("a filing arrives on the operation's stream and on the case's, a broken one is taken up, and a stopping server says goodbye", async () => {
  const feed = await open("/v1/feed");
  expect(feed.response.statusCode).toBe(200);
  expect(feed.response.headers["content-type"]).toBe("text/event-stream");
  const { caseId } = await shop.opened("F1", RETURN);
  await eventually("the stream hears of it", async () => feed.text().includes('"type":"case_filed"'));
  expect(feed.text()).toContain(`"caseId":"${caseId}","seq":1,"type":"case_filed"`);

  const again = await open(`/v1/cases/${caseId}/stream`, { "last-event-id": "0" });
  await eventually("the case's stream has its past", async () => again.text().includes('"type":"case_filed"'));
  expect((await open("/v1/cases/case_00000000000000000000000a/stream")).response.statusCode).toBe(404);

  whole.composed.deps.feed.streams.close();
  await eventually("both are told", async () => feed.hasEnded() && again.hasEnded());
  expect(feed.text()).toContain('data: {"code":"server_stopping"}');
});

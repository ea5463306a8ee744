import { afterAll, beforeAll, expect, test } from "vitest";
import { type Brand, openBrand } from "../harness/a-brand.ts";
import { shopLines } from "../harness/a-shop.ts";
import { startWholeServer, type WholeServer } from "../harness/whole-server.ts";

let whole: WholeServer;
let brand: Brand;

beforeAll(async () => {
  whole = await startWholeServer();
  brand = await openBrand(whole, [{ no: "A1" }]);
});

afterAll(async () => {
  await whole?.close();
});

test("a case hears that its host now says fewer pieces were bought, and nothing is undone by itself", async () => {
  const filed = await brand.host("POST", "/v1/cases", {
    orderId: await brand.orderId("A1"),
    serviceType: "return_refund",
    reason: "30.01",
    lines: [{ lineNo: 1, quantity: 2, condition: "unopened" }],
  });
  expect(filed.status, filed.text).toBe(201);
  const changed = shopLines(whole.now(), [{ no: "A1", lines: [{ sku: "mug-white", quantity: 1, priceMinor: 5900 }] }])
    .split("\n")
    .filter(line => line.includes('"order"'))
    .map(line => line.replace('"sourceVersion":1', '"sourceVersion":2'))
    .join("\n");
  const imported = await brand.host("POST", "/v1/orders:import", `${changed}\n`);
  expect(imported.body, imported.text).toMatchObject({ updated: 1, refused: 0 });

  const events = async () =>
    (await whole.pool.query("select data from case_events where type = 'order_facts_changed' order by seq")).rows.map(row => row.data);
  await expect
    .poll(events, { timeout: 20_000 })
    .toEqual([{ toVersion: 2, contradicts: ["fewer_pieces_bought", "paid_less_than_promised"] }]);
  const listed = async () => (await brand.host("GET", "/v1/cases")).body["items"] as unknown as { caseId: string; attention: string[] }[];
  expect((await listed()).map(({ attention }) => attention)).toEqual([["fewer_pieces_bought", "paid_less_than_promised"]]);
  const { rows } = await whole.pool.query("select phase from cases");
  expect(rows).toEqual([{ phase: "waiting_for_buyer" }]);
  await expect
    .poll(async () => (await whole.pool.query("select status from effects")).rows, { timeout: 20_000 })
    .toEqual([{ status: "done" }]);
});

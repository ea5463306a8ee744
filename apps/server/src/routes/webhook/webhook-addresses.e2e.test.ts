import { afterAll, beforeAll, expect, test } from "vitest";
import { openShop, type RunningShop, WITHOUT_LIMITS } from "../../../../../test/harness/running-shop.ts";
import { startWholeServer, type WholeServer } from "../../../../../test/harness/whole-server.ts";

let whole: WholeServer;
let shop: RunningShop;
beforeAll(async () => {
  whole = await startWholeServer(undefined, { config: WITHOUT_LIMITS });
  shop = await openShop(whole, whole.pool, { orders: [] });
});
afterAll(() => whole?.close());

test.each([
  "https://127.0.0.1/",
  "https://0.0.0.0/",
  "https://10.0.0.7/hook",
  "https://169.254.169.254/latest/meta-data",
  "https://[::1]/",
  "https://[::ffff:10.0.0.7]/",
  "https://[fe80::1]/",
  "https://2130706433/",
  "https://localhost/",
  "https://hooks.example.com:5432/",
])("an address that does not lead to the public Internet is refused, and nothing is kept: %s", async url => {
  const refused = await shop.host("POST", "/v1/webhooks", { url });
  expect([refused.status, refused.body["code"]]).toEqual([422, "webhook_url_not_public"]);
  expect((await shop.host("GET", "/v1/webhooks")).body["items"]).toEqual([]);
});

test("an endpoint cannot be turned to such an address afterwards, nor to plain HTTP", async () => {
  const url = "https://hooks.example.com/amends";
  const made = await shop.host("POST", "/v1/webhooks", { url });
  expect(made.status, made.text).toBe(201);
  const turn = (to: string) =>
    shop.host("PUT", `/v1/webhooks/${String(made.body["webhookId"])}`, { url: to, eventTypes: [], status: "active" });
  expect((await turn("https://192.168.1.1/")).body["code"]).toBe("webhook_url_not_public");
  expect((await turn("http://hooks.example.com/")).body["code"]).toBe("webhook_url_not_https");
  expect((await shop.host("GET", "/v1/webhooks")).body["items"]).toMatchObject([{ url }]);
});

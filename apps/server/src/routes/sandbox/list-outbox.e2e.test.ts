import { afterAll, beforeAll, expect, it } from "vitest";
import { bearer, byCookie, CUSTOMER, ORDER, startTestHttp, type TestHttp } from "../../../../../test/harness/server.ts";

let http: TestHttp;
beforeAll(async () => {
  http = await startTestHttp();
});
afterAll(() => http.close());

it("an administrator reads the code a sandbox sent, the newest first, and nobody else does", async () => {
  const { secret } = await http.newKey();
  const link = await http.send("POST", "/v1/buyer-links", { headers: bearer(secret), body: { orderId: ORDER } });
  for (let time = 0; time < 2; time += 1)
    expect((await http.send("POST", "/v1/buyer-codes", { body: { linkToken: String(link.body["token"]) } })).status).toBe(202);
  const sent = http.outbox().map(({ code }) => code);
  const admin = byCookie(await http.signIn(await http.newAccount()));
  const shown = await http.send("GET", "/v1/sandbox/outbox", { headers: admin });
  expect(shown.body["items"]).toMatchObject(sent.toReversed().map(code => ({ code, orderId: ORDER, customerId: CUSTOMER })));
  const agent = byCookie(await http.signIn(await http.newAccount({ role: "agent" })));
  expect((await http.send("GET", "/v1/sandbox/outbox", { headers: agent })).status).toBe(403);
});

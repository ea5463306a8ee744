import { DAY_MS, MINUTE_MS } from "@amends/domain/kernel/time";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { bearer, CUSTOMER, cookieOf, ORDER, startTestHttp, type TestHttp } from "../../../../../test/harness/server.ts";

let http: TestHttp;
beforeAll(async () => {
  http = await startTestHttp();
});
beforeEach(() => http.reset());
afterAll(() => http.close());

describe("buyers with a link", () => {
  const newLink = async (): Promise<string> => {
    const { secret } = await http.newKey();
    const made = await http.send("POST", "/v1/buyer-links", { headers: bearer(secret), body: { orderId: ORDER } });
    expect(made.status).toBe(201);
    return String(made.body["token"]);
  };
  const sendCode = async (linkToken: string): Promise<string> => {
    expect((await http.send("POST", "/v1/buyer-codes", { body: { linkToken } })).status).toBe(202);
    return http.outbox().at(-1)?.code ?? "";
  };
  const open = (linkToken: string, code: string) => http.send("POST", "/v1/buyer-sessions", { body: { linkToken, code } });
  const other = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, "0");

  it("link and code together open the buyer's own session, once", async () => {
    const linkToken = await newLink();
    const code = await sendCode(linkToken);
    const opened = await open(linkToken, code);
    expect(opened.status).toBe(201);
    const cookie = cookieOf(opened);
    expect((await http.send("GET", "/v1/me", { headers: { cookie } })).body).toMatchObject({ identity: { role: "buyer", id: CUSTOMER } });
    expect((await open(linkToken, code)).body["code"]).toBe("code_not_valid");
  });

  it("after five wrong tries the right code is worthless too, until a new one is sent", async () => {
    const linkToken = await newLink();
    const code = await sendCode(linkToken);
    for (let nth = 0; nth < 5; nth += 1) expect((await open(linkToken, other(code))).status).toBe(401);
    expect((await open(linkToken, code)).body["code"]).toBe("code_not_valid");
    expect((await open(linkToken, await sendCode(linkToken))).status).toBe(201);
  });

  it("a code lives ten minutes and a link thirty days", async () => {
    const linkToken = await newLink();
    const code = await sendCode(linkToken);
    http.pass(10 * MINUTE_MS);
    expect((await open(linkToken, code)).body["code"]).toBe("code_not_valid");
    http.pass(30 * DAY_MS);
    expect((await http.send("POST", "/v1/buyer-codes", { body: { linkToken } })).body["code"]).toBe("link_not_valid");
  });

  it("a code of one link does not open another", async () => {
    const [one, two] = [await newLink(), await newLink()];
    const code = await sendCode(one);
    await sendCode(two);
    expect((await open(two, code === http.outbox().at(-1)?.code ? other(code) : code)).status).toBe(401);
  });

  it("a link asks for five codes an hour at most", async () => {
    const linkToken = await newLink();
    for (let nth = 0; nth < 5; nth += 1) await sendCode(linkToken);
    const refused = await http.send("POST", "/v1/buyer-codes", { body: { linkToken } });
    expect([refused.status, refused.body["code"], refused.headers.get("retry-after")]).toEqual([429, "too_many_requests", "3600"]);
  });

  it("an order out of scope makes no link, and an invented link opens nothing", async () => {
    const { secret } = await http.newKey();
    const foreign = "order_01jd7v8k2m0f9q3r5s7t9v1z";
    expect((await http.send("POST", "/v1/buyer-links", { headers: bearer(secret), body: { orderId: foreign } })).status).toBe(404);
    expect((await open(`bl_${"A".repeat(43)}`, "000000")).body["code"]).toBe("link_not_valid");
  });
});

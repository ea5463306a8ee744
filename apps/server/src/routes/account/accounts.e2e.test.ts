import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { byCookie, cookieOf, OPERATION, startTestHttp, type TestHttp } from "../../../../../test/harness/server.ts";

let http: TestHttp;
beforeAll(async () => {
  http = await startTestHttp();
});
beforeEach(() => http.reset());
afterAll(() => http.close());

describe("accounts", () => {
  it("an administrator creates an account that can sign in, and disabling it ends its sessions", async () => {
    const admin = await http.signIn(await http.newAccount());
    const body = { role: "agent", email: "new.agent@shop.example", name: "李雷", password: "another long phrase" };
    const created = await http.send("POST", "/v1/accounts", { headers: byCookie(admin), body });
    expect(created.status).toBe(201);
    expect((await http.send("POST", "/v1/accounts", { headers: byCookie(admin), body })).body["code"]).toBe("email_taken");
    const entered = await http.send("POST", "/v1/sessions", {
      body: { operationId: OPERATION, email: body.email, password: body.password },
    });
    const cookie = cookieOf(entered);
    expect((await http.send("GET", "/v1/me", { headers: { cookie } })).status).toBe(200);
    expect((await http.send("DELETE", `/v1/accounts/${String(created.body["accountId"])}`, { headers: byCookie(admin) })).status).toBe(204);
    expect((await http.send("GET", "/v1/me", { headers: { cookie } })).body["code"]).toBe("session_expired");
    const again = await http.send("POST", "/v1/sessions", { body: { operationId: OPERATION, email: body.email, password: body.password } });
    expect(again.body["code"]).toBe("wrong_credentials");
  });

  it("a password that is easy to guess is refused with the reason", async () => {
    const admin = await http.signIn(await http.newAccount());
    const body = { role: "agent", email: "hanmeimei@shop.example", name: "周敏", password: "hanmeimei-2026!" };
    const refused = await http.send("POST", "/v1/accounts", { headers: byCookie(admin), body });
    expect([refused.status, refused.body["code"], refused.body["params"]]).toEqual([422, "weak_password", { reason: "包含邮箱名" }]);
  });
});

import { HOUR_MS } from "@amends/domain/kernel/time";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  byCookie,
  cookieOf,
  OPERATION,
  OTHER_OPERATION,
  PASSWORD,
  startTestHttp,
  type TestHttp,
} from "../../../../../test/harness/server.ts";

let http: TestHttp;
beforeAll(async () => {
  http = await startTestHttp();
});
beforeEach(() => http.reset());
afterAll(() => http.close());

describe("signing in", () => {
  it("a right password opens a session in an HttpOnly cookie that says who I am", async () => {
    const email = await http.newAccount({ role: "seller", sellerId: "seller_01jd7v8k2m0f9q3r5s7t9v1x" });
    const answered = await http.send("POST", "/v1/sessions", {
      body: { operationId: OPERATION, email: email.toUpperCase(), password: PASSWORD },
    });
    expect(answered.headers.get("set-cookie")).toMatch(/^amends_session=se_[\w-]{43}; Path=\/; Expires=.*; HttpOnly; SameSite=Lax$/);
    const cookie = cookieOf(answered);
    const me = await http.send("GET", "/v1/me", { headers: { cookie } });
    expect(me.body).toMatchObject({ identity: { role: "seller", operationId: OPERATION, sellerId: "seller_01jd7v8k2m0f9q3r5s7t9v1x" } });
    expect(me.headers.get("cache-control")).toBe("no-store");
  });

  it("behind TLS the cookie is Secure and bound to the host", async () => {
    await http.restart({ isHttps: true });
    const email = await http.newAccount();
    const answered = await http.send("POST", "/v1/sessions", { body: { operationId: OPERATION, email, password: PASSWORD } });
    expect(answered.headers.get("set-cookie")).toMatch(/^__Host-amends_session=.*; Secure/);
    expect(answered.headers.get("strict-transport-security")).toContain("max-age=");
  });

  it("a wrong password, an unknown account and another operation get the same answer after the same work", async () => {
    const email = await http.newAccount();
    const wrong = await http.send("POST", "/v1/sessions", { body: { operationId: OPERATION, email, password: "not this one" } });
    const unknown = await http.send("POST", "/v1/sessions", {
      body: { operationId: OPERATION, email: "nobody@shop.example", password: PASSWORD },
    });
    const elsewhere = await http.send("POST", "/v1/sessions", { body: { operationId: OTHER_OPERATION, email, password: PASSWORD } });
    const said = [wrong, unknown, elsewhere].map(({ status, body }) => ({ status, ...body, instance: undefined }));
    expect(said[0]).toMatchObject({ status: 401, code: "wrong_credentials" });
    expect(said).toEqual([said[0], said[0], said[0]]);
    expect(http.checkedHashes()).toHaveLength(3);
    expect(http.checkedHashes().slice(1)).toEqual([http.decoyHash, http.decoyHash]);
  });

  it("a code that names no operation is refused after the same work as a wrong password", async () => {
    const answered = await http.send("POST", "/v1/sessions", {
      body: { operationCode: "nowhere", email: "who@shop.example", password: "x" },
    });
    expect(answered.body["code"]).toBe("wrong_credentials");
    expect(http.checkedHashes()).toEqual([http.decoyHash]);
  });

  it("five failures lock the account for 30 seconds even for the right password, and an unknown address locks alike", async () => {
    for (const email of [await http.newAccount(), "nobody@shop.example"]) {
      const attempt = (password: string) => http.send("POST", "/v1/sessions", { body: { operationId: OPERATION, email, password } });
      for (let nth = 0; nth < 5; nth += 1) expect((await attempt("wrong")).body["code"]).toBe("wrong_credentials");
      const locked = await attempt(PASSWORD);
      expect([locked.status, locked.body["code"], locked.headers.get("retry-after")]).toEqual([429, "locked_out", "30"]);
      http.pass(30_000);
    }
  });

  it("the lock ends by itself, and success clears the count", async () => {
    const email = await http.newAccount();
    for (let nth = 0; nth < 5; nth += 1)
      await http.send("POST", "/v1/sessions", { body: { operationId: OPERATION, email, password: "wrong" } });
    http.pass(30_000);
    await http.signIn(email);
    expect((await http.send("POST", "/v1/sessions", { body: { operationId: OPERATION, email, password: "wrong" } })).status).toBe(401);
  });

  it("an office of thirty signs in from one address on the same day, and guesses made from there are still counted", async () => {
    const emails: string[] = [];
    for (let nth = 0; nth < 10; nth += 1) emails.push(await http.newAccount());
    const attempt = (email: string, password: string) =>
      http.send("POST", "/v1/sessions", { body: { operationId: OPERATION, email, password } });
    for (let nth = 0; nth < 30; nth += 1) {
      await http.restart();
      http.pass(1000);
      expect((await attempt(emails[nth % emails.length] ?? "", PASSWORD)).status, `sign-in ${nth + 1}`).toBe(201);
    }
    for (let nth = 0; nth < 10; nth += 1) await attempt(`guess${nth}@shop.example`, "wrong");
    await http.restart();
    expect((await attempt(emails[0] ?? "", PASSWORD)).status).toBe(201);
    for (let nth = 10; nth < 20; nth += 1) await attempt(`guess${nth}@shop.example`, "wrong");
    await http.restart();
    expect((await attempt(emails[0] ?? "", PASSWORD)).body["code"]).toBe("locked_out");
  });

  it("signing in never takes over a session id that was brought along, and ends the one before", async () => {
    const email = await http.newAccount();
    const planted = `amends_session=se_${"A".repeat(43)}`;
    const first = await http.signIn(email, { cookie: planted });
    expect(first.cookie).not.toBe(planted);
    const second = await http.signIn(email, { cookie: first.cookie });
    expect((await http.send("GET", "/v1/me", { headers: { cookie: first.cookie } })).body["code"]).toBe("session_expired");
    expect((await http.send("GET", "/v1/me", { headers: { cookie: second.cookie } })).status).toBe(200);
  });

  it("signing out ends the session at once", async () => {
    const session = await http.signIn(await http.newAccount());
    expect((await http.send("DELETE", "/v1/session", { headers: byCookie(session) })).status).toBe(204);
    expect((await http.send("GET", "/v1/me", { headers: { cookie: session.cookie } })).body["code"]).toBe("session_expired");
  });

  it("a session ends after an hour of idleness and after twelve hours in any case", async () => {
    const session = await http.signIn(await http.newAccount());
    http.pass(HOUR_MS);
    expect((await http.send("GET", "/v1/me", { headers: { cookie: session.cookie } })).body["code"]).toBe("session_expired");
  });
});

describe("requests from other sites", () => {
  const create = (headers: Record<string, string>) => http.send("POST", "/v1/api-keys", { headers, body: { name: "ERP" } });

  it("a cookie alone changes nothing: it needs the session's csrf value or our own origin", async () => {
    const session = await http.signIn(await http.newAccount());
    expect((await create({ cookie: session.cookie })).body["code"]).toBe("cross_site_request");
    expect((await create({ cookie: session.cookie, "x-amends-csrf": "guessed" })).status).toBe(403);
    expect((await create(byCookie(session))).status).toBe(201);
    expect((await create({ cookie: session.cookie, origin: http.base() })).status).toBe(201);
  });

  it("another origin is refused even with the right csrf value", async () => {
    const session = await http.signIn(await http.newAccount());
    expect((await create({ ...byCookie(session), origin: "https://evil.example" })).status).toBe(403);
    expect((await create({ ...byCookie(session), "sec-fetch-site": "cross-site" })).status).toBe(403);
    const login = { operationId: OPERATION, email: await http.newAccount(), password: PASSWORD };
    expect((await http.send("POST", "/v1/sessions", { body: login, headers: { origin: "https://evil.example" } })).status).toBe(403);
  });

  it("one session's csrf value does not serve another", async () => {
    const [mine, other] = [await http.signIn(await http.newAccount()), await http.signIn(await http.newAccount())];
    expect((await create({ cookie: mine.cookie, "x-amends-csrf": other.csrf })).status).toBe(403);
  });

  it("no answer opens itself to another origin", async () => {
    const answered = await http.send("OPTIONS", "/v1/me", {
      headers: { origin: "https://evil.example", "access-control-request-method": "GET" },
    });
    expect([answered.status, answered.headers.get("allow"), answered.headers.get("access-control-allow-origin")]).toEqual([
      204,
      "GET, HEAD, OPTIONS",
      null,
    ]);
  });
});

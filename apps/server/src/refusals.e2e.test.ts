import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { bearer, startTestHttp, type TestHttp } from "../../../test/harness/server.ts";
import { DEFAULT_CONFIG } from "./config.ts";

let http: TestHttp;
beforeAll(async () => {
  http = await startTestHttp();
});
beforeEach(() => http.reset());
afterAll(() => http.close());

describe("what is sent wrong", () => {
  const signInWith = (body: unknown, headers: Record<string, string> = {}) => http.send("POST", "/v1/sessions", { body, headers });

  it("a body that is not JSON, not UTF-8 or not storable is refused for that", async () => {
    for (const body of [
      '{"a":',
      "nonsense",
      '{"__proto__":{"a":1}}',
      '{"email":"\\u0000"}',
      '{"email":"\\ud800"}',
      "[".repeat(40) + "]".repeat(40),
    ]) {
      const refused = await signInWith(body);
      expect([body, refused.status, refused.body["code"]]).toEqual([body, 400, "malformed_json"]);
    }
    const response = await fetch(`${http.base()}/v1/sessions`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: Buffer.from([0x22, 0xff, 0x22]),
    });
    expect(((await response.json()) as { params: unknown }).params).toEqual({ reason: "not_utf8" });
  });

  it("another content type is refused with the one that is read", async () => {
    const refused = await signInWith("a=1", { "content-type": "application/x-www-form-urlencoded" });
    expect([refused.status, refused.body["params"]]).toEqual([
      415,
      { received: "application/x-www-form-urlencoded", expected: "application/json" },
    ]);
  });

  it("another encoding than UTF-8 is refused unread, and UTF-8 may be named", async () => {
    const refused = await signInWith('{"a":1}', { "content-type": 'application/json; charset="UTF-16"' });
    expect([refused.status, refused.body["code"], refused.body["params"]]).toEqual([
      415,
      "unsupported_media_type",
      { received: "application/json; charset=utf-16", expected: "application/json; charset=utf-8" },
    ]);
    expect((await signInWith("{}", { "content-type": "application/json;charset=UTF-8" })).body["code"]).toBe("invalid_request");
  });

  it("what is wrong with a body is said in words", async () => {
    const { body } = await signInWith('{"a":', { "accept-language": "en" });
    expect(body).toMatchObject({
      params: { reason: "syntax" },
      detail: expect.stringContaining("could not be read: it is not well-formed JSON."),
    });
    expect((await signInWith('{"a":', { "accept-language": "zh-CN" })).body["detail"]).toContain("请求体无法解析：JSON 的写法有误。");
  });

  it("ten megabytes are not read to the end", async () => {
    const refused = await signInWith(`"${"a".repeat(10_485_760)}"`).catch((error: unknown) => error);
    if (refused instanceof Error) expect(String(refused.cause)).toMatch(/EPIPE|ECONNRESET|closed/);
    else expect(refused).toMatchObject({ status: 413, body: { code: "body_too_large", params: { maxBytes: 1_048_576 } } });
    expect((await http.send("GET", "/livez")).status).toBe(200);
  });

  it("a body that is missing is named", async () => {
    expect((await http.send("POST", "/v1/sessions")).body["code"]).toBe("body_missing");
  });

  it("all wrong fields are named at once, each with its pointer, in the language asked for", async () => {
    const refused = await signInWith({ operationId: "case_1", email: "x", extra: 1 }, { "accept-language": "de, en;q=0.8, zh;q=0.5" });
    expect([refused.status, refused.body["code"], refused.headers.get("content-language")]).toEqual([400, "invalid_request", "en"]);
    expect(refused.headers.get("content-type")).toBe("application/problem+json; charset=utf-8");
    expect(refused.body["errors"]).toEqual(
      expect.arrayContaining([
        { in: "body", pointer: "/operationId", code: "invalid_field", detail: "/operationId should be in the documented form." },
        { in: "body", pointer: "/password", code: "missing_field", detail: "The required field /password is missing." },
        { in: "body", pointer: "/extra", code: "unknown_field", detail: "There is no field /extra here." },
      ]),
    );
  });

  it("a query the route does not know is refused instead of ignored", async () => {
    const admin = await http.signIn(await http.newAccount());
    for (const path of ["/v1/api-keys?limit=0", "/v1/api-keys?limit=5&limit=6", "/v1/api-keys?status=open", "/v1/me?all=true"]) {
      const refused = await http.send("GET", path, { headers: { cookie: admin.cookie } });
      expect([path, refused.status, refused.body["code"]]).toEqual([path, 400, "invalid_request"]);
    }
  });

  it("an unknown path and a wrong method say so", async () => {
    expect((await http.send("GET", "/v1/nowhere?secret=1")).body).toMatchObject({
      status: 404,
      code: "not_found",
      params: { id: "/v1/nowhere" },
    });
    const refused = await http.send("PUT", "/v1/me");
    expect([refused.status, refused.headers.get("allow")]).toEqual([405, "GET, HEAD, OPTIONS"]);
    expect((await http.send("GET", "/v1/%zz")).status).toBe(404);
  });

  it("who is nobody is refused before the body is read", async () => {
    const refused = await http.send("POST", "/v1/api-keys", { body: "not json" });
    expect([refused.status, refused.body["code"]]).toEqual([401, "unauthenticated"]);
    expect((await http.send("GET", "/v1/me", { headers: { authorization: "Basic YTpi" } })).status).toBe(401);
  });
});

describe("too often", () => {
  it("an address without credentials is slowed down and told for how long", async () => {
    await http.restart({ limits: { ...DEFAULT_CONFIG.limits, address: { burst: 3, perSecond: 0.1 } } });
    for (let nth = 0; nth < 3; nth += 1) expect((await http.send("GET", "/v1/me", { headers: bearer(`ak_${nth}`) })).status).toBe(401);
    const refused = await http.send("GET", "/v1/me", { headers: bearer("ak_9") });
    expect([refused.status, refused.body["code"], refused.headers.get("retry-after")]).toEqual([429, "too_many_requests", "10"]);
    http.pass(10_000);
    expect((await http.send("GET", "/v1/me", { headers: bearer("ak_9") })).status).toBe(401);
  });

  it("each principal has its own measure, and a known one is not slowed by its address", async () => {
    const { secret } = await http.newKey();
    const { secret: second } = await http.newKey();
    const { limits } = DEFAULT_CONFIG;
    await http.restart({ limits: { ...limits, address: { burst: 2, perSecond: 0.1 }, integrator: { burst: 4, perSecond: 1 } } });
    for (let nth = 0; nth < 4; nth += 1) expect((await http.send("GET", "/v1/me", { headers: bearer(secret) })).status).toBe(200);
    expect((await http.send("GET", "/v1/me", { headers: bearer(secret) })).status).toBe(429);
    expect((await http.send("GET", "/v1/me", { headers: bearer(second) })).status).toBe(200);
  });
});

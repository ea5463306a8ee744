import { connect } from "node:net";
import { tmpdir } from "node:os";
import { createIdentityStores } from "@amends/postgres/identity/identity-stores";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { bearer, PASSWORD, startTestHttp, type TestHttp } from "../../../test/harness/server.ts";
import { DEFAULT_LIMITS } from "./config.ts";
import { drain } from "./drain.ts";

let http: TestHttp;
beforeAll(async () => {
  http = await startTestHttp();
});
beforeEach(() => http.reset());
afterAll(() => http.close());

describe("for operators", () => {
  it("alive is not ready: without its database the server says which check failed and not why", async () => {
    expect((await http.send("GET", "/readyz")).body).toEqual({ status: "ready", checks: { database: "ok" } });
    http.setReachable(false);
    const unready = await http.send("GET", "/readyz");
    expect([unready.status, unready.body]).toEqual([503, { status: "not_ready", checks: { database: "failed" } }]);
    expect((await http.send("GET", "/livez")).status).toBe(200);
  });

  it("measures requests by pattern and status", async () => {
    await http.send("GET", "/v1/me");
    const { text } = await http.send("GET", "/metrics");
    expect(text).toMatch(/amends_http_request_duration_seconds_count\{method="GET",route="\/v1\/me",status="401"\} 1/);
    expect(text).toContain("amends_event_loop_delay_seconds");
  });

  it("figures are for this machine, and not for whoever comes through a proxy on it", async () => {
    expect((await http.send("GET", "/metrics")).status).toBe(200);
    for (const name of ["x-forwarded-for", "forwarded", "via"])
      expect((await http.send("GET", "/metrics", { headers: { [name]: "203.0.113.7" } })).status).toBe(401);
  });

  it("figures need the token where one is set", async () => {
    await http.restart({ metricsToken: "scrape-me" });
    expect((await http.send("GET", "/metrics")).status).toBe(401);
    expect((await http.send("GET", "/metrics", { headers: bearer("scrape-me") })).status).toBe(200);
  });

  it("the reference is a page of our own without a script", async () => {
    const docs = await http.send("GET", "/docs");
    expect(docs.text).toContain("/v1/api-keys/{keyId}");
    expect(docs.text).not.toContain("<script");
    expect(docs.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
    expect((await http.send("GET", "/problems/locked_out")).body).toMatchObject({ code: "locked_out", status: 429 });
  });

  it("a log line holds no address, query, e-mail, password or token", async () => {
    const email = await http.newAccount();
    const session = await http.signIn(email);
    const { secret } = await http.newKey();
    await http.send("GET", `/v1/me?phone=13800138000`, { headers: bearer(secret) });
    const lines = http
      .logLines()
      .filter(line => line.includes("reqId"))
      .join("");
    expect(lines).toContain('"route":"/v1/me"');
    for (const secretText of [email, PASSWORD, secret, session.cookie.split("=")[1] ?? "", "13800138000", "127.0.0.1"])
      expect(lines).not.toContain(secretText);
  });

  it.each(["127.0.0.1", tmpdir()])("when the database is away from %s the caller is told when to come back", async host => {
    const gone = new pg.Pool({ host, port: 1 });
    await http.restart({}, createIdentityStores(gone));
    const refused = await http.send("GET", "/v1/me", { headers: bearer("ak_x") });
    expect([refused.status, refused.body["code"], refused.headers.get("retry-after")]).toEqual([503, "temporarily_unavailable", "2"]);
    await gone.end();
  });

  it("callers who asked while the database was away are not shut out as guessers", async () => {
    const gone = new pg.Pool({ host: "127.0.0.1", port: 1 });
    await http.restart({ limits: { ...DEFAULT_LIMITS, address: { burst: 2, perSecond: 0.001 } } }, createIdentityStores(gone));
    for (let asked = 0; asked < 4; asked += 1) expect((await http.send("GET", "/v1/me", { headers: bearer("ak_x") })).status).toBe(503);
    await gone.end();
  });

  it("a request id given by the caller comes back; one that could break a line does not", async () => {
    expect((await http.send("GET", "/livez", { headers: { "x-request-id": "shop-4711-abc" } })).headers.get("x-request-id")).toBe(
      "shop-4711-abc",
    );
    expect((await http.send("GET", "/livez", { headers: { "x-request-id": "a b" } })).headers.get("x-request-id")).toMatch(
      /^[0-9a-f-]{36}$/,
    );
  });

  it("a request has an end, however slowly its body comes", () => {
    const { requestTimeout, headersTimeout } = http.instance().server;
    expect(headersTimeout).toBeGreaterThan(0);
    expect(requestTimeout).toBeGreaterThan(headersTimeout);
  });

  it("closing is bounded even while a caller never ends its request", async () => {
    const socket = connect(Number(new URL(http.base()).port), "127.0.0.1");
    await new Promise(resolve => socket.once("connect", resolve));
    socket.on("error", () => undefined);
    const arrived = new Promise(resolve => http.instance().server.once("request", resolve));
    socket.write("POST /v1/sessions HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{");
    await arrived;
    expect(await drain(http.instance(), 100)).toBe("cut");
  });
});

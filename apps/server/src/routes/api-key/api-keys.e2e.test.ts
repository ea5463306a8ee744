import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  bearer,
  byCookie,
  OPERATION,
  ORDER,
  OTHER_OPERATION,
  type Sent,
  startTestHttp,
  type TestHttp,
} from "../../../../../test/harness/server.ts";

let http: TestHttp;
beforeAll(async () => {
  http = await startTestHttp();
});
beforeEach(() => http.reset());
afterAll(() => http.close());

describe("API keys", () => {
  it("a key is shown once, calls as integrator and is listed without its secret", async () => {
    const admin = await http.signIn(await http.newAccount());
    const { keyId, secret } = await http.newKey();
    const me = await http.send("GET", "/v1/me", { headers: bearer(secret) });
    expect(me.body).toMatchObject({ identity: { role: "integrator", operationId: OPERATION, id: keyId } });
    const listed = await http.send("GET", "/v1/api-keys?limit=200", { headers: { cookie: admin.cookie } });
    expect(listed.text).toContain(keyId);
    expect(listed.text).not.toContain(secret);
  });

  it("the list comes in pages that join without gap or double", async () => {
    const admin = await http.signIn(await http.newAccount());
    for (let nth = 0; nth < 3; nth += 1) {
      http.pass(1);
      await http.newKey();
    }
    const whole = await http.send("GET", "/v1/api-keys?limit=200", { headers: { cookie: admin.cookie } });
    const first = await http.send("GET", "/v1/api-keys?limit=2", { headers: { cookie: admin.cookie } });
    const rest = await http.send("GET", `/v1/api-keys?limit=200&cursor=${String(first.body["nextCursor"])}`, {
      headers: { cookie: admin.cookie },
    });
    const items = ({ body }: Sent) => body["items"] as readonly unknown[];
    expect([...items(first), ...items(rest)]).toEqual(items(whole));
    expect(rest.body["nextCursor"]).toBeNull();
  });

  it("a revoked key stops at once", async () => {
    const admin = await http.signIn(await http.newAccount());
    const { keyId, secret } = await http.newKey();
    expect((await http.send("GET", "/v1/me", { headers: bearer(secret) })).status).toBe(200);
    expect((await http.send("DELETE", `/v1/api-keys/${keyId}`, { headers: byCookie(admin) })).status).toBe(204);
    const after = await http.send("GET", "/v1/me", { headers: bearer(secret) });
    expect([after.status, after.body["code"], after.headers.get("www-authenticate")]).toEqual([401, "unauthenticated", "Bearer"]);
  });

  it("a key revoked elsewhere stops when what was remembered is five seconds old", async () => {
    const { keyId, secret } = await http.newKey();
    await http.send("GET", "/v1/me", { headers: bearer(secret) });
    await http.pool.query("update api_keys set revoked_at = $2 where key_id = $1", [keyId, http.now()]);
    http.pass(5000);
    expect((await http.send("GET", "/v1/me", { headers: bearer(secret) })).status).toBe(401);
  });

  it("a key cannot administrate, and neither can an agent", async () => {
    const { secret } = await http.newKey();
    const agent = await http.signIn(await http.newAccount({ role: "agent" }));
    for (const headers of [bearer(secret), byCookie(agent)]) {
      const refused = await http.send("POST", "/v1/api-keys", { headers: { ...headers, "accept-language": "en" }, body: { name: "more" } });
      expect([refused.status, refused.body["code"]]).toEqual([403, "forbidden"]);
      expect(refused.body["detail"]).toContain("it is for: admin");
    }
  });

  it("a read-only key reads and does not write", async () => {
    const { secret } = await http.newKey("read_only");
    expect((await http.send("GET", "/v1/me", { headers: bearer(secret) })).status).toBe(200);
    const refused = await http.send("POST", "/v1/buyer-links", { headers: bearer(secret), body: { orderId: ORDER } });
    expect(refused.body["code"]).toBe("read_only_key");
  });

  it("a key of another operation is not found", async () => {
    const { keyId } = await http.newKey();
    await http.pool.query("update api_keys set operation_id = $2 where key_id = $1", [keyId, OTHER_OPERATION]);
    const refused = await http.send("DELETE", `/v1/api-keys/${keyId}`, { headers: byCookie(await http.signIn(await http.newAccount())) });
    expect([refused.status, refused.body["code"], refused.body["params"]]).toEqual([404, "not_found", { id: keyId }]);
  });

  it("use is written together when the server closes", async () => {
    const { keyId, secret } = await http.newKey();
    await http.send("GET", "/v1/me", { headers: bearer(secret) });
    await http.restart({});
    const { rows } = await http.pool.query("select last_used_at from api_keys where key_id = $1", [keyId]);
    expect(Number(rows[0]?.last_used_at)).toBe(http.now());
  });
});

import { createHmac, generateKeyPairSync, randomBytes } from "node:crypto";
import type { Instant } from "@amends/domain/kernel/time";
import { SignJWT } from "jose";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { bearer, byCookie, CUSTOMER, OPERATION, startTestHttp, type TestHttp } from "../../../../../test/harness/server.ts";

let http: TestHttp;
beforeAll(async () => {
  http = await startTestHttp();
});
beforeEach(() => http.reset());
afterAll(() => http.close());

describe("buyers with a token of their host", () => {
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const seconds = (at: Instant) => Math.floor(at / 1000);
  const claims = (changes: Record<string, unknown> = {}) => ({
    sub: "u-1001",
    aud: "amends",
    iat: seconds(http.now()),
    exp: seconds(http.now()) + 600,
    ...changes,
  });

  const hostKey = async (algorithm: string, key: string): Promise<string> => {
    const created = await http.send("POST", "/v1/host-keys", {
      headers: byCookie(await http.signIn(await http.newAccount())),
      body: { algorithm, audience: "amends", key },
    });
    expect(created.status).toBe(201);
    return String(created.body["keyId"]);
  };

  const signed = async (
    header: Record<string, unknown>,
    payload: unknown,
    key: Parameters<typeof import("node:crypto")["createHmac"]>[1],
  ) => {
    const input = `${encode(header)}.${encode(payload)}`;
    return `${input}.${createHmac("sha256", key).update(input).digest("base64url")}`;
  };

  const reasonFor = async (token: string) => {
    const { status, body } = await http.send("GET", "/v1/me", { headers: bearer(token) });
    return status === 200
      ? "accepted"
      : `${String(body["code"])}: ${String((body["params"] as Record<string, unknown> | undefined)?.["reason"])}`;
  };

  it("a token signed with the shared secret lets its customer in", async () => {
    const secret = randomBytes(32);
    const kid = await hostKey("HS256", secret.toString("base64url"));
    const me = await http.send("GET", "/v1/me", { headers: bearer(await signed({ alg: "HS256", kid }, claims(), secret)) });
    expect(me.body).toEqual({
      identity: { role: "buyer", operationId: OPERATION, id: CUSTOMER },
      now: expect.stringMatching(/Z$/),
      zone: { id: "Asia/Shanghai", offsetMinutes: 480 },
    });
  });

  it("each false token is refused for its own fault", async () => {
    const secret = randomBytes(32);
    const kid = await hostKey("HS256", secret.toString("base64url"));
    const header = { alg: "HS256", kid };
    const reasons = {
      forged: await reasonFor(await signed(header, claims(), randomBytes(32))),
      none: await reasonFor(`${encode({ alg: "none", kid })}.${encode(claims())}.`),
      noneWithSignature: await reasonFor(await signed({ alg: "none", kid }, claims(), secret)),
      expired: await reasonFor(await signed(header, claims({ iat: seconds(http.now()) - 900, exp: seconds(http.now()) - 300 }), secret)),
      future: await reasonFor(await signed(header, claims({ iat: seconds(http.now()) + 300 }), secret)),
      tooLong: await reasonFor(await signed(header, claims({ exp: seconds(http.now()) + 7200 }), secret)),
      otherAudience: await reasonFor(await signed(header, claims({ aud: "someone-else" }), secret)),
      noSubject: await reasonFor(await signed(header, claims({ sub: undefined }), secret)),
      noEnd: await reasonFor(await signed(header, claims({ exp: undefined }), secret)),
      unknownCustomer: await reasonFor(await signed(header, claims({ sub: "u-9999" }), secret)),
      unknownKey: await reasonFor(await signed({ alg: "HS256", kid: "key_01jd7v8k2m0f9q3r5s7t9v1x" }, claims(), secret)),
      noKey: await reasonFor(await signed({ alg: "HS256" }, claims(), secret)),
      numberForKey: await reasonFor(await signed({ alg: "HS256", kid: 123 }, claims(), secret)),
      nothingForKey: await reasonFor(await signed({ alg: "HS256", kid: null }, claims(), secret)),
    };
    expect(reasons).toEqual({
      forged: "invalid_token: bad_signature",
      none: "invalid_token: wrong_algorithm",
      noneWithSignature: "invalid_token: wrong_algorithm",
      expired: "invalid_token: expired",
      future: "invalid_token: wrong_claims",
      tooLong: "invalid_token: lives_too_long",
      otherAudience: "invalid_token: wrong_audience",
      noSubject: "invalid_token: wrong_claims",
      noEnd: "invalid_token: wrong_claims",
      unknownCustomer: "invalid_token: unknown_customer",
      unknownKey: "invalid_token: unknown_key",
      noKey: "invalid_token: malformed",
      numberForKey: "invalid_token: malformed",
      nothingForKey: "invalid_token: malformed",
    });
  });

  it("a public key passed off as a shared secret is refused: the algorithm is the key's", async () => {
    const { publicKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
    const pem = publicKey.export({ type: "spki", format: "pem" }).toString();
    const kid = await hostKey("ES256", pem);
    expect(await reasonFor(await signed({ alg: "HS256", kid }, claims(), pem))).toBe("invalid_token: wrong_algorithm");
  });

  it("ES256 and EdDSA tokens are accepted under their own keys", async () => {
    for (const alg of ["ES256", "EdDSA"] as const) {
      const pair = alg === "ES256" ? generateKeyPairSync("ec", { namedCurve: "prime256v1" }) : generateKeyPairSync("ed25519");
      const kid = await hostKey(alg, pair.publicKey.export({ type: "spki", format: "pem" }).toString());
      const token = await new SignJWT(claims()).setProtectedHeader({ alg, kid }).sign(pair.privateKey);
      expect(await reasonFor(token)).toBe("accepted");
    }
  });

  it("a remembered token ends at its own end, and at once when its key is revoked", async () => {
    const secret = randomBytes(32);
    const kid = await hostKey("HS256", secret.toString("base64url"));
    const token = await signed({ alg: "HS256", kid }, claims(), secret);
    expect(await reasonFor(token)).toBe("accepted");
    await http.send("DELETE", `/v1/host-keys/${kid}`, { headers: byCookie(await http.signIn(await http.newAccount())) });
    expect(await reasonFor(token)).toBe("invalid_token: unknown_key");
  });

  it("a key that does not fit its algorithm is refused when it is registered", async () => {
    const headers = byCookie(await http.signIn(await http.newAccount()));
    const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 }).publicKey.export({ type: "spki", format: "pem" }).toString();
    for (const [algorithm, key] of [
      ["HS256", "c2hvcnQ"],
      ["ES256", rsa],
      ["EdDSA", "not a key"],
    ]) {
      const refused = await http.send("POST", "/v1/host-keys", { headers, body: { algorithm, audience: "amends", key } });
      expect([refused.status, refused.body["code"]]).toEqual([422, "unusable_key"]);
    }
  });
});

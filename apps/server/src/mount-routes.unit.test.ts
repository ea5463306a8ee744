import { randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import { refuse } from "@amends/contract/errors";
import { defineRoute, noContent, STAFF, streamAnswer, streamBody } from "@amends/contract/route";
import { amount, id } from "@amends/contract/wire";
import { isCurrency } from "@amends/domain/kernel/money";
import { instant } from "@amends/domain/kernel/time";
import type { Principal } from "@amends/flows/scope";
import { createSecrets } from "@amends/vault/secrets";
import fastify, { type FastifyInstance } from "fastify";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { DEFAULT_CONFIG } from "./config.ts";
import { faultOf } from "./faults.ts";
import { registerJsonBody } from "./json-body.ts";
import { createKnownCredentials } from "./known-credentials.ts";
import { expectedTypesOf, mountRoutes, receivedTypeOf } from "./mount-routes.ts";
import { sendProblem } from "./problems.ts";
import { answer, mount, wireText } from "./route.ts";

const CASE = "case_01jd7v8k2m0f9q3r5s7t9v1x";
const OPERATION = "operation_01jd7v8k2m0f9q3r5s7t9v1x";
const AGENT: Principal = { role: "agent", operationId: OPERATION, accountId: "account_01jd7v8k2m0f9q3r5s7t9v1x" };
const BUYER: Principal = { role: "buyer", operationId: OPERATION, customerId: "customer_01jd7v8k2m0f9q3r5s7t9v1x", via: "host_token" };
const CNY = "CNY";
if (!isCurrency(CNY)) throw new Error("CNY is a currency");
const cny = CNY;
const common = { summary: { zh: "试", en: "test" }, access: { roles: ["buyer", ...STAFF] }, refusals: [] } as const;

/** A versioned, idempotent command that says back what it was given. */
const offer = defineRoute({
  ...common,
  method: "POST",
  path: "/v1/cases/{caseId}/offer",
  params: z.strictObject({ caseId: id("case") }),
  body: z.strictObject({ amount }),
  answers: { 200: z.strictObject({ amount, version: z.int(), key: z.string(), hash: z.string() }) },
  ifMatch: true,
  idempotency: "required",
});
const offered = mount(offer, async ({ params, body, ifMatchVersion = 7, idempotency }) => {
  if (ifMatchVersion !== 7) return refuse("stale_version", { id: params.caseId, currentVersion: 7, givenVersion: ifMatchVersion });
  const { key = "", requestHash: hash = "" } = idempotency ?? {};
  if (key === "again") return { kind: "verbatim", status: 200, body: '{"first":  "answer"}' };
  return answer(200, { amount: body.amount, version: 8, key, hash }, { version: 8 });
});

const imports = defineRoute({
  ...common,
  method: "POST",
  path: "/v1/imports",
  body: streamBody(["text/csv"], 1000),
  answers: { 200: z.strictObject({ bytes: z.int() }) },
});
const imported = mount(imports, async ({ body }) => {
  let bytes = 0;
  for await (const chunk of body) bytes += chunk.length;
  return answer(200, { bytes });
});

const exports_ = defineRoute({ ...common, method: "GET", path: "/v1/exports", answers: { 200: streamAnswer("text/csv"), 204: noContent } });
const exported = mount(exports_, async () => answer(200, Readable.from(["a,b\n", "1,2\n"])));

const leaking = defineRoute({ ...common, method: "GET", path: "/v1/leaks", answers: { 200: z.strictObject({ shown: z.string() }) } });
const leaked = mount(leaking, async () => answer(200, { shown: "x", phone: "13800138000" }));

let server: FastifyInstance;
let principal: Principal;

beforeEach(() => {
  principal = AGENT;
  server = fastify();
  registerJsonBody(server);
  const mounted = [offered, imported, exported, leaked];
  server.setErrorHandler((error, request, reply) => {
    const limits = { bytesMax: 1000, received: receivedTypeOf(request), expected: expectedTypesOf(mounted, request.routeOptions.url) };
    const { refusal, errors } = faultOf(error, request, limits);
    return sendProblem(request, reply, refusal, errors);
  });
  mountRoutes(server, mounted, {
    config: DEFAULT_CONFIG,
    deps: {
      clock: () => instant(0),
      wallClock: () => instant(0),
      identity: { secrets: createSecrets(randomBytes(32)), sessions: { revoke: async () => undefined } },
    },
    gate: async () => ({ principal, access: "full" }),
    known: createKnownCredentials(5000),
  });
});
afterEach(() => server.close());

const post = (payload: unknown, headers: Record<string, string> = {}, caseId = CASE) =>
  server.inject({
    method: "POST",
    url: `/v1/cases/${caseId}/offer`,
    headers: { "idempotency-key": "k1", "if-match": '"7"', "content-type": "application/json", ...headers },
    payload: JSON.stringify(payload),
  });
const offerOf = (minor: number) => ({ amount: { amount: minor, currency: cny } });

describe("a described route", () => {
  it("decodes what comes, encodes what goes, and tags the version", async () => {
    const response = await post(offerOf(5990));
    expect([response.statusCode, response.headers.etag]).toEqual([200, '"8"']);
    expect(response.json()).toMatchObject({ amount: { amount: 5990, currency: "CNY" }, version: 8, key: "k1" });
  });

  it("names wrong parts of path and body together", async () => {
    const response = await post({ amount: { amount: 0.5, currency: "CNY" }, note: "x" }, {}, "case_1");
    const places = response.json().errors.map(({ in: part, pointer }: { in: string; pointer: string }) => `${part} ${pointer}`);
    expect(places).toEqual(["params /caseId", "body /amount/amount", "body /note"]);
  });

  it("never sends a field its description does not name", async () => {
    const response = await server.inject({ method: "GET", url: "/v1/leaks" });
    expect([response.statusCode, response.json().code]).toEqual([500, "internal_error"]);
    expect(response.body).not.toContain("13800138000");
    expect(() => wireText(leaking, 200, { shown: 1 })).toThrow();
  });
});

describe("If-Match", () => {
  it("is required from staff and optional for buyers", async () => {
    const without = () =>
      server.inject({ method: "POST", url: `/v1/cases/${CASE}/offer`, headers: { "idempotency-key": "k1" }, payload: offerOf(1) });
    expect((await without()).json()).toMatchObject({ status: 428, code: "version_required" });
    principal = BUYER;
    expect((await without()).statusCode).toBe(200);
  });

  it("is one quoted version; a star or a weak tag would be a way round it", async () => {
    for (const tag of ["*", 'W/"7"', "7", '"7", "8"', '"seven"']) {
      const response = await post(offerOf(1), { "if-match": tag });
      expect([tag, response.statusCode, response.json().errors[0].in]).toEqual([tag, 400, "headers"]);
    }
  });

  it("of an older version is refused with both versions", async () => {
    const response = await post(offerOf(1), { "if-match": '"6"' });
    expect([response.statusCode, response.json().params]).toEqual([412, { id: CASE, currentVersion: 7, givenVersion: 6 }]);
  });
});

describe("Idempotency-Key", () => {
  const hashOf = async (payload: unknown, caseId = CASE) => (await post(payload, {}, caseId)).json().hash;

  it("goes with a hash of path and content, whatever the order of names", async () => {
    const first = await hashOf({ amount: { amount: 1, currency: cny } });
    expect(await hashOf({ amount: { currency: cny, amount: 1 } })).toBe(first);
    expect(await hashOf(offerOf(2))).not.toBe(first);
    expect(await hashOf(offerOf(1), "case_01jd7v8k2m0f9q3r5s7t9v1y")).not.toBe(first);
  });

  it("that is missing or unreadable is refused where it is required", async () => {
    const response = await server.inject({
      method: "POST",
      url: `/v1/cases/${CASE}/offer`,
      headers: { "if-match": '"7"' },
      payload: offerOf(1),
    });
    expect(response.json()).toMatchObject({ status: 428, code: "idempotency_key_required" });
    expect((await post(offerOf(1), { "idempotency-key": "a b" })).statusCode).toBe(400);
  });

  it("used before gives the first answer byte for byte", async () => {
    const response = await post(offerOf(1), { "idempotency-key": "again" });
    expect([response.statusCode, response.body]).toEqual([200, '{"first":  "answer"}']);
  });
});

describe("streams", () => {
  const send = (type: string, payload: string) =>
    server.inject({ method: "POST", url: "/v1/imports", headers: { "content-type": type }, payload });

  it("are handed on as they arrive, in their own types only", async () => {
    expect((await send("text/csv", "a,b\n1,2\n")).json()).toEqual({ bytes: 8 });
    expect((await send("application/json", "{}")).json()).toMatchObject({ status: 415, params: { expected: "text/csv" } });
  });

  it("have their own limit", async () => {
    expect((await send("text/csv", "x".repeat(1001))).json()).toMatchObject({ status: 413, code: "body_too_large" });
  });

  it("go out under their type", async () => {
    const response = await server.inject({ method: "GET", url: "/v1/exports" });
    expect([response.headers["content-type"], response.body]).toEqual(["text/csv", "a,b\n1,2\n"]);
  });
});

it("HEAD answers like GET without a body, and other methods are told what there is", async () => {
  const head = await server.inject({ method: "HEAD", url: "/v1/exports" });
  expect([head.statusCode, head.body]).toEqual([200, ""]);
  const refused = await server.inject({ method: "DELETE", url: "/v1/exports" });
  expect([refused.statusCode, refused.headers.allow]).toEqual([405, "GET, HEAD, OPTIONS"]);
});

it("a handler cannot answer what its description does not declare", () => {
  // @ts-expect-error no such status
  mount(imports, async () => answer(201, { bytes: 1 }));
  // @ts-expect-error no such body
  mount(imports, async () => answer(200, { bytes: "1" }));
  // @ts-expect-error no such refusal
  mount(imports, async () => refuse("not_found", { id: "x" }));
  // @ts-expect-error only the declared roles arrive
  mount(imports, async ({ principal }) => (principal.role === "integrator" ? answer(200, { bytes: 1 }) : answer(200, { bytes: 2 })));
  expect.assertions(0);
});

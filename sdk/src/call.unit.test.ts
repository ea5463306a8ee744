import { bilingual } from "@amends/contract/errors";
import { defineRoute, noContent, streamBody } from "@amends/contract/route";
import { amount, id, instant, pageQuery } from "@amends/contract/wire";
import type { CaseId } from "@amends/domain/kernel/ids";
import type { Currency } from "@amends/domain/kernel/money";
import { type Instant, instant as toInstant } from "@amends/domain/kernel/time";
import { describe, expect, expectTypeOf, it } from "vitest";
import { z } from "zod";
import { type ClientOptions, createClientFor } from "./client-for.ts";
import { NoAnswerError, ProblemError } from "./problem-error.ts";

const caseId: CaseId = "case_01jd7v8k2m0f9q3r5s7t9v1x";
const CNY = "CNY" as Currency;
const summary = bilingual("试", "Trial");

const routes = {
  readThing: defineRoute({
    method: "GET",
    path: "/v1/things/{caseId}",
    summary,
    access: "anyone",
    params: z.strictObject({ caseId: id("case") }),
    query: z.strictObject({ ...pageQuery, before: instant.optional() }),
    answers: { 200: z.strictObject({ caseId: id("case"), paid: amount, at: instant }) },
    refusals: [],
  }),
  changeThing: defineRoute({
    method: "POST",
    path: "/v1/things/{caseId}/change",
    summary,
    access: "anyone",
    params: z.strictObject({ caseId: id("case") }),
    body: z.strictObject({
      refund: amount,
      quantity: z.int().default(1),
      lines: z.array(z.strictObject({ lineNo: z.int(), isWhole: z.boolean().default(true) })).default([]),
    }),
    answers: { 200: z.strictObject({ paid: amount }) },
    refusals: [],
    idempotency: "accepted",
    ifMatch: true,
  }),
  pokeThing: defineRoute({
    method: "POST",
    path: "/v1/pokes",
    summary,
    access: "anyone",
    body: z.strictObject({ word: z.string() }),
    answers: { 204: noContent },
    refusals: [],
  }),
  uploadThing: defineRoute({
    method: "POST",
    path: "/v1/files",
    summary,
    access: "anyone",
    body: streamBody(["image/jpeg"], 1000),
    answers: { 204: noContent },
    refusals: [],
  }),
} as const;

type Sent = { readonly url: string; readonly init: RequestInit };

/** A network of our own: what was sent, and the answers in their order. A string is a failure of the network. */
const network = (...answers: readonly (Response | "down")[]) => {
  const sent: Sent[] = [];
  const left = [...answers];
  const fetch = async (url: unknown, init: RequestInit = {}): Promise<Response> => {
    sent.push({ url: String(url), init });
    const answer = left.shift();
    if (answer === undefined || answer === "down") throw new TypeError("fetch failed");
    return answer;
  };
  const client = (options: Partial<ClientOptions> = {}) =>
    createClientFor(routes, { baseUrl: "https://shop.example", fetch: fetch as typeof globalThis.fetch, retryAfterMs: [0, 0], ...options });
  return { sent, client };
};

const json = (body: unknown, init: ResponseInit = {}) =>
  new Response(JSON.stringify(body), { headers: { "content-type": "application/json", etag: '"7"' }, ...init });
const thing = { caseId, paid: { amount: 5990, currency: "CNY" }, at: "2026-11-21T10:00:00.000Z" };
const headerOf = (sent: Sent | undefined, name: string) => new Headers(sent?.init.headers).get(name);

describe("a call", () => {
  it("speaks in whole minor units and epoch milliseconds and hears the same", async () => {
    const { sent, client } = network(json(thing));
    const { body, version } = await client().readThing({ params: { caseId }, query: { before: toInstant(0), limit: 20 } });
    expect(sent[0]?.url).toBe(`https://shop.example/v1/things/${caseId}?limit=20&before=1970-01-01T00%3A00%3A00.000Z`);
    expect(body).toEqual({ caseId, paid: { amountMinor: 5990n, currency: "CNY" }, at: 1_795_255_200_000 });
    expect(version).toBe(7);
    expectTypeOf(body.at).toEqualTypeOf<Instant>();
    expectTypeOf(body.paid.amountMinor).toEqualTypeOf<bigint>();
  });

  it("sends a default that was left out, as the server would have read it", async () => {
    const { sent, client } = network(json({ paid: { amount: 1, currency: "CNY" } }));
    await client().changeThing({
      params: { caseId },
      body: { refund: { amountMinor: 100n, currency: CNY }, lines: [{ lineNo: 2 }] },
      ifMatch: 3,
    });
    expect(JSON.parse(String(sent[0]?.init.body))).toEqual({
      refund: { amount: 100, currency: "CNY" },
      quantity: 1,
      lines: [{ lineNo: 2, isWhole: true }],
    });
    expect(headerOf(sent[0], "if-match")).toBe('"3"');
  });

  it("drops what a newer server says beyond the description", async () => {
    const { client } = network(json({ ...thing, mood: "fine", paid: { ...thing.paid, display: "¥59.90" } }));
    const { body } = await client().readThing({ params: { caseId } });
    expect(body.paid).toEqual({ amountMinor: 5990n, currency: "CNY" });
    expect(body).not.toHaveProperty("mood");
  });

  it("does not take an answer that lacks what is described", async () => {
    const { client } = network(json({ caseId, at: thing.at, mood: "fine" }));
    await expect(client().readThing({ params: { caseId } })).rejects.toThrow(z.ZodError);
  });

  it("hands a file on as it is", async () => {
    const { sent, client } = network(new Response(null, { status: 204 }));
    const { body } = await client().uploadThing({ body: { contentType: "image/jpeg", data: "bytes" } });
    expect(body).toBeUndefined();
    expect(headerOf(sent[0], "content-type")).toBe("image/jpeg");
    expect(sent[0]?.init.body).toBe("bytes");
  });

  it("says who calls by header or cookie, and in which language to answer", async () => {
    const { sent, client } = network(json(thing), json(thing));
    await client({ credentials: { kind: "bearer", token: () => "t" }, language: () => "en" }).readThing({ params: { caseId } });
    await client({ credentials: { kind: "cookie", csrf: () => "c" } }).readThing({ params: { caseId } });
    expect(headerOf(sent[0], "authorization")).toBe("Bearer t");
    expect(headerOf(sent[0], "accept-language")).toBe("en");
    expect(sent[0]?.init.credentials).toBe("omit");
    expect(headerOf(sent[1], "x-amends-csrf")).toBe("c");
    expect(sent[1]?.init.credentials).toBe("same-origin");
  });
});

describe("one intent", () => {
  const change = { params: { caseId }, body: { refund: { amountMinor: 1n, currency: CNY } } };
  const answer = () => json({ paid: { amount: 1, currency: "CNY" } });

  it("keeps its idempotency key while the network fails, and has another than the next intent", async () => {
    const { sent, client } = network("down", answer(), answer());
    await client().changeThing(change);
    await client().changeThing(change);
    const [first, again, next] = sent.map(one => headerOf(one, "idempotency-key"));
    expect(first).toBe(again);
    expect(next).not.toBe(first);
  });

  it("goes under the caller's key if one is given", async () => {
    const { sent, client } = network(answer());
    await client().changeThing({ ...change, idempotencyKey: "mine" });
    expect(headerOf(sent[0], "idempotency-key")).toBe("mine");
  });

  it("is tried three times and then says that no answer came", async () => {
    const { sent, client } = network();
    await expect(client().changeThing(change)).rejects.toThrow(NoAnswerError);
    expect(sent).toHaveLength(3);
  });

  it("is tried once if a second time could mean twice", async () => {
    const { sent, client } = network();
    await expect(client().pokeThing({ body: { word: "hey" } })).rejects.toThrow(NoAnswerError);
    expect(sent).toHaveLength(1);
  });

  it("is not tried again once the caller gave up", async () => {
    const { sent, client } = network();
    const given = new AbortController();
    given.abort();
    await expect(client().changeThing({ ...change, signal: given.signal })).rejects.toThrow();
    expect(sent).toHaveLength(1);
  });
});

describe("a refusal", () => {
  it("is an error that carries code, sentences, parameters and places", async () => {
    const problem = {
      type: "/problems/stale_version",
      title: "内容已被他人更新",
      status: 412,
      code: "stale_version",
      detail: "没有保存。",
      advice: "请刷新。",
      instance: "r1",
      params: { id: caseId, currentVersion: 8 },
      errors: [],
    };
    const { client } = network(json(problem, { status: 412, headers: { "retry-after": "5" } }));
    const refused = await client()
      .readThing({ params: { caseId } })
      .catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(ProblemError);
    expect(refused).toMatchObject({
      code: "stale_version",
      status: 412,
      advice: "请刷新。",
      params: { currentVersion: 8 },
      retryAfterSeconds: 5,
    });
  });

  it("of a proxy that answers with a page still has a status", async () => {
    const { client } = network(new Response("<h1>Bad gateway</h1>", { status: 502, statusText: "Bad Gateway" }));
    await expect(client().readThing({ params: { caseId } })).rejects.toMatchObject({ code: "unknown", status: 502, title: "Bad Gateway" });
  });
});

import type { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import type { CaseId } from "@amends/domain/kernel/ids";
import type { FeedReader } from "@amends/flows/feed-ports";
import type { Scope } from "@amends/flows/scope";
import { createFeedReader } from "@amends/postgres/feed/feed-reader";
import { createRelay, type Relay } from "@amends/postgres/feed/relay";
import pg from "pg";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../../test/harness/database.ts";
import { eventually } from "../../../test/harness/eventually.ts";
import { createWorld, makeCase, realNow, type World } from "../../../test/workers/case-world.ts";
import { createFeedStreams, DEFAULT_STREAM_SETTINGS, type FeedStreams, type StreamSettings } from "./feed-stream.ts";

let database: TestDatabase;
let pool: pg.Pool;
let world: World;
let relay: Relay;
let reader: FeedReader;
let all: Scope;
const opened: FeedStreams[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.writerUrl });
  world = await createWorld(pool, 2);
  relay = createRelay({ url: database.writerUrl, onFault: () => undefined });
  reader = createFeedReader(pool);
  all = { kind: "operation", operationId: world.operationId };
});
afterEach(() => {
  for (const streams of opened.splice(0)) streams.close();
});
afterAll(async () => {
  await relay.close();
  await pool.end();
  await database.drop();
});

const streamsWith = (settings: Partial<StreamSettings> = {}): FeedStreams => {
  const streams = createFeedStreams(reader, { ...DEFAULT_STREAM_SETTINGS, ...settings });
  opened.push(streams);
  return streams;
};

/** A new case, whose events have their numbers when this resolves. */
const happen = async (): Promise<CaseId> => {
  const { caseId } = await makeCase(pool, world, { template: "evidence", at: realNow() });
  await eventually("its events are numbered", async () => {
    await relay.turn();
    return (
      (await pool.query("select 1 from case_events e where not exists (select from feed f where f.case_id = e.case_id and f.seq = e.seq)"))
        .rowCount === 0
    );
  });
  return caseId;
};

type Message = { readonly event: string | null; readonly id: number | null; readonly data: Readonly<Record<string, unknown>> | null };
const messageOf = (block: string): Message => {
  const field = (name: string) => new RegExp(`^${name}: (.*)$`, "m").exec(block)?.[1];
  const [id, data] = [field("id"), field("data")];
  return { event: field("event") ?? null, id: id === undefined ? null : Number(id), data: data === undefined ? null : JSON.parse(data) };
};

type Hearing = { readonly messages: () => readonly Message[]; readonly hasEnded: () => boolean };
const hear = (stream: Readable | null): Hearing => {
  if (stream === null) throw new Error("the stream was opened");
  let text = "";
  let ended = false;
  stream.setEncoding("utf8").on("data", (chunk: string) => {
    text += chunk;
  });
  stream.on("close", () => {
    ended = true;
  });
  return { messages: () => text.split("\n\n").slice(0, -1).map(messageOf), hasEnded: () => ended };
};
const eventsIn = (hearing: Hearing) => hearing.messages().filter(message => message.event === null && message.data !== null);
const ask = (scope: Scope, after: number | null = null, caseId: CaseId | null = null) => ({ scope, caller: "someone", caseId, after });

test("a stream begins with the present, says so, and then hears what happens", async () => {
  await happen();
  const head = await reader.head();
  const streams = streamsWith();
  const hearing = hear(await streams.open(ask(all)));
  await sleep(20);
  const caseId = await happen();
  await streams.turn();
  await eventually("it hears", async () => eventsIn(hearing).length > 0);
  expect(hearing.messages()[0]).toEqual({ event: "ready", id: head, data: { feedSeq: head, isReset: false } });
  expect(eventsIn(hearing)[0]).toEqual({
    event: null,
    id: head + 1,
    data: { feedSeq: head + 1, caseId, seq: 1, type: "case_filed", at: expect.stringMatching(/^20.*Z$/), phase: "waiting_for_buyer" },
  });
});

test("a stream that begins in the past catches up while new things happen, and hears each once", async () => {
  for (let count = 0; count < 5; count += 1) await happen();
  const streams = streamsWith();
  const hearing = hear(await streams.open(ask(all, 0)));
  await happen();
  await streams.turn();
  await happen();
  await streams.turn();
  const head = await reader.head();
  await eventually("it is in the present", async () => eventsIn(hearing).at(-1)?.id === head);
  expect(eventsIn(hearing).map(message => message.id)).toEqual(Array.from({ length: head }, (_, index) => index + 1));
});

test("a buyer hears of their own cases only, and one case's stream of that case only", async () => {
  const [first, second] = world.customers;
  if (first === undefined || second === undefined) throw new Error("the world has two customers");
  const { operationId } = world;
  const streams = streamsWith();
  const buyer = hear(await streams.open(ask({ kind: "customer", operationId, customerId: first.customerId })));
  await sleep(20);
  const cases = [await happen(), await happen()];
  const one = hear(await streams.open(ask(all, 0, cases[1])));
  await streams.turn();
  const owners = await pool.query("select case_id from cases where customer_id = $1", [first.customerId]);
  const own = cases.filter(caseId => owners.rows.some(row => row.case_id === caseId));
  expect(own).toHaveLength(1);
  await eventually("both hear", async () => eventsIn(buyer).length > 0 && eventsIn(one).length > 0);
  expect(new Set(eventsIn(buyer).map(message => message.data?.["caseId"]))).toEqual(new Set(own));
  expect(new Set(eventsIn(one).map(message => message.data?.["caseId"]))).toEqual(new Set([cases[1]]));
  expect(one.messages()[0]?.data).toMatchObject({ caseId: cases[1], version: expect.any(Number) });
});

test("a client that knows more than there is learns that it knows too much", async () => {
  const head = await reader.head();
  const hearing = hear(await streamsWith().open(ask(all, head + 1000)));
  await eventually("it is told", async () => hearing.messages().length > 0);
  expect(hearing.messages()[0]).toEqual({ event: "ready", id: head, data: { feedSeq: head, isReset: true } });
});

test("a quiet stream keeps the client's number near the present", async () => {
  const { operationId } = world;
  const streams = streamsWith({ heartbeatMs: 10 });
  const hearing = hear(await streams.open(ask({ kind: "seller", operationId, sellerId: "seller_000000000000000000000009" })));
  await sleep(20);
  await happen();
  await streams.turn();
  const head = await reader.head();
  await eventually("the heartbeat carries it", async () => hearing.messages().at(-1)?.id === head);
  expect(eventsIn(hearing)).toEqual([]);
});

test("a client that does not read is told why and cut off, and holds no more than the bound", async () => {
  const streams = streamsWith({ bufferBytesMax: 2000, graceMs: 20 });
  const stream = await streams.open(ask(all));
  await sleep(20);
  for (let count = 0; count < 6; count += 1) await happen();
  await streams.turn();
  expect(stream?.readableLength).toBeLessThan(3000);
  expect(String(stream?.read())).toContain('event: end\ndata: {"code":"slow_client"}');
  await eventually("nothing is kept for it", async () => streams.count() === 0);
});

test("a stream in the past whose client does not read is cut off as well", async () => {
  const streams = streamsWith({ bufferBytesMax: 400, graceMs: 20 });
  await streams.open(ask(all, 0));
  await eventually("nothing is kept for it", async () => streams.count() === 0);
});

test("a stream ends after its life, and when the server stops, with the reason", async () => {
  const short = hear(await streamsWith({ lifeMs: 10 }).open(ask(all)));
  const streams = streamsWith();
  const stopped = hear(await streams.open(ask(all)));
  streams.close();
  await eventually("both have ended", async () => short.hasEnded() && stopped.hasEnded());
  expect(short.messages().at(-1)).toMatchObject({ event: "end", data: { code: "life_over" } });
  expect(stopped.messages().at(-1)).toMatchObject({ event: "end", data: { code: "server_stopping" } });
});

test("a caller may hold so many streams and no more, and gets the place of a closed one back", async () => {
  const streams = streamsWith({ streamsPerCallerMax: 2 });
  const [first] = [await streams.open(ask(all)), await streams.open(ask(all))];
  expect(await streams.open(ask(all))).toBeNull();
  expect(await streams.open({ ...ask(all), caller: "another" })).not.toBeNull();
  first?.destroy();
  await eventually("the place is free", async () => streams.count() === 2);
  expect(await streams.open(ask(all))).not.toBeNull();
});

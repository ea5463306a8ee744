import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../../../test/harness/database.ts";
import { eventually } from "../../../../test/harness/eventually.ts";
import { listen } from "./listener.ts";
import { createNotifier } from "./notifier.ts";
import { WAKE_REASONS, type WakeReason } from "./wake-reason.ts";

let database: TestDatabase;
let admin: pg.Client;
const open: { close(): Promise<void> }[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  admin = new pg.Client(database.url);
  await admin.connect();
});
afterEach(async () => {
  await Promise.all(open.splice(0).map(each => each.close()));
});
afterAll(async () => {
  await admin.end();
  await database.drop();
});

const ear = async (origin: string): Promise<WakeReason[]> => {
  const heard: WakeReason[] = [];
  open.push(listen({ url: database.writerUrl, origin, onWake: reason => heard.push(reason), onFault: () => undefined }));
  await eventually("it listens, and wakes for what it may have missed", async () => heard.length === WAKE_REASONS.length);
  return heard.splice(0, WAKE_REASONS.length) && heard;
};
const mouth = async (origin: string) => {
  const notifier = createNotifier({ url: database.writerUrl, origin, onFault: () => undefined });
  open.push(notifier);
  const ready = async () =>
    (await admin.query("select 1 from pg_stat_activity where application_name = 'amends notify' and datname = current_database()"))
      .rowCount === 1;
  await eventually("it can speak", ready);
  return notifier;
};

test("a server hears the others and not itself", async () => {
  const [others, own] = [await ear("b"), await ear("a")];
  const notifier = await mouth("a");
  notifier.tell("work");
  await eventually("the other server is woken", async () => others.length > 0);
  await sleep(50);
  expect(others).toEqual(["work"]);
  expect(own).toEqual([]);
});

test("a hundred words in one breath are said as few", async () => {
  const heard = await ear("b");
  const notifier = await mouth("a");
  for (let word = 0; word < 100; word += 1) notifier.tell(word % 2 === 0 ? "work" : "feed");
  await eventually("both reasons arrive", async () => heard.includes("work") && heard.includes("feed"));
  await sleep(50);
  expect(heard.length).toBeLessThan(6);
});

test("a listener that is cut off comes back, and wakes for what it may have missed", async () => {
  const heard = await ear("b");
  await admin.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'amends listen' and datname = current_database()",
  );
  await eventually("it wakes for everything", async () => heard.includes("work") && heard.includes("feed"));
  const notifier = await mouth("a");
  heard.splice(0);
  notifier.tell("feed");
  await eventually("it hears again", async () => heard.includes("feed"));
});

test("words said while the connection is down are dropped and later ones arrive", async () => {
  const heard = await ear("b");
  const notifier = await mouth("a");
  await admin.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'amends notify' and datname = current_database()",
  );
  notifier.tell("work");
  await eventually("a later word arrives", async () => {
    notifier.tell("work");
    return heard.includes("work");
  });
});

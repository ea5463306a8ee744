import { HOUR_MS } from "@amends/domain/kernel/time";
import type pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { eventually } from "../harness/eventually.ts";
import { ADMIN, adminPool, openShop, type RunningShop, signedIn, WITHOUT_LIMITS } from "../harness/running-shop.ts";
import { type Caller, packFilesOf, startWholeServer, type WholeServer } from "../harness/whole-server.ts";

let whole: WholeServer;
let pool: pg.Pool;
let shop: RunningShop;
let boss: Caller;

beforeAll(async () => {
  whole = await startWholeServer(packFilesOf("base"), { config: WITHOUT_LIMITS, movesClock: true });
  pool = adminPool(whole);
  shop = await openShop(whole, pool, { orders: [{ no: "A1" }] });
  boss = await signedIn(whole, shop, ADMIN.email);
});
afterAll(async () => {
  await pool?.end();
  await whole?.close();
});

const agent = async (email: string, name: string): Promise<{ readonly accountId: string; readonly ask: Caller }> => {
  const made = await boss("POST", "/v1/accounts", { email, name, role: "agent", password: ADMIN.password });
  expect(made.status, made.text).toBe(201);
  const ask = await signedIn(whole, shop, email);
  return { accountId: String((await ask("PUT", "/v1/work/duty", { isOnDuty: true })).body["accountId"]), ask };
};
const commanded = async (caseId: string, name: string, body: object, caller?: Caller): Promise<void> => {
  const answered = await shop.command(caseId, name, body, caller);
  expect(answered.status, answered.text).toBe(200);
};
/** A return of something else than was sent: the platform's people decide within four hours. */
const disputed = async (no: string): Promise<string> => {
  const lines = [{ lineNo: 1, quantity: 1, condition: "unopened" }];
  const { caseId } = await shop.opened(no, { serviceType: "return_refund", reason: "30.01", lines });
  await commanded(caseId, "hand-over", { carrier: "SF", trackingNo: `SF9${no}` });
  await commanded(caseId, "receive", { lines: [{ lineNo: 1, quantity: 1 }] });
  await commanded(caseId, "inspect", { lines: [{ lineNo: 1, grade: "d", good: 0, wrong: 1 }] });
  return caseId;
};
type Shown = Readonly<Record<string, unknown>>;
const reviewOf = async (caseId: string): Promise<Shown | undefined> => {
  const { body } = await boss("GET", `/v1/cases/${caseId}/work`);
  return (body["items"] as unknown as readonly Shown[]).find(({ kind }) => kind === "review");
};
const nextOf = async ({ ask }: { readonly ask: Caller }): Promise<unknown> => {
  const next = await ask("POST", "/v1/work:next");
  expect(next.status, next.text).toBe(200);
  return (next.body["item"] as unknown as Shown | null)?.["itemId"] ?? null;
};

test("what is half past its time leaves the hand that held it and goes to another's, and each promise is counted for who kept or broke it", async () => {
  const [li, wang] = [await agent("li@shop.example", "李想"), await agent("wang@shop.example", "王敏")];
  const caseId = await disputed("A1");
  await eventually("the platform's people are asked", async () => (await reviewOf(caseId)) !== undefined);
  const itemId = (await reviewOf(caseId))?.["itemId"];
  // What is being written down at this moment is passed over.
  await eventually("it is given to Li", async () => (await nextOf(li)) === itemId);

  const moved = await shop.host("POST", "/v1/sandbox/clock:advance", { bySeconds: (6 * HOUR_MS) / 1000 });
  expect(moved.status, moved.text).toBe(200);
  await eventually("it is nobody's", async () => (await reviewOf(caseId))?.["ownerId"] === null);
  expect(await nextOf(li)).toBeNull();
  await eventually("it is given to Wang", async () => (await nextOf(wang)) === itemId);
  const { body } = await boss("GET", `/v1/cases/${caseId}`);
  const timeline = body["timeline"] as unknown as readonly { readonly type: string; readonly data: Shown }[];
  const climbed = timeline.filter(({ type }) => type === "step_climbed").map(({ data }) => [data["action"], data["rowId"]]);
  expect(climbed).toEqual([
    ["warn", "LD-21"],
    ["remind", "LD-22"],
    ["reassign", "LD-23"],
  ]);

  await commanded(caseId, "approve", {}, wang.ask);
  await eventually("it has ended", async () => (await reviewOf(caseId))?.["endedAt"] !== null);
  const team = await boss("GET", "/v1/work/team");
  const attained = (team.body["attainment"] as unknown as readonly Shown[]).filter(({ kind }) => kind === "review");
  expect(attained).toMatchObject([
    { standard: "answered", accountId: wang.accountId, rowId: expect.stringMatching(/^RT-/), met: 1, missed: 0 },
    { standard: "handled", accountId: wang.accountId, rowId: "PR-04", words: { en: "Reviewed within 4 hours" }, met: 0, missed: 1 },
  ]);
});

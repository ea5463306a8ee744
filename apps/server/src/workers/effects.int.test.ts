import type { CaseState } from "@amends/domain/case/case-state";
import { type EffectId, shardOf } from "@amends/domain/kernel/ids";
import { addMs, type Instant } from "@amends/domain/kernel/time";
import type { LeasedEffect } from "@amends/flows/case-ports";
import { type EffectRun, leaseEffects, type RunEffectsPorts, runEffect } from "@amends/flows/run-effects";
import { storeOrderFacts } from "@amends/flows/store-order-facts";
import { createMischiefs, type Mischief, type MischiefAct } from "@amends/gateways/sandbox/mischief";
import { createSandboxBank, type SandboxBank } from "@amends/gateways/sandbox-bank/sandbox-bank";
import { createSandboxBenefits } from "@amends/gateways/sandbox-benefits/sandbox-benefits";
import { createSandboxCarrier } from "@amends/gateways/sandbox-carrier/sandbox-carrier";
import { createSandboxOrderSystem } from "@amends/gateways/sandbox-order-system/sandbox-order-system";
import { createSandboxWarehouse } from "@amends/gateways/sandbox-warehouse/sandbox-warehouse";
import { createSandboxWorkshop } from "@amends/gateways/sandbox-workshop/sandbox-workshop";
import { findOrder } from "@amends/postgres/orders/find-orders";
import { createImportStore } from "@amends/postgres/orders/import-store";
import { createStuckWork } from "@amends/postgres/stuck/find-stuck";
import { createWorkQueue } from "@amends/postgres/work/work-queue";
import { readWorkStanding } from "@amends/postgres/work/work-standing";
import { contentHash } from "@amends/vault/content-hash";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../../../test/harness/database.ts";
import { commandPortsOn, createWorld, makeCase, realNow, type World } from "../../../../test/workers/case-world.ts";

let database: TestDatabase;
let pool: pg.Pool;
let world: World;
let now: Instant;
let bank: SandboxBank;
let ports: RunEffectsPorts;
const mischiefs = createMischiefs();

beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.writerUrl });
  world = await createWorld(pool);
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

beforeEach(() => {
  now = realNow();
  const clock = () => now;
  mischiefs.set({ seed: 1, rules: [] });
  bank = createSandboxBank({ clock, mischiefs });
  const carrier = createSandboxCarrier({ clock });
  const command = commandPortsOn(pool, clock);
  const imports = createImportStore(pool);
  ports = {
    ...command,
    queue: createWorkQueue(pool),
    gateways: {
      payment: bank,
      carrier,
      warehouse: createSandboxWarehouse({ clock, issueWaybill: carrier.issueWaybill }),
      orderSystem: createSandboxOrderSystem({ clock, mischiefs }),
      benefits: createSandboxBenefits({ clock }),
      repair: createSandboxWorkshop({ clock }),
    },
    storeOrderFacts: facts =>
      storeOrderFacts(
        { store: imports, findOrder: (scope, orderId) => findOrder(pool, scope, orderId), contentHash, clock: command.clock },
        facts,
      ),
  };
});

const misbehave = (seed: number, ...rules: Mischief["rules"]): void => mischiefs.set({ seed, rules });
const next = (count: number, act: MischiefAct) => ({
  methods: ["refund", "find", "amend"] as const,
  calls: { kind: "next", count } as const,
  act,
});

/** Everything that is due now, once. */
const runDue = async (): Promise<readonly EffectRun[]> => {
  const leased = await leaseEffects(ports, 100);
  return Promise.all(leased.map(effect => runEffect(ports, effect)));
};

/** Lets time pass, past every back-off, until nothing is waited for. */
const runAll = async (): Promise<readonly EffectRun[]> => {
  const runs: EffectRun[] = [];
  for (let round = 0; round < 60; round += 1) {
    runs.push(...(await runDue()));
    const { rows } = await pool.query("select 1 from effects where status = 'pending'");
    if (rows.length === 0) return runs;
    now = addMs(now, 11 * 60_000);
  }
  throw new Error("effects were still pending after 60 rounds");
};

const eventTypes = async (state: CaseState): Promise<readonly string[]> => {
  const { rows } = await pool.query("select type from case_events where shard = $1 and case_id = $2 and seq > $3 order by seq", [
    shardOf(state.caseId),
    state.caseId,
    state.version,
  ]);
  return rows.map(row => row.type);
};
const effectRow = async (effectId: EffectId) => {
  const { rows } = await pool.query("select status, attempts, faults, last_fault from effects where shard = $1 and effect_id = $2", [
    shardOf(effectId),
    effectId,
  ]);
  return rows[0];
};
const paidKeys = async (): Promise<readonly string[]> => (await bank.statement()).map(movement => movement.key).sort();
const keysOf = (state: CaseState): readonly EffectId[] => state.openEffects.map(open => open.effectId);
const firstKey = (state: CaseState): EffectId => {
  const [key] = keysOf(state);
  if (key === undefined) throw new Error("the case asked for something");
  return key;
};
const aRefund = (refundsMinor: readonly bigint[] = [500n]) => makeCase(pool, world, { template: "refund", at: now, refundsMinor });

test("money the bank returned ends the effect and the step in one go, and the case is resolved", async () => {
  const state = await aRefund();
  expect(await runDue()).toEqual(["answered"]);
  expect(await eventTypes(state)).toEqual(["money_returned", "step_ended", "case_ended"]);
  expect(await effectRow(firstKey(state))).toMatchObject({ status: "done", attempts: 1, last_fault: null });
  expect(await paidKeys()).toEqual(keysOf(state));
});

test("the bank is told the host's order number, under which the money came in", async () => {
  await aRefund();
  await runDue();
  const [movement] = await bank.statement();
  expect(movement?.externalOrderNo).toMatch(/^NO-/);
});

test.each<[string, readonly MischiefAct[]]>([
  ["loses its answer", [{ kind: "lose_answer" }]],
  ["fails after it booked", [{ kind: "fail_after" }]],
  ["fails before it booked", [{ kind: "fail_before" }]],
  ["hears everything twice", [{ kind: "twice" }]],
  ["hears everything twice and loses the answer", [{ kind: "twice" }, { kind: "lose_answer" }]],
  ["says `pending` until it is asked again", [{ kind: "pending", until: { kind: "finds", count: 3 } }]],
  ["says `pending` and then cannot be reached", [{ kind: "pending", until: { kind: "ms", ms: 60_000 } }, { kind: "lose_answer" }]],
])("a bank that %s pays each key once, and the case hears of it once", async (_name, acts) => {
  const state = await aRefund([300n, 200n]);
  misbehave(7, ...acts.map(act => next(2, act)));
  await runAll();
  expect(await paidKeys()).toEqual([...keysOf(state)].sort());
  expect((await eventTypes(state)).filter(type => type === "money_returned")).toHaveLength(2);
  expect(await bank.statement()).toHaveLength(2);
});

test("forty refunds with a bank that does everything wrong at random: each is paid once and told once", async () => {
  const states = await Promise.all(Array.from({ length: 40 }, () => aRefund([300n, 200n])));
  const chance = (act: MischiefAct) => ({
    methods: ["refund", "find"] as const,
    calls: { kind: "chance", basisPoints: 1000 } as const,
    act,
  });
  misbehave(
    3,
    chance({ kind: "lose_answer" }),
    chance({ kind: "fail_before" }),
    chance({ kind: "twice" }),
    chance({ kind: "fail_after" }),
    chance({ kind: "pending", until: { kind: "finds", count: 2 } }),
  );
  await runAll();
  expect(await paidKeys()).toEqual(states.flatMap(keysOf).sort());
  for (const state of states) expect((await eventTypes(state)).filter(type => type === "money_returned")).toHaveLength(2);
}, 60_000);

test("a worker that dies between the call and the commit has paid; whoever comes after it asks the bank and only tells the case", async () => {
  const state = await aRefund();
  const dying: RunEffectsPorts = {
    ...ports,
    queue: { ...ports.queue, putOffEffect: diedInstead },
    cases: { ...ports.cases, commitCommand: diedInstead },
  };
  const [leased] = await leaseEffects(dying, 1);
  await expect(runEffect(dying, leased as LeasedEffect)).rejects.toThrow("killed");
  expect(await paidKeys()).toEqual(keysOf(state));
  expect(await eventTypes(state)).toEqual([]);
  expect(await runDue()).toEqual([]);
  now = addMs(now, 30_001);
  expect(await runDue()).toEqual(["answered"]);
  expect(await bank.statement()).toHaveLength(1);
  expect(await eventTypes(state)).toEqual(["money_returned", "step_ended", "case_ended"]);
});
const diedInstead = (): never => {
  throw new Error("killed");
};

test("two workers that hold the same effect, since the first one's lease ran out, change the case once", async () => {
  const state = await aRefund();
  const [first] = await leaseEffects(ports, 1);
  now = addMs(now, 30_001);
  const [second] = await leaseEffects(ports, 1);
  expect(second?.effectId).toBe(first?.effectId);
  expect(await Promise.all([first, second].map(effect => runEffect(ports, effect as LeasedEffect)))).toEqual(["answered", "answered"]);
  expect(await bank.statement()).toHaveLength(1);
  expect(await eventTypes(state)).toEqual(["money_returned", "step_ended", "case_ended"]);
});

test("a refusal is final: the effect ends and the plan goes on with a person", async () => {
  const state = await aRefund();
  await bank.closeAccount("card-1");
  expect(await runDue()).toEqual(["answered"]);
  expect(await eventTypes(state)).toEqual(expect.arrayContaining(["effect_refused", "step_ended", "plan_amended", "step_started"]));
  expect(await effectRow(firstKey(state))).toMatchObject({ status: "done" });
});

test("a bank that cannot be reached is asked less and less often, and at last a person is shown the fault and may ask again", async () => {
  const state = await aRefund();
  misbehave(1, next(1000, { kind: "fail_before" }));
  expect((await runAll()).filter(run => run === "put_off")).toHaveLength(19);
  const scope = { kind: "operation", operationId: world.operationId } as const;
  const stuck = createStuckWork(pool);
  expect((await stuck.find(scope, now, 10)).effects).toEqual([
    expect.objectContaining({
      effectId: firstKey(state),
      caseId: state.caseId,
      status: "parked",
      lastFault: expect.stringContaining("SandboxFault"),
    }),
  ]);
  expect((await readWorkStanding(pool, now)).effectsParked).toBe(1);

  misbehave(1);
  const asked = { by: { role: "finance", id: "account_000000000000000000000000" }, reason: "the bank is back", at: now } as const;
  expect(await stuck.retry(scope, firstKey(state), asked)).toBe(true);
  expect(await stuck.retry(scope, firstKey(state), asked)).toBe(false);
  expect(await runDue()).toEqual(["answered"]);
  expect(await bank.statement()).toHaveLength(1);
});

test("a bank that answers `pending` for days is not counted as a fault", async () => {
  const state = await aRefund();
  misbehave(1, { methods: ["refund"], calls: { kind: "next", count: 1 }, act: { kind: "pending", until: { kind: "finds", count: 40 } } });
  const runs = await runAll();
  expect(runs.filter(run => run === "awaited")).toHaveLength(40);
  expect(await effectRow(firstKey(state))).toMatchObject({ status: "done", faults: 0 });
});

test("the host's new facts of a changed order are kept before the case hears that it was changed", async () => {
  const state = await makeCase(pool, world, { template: "amend", at: now, refundsMinor: [] });
  expect(await runDue()).toEqual(["answered"]);
  const order = await findOrder(pool, { kind: "operation", operationId: world.operationId }, state.orderId);
  expect(order?.facts).toMatchObject({ sourceVersion: 2, lines: [{ cancelledQuantity: 1 }] });
  expect(order?.factsVersion).toBe(2);
  expect(await eventTypes(state)).toEqual(["effect_done", "step_ended", "case_ended"]);
});

test("an order changed by a worker that died is not changed again", async () => {
  const state = await makeCase(pool, world, { template: "amend", at: now, refundsMinor: [] });
  const dying: RunEffectsPorts = { ...ports, cases: { ...ports.cases, commitCommand: diedInstead } };
  const [leased] = await leaseEffects(dying, 1);
  expect(await runEffect(dying, leased as LeasedEffect)).toBe("put_off");
  expect(new Set(await runAll())).toEqual(new Set(["answered"]));
  const order = await findOrder(pool, { kind: "operation", operationId: world.operationId }, state.orderId);
  expect(order?.facts.sourceVersion).toBe(2);
  expect(order?.factsVersion).toBe(2);
});

test("many workers lease an effect once", async () => {
  await Promise.all(Array.from({ length: 50 }, () => aRefund()));
  const leases = await Promise.all(Array.from({ length: 8 }, () => leaseEffects(ports, 20)));
  const ids = leases.flat().map(({ effectId }) => effectId);
  expect(new Set(ids).size).toBe(ids.length);
  await Promise.all(leases.flat().map(effect => runEffect(ports, effect)));
  await runAll();
  expect(await bank.statement()).toHaveLength(50);
});

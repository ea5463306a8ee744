import type { CaseCommand } from "@amends/domain/case/case-command";
import type { CaseStore } from "@amends/flows/case-ports";
import { commandCase } from "@amends/flows/command-case";
import type { OpenedCase } from "@amends/flows/file-case";
import { type Principal, scopeOf } from "@amends/flows/scope";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type CaseWorld, createCaseWorld, potOrder } from "../../../../test/harness/a-case.ts";
import { customer } from "../../../../test/import/native-records.ts";
import { createCaseStore } from "./case-store.ts";

let world: CaseWorld;
/** Another server on the same database: it remembers what it has done itself. */
let other: CaseStore;

beforeEach(async () => {
  world = await createCaseWorld();
  other = createCaseStore(world.pool);
});
afterEach(() => world.close());

const onePiece = async (): Promise<OpenedCase> => {
  const order = await world.orderOf("20261101-000002");
  const line = {
    lineNo: 1,
    quantity: 1,
    goodsReceived: true,
    condition: "unopened",
    damageBasisPoints: null,
    replacementSkuId: null,
  } as const;
  return world.file(order, { lines: [line] });
};
const host = (): Principal => ({ role: "integrator", operationId: world.operation.operationId, keyId: "key_000000000000000000000001" });
const commandOn = (cases: CaseStore, { state }: OpenedCase, command: CaseCommand) =>
  commandCase(
    { ...world.filing, cases },
    {
      principal: host(),
      caseId: state.caseId,
      command,
      ifVersion: null,
      idempotency: null,
      endsEffect: null,
      answer: () => ({ status: 200, response: "" }),
    },
  );
const loadOn = (cases: CaseStore, { state }: OpenedCase) => cases.loadCase(scopeOf(world.agent), state.caseId, null);
/** What a server sees that remembers everything is what one sees that has just begun. */
const seesTheTruth = async (opened: OpenedCase): Promise<void> => {
  const truth = await loadOn(createCaseStore(world.pool), opened);
  expect(truth).not.toBeNull();
  for (const cases of [world.filing.cases, other]) expect(await loadOn(cases, opened)).toEqual(truth);
};
test("a case is read as it stands, whichever server filed it and whichever went on with it", async () => {
  const opened = await onePiece();
  const { cases } = world.filing;
  const story: readonly (readonly [CaseStore, CaseCommand])[] = [
    [other, { kind: "approve" }],
    [cases, { kind: "hand_over", carrier: "SF", trackingNo: "SF0000000009" }],
    [cases, { kind: "receive_goods", lines: [{ lineNo: 1, quantity: 1 }], wrongGoods: false }],
    [other, { kind: "inspect_goods", lines: [{ lineNo: 1, grade: "a", good: 1, damaged: 0, missing: 0, wrong: 0 }] }],
  ];
  for (const [server, command] of story) {
    await seesTheTruth(opened);
    expect(await commandOn(server, opened, command)).toMatchObject({ kind: "done" });
  }
  await seesTheTruth(opened);
});

test("another claim on the order, and what becomes of it, is seen by a case that was read before", async () => {
  const first = await onePiece();
  await seesTheTruth(first);
  const second = await onePiece();
  await seesTheTruth(first);
  await seesTheTruth(second);
  expect(await commandOn(other, second, { kind: "withdraw" })).toMatchObject({ kind: "done" });
  await seesTheTruth(first);
});

test("the host's newer word on the order and on its buyer is seen by a case that was read before", async () => {
  const opened = await onePiece();
  await seesTheTruth(opened);
  const shipments = potOrder().shipments?.map(shipment => ({ ...shipment, carrier: "yto" }));
  await world.take(potOrder({ sourceVersion: 2, ...(shipments === undefined ? {} : { shipments }) }));
  await world.take(customer({ sourceVersion: 2, tier: "standard", riskSignals: [] }));
  await seesTheTruth(opened);
  const seen = await loadOn(other, opened);
  expect(seen?.customer).toMatchObject({ tier: "standard", riskSignals: [] });
  expect(seen?.order.shipments[0]?.carrier).toBe("yto");
});

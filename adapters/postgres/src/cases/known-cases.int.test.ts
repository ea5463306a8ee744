import type { CaseCommand } from "@amends/domain/case/case-command";
import type { CaseStore } from "@amends/flows/case-ports";
import { commandCase } from "@amends/flows/command-case";
import type { OpenedCase } from "@amends/flows/file-case";
import { type Principal, scopeOf } from "@amends/flows/scope";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type CaseWorld, createCaseWorld, potOrder } from "../../../../test/harness/a-case.ts";
import { customer, seller } from "../../../../test/import/native-records.ts";
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
const commandOn = (cases: CaseStore, { state }: OpenedCase, command: CaseCommand, ifVersion: number | null = null) =>
  commandCase(
    { ...world.filing, cases },
    {
      principal: host(),
      caseId: state.caseId,
      command,
      ifVersion,
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

/** Who has stored value is read for: balances have no version. */
const withoutBalances = (sourceVersion: number) => world.take(customer({ sourceVersion, methods: [] }));
/** A server whose reads fail: what it can still do it does on what it knows. */
const blind = (cases: CaseStore): CaseStore => ({ ...cases, loadCase: () => Promise.reject(new Error("it was read")) });
const approve: CaseCommand = { kind: "approve" };
const inspect: CaseCommand = { kind: "inspect_goods", lines: [{ lineNo: 1, grade: "a", good: 1, damaged: 0, missing: 0, wrong: 0 }] };

test("a command goes on from what this server filed, without reading it again", async () => {
  await withoutBalances(2);
  const opened = await onePiece();
  const { cases } = world.filing;
  expect(await commandOn(blind(cases), opened, approve, opened.state.version)).toMatchObject({ kind: "done" });
  await seesTheTruth(opened);
});

type Two = { readonly opened: OpenedCase; readonly another: OpenedCase };
test.each<readonly [string, (two: Two) => Promise<unknown>]>([
  ["the host's word on the order", () => world.take(potOrder({ sourceVersion: 2 }))],
  ["the host's word on the buyer", () => world.take(customer({ sourceVersion: 3, tier: "standard", methods: [] }))],
  ["the seller's word on where its goods go", () => world.take(seller({ sourceVersion: 2 }))],
  ["another case of the order", ({ another }) => commandOn(other, another, { kind: "withdraw" })],
  ["the case itself", ({ opened }) => commandOn(other, opened, approve)],
])("%s changed since it was seen: it is read before anything is decided", async (_of, change) => {
  await withoutBalances(2);
  const { cases } = world.filing;
  const another = await onePiece();
  const opened = await onePiece();
  await loadOn(cases, opened);
  await change({ opened, another });
  await expect(commandOn(blind(cases), opened, approve, opened.state.version)).rejects.toThrow("it was read");
});

test("without a change the same case is gone on with unread", async () => {
  await withoutBalances(2);
  await onePiece();
  const opened = await onePiece();
  await loadOn(world.filing.cases, opened);
  expect(await commandOn(blind(world.filing.cases), opened, approve, opened.state.version)).toMatchObject({ kind: "done" });
});

test("a refusal, the answer to a caller who saw another version, and what touches stored value are never given from memory", async () => {
  const rich = await onePiece();
  const { cases } = world.filing;
  await expect(commandOn(blind(cases), rich, approve, rich.state.version)).rejects.toThrow("it was read");
  await withoutBalances(2);
  const opened = await onePiece();
  const { version } = opened.state;
  await expect(commandOn(blind(cases), opened, inspect, version)).rejects.toThrow("it was read");
  await expect(commandOn(blind(cases), opened, approve, version + 1)).rejects.toThrow("it was read");
  expect(await commandOn(cases, opened, inspect, version)).toMatchObject({ kind: "rejected" });
});

test("nobody goes on from memory with a case of another scope, and the buyer's key is not remembered", async () => {
  await withoutBalances(2);
  const opened = await onePiece();
  const { operationId, customerId, caseId } = opened.state;
  const { cases } = world.filing;
  const stranger = { kind: "seller", operationId, sellerId: "seller_000000000000000000000009" } as const;
  expect(cases.recallCase({ kind: "customer", operationId, customerId }, caseId)?.person).toMatchObject({ secret: null });
  expect(cases.recallCase(stranger, caseId)).toBeNull();
  expect(other.recallCase({ kind: "operation", operationId }, caseId)).toBeNull();
});

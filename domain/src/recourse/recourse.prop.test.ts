import fc from "fast-check";
import { expect, test } from "vitest";
import type { CaseId, CustomerId, FileId, OperationId, RecourseId, SellerId } from "../kernel/ids.ts";
import { type Currency, type Minor, sumMinor } from "../kernel/money.ts";
import { DAY_MS, type Instant, instant } from "../kernel/time.ts";
import { PARTIES } from "../party/party.ts";
import type { Leg } from "../settlement/postings.ts";
import type { CostBearer } from "../settlement/refund-ask.ts";
import { COST_BEARERS, type Debtor, splitAdvance } from "./bearer-shares.ts";
import { askedOf, decideRecourse } from "./decide-recourse.ts";
import { evolveRecourse, replayRecourse } from "./evolve-recourse.ts";
import type { RecourseCommand } from "./recourse-command.ts";
import type { RecordedRecourse, RecourseOpening } from "./recourse-event.ts";
import { recoursePosting, standing } from "./recourse-postings.ts";
import { RECOVERY_SOURCES, type RecoveryRules, type TriedBefore } from "./recourse-rules.ts";
import { outstandingMinor, type RecourseState, recourseDueAt, recoursePhase, takenMinor } from "./recourse-state.ts";

const OPENING: RecourseOpening = {
  recourseId: "recourse_000000000000000000000000" as RecourseId,
  operationId: "operation_000000000000000000000000" as OperationId,
  caseId: "case_000000000000000000000000" as CaseId,
  sellerId: "seller_000000000000000000000000" as SellerId,
  bearer: "seller",
  postedTo: "seller",
  currency: "CNY" as Currency,
  packHash: "pack",
  externalOrderNo: "A-1",
};
const CUSTOMER = "customer_000000000000000000000000" as CustomerId;
const AFTER: readonly TriedBefore[] = ["none", ...RECOVERY_SOURCES];
const nextOf = (bearer: Debtor, after: TriedBefore): (typeof RECOVERY_SOURCES)[number] => {
  if (bearer === "buyer") return after === "none" ? "receivable" : "write_off";
  if (after === "claim_rejected") return "appeal";
  if (after === "claim" || (after === "none" && bearer === "seller")) return "frozen_settlement";
  return RECOVERY_SOURCES[AFTER.indexOf(after)] ?? "write_off";
};
const DAYS = { claim: 45, appeal: 30, frozen_settlement: 0, deposit: 0, next_settlements: 30, receivable: 90, write_off: 0 };
const rules: RecoveryRules = (bearer, after) => {
  const source = nextOf(bearer, after);
  const waitSeconds = DAYS[source] * 86_400;
  const retrySeconds = source === "receivable" || source === "claim" || source === "appeal" ? 7 * 86_400 : 0;
  return { source, shareBasisPoints: source === "next_settlements" ? 3000 : 10_000, waitSeconds, retrySeconds, ruleId: source };
};

type Run = { state: RecourseState; now: Instant; readonly events: RecordedRecourse[]; readonly postings: (readonly Leg[])[]; asOf: number };
const open = (bearer: Debtor, postedTo: "bearer" | "seller" = bearer === "seller" ? "seller" : "bearer"): Run => {
  const now = instant(0);
  const event: RecordedRecourse = {
    type: "recourse_opened",
    ...OPENING,
    bearer,
    ...(bearer === "buyer" ? { customerId: CUSTOMER } : {}),
    postedTo,
    seq: 1,
    at: now,
    by: { role: "system", id: "system" },
  };
  return { state: evolveRecourse(null, event), now, events: [event], postings: [], asOf: 0 };
};
const run = (world: Run, command: RecourseCommand, by = "a"): string => {
  const decided = decideRecourse(world.state, command, { rules, now: world.now, by: { role: "finance", id: by } });
  if (decided.kind === "rejected") return decided.code;
  world.postings.push(recoursePosting(world.state, decided.state));
  world.events.push(...decided.events);
  world.state = decided.state;
  return "accepted";
};
const owe = (world: Run, owedMinor: Minor): string => {
  world.asOf += 1;
  return run(world, { kind: "owe", owedMinor, asOfVersion: world.asOf });
};

const step = fc.oneof(
  fc.record({ kind: fc.constant("owe" as const), amountMinor: fc.bigInt(0n, 50_000n) }),
  fc.record({ kind: fc.constant("take" as const), amountMinor: fc.bigInt(0n, 30_000n), ref: fc.integer({ min: 0, max: 20 }) }),
  fc.record({ kind: fc.constant("claim_paid" as const), amountMinor: fc.bigInt(1n, 30_000n), ref: fc.integer({ min: 0, max: 20 }) }),
  fc.record({ kind: fc.constant("days" as const), days: fc.integer({ min: 1, max: 60 }) }),
  fc.constantFrom(
    { kind: "submit" as const },
    { kind: "appeal" as const },
    { kind: "accept" as const },
    { kind: "reject" as const },
    { kind: "request" as const },
    { kind: "approve" as const },
  ),
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

const NO_POCKET: ReadonlySet<string> = new Set(["write_off", "claim", "appeal"]);
const perform = (world: Run, what: Step): void => {
  switch (what.kind) {
    case "owe":
      owe(world, what.amountMinor);
      return;
    case "take": {
      const { trying } = world.state;
      if (trying === null || NO_POCKET.has(trying.source)) return;
      run(world, { kind: "take", source: trying.source, amountMinor: askedOf(world.state, what.amountMinor), ref: `take-${what.ref}` });
      return;
    }
    case "claim_paid":
      run(world, { kind: "receive_claim_payment", amountMinor: what.amountMinor, ref: `claim-${what.ref}` });
      return;
    case "days":
      world.now = instant(world.now + what.days * DAY_MS);
      run(world, { kind: "proceed" });
      return;
    case "submit":
      run(world, { kind: "submit_claim", evidence: [] });
      return;
    case "appeal":
      run(world, { kind: "appeal_claim", evidence: [NEW_PROOF] });
      return;
    case "accept":
    case "reject":
      run(world, { kind: "answer_claim", answer: what.kind === "accept" ? "accepted" : "rejected" });
      return;
    case "request":
      run(world, { kind: "request_write_off" }, "a");
      return;
    case "approve":
      run(world, { kind: "approve_write_off" }, "b");
      return;
  }
};

const NEW_PROOF = "file_000000000000000000000000" as FileId;
const KINDS = [
  ["buyer", "bearer"],
  ["seller", "seller"],
  ["carrier_out", "bearer"],
  ["carrier_out", "seller"],
] as const;
const total = (legs: readonly Leg[]): Minor => sumMinor(legs.map(leg => leg.amountMinor));

test("whatever happens, a recourse never holds more than is owed, its postings balance, and replay gives the same books", () => {
  fc.assert(
    fc.property(fc.constantFrom(...KINDS), fc.array(step, { maxLength: 40 }), ([bearer, postedTo], steps) => {
      const world = open(bearer, postedTo);
      for (const what of steps) {
        perform(world, what);
        const { state } = world;
        expect(takenMinor(state) + state.writtenOffMinor <= state.owedMinor).toBe(true);
        expect(takenMinor(state) >= 0n && state.writtenOffMinor >= 0n).toBe(true);
      }
      for (const posting of world.postings) expect(total(posting)).toBe(0n);
      expect(replayRecourse(world.events)).toEqual(world.state);
      const summed = new Map<string, Minor>();
      for (const leg of world.postings.flat())
        summed.set(`${leg.account} ${leg.partyRef}`, (summed.get(`${leg.account} ${leg.partyRef}`) ?? 0n) + leg.amountMinor);
      const stands = standing(world.state);
      for (const [key, amountMinor] of summed)
        expect(amountMinor).toBe(stands.find(leg => `${leg.account} ${leg.partyRef}` === key)?.amountMinor ?? 0n);
    }),
  );
});

test("with time alone every recourse ends at the two people who may write it off", () => {
  for (const bearer of ["seller", "insurer"] as const) {
    const world = open(bearer);
    owe(world, 10_000n);
    const seen: string[] = [];
    for (let turn = 0; turn < 200 && world.state.trying?.source !== "write_off"; turn += 1) {
      const { trying } = world.state;
      if (trying !== null && seen.at(-1) !== trying.source) seen.push(trying.source);
      if (trying?.source === "frozen_settlement" || trying?.source === "deposit")
        run(world, { kind: "take", source: trying.source, amountMinor: 0n, ref: trying.source });
      else {
        world.now = recourseDueAt(world.state) ?? world.now;
        run(world, { kind: "proceed" });
      }
    }
    expect(seen).toEqual([...(bearer === "insurer" ? ["claim"] : []), "frozen_settlement", "deposit", "next_settlements", "receivable"]);
    expect(run(world, { kind: "approve_write_off" })).toBe("no_write_off_requested");
    expect(run(world, { kind: "request_write_off" }, "a")).toBe("accepted");
    expect(run(world, { kind: "approve_write_off" }, "a")).toBe("same_approver");
    expect(run(world, { kind: "approve_write_off" }, "b")).toBe("accepted");
    expect(recoursePhase(world.state)).toBe("written_off");
    expect(outstandingMinor(world.state)).toBe(0n);
  }
});

test("an overturned decision gives back what was taken, the last first, and the platform's loss before that", () => {
  const world = open("seller");
  owe(world, 10_000n);
  run(world, { kind: "take", source: "frozen_settlement", amountMinor: 4000n, ref: "frozen" });
  run(world, { kind: "take", source: "deposit", amountMinor: 5000n, ref: "deposit" });
  run(world, { kind: "request_write_off" }, "a");
  run(world, { kind: "approve_write_off" }, "b");
  expect(world.state.writtenOffMinor).toBe(1000n);
  owe(world, 3000n);
  expect(world.state.writtenOffMinor).toBe(0n);
  expect(world.state.takes.map(take => [take.source, take.amountMinor])).toEqual([
    ["frozen_settlement", 4000n],
    ["deposit", 5000n],
    ["deposit", -5000n],
    ["frozen_settlement", -1000n],
  ]);
  owe(world, 0n);
  expect(standing(world.state)).toEqual([]);
});

test("a refused claim is appealed against once, with something new, and falls to the seller only when the last word is no", () => {
  const world = open("insurer");
  owe(world, 10_000n);
  const old = "file_000000000000000000000001" as FileId;
  expect(run(world, { kind: "submit_claim", evidence: [old] })).toBe("accepted");
  expect(run(world, { kind: "appeal_claim", evidence: [NEW_PROOF] })).toBe("no_appeal_open");
  run(world, { kind: "answer_claim", answer: "rejected" });
  expect(world.state).toMatchObject({ trying: { source: "appeal" }, claim: { status: "appeal_open" }, chargedTo: "bearer" });
  expect(run(world, { kind: "receive_claim_payment", amountMinor: 1n, ref: "early" })).toBe("claim_not_submitted");
  expect(run(world, { kind: "appeal_claim", evidence: [old] })).toBe("appeal_needs_new_evidence");
  expect(run(world, { kind: "appeal_claim", evidence: [old, NEW_PROOF] })).toBe("accepted");
  run(world, { kind: "answer_claim", answer: "rejected" });
  expect(world.state).toMatchObject({ trying: { source: "frozen_settlement" }, claim: { status: "rejected" }, chargedTo: "seller" });
  expect(run(world, { kind: "appeal_claim", evidence: [NEW_PROOF] })).toBe("no_appeal_open");
});

test("an appeal that is won is paid like a claim, and one that nobody makes in time is over", () => {
  const won = open("carrier_out");
  const late = open("carrier_out");
  for (const world of [won, late]) {
    owe(world, 10_000n);
    run(world, { kind: "submit_claim", evidence: [] });
    run(world, { kind: "answer_claim", answer: "rejected" });
  }
  run(won, { kind: "appeal_claim", evidence: [NEW_PROOF] });
  run(won, { kind: "answer_claim", answer: "accepted" });
  expect(standing(won.state)).toContainEqual({ account: "claim_receivable", partyRef: "carrier_out", amountMinor: 10_000n });
  expect(run(won, { kind: "receive_claim_payment", amountMinor: 10_000n, ref: "won" })).toBe("accepted");
  expect(recoursePhase(won.state)).toBe("recovered");
  late.now = recourseDueAt(late.state) ?? late.now;
  expect(late.now).toBe(7 * DAY_MS);
  run(late, { kind: "proceed" });
  expect(late.state).toMatchObject({ trying: { source: "frozen_settlement" }, claim: { status: "lapsed" }, chargedTo: "seller" });
});

test("what a buyer owes ages on the buyer's own account, is nobody else's, and ends with payment or with two people", () => {
  const world = open("buyer");
  owe(world, 10_000n);
  expect(world.state).toMatchObject({ trying: { source: "receivable" }, chargedTo: "bearer" });
  expect(standing(world.state)).toEqual([]);
  expect(run(world, { kind: "take", source: "receivable", amountMinor: 1n, ref: "seller's money" })).toBe("not_billed");
  owe(world, 4000n);
  expect(outstandingMinor(world.state)).toBe(4000n);
  run(world, { kind: "request_write_off" }, "a");
  expect(run(world, { kind: "approve_write_off" }, "b")).toBe("accepted");
  expect(standing(world.state)).toEqual([
    { account: "buyer_receivable", partyRef: CUSTOMER, amountMinor: -4000n },
    { account: "write_off_expense", partyRef: "platform", amountMinor: 4000n },
  ]);
  // Who pays after all undoes the platform's loss.
  owe(world, 0n);
  expect(standing(world.state)).toEqual([]);
});

const legsOf = (shares: readonly (readonly [CostBearer, Minor])[], platformMinor: Minor, paidMinor: Minor): readonly Leg[] => {
  const borneMinor = platformMinor + sumMinor(shares.map(([, amountMinor]) => amountMinor));
  return [
    ...shares.map(([bearer, amountMinor]) =>
      bearer === "seller"
        ? { account: "seller_settlement" as const, partyRef: OPENING.sellerId, amountMinor }
        : { account: "recourse_receivable" as const, partyRef: bearer, amountMinor },
    ),
    { account: "platform_subsidy", partyRef: "platform", amountMinor: platformMinor },
    { account: "buyer_refunds_payable", partyRef: "customer", amountMinor: paidMinor - borneMinor },
    { account: "gateway_clearing", partyRef: "wallet", amountMinor: -paidMinor },
  ];
};

test("the shares of all bearers sum to the advance, and nobody owes more than they bear", () => {
  const share = fc.tuple(fc.constantFrom(...COST_BEARERS), fc.bigInt(0n, 100_000n));
  fc.assert(
    fc.property(
      fc.uniqueArray(share, { selector: ([bearer]) => bearer, maxLength: 5 }),
      fc.bigInt(-5000n, 50_000n),
      fc.bigInt(0n, 300_000n),
      fc.bigInt(0n, 100_000n),
      fc.tuple(fc.constantFrom(...PARTIES), fc.constantFrom(...PARTIES), fc.integer({ min: 0, max: 10_000 })),
      (shares, platformMinor, paidMinor, goodsMinor, [one, other, basisPoints]) => {
        const inward = [
          { party: one, shareBasisPoints: basisPoints },
          { party: other, shareBasisPoints: 10_000 - basisPoints },
        ];
        const split = splitAdvance(legsOf(shares, platformMinor, paidMinor), { inward, goodsMinor });
        expect(split.platformMinor + sumMinor(split.shares.map(({ owedMinor }) => owedMinor))).toBe(split.advancedMinor);
        const borneBy = (bearer: Debtor) => shares.find(([known]) => known === bearer)?.[1] ?? 0n;
        for (const { bearer, owedMinor, postedTo } of split.shares)
          expect(owedMinor <= borneBy(postedTo === "seller" ? "seller" : bearer)).toBe(true);
        const sellersMinor = sumMinor(split.shares.filter(share => share.postedTo === "seller").map(({ owedMinor }) => owedMinor));
        expect(sellersMinor <= borneBy("seller")).toBe(true);
      },
    ),
  );
});

test("what a carrier bears of the goods is claimed from the carrier, and relieves the seller whom the books charge", () => {
  const legs = legsOf([["seller", 10_000n]], 0n, 10_000n);
  const inward = [{ party: "carrier_out" as const, shareBasisPoints: 10_000 }];
  expect(splitAdvance(legs, { inward, goodsMinor: 9000n }).shares).toEqual([
    { bearer: "seller", postedTo: "seller", owedMinor: 1000n },
    { bearer: "carrier_out", postedTo: "seller", owedMinor: 9000n },
  ]);
  const world = open("carrier_out", "seller");
  owe(world, 9000n);
  run(world, { kind: "submit_claim", evidence: [] });
  run(world, { kind: "receive_claim_payment", amountMinor: 9000n, ref: "paid" });
  expect(standing(world.state)).toEqual([
    { account: "seller_settlement", partyRef: OPENING.sellerId, amountMinor: -9000n },
    { account: "bank_clearing", partyRef: "carrier_out", amountMinor: 9000n },
  ]);
});

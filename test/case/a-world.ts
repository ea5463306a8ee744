import { isOwing } from "@amends/domain/case/buyer-debt";
import type { CaseCommand, EffectAnswer } from "@amends/domain/case/case-command";
import type { Recorded } from "@amends/domain/case/case-event";
import { dueBenefits, dueRefunds, stillToCollectMinor } from "@amends/domain/case/case-money";
import type { CaseState } from "@amends/domain/case/case-state";
import { claimOf } from "@amends/domain/case/claim";
import { decide } from "@amends/domain/case/decide";
import { RECOVERY } from "@amends/domain/case/decide-recovery";
import { COMPENSATION_TENDER_NO, type Effect } from "@amends/domain/case/effect";
import { replay } from "@amends/domain/case/evolve";
import { couriersOf } from "@amends/domain/case/evolve-couriers";
import { isOpen } from "@amends/domain/case/plan";
import { type CasePosting, postingsOf } from "@amends/domain/case/postings";
import { STEP_OWNERS, wakeAt } from "@amends/domain/case/step";
import { addMs, type Instant } from "@amends/domain/kernel/time";
import type { OrderFacts } from "@amends/domain/order/order-facts";
import { lineTotals } from "@amends/domain/order/refund-totals";
import type { Actor } from "@amends/domain/party/party";
import { computeRefund } from "@amends/domain/settlement/compute-refund";
import { leftPieces } from "@amends/domain/settlement/line-share";
import type { Leg } from "@amends/domain/settlement/postings";
import type { LineAsk } from "@amends/domain/settlement/refund-ask";
import { expect } from "vitest";
import { anAsk } from "../settlement/an-order.ts";
import { by, EVERYWHERE, later, type Running } from "./a-case.ts";
import { actorOf, commandsFor, payerOf } from "./what-people-do.ts";

/** A case with the world around it: what partners were asked and said, and where the money and the ledger stand. */
export class World {
  rules: Running["rules"];
  state: CaseState;
  readonly events: Recorded[] = [];
  /** What was decided together, and what that posted. */
  readonly commits: (readonly Recorded[])[] = [];
  readonly carriedOut: CaseCommand["kind"][] = [];
  readonly postings: CasePosting[] = [];
  readonly asked: Effect[] = [];
  readonly unanswered: Effect[] = [];
  readonly ledger = new Map<string, bigint>();
  toBuyerMinor = 0n;
  readonly perTender = new Map<number, bigint>();
  now: Instant = later(0);
  readonly claimedMinor: bigint;
  /** Varies what is offered where a plan is walked through on purpose. */
  readonly attempt: number;

  constructor({ rules, opened }: Running, attempt = 0) {
    this.attempt = attempt;
    this.rules = rules;
    this.state = opened.state;
    this.claimedMinor = worthOf(opened.state, rules.order);
    this.#take(null, opened);
  }

  say(command: CaseCommand, actor: Actor): boolean {
    this.now = addMs(this.now, 1000);
    const decided = decide(this.state, command, this.rules, this.now, actor);
    if (decided.kind === "rejected") return false;
    this.carriedOut.push(command.kind);
    this.#take(this.state, decided);
    return true;
  }

  answer(effect: Effect, refuse: boolean): void {
    const open = this.unanswered.indexOf(effect);
    if (open >= 0) this.unanswered.splice(open, 1);
    this.say(
      {
        kind: "effect_answered",
        effectId: effect.effectId,
        answer: refuse ? { kind: "refused", code: refusalOf(effect) } : doneAnswer(effect),
      },
      by("system"),
    );
  }

  #take(
    before: CaseState | null,
    decided: { readonly state: CaseState; readonly events: readonly Recorded[]; readonly effects: readonly Effect[] },
  ): void {
    const postings = postingsOf(before, decided.state, decided.events);
    for (const posting of postings) this.#post(posting.legs);
    this.commits.push(decided.events);
    this.postings.push(...postings);
    for (const event of decided.events) this.#move(event);
    this.events.push(...decided.events);
    this.asked.push(...decided.effects);
    this.unanswered.push(...decided.effects.filter(isAnswered));
    this.state = decided.state;
  }

  #post(legs: readonly Leg[]): void {
    expect(legs.reduce((sum, leg) => sum + leg.amountMinor, 0n)).toBe(0n);
    for (const leg of legs) this.ledger.set(leg.account, (this.ledger.get(leg.account) ?? 0n) + leg.amountMinor);
  }

  #move(event: Recorded): void {
    if (event.type === "money_collected") this.toBuyerMinor -= event.amountMinor;
    if (event.type !== "money_returned") return;
    this.toBuyerMinor += event.amountMinor;
    this.perTender.set(event.tenderNo, (this.perTender.get(event.tenderNo) ?? 0n) + event.amountMinor);
  }
}

/** What was paid for the claimed pieces, a cent up where it does not divide. */
const worthOf = ({ lines }: CaseState, order: OrderFacts): bigint =>
  lines.reduce((sum, { lineNo, quantity }) => {
    const line = order.lines.find(candidate => candidate.lineNo === lineNo);
    return line === undefined ? sum : sum + (line.paidMinor * BigInt(quantity) + BigInt(line.quantity) - 1n) / BigInt(line.quantity);
  }, 0n);

/** Some effects only tell somebody something. */
export const isAnswered = ({ kind }: Effect): boolean => kind !== "notify" && kind !== "review_order_change";

const refusalOf = ({ kind }: Effect): string => (kind === "cancel_pickup" ? "already_collected" : "declined");

const doneAnswer = (effect: Effect): EffectAnswer => {
  switch (effect.kind) {
    case "refund_tender":
      return { kind: "money_returned", gatewayRef: `r-${effect.effectId}` };
    case "collect_payment":
      return { kind: "money_collected", gatewayRef: `c-${effect.effectId}` };
    case "pay_compensation":
      return { kind: "money_returned", gatewayRef: `p-${effect.effectId}` };
    case "grant_benefit":
      return { kind: "benefit_granted", grantRef: `b-${effect.effectId}` };
    case "hold_parcel":
      return { kind: "intercepted" };
    case "trace_parcel":
      return { kind: "parcel_traced", finding: "arrived" };
    case "order_repair":
      return { kind: "repair_ordered", jobRef: `j-${effect.effectId}` };
    case "book_visit":
      return { kind: "visit_booked", visitRef: `v-${effect.effectId}`, slotAt: later(1) };
    case "intercept_parcel":
      return { kind: "intercepted" };
    case "book_pickup":
      return { kind: "pickup_booked", carrier: "sf", trackingNo: `SF-PICK-${effect.effectId}`, slotAt: later(1), feeMinor: 1200n };
    case "cancel_pickup":
      return { kind: "pickup_cancelled" };
    case "reserve_stock":
      return { kind: "stock_reserved" };
    case "release_stock":
      return { kind: "stock_released" };
    case "ship_goods":
      return { kind: "goods_shipped", carrier: "sf", trackingNo: `SF-NEW-${effect.effectId}` };
    case "amend_order":
      return { kind: "order_amended" };
    case "review_order_change":
    case "notify":
      throw new Error(`nobody answers ${effect.kind}`);
  }
};

export const runOut = (world: World): void => {
  const next = world.state.steps
    .flatMap(step => {
      const dueAt = step.status === "active" ? wakeAt(step) : null;
      return dueAt === null ? [] : [{ stepNo: step.stepNo, dueAt }];
    })
    .sort((left, right) => left.dueAt - right.dueAt)[0];
  if (next === undefined) return;
  if (next.dueAt > world.now) world.now = next.dueAt;
  world.say({ kind: "step_due", stepNo: next.stepNo }, by("system"));
};

/** Everybody does what is hoped for from now on. */
export const comesToAnEnd = (world: World): number => {
  for (let turns = 0; turns < 60; turns += 1) {
    const [effect] = world.unanswered;
    if (effect !== undefined) {
      world.answer(effect, false);
      continue;
    }
    const kept = world.state.openEffects.find(open => open.refused && open.tenderNo === 0);
    if (kept !== undefined && world.say({ kind: "settle_by_hand", stepNo: kept.stepNo, gatewayRef: "bank-3" }, payerOf(world.state)))
      continue;
    if (world.state.end !== null) return turns;
    const step = world.state.steps.find(candidate => candidate.status === "active");
    if (step?.type === "give_address") world.rules = { ...world.rules, places: EVERYWHERE };
    const [command] = step === undefined ? [] : commandsFor(step, world.state, 0);
    if (step === undefined || command === undefined || !world.say(command, actorOf(command, step, world.state))) runOut(world);
  }
  return 60;
};

export const check = (world: World): void => {
  const { state } = world;
  const stepNos = state.steps.map(step => step.stepNo);
  expect(new Set(stepNos).size).toBe(stepNos.length);
  for (const open of state.openEffects) expect(stepNos).toContain(open.stepNo);
  if (state.end === null) expect(state.steps.some(step => step.status === "active")).toBe(true);
  // Somebody who was served badly is called after the end.
  else expect(state.steps.some(step => isOpen(step) && step.key !== RECOVERY)).toBe(false);
  for (const step of state.steps) {
    if (step.status !== "active") continue;
    expect(step.dueAt).not.toBeNull();
    expect(STEP_OWNERS).toContain(step.owner);
  }
  for (const { lineNo, quantity } of claimOf(state).lines) {
    expect(quantity).toBeLessThanOrEqual(state.lines.find(line => line.lineNo === lineNo)?.quantity ?? 0);
  }
  for (const line of state.lines) expect(line.receivedQuantity).toBeLessThanOrEqual(line.quantity);
  for (const tender of world.rules.order.tenders) {
    expect(world.perTender.get(tender.tenderNo) ?? 0n).toBeLessThanOrEqual(tender.paidMinor);
  }
  expect(world.toBuyerMinor - onTopMinor(world)).toBeLessThanOrEqual(world.claimedMinor + wayOutMinor(world));
};

/** Who agreed that the seller bears the freight has what the way out had cost back too. */
const wayOutMinor = ({ state, rules }: World): bigint =>
  state.freightAgreed !== undefined && state.freight.outbound === "seller" ? rules.order.freight.paidMinor : 0n;

const onTopMinor = ({ perTender }: World): bigint => perTender.get(COMPENSATION_TENDER_NO) ?? 0n;

const settled = (world: World): void => {
  const { state } = world;
  expect(world.unanswered).toEqual([]);
  expect(dueRefunds(state)).toEqual([]);
  expect(dueBenefits(state)).toEqual([]);
  expect(state.reservation).toBeNull();
  expect(couriersOf(state)).toEqual([]);
  expect(world.ledger.get("buyer_refunds_payable") ?? 0n).toBe(0n);
  expect(world.ledger.get("buyer_receivable") ?? 0n).toBe(isOwing(state) ? stillToCollectMinor(state.money) : 0n);
  expect(world.ledger.get("buyer_benefits_payable") ?? 0n).toBe(0n);
  expect(world.ledger.get("gateway_clearing") ?? 0n).toBe(-world.toBuyerMinor);
  if (state.serviceType !== "amend_order") laterRefundFits(world);
};

/** Who is left owing pays in the end, long after the case: then nothing is open, and the books say so. */
const paysDebt = (world: World): void => {
  const owing = isOwing(world.state) && stillToCollectMinor(world.state.money) > 0n;
  const told = world.state.version;
  world.say({ kind: "remind_of_debt", reminder: 7 }, by("system"));
  expect(world.state.version).toBe(owing ? told + 1 : told);
  expect(world.say({ kind: "pay_debt" }, by("buyer"))).toBe(owing);
  if (!owing) return;
  const [effect] = world.unanswered;
  if (effect !== undefined) world.answer(effect, false);
  expect(stillToCollectMinor(world.state.money)).toBe(0n);
  expect(world.say({ kind: "pay_debt" }, by("buyer"))).toBe(false);
  settled(world);
};

/** Whatever became of this case, all that is left of the order can still be refunded, and both together give back no more than was paid. */
const laterRefundFits = (world: World): void => {
  const { state, rules, toBuyerMinor } = world;
  const { order } = rules;
  const earlier = claimOf(state).refund;
  const lines = order.lines.flatMap(line => [
    ...pieces(line.lineNo, leftPieces(line, lineTotals(earlier, line.lineNo), "untouched")),
    ...pieces(line.lineNo, leftPieces(line, lineTotals(earlier, line.lineNo), "partly_refunded"), "partly_refunded"),
  ]);
  if (lines.length === 0) return;
  const later = computeRefund({ order, earlier, ask: anAsk({ lines }) });
  if (later.kind === "refused") throw new Error(`a later refund is refused: ${later.code}`);
  expect(later.totalToBuyerMinor + toBuyerMinor - onTopMinor(world)).toBeLessThanOrEqual(
    order.lines.reduce((sum, line) => sum + line.paidMinor, wayOutMinor(world)),
  );
};

const pieces = (lineNo: number, quantity: number, from: LineAsk["from"] = "untouched"): readonly LineAsk[] =>
  quantity === 0 ? [] : [{ lineNo, quantity, from, basis: { kind: "paid" }, damageBasisPoints: 0 }];

const story = ({ events }: World): string =>
  events
    .map(event =>
      "stepNo" in event
        ? `${event.type} ${event.stepNo} ${"outcome" in event ? event.outcome : ""}`
        : `${event.type}${"because" in event ? ` ${event.because}` : ""}`,
    )
    .join("\n  ");

export const told = (world: World, run: () => void): void => {
  try {
    run();
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n  ${story(world)}`, { cause: error });
  }
};

export const bringToAnEnd = (world: World): void => {
  expect(comesToAnEnd(world)).toBeLessThan(60);
  check(world);
  settled(world);
  paysDebt(world);
  expect(replay(world.events)).toEqual(world.state);
};

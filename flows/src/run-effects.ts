import type { CaseCommand, EffectAnswer } from "@amends/domain/case/case-command";
import type { EffectRequest } from "@amends/domain/case/effect";
import { assert } from "@amends/domain/kernel/assert";
import { addMs, type Instant } from "@amends/domain/kernel/time";
import type { OrderFacts } from "@amends/domain/order/order-facts";
import { backOffMs } from "./back-off.ts";
import type { LeasedEffect, WorkQueue } from "./case-ports.ts";
import { type CommandPorts, commandCase } from "./command-case.ts";
import type { Answer, AskedMoney, Gateways, MoneyRequest, Outdated, PaymentAnswer, PaymentGateway } from "./gateway-ports.ts";

export type RunEffectsPorts = CommandPorts & {
  readonly queue: WorkQueue;
  readonly gateways: Gateways;
  /** Keeps the host's newer facts of an order; what is already kept at that version, or a later one, is left alone. */
  readonly storeOrderFacts: (facts: OrderFacts) => Promise<void>;
};

/**
 * How one attempt ended. `answered`: the case knows. `awaited`: the partner will tell later. `put_off`: a fault, tried again. `parked`: too many faults,
 * a person looks. `dropped`: the case does not wait for it any more.
 */
export type EffectRun = "answered" | "awaited" | "put_off" | "parked" | "dropped";

/** Longer than any gateway waits for its partner, so that a lease outlives the call it was taken for. */
const LEASE_MS = 30_000;

/** 0.5 s doubling to 10 minutes: with this many the last attempt is made some two hours after the first. */
const FAULTS_MAX = 20;
const FAULT_BACK_OFF = { firstMs: 500, mostMs: 600_000 };
const PENDING_BACK_OFF = { firstMs: 1000, mostMs: 300_000 };
const BUSY_MS = 200;

/** The transaction that leases has ended when this returns: no connection is held while a partner is called. */
export const leaseEffects = ({ queue, clock }: Pick<RunEffectsPorts, "queue" | "clock">, most: number): Promise<readonly LeasedEffect[]> =>
  queue.leaseEffects(clock.now(), LEASE_MS, most);

/**
 * Calls the partner and tells the case. The answer becomes events in the transaction that ends the effect; whatever goes wrong before it leaves the
 * effect open, and the next attempt asks under the same key.
 */
export const runEffect = async (ports: RunEffectsPorts, effect: LeasedEffect): Promise<EffectRun> => {
  try {
    if (effect.request.kind === "review_order_change")
      return await tellCase(ports, effect, { kind: "order_facts_changed", toVersion: effect.request.toVersion });
    const said = await askPartner(ports.gateways, effect);
    if (said.kind === "pending") return await awaitAnswer(ports, effect, backOffMs(PENDING_BACK_OFF, effect.attempts, ports.chance));
    if (said.kind === "unclear") return await park(ports, effect, said.message);
    if (said.kind === "outdated") {
      if (said.order !== null) await ports.storeOrderFacts(said.order);
      return await awaitAnswer(ports, effect, said.order === null ? backOffMs(PENDING_BACK_OFF, effect.attempts, ports.chance) : BUSY_MS);
    }
    if (said.order !== null) await ports.storeOrderFacts(said.order);
    return await tellCase(ports, effect, { kind: "effect_answered", effectId: effect.effectId, answer: said.answer });
  } catch (fault) {
    return afterFault(ports, effect, fault);
  }
};

type Said =
  | { readonly kind: "pending" }
  | Outdated
  | { readonly kind: "unclear"; readonly message: string }
  | { readonly kind: "final"; readonly answer: EffectAnswer; readonly order: OrderFacts | null };

const askPartner = async (gateways: Gateways, effect: LeasedEffect): Promise<Said> => {
  const { effectId: key, request } = effect;
  switch (request.kind) {
    case "refund_tender":
    case "pay_compensation":
      return saidOfMoney(await moveMoney(gateways.payment, effect, request), "money_returned");
    case "collect_payment":
      return saidOfMoney(await moveMoney(gateways.payment, effect, request), "money_collected");
    case "grant_benefit":
      return said(await gateways.benefits.grant({ ...withoutKind(request), key }), ({ grantRef }) => ({
        kind: "benefit_granted",
        grantRef,
      }));
    case "intercept_parcel":
      return said(await gateways.carrier.intercept({ ...withoutKind(request), key }), () => ({ kind: "intercepted" }));
    case "hold_parcel":
      return said(await gateways.warehouse.hold({ ...withoutKind(request), key }), () => ({ kind: "intercepted" }));
    case "trace_parcel":
      return said(await gateways.carrier.trace({ ...withoutKind(request), key }), ({ finding }) => ({ kind: "parcel_traced", finding }));
    case "order_repair":
      return said(await gateways.repair.orderRepair({ ...withoutKind(request), key }), ({ jobRef }) => ({
        kind: "repair_ordered",
        jobRef,
      }));
    case "book_visit": {
      const booked = await gateways.repair.bookVisit({ ...withoutKind(request), key });
      return said(booked, ({ visitRef, slotAt }) => ({ kind: "visit_booked", visitRef, slotAt }));
    }
    case "book_pickup": {
      const booked = await gateways.carrier.bookPickup({ ...withoutKind(request), key });
      return said(booked, ({ carrier, trackingNo, slotAt, feeMinor }) => ({
        kind: "pickup_booked",
        carrier,
        trackingNo,
        slotAt,
        ...(feeMinor === undefined ? {} : { feeMinor }),
      }));
    }
    case "cancel_pickup":
      return said(await gateways.carrier.cancelPickup({ ...withoutKind(request), key }), () => ({ kind: "pickup_cancelled" }));
    case "reserve_stock":
      return said(await gateways.warehouse.reserve({ ...withoutKind(request), key }), () => ({ kind: "stock_reserved" }));
    case "release_stock":
      await gateways.warehouse.release(request.reservation);
      return { kind: "final", answer: { kind: "stock_released" }, order: null };
    case "ship_goods": {
      const shipped = await gateways.warehouse.ship({ ...withoutKind(request), key });
      return said(shipped, ({ carrier, trackingNo }) => ({ kind: "goods_shipped", carrier, trackingNo }));
    }
    case "amend_order": {
      assert(effect.order !== null, `${key} changes an order and is leased with it`);
      const amended = await gateways.orderSystem.amend({ ...withoutKind(request), key, order: effect.order });
      if (amended.kind === "outdated") return amended;
      const order = amended.kind === "done" ? amended.order : null;
      const answer = said(amended, () => ({ kind: "order_amended" }));
      return answer.kind === "pending" ? answer : { ...answer, order };
    }
    case "review_order_change":
      throw new Error(`broken invariant: ${key} is answered by the case itself, no partner is asked`);
    case "notify":
      throw new Error(`broken invariant: ${key} asks for a message, and no gateway carries messages`);
  }
};

const withoutKind = <R extends EffectRequest>({ kind: _kind, ...rest }: R): Omit<R, "kind"> => rest;

/** From the second attempt on, the first may have arrived and only its answer been lost. A key the partner never saw is safe to send. */
const moveMoney = async (payment: PaymentGateway, effect: LeasedEffect, request: MoneyRequest): Promise<PaymentAnswer> => {
  const { attempts, effectId: key, externalOrderNo, operationId } = effect;
  const asked: AskedMoney = { ...request, key, externalOrderNo, operationId };
  return (attempts > 1 ? await payment.find(key, asked) : null) ?? (await sendMoney(payment, asked));
};

const sendMoney = (payment: PaymentGateway, request: AskedMoney): Promise<PaymentAnswer> => {
  switch (request.kind) {
    case "refund_tender":
      return payment.refund(withoutKind(request));
    case "collect_payment":
      return payment.collect(withoutKind(request));
    case "pay_compensation":
      return payment.pay(withoutKind(request));
  }
};

const saidOfMoney = (answer: PaymentAnswer, kind: "money_returned" | "money_collected"): Said =>
  answer.kind === "unclear" ? answer : said(answer, ({ gatewayRef }) => ({ kind, gatewayRef }));

type Final = Exclude<Said, Outdated | { readonly kind: "unclear" }>;

const said = <T>(answer: Answer<T>, done: (answer: { readonly kind: "done"; readonly at: Instant } & T) => EffectAnswer): Final => {
  switch (answer.kind) {
    case "pending":
      return answer;
    case "refused":
      return { kind: "final", answer: { kind: "refused", code: answer.code }, order: null };
    case "done":
      return { kind: "final", answer: done(answer), order: null };
  }
};

const tellCase = async (ports: RunEffectsPorts, effect: LeasedEffect, command: CaseCommand): Promise<EffectRun> => {
  const { effectId, caseId, operationId } = effect;
  const outcome = await commandCase(ports, {
    principal: { role: "system", operationId },
    caseId,
    command,
    ifVersion: null,
    idempotency: null,
    endsEffect: effectId,
    answer: () => ({ status: 204, response: "" }),
  });
  if (outcome.kind === "done") return "answered";
  if (outcome.kind === "too_busy") return awaitAnswer(ports, effect, BUSY_MS);
  if (outcome.kind === "rejected" && outcome.code === "effect_not_open") {
    await ports.queue.dropEffect(effectId);
    return "dropped";
  }
  // Any other refusal would lose what the partner said: it is ours to look at, not to end.
  throw new Error(
    `broken invariant: ${caseId} takes the answer to ${effectId}: ${outcome.kind === "rejected" ? outcome.code : outcome.kind}`,
  );
};

const awaitAnswer = async ({ queue, clock }: RunEffectsPorts, { effectId }: LeasedEffect, delayMs: number): Promise<EffectRun> => {
  const now = clock.now();
  await queue.awaitEffect(effectId, now, addMs(now, delayMs));
  return "awaited";
};

const afterFault = async (ports: RunEffectsPorts, effect: LeasedEffect, fault: unknown): Promise<EffectRun> => {
  const { queue, clock, chance } = ports;
  const text = faultText(fault);
  const faults = effect.faults + 1;
  if (faults >= FAULTS_MAX) return park(ports, effect, text);
  await queue.putOffEffect(effect.effectId, addMs(clock.now(), backOffMs(FAULT_BACK_OFF, faults, chance)), text);
  return "put_off";
};

const park = async ({ queue }: RunEffectsPorts, { effectId }: LeasedEffect, text: string): Promise<EffectRun> => {
  await queue.parkEffect(effectId, text.slice(0, FAULT_LENGTH_MAX));
  return "parked";
};

const FAULT_LENGTH_MAX = 300;
const faultText = (fault: unknown): string =>
  (fault instanceof Error ? `${fault.name}: ${fault.message}` : String(fault)).slice(0, FAULT_LENGTH_MAX);

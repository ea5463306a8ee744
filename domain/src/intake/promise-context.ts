import { type BuyerPromise, type OrderFacts, type OrderLine, PROMISE_KINDS, type PromiseKind } from "../order/order-facts.ts";
import type { LineContext } from "./evaluation-context.ts";

type Promised = Pick<
  LineContext,
  "promise" | "promiseValue" | "guaranteed" | "freightPromiseBy" | "pricePromiseBy" | "guaranteeBy" | "fake"
>;

/** The promises that hold for a line: its own and those of the whole order. The greater of two of one kind counts (policy.md §0.3). */
export const promisesOf = (order: OrderFacts, line: OrderLine): Promised => {
  if (order.promises.length + line.promises.length === 0) return NOTHING_PROMISED;
  const promise = { ...NOTHING_PROMISED.promise };
  const promiseValue = { ...NOTHING_PROMISED.promiseValue };
  let freightPromiseBy: Promised["freightPromiseBy"] = "none";
  let { pricePromiseBy, guaranteeBy, fake } = NOTHING_PROMISED;
  for (const made of [...order.promises, ...line.promises]) {
    if (made.kind === "fake_times_n" && (promiseValue.fake_times_n ?? -1) < (made.value ?? 0)) fake = fakePromise(made);
    promise[made.kind] = true;
    promiseValue[made.kind] = greater(promiseValue[made.kind], made.value);
    if (made.kind === "free_return_freight") freightPromiseBy = made.by === "platform" ? "platform" : "seller";
    if (made.kind === "price_protection") pricePromiseBy = made.by;
    if (BADGES.includes(made.kind)) guaranteeBy = guaranteeBy === "none" || guaranteeBy === made.by ? made.by : "seller";
  }
  const guaranteed = GUARANTEES.some(kind => promise[kind]);
  return { promise, promiseValue, guaranteed, freightPromiseBy, pricePromiseBy, guaranteeBy, fake };
};

/**
 * Whose word stands behind each kind of promise. A host's word in a live room binds the seller (policy.md §0.3, rank 2); a badge of the platform binds the
 * platform alone, and where a seller made the same promise it is the seller's.
 */
export const promisersOf = (order: OrderFacts, line: OrderLine): Readonly<Partial<Record<PromiseKind, "seller" | "platform">>> => {
  const promisers: Partial<Record<PromiseKind, "seller" | "platform">> = {};
  for (const { kind, by } of [...order.promises, ...line.promises])
    promisers[kind] = by === "platform" ? (promisers[kind] ?? "platform") : "seller";
  return promisers;
};

const fakePromise = ({ by, capMinor, includesPrice }: BuyerPromise): Promised["fake"] => ({
  promiseBy: by,
  includesPrice: includesPrice === true,
  capMinor: capMinor === null ? null : Number(capMinor),
});

const BADGES: readonly PromiseKind[] = ["bad_item", "short_weight", "fake_times_n", "allergy", "on_time_delivery"];
/** What an insurer pays is nobody's promise to keep. */
const GUARANTEES: readonly PromiseKind[] = [...BADGES, "freight_insurance"];

const greater = (left: number | null, right: number | null): number | null =>
  left === null ? right : right === null ? left : Math.max(left, right);

const forEachKind = <T>(value: T): Record<PromiseKind, T> => {
  const record: Partial<Record<BuyerPromise["kind"], T>> = {};
  for (const kind of PROMISE_KINDS) record[kind] = value;
  return record as Record<PromiseKind, T>;
};

const NOTHING_PROMISED: Promised = {
  promise: forEachKind(false),
  promiseValue: forEachKind<number | null>(null),
  guaranteed: false,
  freightPromiseBy: "none",
  pricePromiseBy: "none",
  guaranteeBy: "none",
  fake: { promiseBy: "none", includesPrice: false, capMinor: null },
};

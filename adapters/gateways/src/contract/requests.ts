import type { BookPickup, CollectPayment, RefundTender } from "@amends/domain/case/effect";
import { type EffectId, makeId, type Shard } from "@amends/domain/kernel/ids";
import { type Currency, isCurrency } from "@amends/domain/kernel/money";
import { instant } from "@amends/domain/kernel/time";
import type { ForOrder, Keyed } from "@amends/flows/gateway-ports";

/** A fresh key for every number below 2^20: the contract suites run against partners that remember for ever. */
export const keyNo = (no: number, run = 0): EffectId =>
  makeId("effect", STARTED_AT + run, 7 as Shard, [no & 31, (no >> 5) & 31, (no >> 10) & 31, (no >> 15) & 31, 0, 0, 0, 0, 0, 0, 0, 0]);

export const currency = (code: string): Currency => {
  if (!isCurrency(code)) throw new Error(`${code} is no currency`);
  return code;
};

export const refundOf = (key: EffectId, over: Partial<Keyed<RefundTender> & ForOrder> = {}): Keyed<RefundTender> & ForOrder => ({
  key,
  tenderNo: 1,
  tenderKind: "card",
  methodRef: "card-1",
  amountMinor: 1999n,
  currency: currency("CNY"),
  ...over,
});

export const collectOf = (key: EffectId, over: Partial<Keyed<CollectPayment> & ForOrder> = {}): Keyed<CollectPayment> & ForOrder => ({
  key,
  tenderKind: "card",
  methodRef: "card-1",
  amountMinor: 500n,
  currency: currency("CNY"),
  ...over,
});

export const pickupOf = (key: EffectId, over: Partial<Keyed<BookPickup>> = {}): Keyed<BookPickup> => ({
  key,
  sellerId: makeId("seller", STARTED_AT, 7 as Shard, []),
  fromTextId: null,
  returnAddressNo: 1,
  notBefore: instant(STARTED_AT),
  ...over,
});

/** 2026-03-02 10:00 in China. */
export const STARTED_AT = Date.UTC(2026, 2, 2, 2);

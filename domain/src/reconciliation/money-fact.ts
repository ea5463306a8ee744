import type { CaseId, EffectId, SellerId } from "../kernel/ids.ts";
import type { Currency, Minor } from "../kernel/money.ts";
import type { Instant } from "../kernel/time.ts";

/** Money that moved as the ledger has it: one posting on `gateway_clearing`, with what the gateway was asked and answered. */
export type MoneyFact = {
  /** The posting's idempotency key, `case:number`: once for each movement. */
  readonly factKey: string;
  readonly caseId: CaseId;
  readonly shortNo: string;
  readonly sellerId: SellerId;
  readonly kind: "refund" | "collection" | "compensation";
  readonly effectId: EffectId;
  readonly gatewayRef: string;
  /** The body of the effect's id, which the gateway was given as our number. */
  readonly key: string;
  readonly orderNo: string;
  /** As on a statement: above nothing towards the merchant. */
  readonly amountMinor: Minor;
  readonly currency: Currency;
  /** When the books have it, which is when the gateway's answer was known. */
  readonly at: Instant;
  /** Which gateway it was routed to; null where a person paid it another way and vouched for it. */
  readonly gateway: string | null;
};

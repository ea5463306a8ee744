import type { CaseId, OperationId, SellerId, Shard } from "@amends/domain/kernel/ids";
import type { Currency, Minor } from "@amends/domain/kernel/money";
import type { Instant } from "@amends/domain/kernel/time";

/** Money that must be asked for before it is spent. Every answer belongs to a key and is given once: asking again gives the same. */
export type PotStore = {
  /** Several askers of one pot in their order, under one lock. An empty answer: there is no such pot. */
  hold(pot: PotPlace, asks: readonly HoldAsk[], how: "all_or_nothing" | "in_part", at: Instant): Promise<readonly Hold[]>;
  /** What was held and not ended before is taken, or stays where it was; gives the sum ended. */
  end(pot: PotPlace, keys: readonly string[], verdict: "confirmed" | "released", at: Instant): Promise<Minor>;
  move(pot: PotPlace, move: PotMove, at: Instant): Promise<"moved" | "known" | "short" | "missing">;
  /** Sets what each of these cases has out of a fund, and ends the holds they were paid under: one lock and one commit for all of them. */
  expose(pot: PotPlace, exposures: readonly Exposure[], at: Instant): Promise<void>;
  find(pot: PotPlace): Promise<Pot | null>;
  /** Makes the pot if there is none, and says what a fund may have out at a time. */
  open(pot: PotPlace, opening: PotOpening): Promise<void>;
  setLimit(pot: PotPlace, limitMinor: Minor): Promise<void>;
};

type Exposure = { readonly caseId: CaseId; readonly exposedMinor: Minor; readonly keys: readonly string[] };
export type PotPlace = { readonly shard: Shard; readonly potId: string };
export type HoldAsk = { readonly key: string; readonly ownerId: string; readonly amountMinor: Minor };
export type Hold = { readonly key: string; readonly amountMinor: Minor; readonly status: "held" | "refused" | "confirmed" | "released" };
export type PotMove = { readonly key: string; readonly kind: string; readonly amountMinor: Minor };
export type PotKind = "deposit" | "frozen_settlement" | "advance";
export type PotOpening = {
  readonly operationId: OperationId;
  readonly sellerId: SellerId | null;
  readonly kind: PotKind;
  readonly currency: Currency;
  readonly limitMinor: Minor | null;
};
export type Pot = PotOpening & { readonly balanceMinor: Minor; readonly heldMinor: Minor };

export const depositPot = (shard: Shard, sellerId: SellerId): PotPlace => ({ shard, potId: `deposit/${sellerId}` });
/** By which a withdrawal under this reference is known for good. */
export const withdrawalKey = (reference: string): string => `out:${reference}`;
export const frozenPot = (shard: Shard, sellerId: SellerId, externalOrderNo: string): PotPlace => ({
  shard,
  potId: `frozen/${sellerId}/${externalOrderNo}`,
});
export const advancePot = (shard: Shard, operationId: OperationId): PotPlace => ({ shard, potId: `advance/${operationId}` });

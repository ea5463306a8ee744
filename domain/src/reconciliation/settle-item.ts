import type { Minor } from "../kernel/money.ts";
import { balanced, type LedgerAccount, type Leg, reversalOf } from "../settlement/postings.ts";
import type { GatewayLine } from "./gateway-line.ts";
import type { MoneyFact } from "./money-fact.ts";
import type { ItemOutcome } from "./open-item.ts";

/**
 * fee      the gateway kept it for itself, and that is accepted
 * suspend  it is put aside in the books until it is known
 * link     this line and that fact are one movement
 */
export const RESOLUTIONS = ["fee", "suspend", "link"] as const;
export type Resolution = (typeof RESOLUTIONS)[number];

/**
 * open      nobody has settled it; with an owner and a note it is explained
 * proposed  one person has decided, and a second has to confirm
 * settled   decided, and posted where it is to be
 * cleared   a later match has found its other half by itself
 */
export const ITEM_STATUSES = ["open", "proposed", "settled", "cleared"] as const;
export type ItemStatus = (typeof ITEM_STATUSES)[number];

export type StoredItem = {
  readonly status: ItemStatus;
  readonly outcome: ItemOutcome;
  readonly stakeMinor: Minor | null;
  readonly resolution: Resolution | null;
  readonly settledBy: string | null;
};

export const SETTLE_REJECTIONS = [
  "item_settled",
  "item_not_fee",
  "item_no_stake",
  "item_link_unfit",
  "item_link_reason",
  "item_not_settled",
  "item_day_closed",
  "item_needs_another",
  "item_not_proposed",
] as const;
export type SettleRejection = (typeof SETTLE_REJECTIONS)[number];

export type SettleDecided =
  | { readonly kind: "rejected"; readonly code: SettleRejection }
  | { readonly kind: "proposed" }
  | { readonly kind: "settled" };

/** One person decides; from a sum on it counts only when another has confirmed. Only money that left can be a fee. */
export const decideSettlement = (
  item: StoredItem,
  resolution: Resolution,
  { secondPersonFromMinor }: { readonly secondPersonFromMinor: Minor },
): SettleDecided => {
  if (item.status === "settled" || item.status === "cleared") return { kind: "rejected", code: "item_settled" };
  if (item.stakeMinor === null || item.stakeMinor === 0n) {
    if (resolution !== "link") return { kind: "rejected", code: "item_no_stake" };
  } else if (resolution === "fee" && (item.stakeMinor > 0n || item.outcome === "missing"))
    return { kind: "rejected", code: "item_not_fee" };
  if (resolution === "link" && item.outcome !== "extra") return { kind: "rejected", code: "item_link_unfit" };
  return atStake(item) >= secondPersonFromMinor ? { kind: "proposed" } : { kind: "settled" };
};

export type LinkedFact = Pick<MoneyFact, "amountMinor" | "currency"> & {
  /** Another line has it already. */
  readonly isTaken: boolean;
};

/** A line nobody has matched and a posting nobody has matched, of one currency and direction. What their sums differ by stays to be settled. */
export const canLink = (outcome: ItemOutcome, line: GatewayLine | null, fact: LinkedFact | null): boolean =>
  outcome === "extra" &&
  line !== null &&
  line.state === "done" &&
  fact !== null &&
  !fact.isTaken &&
  line.currency === fact.currency &&
  line.amountMinor > 0n === fact.amountMinor > 0n;

/** Until the day is signed; after that it is put right by a posting of a later day. */
export const decideUndo = (item: StoredItem, isDayClosed: boolean): SettleRejection | null => {
  if (item.status !== "settled" && item.status !== "proposed") return "item_not_settled";
  return isDayClosed ? "item_day_closed" : null;
};

/** The second person: whoever did not decide first. */
export const confirmSettlement = (item: StoredItem, by: string): SettleDecided => {
  if (item.status !== "proposed") return { kind: "rejected", code: "item_not_proposed" };
  return item.settledBy === by ? { kind: "rejected", code: "item_needs_another" } : { kind: "settled" };
};

export const atStake = ({ stakeMinor }: Pick<StoredItem, "stakeMinor">): Minor => {
  if (stakeMinor === null) return 0n;
  return stakeMinor < 0n ? -stakeMinor : stakeMinor;
};

/** Brings the clearing account to what the gateway says; a link needs no money moved. */
export const legsOfSettlement = (resolution: Resolution, gateway: string, stakeMinor: Minor): readonly Leg[] => {
  switch (resolution) {
    case "fee":
      return against("gateway_fee_expense", gateway, stakeMinor);
    case "suspend":
      return against("suspense", gateway, stakeMinor);
    case "link":
      return [];
  }
};

/** What was put aside is taken back the other way round when its other half is found. */
export const legsOfClearing = (resolution: Resolution, gateway: string, stakeMinor: Minor): readonly Leg[] =>
  reversalOf(legsOfSettlement(resolution, gateway, stakeMinor));

const against = (account: LedgerAccount, gateway: string, stakeMinor: Minor): readonly Leg[] =>
  balanced([
    { account: "gateway_clearing", partyRef: gateway, amountMinor: stakeMinor },
    { account, partyRef: gateway, amountMinor: -stakeMinor },
  ]);

import type { CaseId, RecourseId, SellerId } from "@amends/domain/kernel/ids";
import type { Currency, Minor } from "@amends/domain/kernel/money";
import type { Instant } from "@amends/domain/kernel/time";
import type { LedgerAccount, Leg } from "@amends/domain/settlement/postings";
import type { Scope } from "./scope.ts";

/** Sums are exact at the moment of reading: what a worker has summed by day, and every posting since. */
export type LedgerReader = {
  /** By account, over all days up to and with `upTo` (a date as `2026-11-21` in the operation's own zone; null = all). */
  trialBalance(scope: Scope, upTo: string | null): Promise<readonly AccountSum[]>;
  balances(scope: Scope, filter: BalanceFilter): Promise<readonly PartySum[]>;
  /** Newest first; `account`, `partyRef` and dates narrow, `caseId` asks one case's own. */
  postings(
    scope: Scope,
    filter: PostingFilter,
    page: { readonly after: PostingKey | null; readonly most: number },
  ): Promise<readonly LedgerPosting[]>;
  /** What is billed to sellers and bearers, by how long it has been owed. */
  ageing(scope: Scope, at: Instant): Promise<readonly AgeingBand[]>;
};

export type AccountSum = {
  readonly account: LedgerAccount;
  readonly currency: Currency;
  readonly debitMinor: Minor;
  readonly creditMinor: Minor;
};
export type PartySum = AccountSum & { readonly partyRef: string };
export type BalanceFilter = {
  readonly account: LedgerAccount | null;
  readonly partyRef: string | null;
  readonly from: string | null;
  readonly upTo: string | null;
};
export type PostingFilter = {
  readonly caseId: CaseId | null;
  readonly account: LedgerAccount | null;
  readonly partyRef: string | null;
  readonly from: Instant | null;
  readonly upTo: Instant | null;
};

/** `bookId` is the case or the seller whose book it stands in. */
export type PostingKey = { readonly at: Instant; readonly bookId: string; readonly postingNo: number };
export type LedgerPosting = PostingKey & {
  readonly kind: string;
  readonly caseId: CaseId | null;
  readonly recourseId: RecourseId | null;
  /** The event of the case, or of the recourse, that it follows from; null for money of a deposit. */
  readonly eventSeq: number | null;
  /** The step of the case's plan it belongs to; null where there is none. */
  readonly stepNo: number | null;
  readonly idempotencyKey: string;
  readonly currency: Currency;
  readonly legs: readonly Leg[];
};

export type AgeingBand = {
  readonly sellerId: SellerId;
  readonly sellerName: string;
  readonly currency: Currency;
  /** `buyer`: what buyers of this seller were paid too much; nothing of the seller's. */
  readonly owedBy: "seller" | "buyer";
  readonly band: (typeof AGEING_BANDS)[number];
  readonly outstandingMinor: Minor;
  readonly count: number;
};
/** Days since the recourse was opened. */
export const AGEING_BANDS = ["to_30", "to_60", "to_90", "over_90"] as const;

export type LedgerRollUp = {
  /** Sums what is new on the sellers' books, at most so many; how many postings that were. What cases post is summed by a follower of the feed. */
  turn(most: number): Promise<number>;
};

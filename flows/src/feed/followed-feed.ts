import type { Recorded } from "@amends/domain/case/case-event";
import type { CaseId, CustomerId, OperationId, SellerId } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type { NoticedStep } from "@amends/domain/notice/choose-notice";
import type { DrawnNotices, LeasedSend } from "../notices/notice-ports.ts";
import type { ProjectedItem } from "../work/work-ports.ts";

/**
 * Who follows the feed, each from a place of its own:
 *
 * balances  the books' sums by day and account
 * advances  who owes what of what was advanced
 * work      what people are asked to do
 * webhooks  what endpoints are to hear
 * notices   what buyers and desks are told, and whether a buyer is asked how it was
 */
export const FOLLOWERS = ["balances", "advances", "work", "webhooks", "notices"] as const;
export type FollowerName = (typeof FOLLOWERS)[number];

/**
 * An event with what any follower asks of its case, read once for all of them. Of a filing and a decision, which are large, the data is left out but for
 * the severity, which is the case's own when it is read.
 */
export type FollowedEvent = {
  readonly feedSeq: number;
  readonly operationId: OperationId;
  readonly customerId: CustomerId;
  readonly sellerId: SellerId;
  readonly caseId: CaseId;
  readonly shortNo: string;
  readonly serviceType: string;
  readonly severity: string;
  readonly event: Recorded;
  /** The step the event speaks of. */
  readonly step: NoticedStep | null;
  readonly handlerName: string | null;
  /** Whether anybody but the buyer and the machine did something in the case; asked at its end. */
  readonly personInvolved: boolean;
};

/** Everything after one number up to another. A case's events in it follow each other without a gap. */
export type FeedStretch = { readonly from: number; readonly to: number; readonly events: readonly FollowedEvent[] };

export type FollowerPlace = { readonly name: FollowerName; readonly readTo: number };

/** What a follower makes of a stretch. Those without a part of their own are told the stretch alone, or have done what they do when they draw. */
export type Drawn =
  | { readonly follower: "balances" }
  | { readonly follower: "advances" /** How many had something to follow. */; readonly cases: number }
  | { readonly follower: "webhooks" }
  | { readonly follower: "work"; readonly items: readonly ProjectedItem[]; readonly firstLookUntil: Instant }
  | { readonly follower: "notices"; readonly told: DrawnNotices };

/** What was written that somebody waits for. */
export type Written = {
  /** Leased to who wrote them. */
  readonly handed: readonly LeasedSend[];
  /** For whoever leases them. */
  readonly sends: number;
  readonly surveys: number;
  readonly deliveries: number;
};
export const NOTHING_WRITTEN: Written = { handed: [], sends: 0, surveys: 0, deliveries: 0 };

export type FollowedFeed = {
  /** Of every follower; one that is new begins with the first event. */
  places(): Promise<readonly FollowerPlace[]>;
  /** Null when nothing is new. */
  read(after: number, most: number): Promise<FeedStretch | null>;
  /**
   * What was drawn becomes durable together with the places of those who drew it, or nothing does: reading a stretch twice, by two servers or after a
   * crash, enters nothing twice. Null where one of them has been moved by somebody else meanwhile.
   */
  commit(stretch: FeedStretch, drawn: readonly Drawn[], at: Instant): Promise<Written | null>;
  /** Writes down why a follower stays where it is, for whoever looks; its next commit takes that away. */
  blocked(name: FollowerName, fault: string, at: Instant): Promise<void>;
  /** How many numbered events each has not read yet. */
  unread(): Promise<readonly { readonly name: FollowerName; readonly events: number }[]>;
};

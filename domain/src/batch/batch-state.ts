import type { EvidenceKind } from "../intake/case-facts.ts";
import type { RefundOnlyKind, ServiceType } from "../intake/service-type.ts";
import type { AccountId, BatchId, CaseId, FileId, OperationId, SellerId } from "../kernel/ids.ts";
import type { Minor } from "../kernel/money.ts";
import type { Instant } from "../kernel/time.ts";
import type { Role } from "../party/party.ts";

/**
 * One cause, many buyers: a bad lot of a group-buy leader, a recall. A batch belongs to one operation and one seller, as each of its cases does. It finds
 * its members itself, is decided once, and then sends one filing and one decision for each of them.
 *
 * gathering        orders of that seller and time are looked through for the goods
 * drafted          every member and what each would get is known; members can be left out; somebody has to decide
 * awaiting_second  decided, and large enough that a second person has to say the same
 * sending          one member after the other gets a case
 * stopped          somebody halted the sending; who has been sent for stays so
 * finished         nobody is left to send for
 * dropped          given up before anything was sent
 */
export const BATCH_STATUSES = ["gathering", "drafted", "awaiting_second", "sending", "stopped", "finished", "dropped"] as const;
export type BatchStatus = (typeof BATCH_STATUSES)[number];

export type BatchState = {
  readonly batchId: BatchId;
  readonly operationId: OperationId;
  readonly sellerId: SellerId;
  readonly cause: BatchCause;
  /** When the orders were placed, both ends included. */
  readonly boughtFrom: Instant;
  readonly boughtTo: Instant;
  readonly asks: BatchAsk;
  /** What was shown in earlier cases and proves the cause; it stays theirs and is not shown to the other buyers. */
  readonly evidence: readonly BatchEvidence[];
  readonly openedBy: BatchPerson;
  readonly openedAt: Instant;
  readonly status: BatchStatus;
  /** Who decided, in order: one person, or two different ones above the limit. */
  readonly reviewedBy: readonly BatchPerson[];
  readonly version: number;
};

/** The lot the host marked the goods with, or the article itself. */
export type BatchCause = { readonly kind: "batch_no"; readonly batchNo: string } | { readonly kind: "sku"; readonly skuId: string };

/** What each member is filed for. `damageBasisPoints` is the share found bad, where the reason goes by it. */
export type BatchAsk = {
  readonly serviceType: ServiceType;
  readonly refundOnlyKind: RefundOnlyKind | null;
  /** The judged reason: a person found it, no buyer claimed it. */
  readonly reason: string;
  /** What really caused it, by its code in the pack: each case is judged by it. Absent where nobody has named it. */
  readonly rootCause?: string;
  readonly damageBasisPoints: number | null;
};

export type BatchEvidence = { readonly caseId: CaseId; readonly fileId: FileId; readonly kind: EvidenceKind; readonly sha256: string };

/** By account and not by party: two people of one shop are two people. */
export type BatchPerson = { readonly role: BatchRole; readonly accountId: AccountId };
export const BATCH_ROLES = ["agent", "complaint_owner", "supervisor", "admin", "seller"] as const satisfies readonly Role[];
export type BatchRole = (typeof BATCH_ROLES)[number];

/**
 * file      gets a case of its own
 * link      has a case about these goods already, which learns that it belongs to the batch
 * left_out  a person said why it is none of this batch
 * refused   the rules give nothing for it, and nobody but a person of the platform may overrule them
 */
export const MEMBER_FATES = ["file", "link", "left_out", "refused"] as const;
export type MemberFate = (typeof MEMBER_FATES)[number];

/** `failed`: could not be sent for; the code says why, and the member's case, where there is one, goes the ordinary way. */
export const MEMBER_PROGRESS = ["waiting", "done", "failed"] as const;
export type MemberProgress = (typeof MEMBER_PROGRESS)[number];

export const LEAVE_OUT_REASONS = ["not_affected", "settled_otherwise", "goods_recovered", "needs_a_look"] as const;
export type LeaveOutReason = (typeof LEAVE_OUT_REASONS)[number];

/** How the members stand, all of them counted. Money is what would be, or was, promised to those that are filed for or decided with them. */
export type BatchStanding = {
  readonly members: number;
  readonly toFile: number;
  readonly linked: number;
  /** Those filed for, and of those linked the ones whose own case the batch decides too: the money is theirs. */
  readonly toDecide: number;
  readonly leftOut: number;
  readonly refused: number;
  /** Of those filed for or linked. */
  readonly done: number;
  readonly failed: number;
  readonly amountMinor: Minor;
};

export const NO_MEMBERS: BatchStanding = {
  members: 0,
  toFile: 0,
  linked: 0,
  toDecide: 0,
  leftOut: 0,
  refused: 0,
  done: 0,
  failed: 0,
  amountMinor: 0n,
};

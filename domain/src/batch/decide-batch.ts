import type { BatchId, OrderId } from "../kernel/ids.ts";
import type { Minor } from "../kernel/money.ts";
import type { Instant } from "../kernel/time.ts";
import type { BatchEvent, RecordedBatchEvent } from "./batch-event.ts";
import type { BatchPerson, BatchStanding, BatchState, BatchStatus, LeaveOutReason, MemberFate, MemberProgress } from "./batch-state.ts";
import { evolveBatch } from "./evolve-batch.ts";

/** What may be asked of a batch. The last two are the system's own. */
export type BatchCommand =
  | { readonly kind: "leave_out"; readonly orderId: OrderId; readonly reason: LeaveOutReason }
  | { readonly kind: "take_in"; readonly orderId: OrderId }
  | { readonly kind: "review" }
  | { readonly kind: "stop" }
  | { readonly kind: "continue" }
  | { readonly kind: "drop" }
  | { readonly kind: "end_gathering" }
  | { readonly kind: "end_sending" };

/** Why a batch does not do what it is asked, in the order it is checked. */
export const BATCH_REJECTIONS = ["batch_not_open_for_this", "not_in_batch", "batch_is_empty", "second_person_needed"] as const;
export type BatchRejected = {
  readonly kind: "rejected";
  readonly code: (typeof BATCH_REJECTIONS)[number];
  readonly params: { readonly batchId: BatchId; readonly status: BatchStatus };
};

export type BatchKnown = {
  readonly standing: BatchStanding;
  /** The member the command names; null where it names none or there is none. */
  readonly member: { readonly orderId: OrderId; readonly fate: MemberFate; readonly progress: MemberProgress } | null;
  /** From this sum of all members on, two people decide: a parameter of the pack. */
  readonly secondPersonFromMinor: Minor;
};

export type BatchDecided = { readonly kind: "decided"; readonly state: BatchState; readonly event: RecordedBatchEvent };

/** In which states each command makes sense. */
const AT: Readonly<Record<BatchCommand["kind"], readonly BatchStatus[]>> = {
  leave_out: ["drafted", "awaiting_second"],
  take_in: ["drafted", "awaiting_second"],
  review: ["drafted", "awaiting_second"],
  stop: ["sending"],
  continue: ["stopped"],
  drop: ["gathering", "drafted", "awaiting_second"],
  end_gathering: ["gathering"],
  end_sending: ["sending"],
};

/** One command to a batch: what happened, or why not. Pure; whoever loaded it has settled who may see it. */
export const decideBatch = (
  state: BatchState,
  command: BatchCommand,
  known: BatchKnown,
  at: Instant,
  by: BatchPerson | null,
): BatchDecided | BatchRejected => {
  const refuse = (code: BatchRejected["code"]): BatchRejected => ({
    kind: "rejected",
    code,
    params: { batchId: state.batchId, status: state.status },
  });
  if (!AT[command.kind].includes(state.status)) return refuse("batch_not_open_for_this");
  const event = eventOf(state, command, known, by);
  if (typeof event === "string") return refuse(event);
  const recorded = { ...event, seq: state.version + 1, at, by };
  return { kind: "decided", state: evolveBatch(state, recorded), event: recorded };
};

const eventOf = (
  state: BatchState,
  command: BatchCommand,
  { standing, member, secondPersonFromMinor }: BatchKnown,
  by: BatchPerson | null,
): Exclude<BatchEvent, { type: "batch_opened" }> | BatchRejected["code"] => {
  switch (command.kind) {
    case "leave_out":
      if (member === null || !LEAVABLE.has(member.fate)) return "not_in_batch";
      return { type: "member_left_out", orderId: command.orderId, reason: command.reason };
    case "take_in":
      if (member?.fate !== "left_out") return "not_in_batch";
      return { type: "member_taken_in", orderId: command.orderId };
    case "review": {
      if (standing.toFile + standing.linked === 0) return "batch_is_empty";
      if (state.reviewedBy.some(({ accountId }) => accountId === by?.accountId)) return "second_person_needed";
      const isSecondNeeded = state.reviewedBy.length === 0 && standing.amountMinor >= secondPersonFromMinor;
      return { type: "batch_reviewed", isSecondNeeded, toFile: standing.toFile, amountMinor: standing.amountMinor };
    }
    case "stop":
      return { type: "batch_stopped" };
    case "continue":
      return { type: "batch_continued" };
    case "drop":
      return { type: "batch_dropped" };
    case "end_gathering":
      return { type: "members_gathered" };
    case "end_sending":
      return { type: "batch_finished" };
  }
};

const LEAVABLE: ReadonlySet<MemberFate> = new Set(["file", "link"]);

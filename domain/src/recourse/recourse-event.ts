import type { FileId } from "../kernel/ids.ts";
import type { Minor } from "../kernel/money.ts";
import type { Instant } from "../kernel/time.ts";
import type { Actor } from "../party/party.ts";
import type { RecoverySource } from "./recourse-rules.ts";
import type { RecourseState, Trying } from "./recourse-state.ts";

/** What happened to a recourse. Appended, never changed; the books follow from it (`recourse-postings.ts`). */
export type RecourseEvent =
  | ({ readonly type: "recourse_opened" } & RecourseOpening)
  | { readonly type: "owed_changed"; readonly owedMinor: Minor; readonly asOfVersion: number }
  | { readonly type: "source_tried"; readonly trying: Trying; readonly fellBack: boolean }
  | { readonly type: "retry_planned"; readonly retryAt: Instant }
  | { readonly type: "money_taken"; readonly source: RecoverySource; readonly amountMinor: Minor; readonly ref: string }
  | { readonly type: "money_given_back"; readonly source: RecoverySource; readonly amountMinor: Minor; readonly ref: string }
  | { readonly type: "claim_submitted"; readonly evidence: readonly FileId[] }
  | { readonly type: "claim_appealed"; readonly evidence: readonly FileId[] }
  | { readonly type: "claim_answered"; readonly answer: "accepted" | "rejected" | "paid" | "lapsed" }
  | { readonly type: "write_off_requested"; readonly amountMinor: Minor }
  | { readonly type: "write_off_refused" }
  | { readonly type: "written_off"; readonly amountMinor: Minor }
  /** The sum turned out not to be owed after all: the platform's loss is undone before anything is given back. */
  | { readonly type: "write_off_undone"; readonly amountMinor: Minor };

export type RecourseOpening = Pick<
  RecourseState,
  "recourseId" | "operationId" | "caseId" | "sellerId" | "bearer" | "customerId" | "postedTo" | "currency" | "packHash" | "externalOrderNo"
>;

export type RecordedRecourse<E extends RecourseEvent = RecourseEvent> = E & {
  readonly seq: number;
  readonly at: Instant;
  readonly by: Actor;
};

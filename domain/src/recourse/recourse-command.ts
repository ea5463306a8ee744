import type { FileId } from "../kernel/ids.ts";
import type { Minor } from "../kernel/money.ts";
import type { RecoverySource } from "./recourse-rules.ts";

/**
 * owe               what the case's postings say by now
 * take              what a source gave when it was asked, which may be nothing; `ref` makes it idempotent
 * proceed           time has passed
 */
export type RecourseCommand =
  | { readonly kind: "owe"; readonly owedMinor: Minor; readonly asOfVersion: number }
  | { readonly kind: "take"; readonly source: RecoverySource; readonly amountMinor: Minor; readonly ref: string }
  | { readonly kind: "proceed" }
  | { readonly kind: "submit_claim"; readonly evidence: readonly FileId[] }
  | { readonly kind: "appeal_claim"; readonly evidence: readonly FileId[] }
  | { readonly kind: "answer_claim"; readonly answer: "accepted" | "rejected" }
  | { readonly kind: "receive_claim_payment"; readonly amountMinor: Minor; readonly ref: string }
  | { readonly kind: "request_write_off" }
  | { readonly kind: "approve_write_off" }
  | { readonly kind: "refuse_write_off" };

export const RECOURSE_REJECTIONS = [
  "nothing_owed",
  "more_than_owed",
  "no_claim_open",
  "claim_not_submitted",
  "no_appeal_open",
  "appeal_needs_new_evidence",
  "no_write_off_requested",
  "write_off_requested_already",
  "same_approver",
  "not_billed",
] as const;
export type RecourseRejection = (typeof RECOURSE_REJECTIONS)[number];

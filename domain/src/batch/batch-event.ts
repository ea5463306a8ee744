import type { OrderId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import type { BatchPerson, BatchState, LeaveOutReason } from "./batch-state.ts";

/** What happened to a batch. Its members' cases have histories of their own. `by` is null for what the system did. */
export type BatchEvent = RecordedBatchEvent extends infer E ? (E extends unknown ? Omit<E, "seq" | "at" | "by"> : never) : never;

type Placed = { readonly seq: number; readonly at: Instant; readonly by: BatchPerson | null };

export type RecordedBatchEvent =
  | (Placed & {
      readonly type: "batch_opened";
      readonly batch: Pick<BatchState, "batchId" | "operationId" | "sellerId" | "cause" | "boughtFrom" | "boughtTo" | "asks" | "evidence">;
    })
  | (Placed & { readonly type: "members_gathered" })
  | (Placed & { readonly type: "member_left_out"; readonly orderId: OrderId; readonly reason: LeaveOutReason })
  | (Placed & { readonly type: "member_taken_in"; readonly orderId: OrderId })
  | (Placed & { readonly type: "batch_reviewed"; readonly isSecondNeeded: boolean; readonly toFile: number; readonly amountMinor: bigint })
  | (Placed & { readonly type: "batch_stopped" })
  | (Placed & { readonly type: "batch_continued" })
  | (Placed & { readonly type: "batch_dropped" })
  | (Placed & { readonly type: "batch_finished" });

import { assert } from "../kernel/assert.ts";
import type { RecordedBatchEvent } from "./batch-event.ts";
import type { BatchState } from "./batch-state.ts";

/** The batch after one more event; an event out of order is our own mistake and stops the fold. */
export const evolveBatch = (state: BatchState | null, event: RecordedBatchEvent): BatchState => {
  if (event.type === "batch_opened") {
    assert(state === null && event.by !== null, `${event.batch.batchId} is opened once, by a person`);
    return { ...event.batch, openedBy: event.by, openedAt: event.at, status: "gathering", reviewedBy: [], version: event.seq };
  }
  assert(state !== null, `${event.type} follows batch_opened`);
  assert(event.seq === state.version + 1, `${state.batchId}: event ${event.seq} follows ${state.version}`);
  return { ...change(state, event), version: event.seq };
};

const change = (state: BatchState, event: Exclude<RecordedBatchEvent, { type: "batch_opened" }>): BatchState => {
  switch (event.type) {
    case "members_gathered":
      return { ...state, status: "drafted" };
    case "member_left_out":
    case "member_taken_in":
      // Whoever decided first saw other members: both decide on what is there now.
      return { ...state, status: "drafted", reviewedBy: [] };
    case "batch_reviewed":
      assert(event.by !== null, `${state.batchId} is decided by a person`);
      return { ...state, status: event.isSecondNeeded ? "awaiting_second" : "sending", reviewedBy: [...state.reviewedBy, event.by] };
    case "batch_stopped":
      return { ...state, status: "stopped" };
    case "batch_continued":
      return { ...state, status: "sending" };
    case "batch_dropped":
      return { ...state, status: "dropped" };
    case "batch_finished":
      return { ...state, status: "finished" };
  }
};

import { workBatch } from "@amends/flows/work-batch";
import type { WorkBatchPorts } from "@amends/flows/work-batch-ports";
import type { Loop } from "./loop.ts";
import type { LoopList } from "./loop-list.ts";

/** A person opened or decided what is worked on here and sees it move: whoever decided on another server waits no longer than this. */
const POLL_MS = 1000;
const GAP_MS = 5;

/** Gathers and sends batches, one part after the other, so that the requests beside it always get their turn. */
export const startBatchLoop = (ports: Omit<WorkBatchPorts, "wake">, loops: Pick<LoopList, "start">): Loop => {
  // What a part commits brings the next turn anyway.
  const work = { ...ports, wake: () => undefined };
  const turn = async (): Promise<number | null> => ((await workBatch(work)) ? 0 : null);
  return loops.start({ name: "batches", turn, pollMs: POLL_MS, gapMs: GAP_MS });
};

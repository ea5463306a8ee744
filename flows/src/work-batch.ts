import { gatherPage } from "./gather-batch.ts";
import { sendPage } from "./send-batch.ts";
import type { WorkBatchPorts } from "./work-batch-ports.ts";

/** Longer than a page takes, so that a second server does not begin with the same one; and short enough that nobody waits long for a dead one. */
const LEASE_MS = 30_000;

/**
 * One part of the work of one batch: a page of orders looked through, or a few members sent for. False where no batch has anything to do. Two servers may
 * hold the same batch after a long standstill: every part may be done twice and counts once.
 */
export const workBatch = async (ports: WorkBatchPorts): Promise<boolean> => {
  const batch = await ports.batches.lease(ports.clock.now(), LEASE_MS);
  if (batch === null) return false;
  if (batch.state.status === "gathering") await gatherPage(ports, batch);
  else await sendPage(ports, batch);
  await ports.batches.release(batch.state);
  return true;
};

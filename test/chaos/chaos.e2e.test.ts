import { expect, test } from "vitest";
import { playChaos } from "./play-chaos.ts";

/** Eight starts of processes; a machine that does other things besides takes its time. */
const PATIENCE_MS = 300_000;

test(
  "refunds are paid once each, and the ledger equals the bank's own books, while server and database are killed and the bank misbehaves",
  async () => {
    const result = await playChaos({ refunds: 60, kills: 2, seed: 4, aheadMsPerRestart: 31_000 });
    expect(result.faults).toEqual([]);
    expect(result).toMatchObject({ cases: 60, parked: 0, paid: 60 - result.byHand });
    expect(result.ledgerMinor).toBe(result.bankMinor);
  },
  PATIENCE_MS,
);

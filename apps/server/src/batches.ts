import type { EvidencePorts } from "@amends/flows/evidence-ports";
import type { FilingPorts } from "@amends/flows/file-case";
import { scopeOf } from "@amends/flows/scope";
import { createBatchStore } from "@amends/postgres/batches/create-batches";
import { findSeller } from "@amends/postgres/people/find-sellers";
import type pg from "pg";
import type { ServerDeps } from "./deps.ts";
import { startBatchLoop } from "./workers/batch-loop.ts";
import type { LoopList } from "./workers/loop-list.ts";

type Given = {
  readonly pool: pg.Pool;
  readonly filing: FilingPorts;
  readonly files: EvidencePorts["files"];
  readonly loops: Pick<LoopList, "start">;
};

/** Batches of cases, and the loop that gathers and sends them. */
export const startBatches = ({ pool, filing, files, loops }: Given): ServerDeps["batches"] => {
  const { clock, chance, policy } = filing;
  const batches = createBatchStore(pool);
  const loop = startBatchLoop({ ...filing, batches }, loops);
  return {
    opening: {
      ...{ batches, files, policy, clock, chance },
      findSeller: async (principal, sellerId) => (await findSeller(pool, scopeOf(principal), sellerId))?.profile.sellerId ?? null,
    },
    commands: { batches, policy, clock, wake: loop.wake },
  };
};

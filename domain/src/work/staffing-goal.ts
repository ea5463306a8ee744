import { wholeOf } from "../intake/stage.ts";
import type { CompiledTable } from "../policy/compile-table.ts";
import type { RowMeta } from "../policy/row-meta.ts";
import type { StaffingAsk } from "./erlang-c.ts";

/** How a team is to answer, and by which row. An estimate for planning: nothing is decided by it. */
export type StaffingGoal = Pick<StaffingAsk, "withinSeconds" | "targetBasisPoints" | "shrinkageBasisPoints"> & {
  readonly rowId: string;
  readonly meta: RowMeta;
};

/** Null where the pack says nothing of how it is staffed: then nobody knows how many it takes. */
export const staffingGoal = ({ tables }: { readonly tables: ReadonlyMap<string, CompiledTable> }, team: string): StaffingGoal | null => {
  const hit = tables.get("staffing")?.evaluate({ team }) ?? null;
  if (hit === null) return null;
  return {
    withinSeconds: wholeOf(hit, "withinSeconds"),
    targetBasisPoints: wholeOf(hit, "targetBasisPoints"),
    shrinkageBasisPoints: wholeOf(hit, "shrinkageBasisPoints"),
    rowId: hit.rowId,
    meta: hit.meta,
  };
};

import { isStageTable, type StageTable } from "../intake/stage.ts";
import { compileTable } from "../policy/compile-table.ts";
import type { OverlayChange, OverlayFault } from "../policy/pack.ts";
import { situationsOf } from "./more-generous.ts";
import { isWorse } from "./worse-for-the-buyer.ts";

/** Tables in which law says what a buyer has at least (policy.md §1.14); elsewhere a row that names a law names it as a reason, not as a floor. */
const FLOORED: readonly StageTable[] = ["seven_day", "intactness", "eligibility", "freight"];

/** An overlay of the operator may go its own way, and nowhere give a buyer less than a row whose law was read gives. Null where it does not. */
export const notBelowLaw = ({ rowId, base, composed }: OverlayChange): OverlayFault | null => {
  const { id } = base;
  if (!isStageTable(id) || !FLOORED.includes(id)) return null;
  const [before, after] = [compileTable(base), compileTable(composed)];
  // A table that does not compile is refused for that.
  if (before.kind === "refused" || after.kind === "refused") return null;
  for (const context of situationsOf({ before: before.value, after: after.value }, rowId)) {
    const [was, is] = [before.value.evaluate(context), after.value.evaluate(context)];
    if (was === null || is === null || (was.rowId !== rowId && is.rowId !== rowId)) continue;
    const { status, law } = was.meta;
    if (status !== "verified" || law === null) continue;
    const field = isWorse(id, { was: was.outputs, is: is.outputs, context });
    if (field === null) continue;
    const column = base.outputs.find(each => each.field === field)?.id ?? null;
    return {
      code: "below_law",
      column,
      message: `it gives the buyer less than ${law}, which ${was.rowId} says (${field}): give at least as much, or name situations that the law leaves open`,
    };
  }
  return null;
};

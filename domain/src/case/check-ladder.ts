import { ask } from "../intake/stage.ts";
import { assert } from "../kernel/assert.ts";
import type { CompiledPack } from "../policy/pack.ts";
import type { PolicyProblem } from "../policy/problem.ts";
import { CLIMB_ACTIONS, rungAbove } from "../promise/ladder.ts";
import type { PromiseContext } from "../promise/service-standard.ts";

/** Nobody climbs so high; a ladder that goes on beyond is one that never ends. */
const RUNGS_MAX = 12;

/** A ladder does what exists, comes to an end, and no rung stands below the one before it. */
export const ladderProblems = (pack: CompiledPack, contexts: Iterable<PromiseContext>): readonly PolicyProblem[] => {
  const found = new Map<string, PolicyProblem>();
  for (const context of contexts) for (const problem of problemsOf(pack, context)) found.set(`${problem.row} ${problem.message}`, problem);
  return [...found.values()];
};

const problemsOf = (pack: CompiledPack, context: PromiseContext): readonly PolicyProblem[] => {
  let below = 0;
  for (let taken = 0; taken <= RUNGS_MAX; taken += 1) {
    const hit = ask(pack, "ladder", { ...context, ladder: { rung: taken + 1 } });
    const { action = null, atBasisPoints = null } = hit.outputs;
    if (action === null) return [];
    if (!CLIMB_ACTIONS.some(known => known === action)) return [problem(hit.rowId, "action", `a ladder cannot ${String(action)}`)];
    if (typeof atBasisPoints !== "number" || atBasisPoints <= 0)
      return [problem(hit.rowId, "atBasisPoints", "says when, as a share of the time promised")];
    if (atBasisPoints < below) return [problem(hit.rowId, "atBasisPoints", "comes before the rung below it")];
    const rung = rungAbove(pack, context, taken);
    assert(rung !== null, `${hit.rowId} is a rung`);
    below = rung.atBasisPoints;
  }
  return [
    problem("ladder", "rung", `has more than ${RUNGS_MAX} rungs for the ${context.step.owner}'s ${context.step.type} step: it never ends`),
  ];
};

const problem = (row: string, column: string, message: string): PolicyProblem => ({
  code: "bad_cell",
  table: "ladder",
  row,
  column,
  message,
});

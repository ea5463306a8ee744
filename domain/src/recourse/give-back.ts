import { type Minor, minMinor } from "../kernel/money.ts";
import type { RecourseEvent } from "./recourse-event.ts";
import { type RecourseState, type Take, takenMinor } from "./recourse-state.ts";

/**
 * What follows when less is owed than was recovered: first the platform's own loss is undone, then what was taken is given back, the last taken first,
 * to where it came from.
 */
export const giveBack = (state: RecourseState): readonly RecourseEvent[] => {
  const overMinor = takenMinor(state) + state.writtenOffMinor - state.owedMinor;
  if (overMinor <= 0n) return [];
  const undoneMinor = minMinor(overMinor, state.writtenOffMinor);
  const undone: readonly RecourseEvent[] = undoneMinor > 0n ? [{ type: "write_off_undone", amountMinor: undoneMinor }] : [];
  return [...undone, ...returned(state, overMinor - undoneMinor)];
};

const returned = (state: RecourseState, overMinor: Minor): readonly RecourseEvent[] => {
  const events: RecourseEvent[] = [];
  let leftMinor = overMinor;
  for (const { source, ref, amountMinor } of standingTakes(state.takes).reverse()) {
    const backMinor = minMinor(leftMinor, amountMinor);
    if (backMinor <= 0n) continue;
    events.push({ type: "money_given_back", source, amountMinor: backMinor, ref: `${ref}:back:${state.version}` });
    leftMinor -= backMinor;
  }
  return events;
};

/** What of each source's money is still here: what was given back lowers the takes of the same source, the last ones first. */
const standingTakes = (takes: readonly Take[]): Take[] => {
  const standing: Take[] = [];
  for (const take of takes) {
    if (take.amountMinor > 0n) standing.push(take);
    else lower(standing, take);
  }
  return standing;
};

const lower = (standing: Take[], { source, amountMinor }: Take): void => {
  let leftMinor = -amountMinor;
  for (let index = standing.length - 1; index >= 0 && leftMinor > 0n; index -= 1) {
    const take = standing[index];
    if (take === undefined || take.source !== source) continue;
    const partMinor = minMinor(leftMinor, take.amountMinor);
    standing[index] = { ...take, amountMinor: take.amountMinor - partMinor };
    leftMinor -= partMinor;
  }
};

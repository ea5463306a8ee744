import type { stepView } from "@amends/contract/views/case-view";
import type { z } from "zod";

type Step = z.output<typeof stepView>;
export type ProgressLine = { readonly done: readonly Step[]; readonly now: readonly Step[]; readonly next: readonly Step[] };

/** A plan as a buyer follows it: what happened in its order, what runs (what the promise line shows comes first), and what comes next. */
export const progressLine = (steps: readonly Step[], promisedStepNo: number | null): ProgressLine => ({
  done: steps
    .filter(({ status }) => status === "done" || status === "failed")
    .toSorted((left, right) => (left.endedAt ?? 0) - (right.endedAt ?? 0) || left.stepNo - right.stepNo),
  now: steps
    .filter(({ status }) => status === "active")
    .toSorted((left, right) => Number(right.stepNo === promisedStepNo) - Number(left.stepNo === promisedStepNo)),
  next: steps.filter(({ status }) => status === "ready" || status === "planned"),
});

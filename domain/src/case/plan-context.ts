import type { EarlierClaim } from "../intake/case-facts.ts";
import type { OrderFacts } from "../order/order-facts.ts";
import type { ClockBasis } from "../promise/clock.ts";
import type { QuietHours, Rung } from "../promise/ladder.ts";
import type { CaseState } from "./case-state.ts";
import type { PlanTemplate, StepTemplate } from "./plan-graph.ts";
import type { ReturnPlaces } from "./return-destination.ts";

/** How long a step may take and what silence means, as the pack in force when the case was filed says. */
export type StepPromise = {
  readonly silenceSeconds: number | null;
  readonly onSilence: string | null;
  readonly standardSeconds: number | null;
  /** In what time the standard is counted; silence always counts around the clock. */
  readonly basis: ClockBasis;
};

export type PlanContext = {
  readonly template: PlanTemplate;
  readonly promiseOf: (step: Pick<StepTemplate, "type" | "owner">, state: CaseState) => StepPromise;
  /** The rung of the ladder above those taken. */
  readonly rungAbove: (step: Pick<StepTemplate, "type" | "owner">, state: CaseState, taken: number) => Rung | null;
  /** When nobody is spoken to; null where that is never. */
  readonly quietHours: QuietHours | null;
  readonly order: OrderFacts;
  /** Where goods may go to; absent where nobody looked, and then nothing waits for an address. */
  readonly places?: ReturnPlaces;
  /** Claims of the same order other than this case: later refunds are computed on top of them. */
  readonly claims: readonly EarlierClaim[];
};

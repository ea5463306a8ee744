import type { Benefit } from "../remedy/benefit.ts";
import type { CostBearer } from "./refund-ask.ts";

/** A benefit that somebody decided to give. `grantRef` is the reference of the one who gave it; null until it was given. */
export type PromisedBenefit = {
  readonly benefitNo: number;
  readonly benefit: Benefit;
  readonly bearer: CostBearer;
  readonly grantRef: string | null;
  /** The standard it is owed under; absent where a person thought of it. */
  readonly owedUnder?: { readonly head: string; readonly ruleId: string };
};

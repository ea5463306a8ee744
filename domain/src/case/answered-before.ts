import type { CaseState } from "./case-state.ts";

/** Something was given, and the buyer who was asked how it went said that it was not enough: what was given stays theirs. */
export const isAnsweredBefore = ({ steps, money: { refunds, benefits } }: CaseState): boolean =>
  steps.some(({ outcome }) => outcome === "reopened") &&
  (refunds.some(({ refundedMinor }) => refundedMinor > 0n) || benefits.some(({ grantRef }) => grantRef !== null));

import type { EvaluationContext } from "../intake/evaluation-context.ts";

/* Policy.md §5.6, in basis points. Silence of a party counts later, when there has been time to be silent. */
const START = 5000;
const RECORD_AGREES = 2000;
const RECORD_CONTRADICTS = -2000;
const VIDEO = 1500;
const PHOTO = 1000;

/** How sure the records and the evidence make us of what is claimed. A rule may decide a fault by itself only from 8,000 up. */
export const confidenceOf = ({ line, request: { evidence } }: EvaluationContext): number => {
  let confidence = START;
  if (line.record === "agrees") confidence += RECORD_AGREES;
  if (line.record === "contradicts") confidence += RECORD_CONTRADICTS;
  if (evidence.video > 0) confidence += VIDEO;
  if (evidence.photo > 0) confidence += PHOTO;
  return confidence;
};

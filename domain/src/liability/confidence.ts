import type { EvaluationContext } from "../intake/evaluation-context.ts";

/* Of packs stored before the figures were rows of `confidence` (policy.md §5.6), in basis points: their decisions come out as they did. */
const START = 5000;
const RECORD_AGREES = 2000;
const RECORD_CONTRADICTS = -2000;
const VIDEO = 1500;
const PHOTO = 1000;

/** How sure records and evidence made us of what is claimed, when any photo counted. */
export const confidenceWithoutRanks = ({ line, request: { evidence } }: EvaluationContext): number => {
  let confidence = START;
  if (line.record === "agrees") confidence += RECORD_AGREES;
  if (line.record === "contradicts") confidence += RECORD_CONTRADICTS;
  if (evidence.video > 0) confidence += VIDEO;
  if (evidence.photo > 0) confidence += PHOTO;
  return confidence;
};

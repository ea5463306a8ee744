import { NoAnswerError } from "@amends/sdk/problem-error";

/** Whether the last thing asked was answered: a network that is there says nothing of a server that is not. */
let isAnswered = true;
const listeners = new Set<() => void>();

/** Takes what a question ended with; null where it was answered. A refusal is an answer too. */
export const noteEnd = (error: unknown): void => {
  const next = !(error instanceof NoAnswerError);
  if (next === isAnswered) return;
  isAnswered = next;
  for (const listener of listeners) listener();
};

export const isReached = (): boolean => isAnswered;

export const onReach = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

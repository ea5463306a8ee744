import type { ReturnAddress } from "../intake/profiles.ts";
import { activeStep, type CaseState } from "./case-state.ts";
import type { PlanTemplate, StepTemplate } from "./plan-graph.ts";
import type { StepOwner } from "./step.ts";

/** Who takes in the goods that a buyer is to send back or has on the way; null while none travel. What is lent goes back to whoever lent it. */
export const returnReceiver = (state: Pick<CaseState, "steps" | "returnParcel" | "end">, template: PlanTemplate): StepOwner | null => {
  if (state.end !== null) return null;
  const sending = activeStep(state, ({ type }) => type === "drop_off" || type === "pickup" || type === "recover");
  if (sending !== null) return receiverAfter(template.steps.get(sending.key), template) ?? "seller";
  const waiting = activeStep(state, ({ type }) => type === "receive");
  return waiting === null || state.returnParcel === null ? null : waiting.owner;
};

const receiverAfter = (sending: StepTemplate | undefined, { steps }: PlanTemplate): StepOwner | null => {
  const target = sending?.next.get(sending.type === "recover" ? "goods_back" : "handed_over");
  if (target === undefined || target.kind === "end") return null;
  return target.keys.map(key => steps.get(key)).find(step => step?.type === "receive")?.owner ?? null;
};

/** The number goods go to where nobody says otherwise. */
export const FIRST_ADDRESS_NO = 1;

/**
 * The entry of the seller's book that a case sends goods to: the one it chose while the book still has it, else the seller's default (policy.md F-18), else
 * the first. Null where the book is empty.
 */
export const returnAddressOf = (book: readonly ReturnAddress[], chosenNo: number): ReturnAddress | null =>
  book.find(({ addressNo }) => addressNo === chosenNo) ?? book.find(({ isDefault }) => isDefault) ?? book[0] ?? null;

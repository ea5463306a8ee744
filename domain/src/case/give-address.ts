import type { CaseState } from "./case-state.ts";
import type { StepTemplate } from "./plan-graph.ts";
import { PENDING_STEP, type Step, type StepOwner } from "./step.ts";

/** The step of whoever is asked where goods are to go. No plan foresees it: it stands before the buyer's step of sending them and leads back to it. */
export const GIVE_ADDRESS = "give_address";

/** Given, the buyer's step begins; not given, that step ends by itself. */
export const giveAddressStep = (owner: StepOwner): StepTemplate => ({
  key: GIVE_ADDRESS,
  type: "give_address",
  owner,
  after: [],
  next: new Map([
    ["given", { kind: "steps", keys: [] }],
    ["not_given", { kind: "steps", keys: [] }],
  ]),
  title:
    owner === "seller"
      ? { zh: "商家提供退货地址", en: "Seller gives the return address" }
      : { zh: "平台提供收货地址", en: "Platform gives the address the goods go to" },
});

export const addressStep = (stepNo: number, owner: StepOwner): Step => ({
  ...PENDING_STEP,
  stepNo,
  key: GIVE_ADDRESS,
  type: "give_address",
  owner,
});

/** The open step of whoever is to say where the goods go; null while nobody is asked. */
export const askingStep = ({ steps, addressAsked }: Pick<CaseState, "steps" | "addressAsked">): Step | null =>
  steps.find(({ stepNo, status }) => stepNo === addressAsked?.stepNo && status === "active") ?? null;

/** The buyer's step of sending goods that has not begun because nobody knows where to; null where none waits for that. */
export const heldStep = (state: Pick<CaseState, "steps" | "addressAsked">): Step | null =>
  askingStep(state) === null ? null : (state.steps.find(({ stepNo }) => stepNo === state.addressAsked?.heldStepNo) ?? null);

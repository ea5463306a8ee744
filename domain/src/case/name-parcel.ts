import type { Instant } from "../kernel/time.ts";
import type { CaseRules } from "./case-rules.ts";
import type { CaseDraft } from "./draft.ts";
import { askingStep } from "./give-address.ts";
import type { NamedParcel } from "./parcel.ts";
import { endStep } from "./plan.ts";
import type { Step } from "./step.ts";

export const nameParcel = (
  draft: CaseDraft,
  way: "return" | "replacement",
  { carrier, trackingNo, seenAt }: NamedParcel & { readonly seenAt?: Instant },
): void => {
  const seen = seenAt === undefined ? {} : { seenAt };
  draft.record({
    type: "parcel_named",
    way,
    effectId: null,
    parcel: { carrier, trackingNo: trackingNo.trim(), sentAt: draft.at, ...seen },
  });
};

/** The goods of a step that waited for an address are on their way without one. */
export const passHeld = (draft: CaseDraft, rules: CaseRules, held: Step): void => {
  const asking = askingStep(draft.state);
  if (asking !== null) draft.record({ type: "plan_amended", reason: "outcome", added: [], skipped: [], cancelled: [asking.stepNo] });
  endStep(draft, rules, held, held.type === "recover" ? "goods_back" : "handed_over");
};

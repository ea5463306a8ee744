import type { CaseDraft } from "./draft.ts";
import type { StepTemplate } from "./plan-graph.ts";
import type { Step } from "./step.ts";

/** The step of whoever is asked to show something more. No plan foresees it: it stands beside the review that asked and leads back to it. */
export const MORE_EVIDENCE = "more_evidence";

/** Both outcomes, what was shown and the silence, leave the matter to the review beside it, which decides on what is there. */
export const moreEvidenceStep = (owner: Step["owner"]): StepTemplate => ({
  key: MORE_EVIDENCE,
  type: "collect_evidence",
  owner,
  after: [],
  next: new Map([
    ["provided", { kind: "steps", keys: [] }],
    ["expired", { kind: "steps", keys: [] }],
  ]),
  title: owner === "seller" ? { zh: "商家补充凭证", en: "Seller adds proof" } : { zh: "补充凭证", en: "Buyer adds proof" },
});

/** A review that has decided waits for nothing more. */
export const cancelRequests = (draft: CaseDraft): void => {
  const cancelled = draft.state.steps.filter(step => step.key === MORE_EVIDENCE && step.status === "active").map(({ stepNo }) => stepNo);
  if (cancelled.length > 0) draft.record({ type: "plan_amended", reason: "outcome", added: [], skipped: [], cancelled });
};

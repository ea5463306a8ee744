import type { Actor } from "../party/party.ts";
import { BORNE_BY_PLATFORM, isUnprovedOnSeller } from "../remedy/floors.ts";
import type { CaseRules } from "./case-rules.ts";
import type { CaseState } from "./case-state.ts";
import type { CaseDraft } from "./draft.ts";
import { MAY_ACT_FOR } from "./who-may.ts";

/**
 * G-1 (policy.md §1.14): what the platform's people give for goods the buyer keeps, the buyer has at once; the seller is charged for it only once a cause is
 * judged or shown, or where it promised just this. Until then the platform bears it, and whoever judges the cause later says who does.
 */
export const leaveCauseOpen = (draft: CaseDraft, rules: CaseRules, giver: Actor): void => {
  const { state } = draft;
  if (!MAY_ACT_FOR.platform.includes(giver.role) || isCauseFound(state)) return;
  if (!isUnprovedOnSeller(state.liability) || rules.isRefundPromised(state)) return;
  draft.record({ type: "cause_left_open", floor: "G-1", inward: BORNE_BY_PLATFORM });
};

/** By a person of the platform for this case, or for the batch it is one of. */
const isCauseFound = ({ judgement, batchId }: CaseState): boolean => judgement !== undefined || batchId !== null;

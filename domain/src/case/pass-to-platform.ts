import { sumMinor } from "../kernel/money.ts";
import { postingsForBorne } from "../settlement/borne-for-seller.ts";
import { isSameLegs, type Leg } from "../settlement/postings.ts";
import type { CaseRules } from "./case-rules.ts";
import type { CaseState } from "./case-state.ts";
import type { CaseDraft } from "./draft.ts";

/**
 * Asked once all else is decided: what the seller is charged for and the platform bears, by what is promised and found by now. Only what changed is put on
 * record, with the rule that says so.
 */
export const passToPlatform = (draft: CaseDraft, rules: Pick<CaseRules, "bearingRule">): void => {
  const { state } = draft;
  const legs = borneNow(state);
  if (isSameLegs(state.borne?.legs ?? [], legs)) return;
  const amountMinor = sumMinor(legs.flatMap(leg => (leg.account === "borne_for_seller" ? [leg.amountMinor] : [])));
  draft.record({ type: "borne_by_platform", ...rules.bearingRule(state), amountMinor, legs });
};

const borneNow = ({ money, liability, lines, sellerId }: CaseState): readonly Leg[] =>
  money.promised
    ? postingsForBorne({
        ...{ sellerId, legs: money.legs, inward: liability.inward },
        goodsMinor: sumMinor(lines.map(({ promisedMinor }) => promisedMinor)),
      })
    : [];

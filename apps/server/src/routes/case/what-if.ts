import { refuse } from "@amends/contract/errors";
import { supposeDecision } from "@amends/contract/routes/case/what-if";
import type { FilingRejected } from "@amends/domain/intake/admit";
import { supposeFacts } from "@amends/flows/suppose-facts";
import type { ServerDeps } from "../../deps.ts";
import { answer, mount } from "../../route.ts";
import { supposedOf } from "../../views/decision-view.ts";
import { refusalOf, withShortNo } from "./case-refusals.ts";

export const supposeDecisionRoute = ({ reads }: Pick<ServerDeps, "reads">) =>
  mount(supposeDecision, async ({ scope, params: { caseId }, body: { damageBasisPoints, ...change } }) => {
    const supposed = await supposeFacts(reads, scope, caseId, { ...change, damageBasisPoints: damageBasisPoints ?? undefined });
    switch (supposed.kind) {
      case "not_found":
        return refuse("not_found", { id: caseId });
      case "rejected":
        return refusalOf({ code: supposable(supposed), params: await withShortNo(reads, scope, supposed) });
      case "decided":
        return answer(200, supposedOf(supposed));
    }
  });

const SUPPOSABLE = [
  "more_than_left",
  "reason_unknown",
  "kind_missing",
  "reason_not_for_type",
  "nothing_new",
  "too_many_requests_for_line",
  "damage_share_out_of_range",
  "amendment_missing",
  "agreed_amount_missing",
] as const;

/** Whatever else a filing is turned away for does not change by what can be supposed here. */
const supposable = ({ code }: FilingRejected): (typeof SUPPOSABLE)[number] => {
  const known = SUPPOSABLE.find(candidate => candidate === code);
  if (known === undefined) throw new Error(`broken invariant: ${code} was ruled out when the case was filed`);
  return known;
};

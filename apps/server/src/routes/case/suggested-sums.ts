import { refuse } from "@amends/contract/errors";
import { showSuggestedSums as showSuggestedSumsRouteOf } from "@amends/contract/routes/case/suggested-sums";
import { suggestSums } from "@amends/flows/suggest-sums";
import type { ServerDeps } from "../../deps.ts";
import { answer, mount } from "../../route.ts";
import { sumOf } from "../../views/decision-view.ts";

export const showSuggestedSumsRoute = ({ reads }: Pick<ServerDeps, "reads">) =>
  mount(showSuggestedSumsRouteOf, async ({ scope, params: { caseId } }) => {
    const suggested = await suggestSums(reads, scope, caseId);
    if (suggested === null) return refuse("not_found", { id: caseId });
    const { currency, sums, proof, proposal } = suggested;
    return answer(200, {
      caseId,
      sums: sums.map(sum => sumOf(sum, currency)),
      proof:
        proof === null
          ? null
          : {
              at: proof.at,
              loss: { amountMinor: proof.lossMinor, currency },
              shares: [...proof.shares],
              files: proof.evidence.length,
            },
      proposal:
        proposal === null
          ? null
          : {
              at: proposal.at,
              byId: proposal.by.id,
              heads: [...proposal.heads],
              total: { amountMinor: proposal.onTopMinor, currency },
            },
    });
  });

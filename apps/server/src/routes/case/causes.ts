import { refuse } from "@amends/contract/errors";
import { showCauses as route } from "@amends/contract/routes/case/causes";
import { showCauses } from "@amends/flows/show-causes";
import type { ServerDeps } from "../../deps.ts";
import { answer, mount } from "../../route.ts";

export const showCausesRoute = ({ reads, clock }: Pick<ServerDeps, "reads" | "clock">) =>
  mount(route, async ({ principal, params: { caseId }, query }) => {
    const shown = await showCauses(reads, principal, caseId, query.reason ?? null, clock());
    if (shown === null) return refuse("not_found", { id: caseId });
    const { reason, reasons, causes } = shown;
    return answer(200, {
      reason,
      reasons: reasons.map(({ reason: code, name: { zh, en } }) => ({ reason: code, zh, en })),
      causes: causes.map(({ cause, name: { zh, en }, needsEvidence, liability: { outward, inward }, freight }) => ({
        ...{ cause, zh, en, needsEvidence, outward, inward: [...inward], freight },
      })),
    });
  });

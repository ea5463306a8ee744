import { refuse } from "@amends/contract/errors";
import { showReturnAddress as route } from "@amends/contract/routes/case/return-address";
import { showReturnAddress } from "@amends/flows/show-return-address";
import type { ServerDeps } from "../../deps.ts";
import { answer, mount } from "../../route.ts";

export const showReturnAddressRoute = ({ reads }: Pick<ServerDeps, "reads">) =>
  mount(route, async ({ principal, params: { caseId }, now }) => {
    const outcome = await showReturnAddress(reads, principal, caseId, now);
    switch (outcome.kind) {
      case "shown": {
        const { name, phone, region, detail } = outcome.contact;
        return answer(200, { name, phone, region, detail });
      }
      case "not_found":
        return refuse("not_found", { id: caseId });
      case "not_needed":
        return refuse("return_address_not_needed", { caseId });
      case "missing":
        return refuse("return_address_missing", { caseId });
    }
  });

import { refuse } from "@amends/contract/errors";
import { revealPerson } from "@amends/contract/routes/person/reveal";
import { revealPersonalData } from "@amends/flows/reveal-personal-data";
import type { ServerDeps } from "../../deps.ts";
import { answer, mount } from "../../route.ts";

export const revealPersonRoute = ({ reads }: Pick<ServerDeps, "reads">) =>
  mount(revealPerson, async ({ principal, params: { personId }, body: { textIds, reason }, now }) => {
    const texts = await revealPersonalData(reads.personalData, principal, { personId, textIds, reason }, now);
    return texts.length === 0 ? refuse("not_found", { id: personId }) : answer(200, { texts: [...texts] });
  });

import { search } from "@amends/contract/routes/search/search";
import { searchAnything } from "@amends/flows/search-anything";
import type { ServerDeps } from "../../deps.ts";
import { answer, mount } from "../../route.ts";

export const searchRoute = ({ reads }: Pick<ServerDeps, "reads">) =>
  mount(search, async ({ principal, query: { q } }) => {
    const { hits, wrongCheckDigit } = await searchAnything(reads, principal, q);
    return answer(200, { hits: [...hits], wrongCheckDigit });
  });

import { refuse } from "@amends/contract/errors";
import { suggestReasons as suggestReasonsRouteOf } from "@amends/contract/routes/order/suggest-reasons";
import { suggestByWords, suggestReasons } from "@amends/flows/suggest-reasons";
import type { ServerDeps } from "../../deps.ts";
import { answer, mount } from "../../route.ts";

export const suggestReasonsRoute = ({ reads }: Pick<ServerDeps, "reads">) =>
  mount(suggestReasonsRouteOf, async ({ principal, params: { orderId }, body: { lineNo, words }, now }) => {
    const found = await suggestReasons({ ...reads, suggest: suggestByWords }, principal, { orderId, lineNo, written: words }, now);
    if (found === null) return refuse("not_found", { id: orderId });
    if (found === "line_unknown") return refuse("line_unknown", { orderId, lineNo: String(lineNo) });
    return answer(200, { suggestions: found.map(({ words: _pack, ...suggestion }) => suggestion) });
  });

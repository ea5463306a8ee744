import { listCases as listCasesRouteOf } from "@amends/contract/routes/case/list";
import { CASE_ENDS } from "@amends/domain/case/plan-graph";
import { isId } from "@amends/domain/kernel/ids";
import { instant } from "@amends/domain/kernel/time";
import { listCases } from "@amends/flows/list-cases";
import type { CaseCursor } from "@amends/flows/read-ports";
import { audienceOf } from "@amends/flows/show-timeline";
import { cursorOf, keyOfCursor } from "../../cursor.ts";
import type { ServerDeps } from "../../deps.ts";
import { answer, mount } from "../../route.ts";
import { listItemOf } from "../../views/case-view.ts";

export const listCasesRoute = ({ reads }: Pick<ServerDeps, "reads">) =>
  mount(listCasesRouteOf, async ({ principal, scope, query: { cursor, limit, status, ...filter } }) => {
    const isEnd = CASE_ENDS.some(end => end === filter.phase);
    const asked = { ...filter, status: filter.phase === undefined ? (status ?? "open") : isEnd ? "ended" : "open" } as const;
    const { items, next } = await listCases(reads, scope, asked, { after: afterOf(cursor), limit });
    const audience = audienceOf(principal.role);
    return answer(200, {
      items: items.map(item => listItemOf(item, audience)),
      nextCursor: next === null ? null : cursorOf([next.at ?? NO_TIME, next.caseId]),
    });
  });

const NO_TIME = "";

const afterOf = (cursor: string | undefined): CaseCursor | null => {
  const [at, caseId] = keyOfCursor(cursor);
  if (typeof caseId !== "string" || !isId("case", caseId)) return null;
  return { at: typeof at === "number" && Number.isSafeInteger(at) ? instant(at) : null, caseId };
};

import type { PlanTemplate } from "@amends/domain/case/plan-graph";
import type { CaseCursor, CaseFilter, ListedCase, ReadPorts } from "./read-ports.ts";
import type { Scope } from "./scope.ts";
import { templateOf } from "./show-case.ts";

export type CasePage = {
  readonly items: readonly (ListedCase & { readonly template: PlanTemplate })[];
  readonly next: CaseCursor | null;
};

export const listCases = async (
  { cases, policy }: Pick<ReadPorts, "cases" | "policy">,
  scope: Scope,
  filter: CaseFilter,
  page: { readonly after: CaseCursor | null; readonly limit: number },
): Promise<CasePage> => {
  const found = await cases.list(scope, filter, { after: page.after, limit: page.limit + 1 });
  const shown = found.slice(0, page.limit);
  const last = shown.at(-1);
  return {
    items: await Promise.all(shown.map(async item => ({ ...item, template: await templateOf(policy, item.state) }))),
    next: found.length > page.limit && last !== undefined ? { at: last.sortAt, caseId: last.state.caseId } : null,
  };
};

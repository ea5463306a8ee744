import { type ProblemCode, type ProblemParams, type Refusal, refuse } from "@amends/contract/errors";
import type { Language } from "@amends/contract/language";
import type { BatchRejected } from "@amends/domain/batch/decide-batch";
import type { CommandRejected } from "@amends/domain/case/case-command";
import type { Decision } from "@amends/domain/evaluation/decision";
import type { FileRejected } from "@amends/domain/evidence/evidence-file";
import type { FilingRejected } from "@amends/domain/intake/admit";
import type { HostTypeRejected } from "@amends/domain/intake/host-reason";
import { isId } from "@amends/domain/kernel/ids";
import type { ReadPorts } from "@amends/flows/read-ports";
import type { Scope } from "@amends/flows/scope";

/** A rejection of the domain as a problem of the same code; the sentences take its figures as text. */
export const refusalOf = <
  C extends (BatchRejected | CommandRejected | FileRejected | FilingRejected | HostTypeRejected)["code"] & ProblemCode,
>({
  code,
  params,
}: {
  readonly code: C;
  readonly params: Readonly<Record<string, string | number>>;
}): Refusal<C> => {
  const texts = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)]));
  return { kind: "refused", code, params: texts as ProblemParams<C> } as Refusal<C>;
};

/**
 * A filing or a supposition that repeats a refused case: people know that one by its short number, programs by its id, and both are given. Nothing else
 * that is refused is read for.
 */
export const withShortNo = async (
  { cases }: Pick<ReadPorts, "cases">,
  scope: Scope,
  { code, params }: { readonly code: string; readonly params: FilingRejected["params"] },
): Promise<FilingRejected["params"]> => {
  const { caseId } = params;
  if (code !== "nothing_new" || typeof caseId !== "string" || !isId("case", caseId)) return params;
  return { ...params, shortNo: (await cases.show(scope, caseId))?.state.shortNo ?? caseId };
};

/** The first line the rules say no to, with the row that said it, in the reader's language. A case refused as a whole names its line only where it has but one. */
export const notEligible = (orderId: string, decision: Decision, language: Language): Refusal<"not_eligible"> => {
  const [first, ...others] = decision.lines;
  const refused = decision.lines.find(candidate => !candidate.eligible) ?? (others.length === 0 ? first : undefined);
  const line = refused ?? first;
  const row = decision.trace.findLast(candidate => candidate.explanation.zh === line?.explanation.zh);
  return refuse("not_eligible", {
    orderId,
    why: line === undefined ? "" : line.explanation[language],
    rowId: row?.rowId ?? line?.refusal ?? "",
    source: line?.explanation.source ?? "",
    ...(refused === undefined ? {} : { lineNo: String(refused.lineNo) }),
  });
};

import { evidenceKnown } from "@amends/domain/case/evidence-known";
import type { FileAsKnown } from "@amends/domain/case/file-assessment";
import { type CaseWeighing, weighCase } from "@amends/domain/evaluation/weigh-case";
import type { FileFinding } from "@amends/domain/evidence/file-shows";
import type { CaseId, FileId } from "@amends/domain/kernel/ids";
import type { CompiledPack } from "@amends/domain/policy/pack";
import { factsOf } from "./asked-tables.ts";
import type { ReadPorts, StoredCaseDetail } from "./read-ports.ts";
import type { Scope } from "./scope.ts";

type Weighable = Pick<StoredCaseDetail, "state" | "events" | "decision" | "factsText">;

/** The case as it stands between its two sides when it is read. */
export const weighingOf = (pack: CompiledPack, { state, events, decision, factsText }: Weighable): CaseWeighing | null =>
  weighCase(pack, { facts: factsOf(factsText), decision }, evidenceKnown(state, events));

/** A file of a case, and how sure all of them together make us once this is found in it. Null where there is none such for the reader, or no more. */
export const fileAsKnown = async (
  { cases, policy }: Pick<ReadPorts, "cases" | "policy">,
  scope: Scope,
  caseId: CaseId,
  { fileId, finding }: { readonly fileId: FileId; readonly finding: FileFinding },
): Promise<FileAsKnown | null> => {
  const found = await cases.show(scope, caseId);
  if (found === null) return null;
  const { state, events, decision, factsText } = found;
  const known = evidenceKnown(state, events);
  const file = known.files.find(({ item, isGone }) => item.fileId === fileId && !isGone);
  if (file === undefined) return null;
  const { pack } = await policy.packByHash(state.packHash);
  const files = known.files.map(each => (each === file ? { ...each, finding: finding.kind === "as_given" ? null : finding } : each));
  const weighing = weighCase(pack, { facts: factsOf(factsText), decision }, { ...known, files });
  const { kind, sha256 } = file.item;
  return { kind, sha256, confidenceBasisPoints: weighing?.buyer.confidenceBasisPoints ?? null };
};

import { requestOf } from "@amends/domain/case/bind-rules";
import {
  type CauseChoice,
  causeChoices,
  type JudgedCause,
  judgeCause,
  type ReasonName,
  reasonsFor,
} from "@amends/domain/evaluation/judge-cause";
import type { CaseId } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type { ReadPorts } from "./read-ports.ts";
import { type Principal, scopeOf } from "./scope.ts";

export type ShownCauses = {
  readonly reason: string;
  readonly reasons: readonly ReasonName[];
  readonly causes: readonly (CauseChoice & Pick<JudgedCause, "liability" | "freight">)[];
};

/** What may be found behind a reason of this case, and what would follow from each; null where there is no such case for the reader. */
export const showCauses = async (
  { cases, policy }: Pick<ReadPorts, "cases" | "policy">,
  principal: Principal,
  caseId: CaseId,
  wanted: string | null,
  at: Instant,
): Promise<ShownCauses | null> => {
  const found = await cases.show(scopeOf(principal), caseId);
  const [line] = found?.state.lines ?? [];
  if (found === null || line === undefined) return null;
  const { state, order } = found;
  const { pack } = await policy.packByHash(state.packHash);
  const asked = { reason: wanted ?? state.judgedReason ?? state.claimedReason, request: requestOf(state) };
  const causes = causeChoices(pack, asked).flatMap(choice => {
    const judged = judgeCause(pack, { ...asked, cause: choice.cause }, { order, lineNo: line.lineNo, at });
    return typeof judged === "string" ? [] : [{ ...choice, liability: judged.liability, freight: judged.freight }];
  });
  return { reason: asked.reason, reasons: reasonsFor(pack, asked.request), causes };
};

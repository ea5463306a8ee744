import type { caseClock } from "@amends/contract/views/case-view";
import type { CaseClock } from "@amends/domain/case/case-clocks";
import { STEP_OWNERS } from "@amends/domain/case/step";
import type { z } from "zod";

export const clockViewOf = ({ of, counts, rowId, zh, en, startedAt, stoppedAt, reading }: CaseClock): z.output<typeof caseClock> => {
  const { heldMs, ...shown } = reading;
  return {
    stepNo: of.kind === "step" ? of.stepNo : null,
    stepType: of.kind === "step" ? of.stepType : null,
    clock: of.kind === "case" ? of.clock : null,
    counts,
    rowId,
    words: { zh, en },
    startedAt,
    stoppedAt,
    ...shown,
    held: STEP_OWNERS.flatMap(by => {
      const ms = heldMs.get(by) ?? 0;
      return ms === 0 ? [] : [{ by, ms }];
    }),
  };
};

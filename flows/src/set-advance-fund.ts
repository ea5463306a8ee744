import { shardOf } from "@amends/domain/kernel/ids";
import { type Currency, type Minor, sumMinor } from "@amends/domain/kernel/money";
import type { Instant } from "@amends/domain/kernel/time";
import { outstandingMinor } from "@amends/domain/recourse/recourse-state";
import { advancePot, type PotStore } from "./pot-ports.ts";
import type { RecourseKey, RecourseStore } from "./recourse-ports.ts";
import type { Scope } from "./scope.ts";

export type FundPorts = {
  readonly pots: Pick<PotStore, "open" | "setLimit" | "expose">;
  readonly recourses: Pick<RecourseStore, "list">;
};

const PAGE = 200;

/** Sets what may be out at a time. What is out already counts from the first moment, whenever it was paid. */
export const setAdvanceFund = async (
  { pots, recourses }: FundPorts,
  scope: Scope,
  { limitMinor, currency }: { readonly limitMinor: Minor; readonly currency: Currency },
  at: Instant,
): Promise<void> => {
  const { operationId } = scope;
  const pot = advancePot(shardOf(operationId), operationId);
  await pots.open(pot, { operationId, sellerId: null, kind: "advance", currency, limitMinor });
  await pots.setLimit(pot, limitMinor);
  const filter = { phase: "recovering", sellerId: null, caseId: null } as const;
  for (let after: RecourseKey | null = null, isMore = true; isMore; ) {
    const page = await recourses.list(scope, filter, { after, most: PAGE });
    for (const caseId of new Set(page.map(recourse => recourse.caseId))) {
      const own = await recourses.list(scope, { ...filter, caseId }, { after: null, most: PAGE });
      await pots.expose(pot, [{ caseId, exposedMinor: sumMinor(own.map(outstandingMinor)), keys: [] }], at);
    }
    const last = page.at(-1);
    isMore = page.length === PAGE && last !== undefined;
    after = last === undefined ? null : { openedAt: last.openedAt, recourseId: last.recourseId };
  }
};

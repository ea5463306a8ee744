import type { batchMember, batchView } from "@amends/contract/views/batch-view";
import type { bilingualText } from "@amends/contract/views/case-view";
import type { BatchPerson } from "@amends/domain/batch/batch-state";
import type { Currency } from "@amends/domain/kernel/money";
import type { BatchMember, LoadedBatch } from "@amends/flows/batch-ports";
import type { z } from "zod";

/** What the view has to know of whoever reads it, and of the rules they work by. */
export type BatchReader = {
  readonly currency: Currency;
  readonly isSeller: boolean;
  readonly nameOfReason: (reason: string) => z.output<typeof bilingualText> | null;
};

export const batchViewOf = (
  { state, standing }: LoadedBatch,
  { currency, isSeller, nameOfReason }: BatchReader,
): z.output<typeof batchView> => {
  const { operationId: _operation, asks, evidence, openedBy, reviewedBy, ...shown } = state;
  const { amountMinor, ...counts } = standing;
  const person = ({ role, accountId }: BatchPerson) => ({ role, accountId: isSeller && role !== "seller" ? null : accountId });
  return {
    ...shown,
    ...asks,
    reasonName: nameOfReason(asks.reason),
    rootCause: asks.rootCause ?? null,
    evidence: evidence.map(({ caseId, fileId, kind }) => ({ caseId, fileId, kind })),
    openedBy: person(openedBy),
    reviewedBy: reviewedBy.map(person),
    standing: { ...counts, amount: { amountMinor, currency } },
  };
};

export const memberViewOf = (
  { amountMinor, contests: _own, lines, ...shown }: BatchMember,
  currency: Currency,
): z.output<typeof batchMember> => ({
  ...shown,
  lines: [...lines],
  amount: { amountMinor, currency },
});

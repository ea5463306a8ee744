import type { caseDetail } from "@amends/contract/views/case-view";
import { formatAmount, totalOf } from "@amends/ui/format/amount";
import { dayWords } from "@amends/ui/format/time";
import type { Language } from "@amends/ui/words/language";
import type { z } from "zod";
import { wordsIn } from "../../words/words-in.ts";

export type CaseDetail = z.output<typeof caseDetail>;

/** Where the buyer's money is, in one sentence. A day is named only where a clock holds it: a running refund with a due time. Null where none comes back. */
export const moneySentence = (shown: CaseDetail, now: number, language: Language): string | null => {
  const { money } = wordsIn(language);
  const refunded = totalOf(shown.refunds.map(({ refunded }) => refunded));
  const promised = totalOf(shown.refunds.map(({ promised }) => promised));
  if (promised === null || refunded === null || promised.amountMinor === 0n) return null;
  const to = destinationWords(shown, language);
  if (refunded.amountMinor >= promised.amountMinor) return money.refunded(formatAmount(refunded), to);
  if (shown.courier?.isWithdrawing === true) return null;
  if (shown.endedAt !== null) return refunded.amountMinor === 0n ? null : money.refunded(formatAmount(refunded), to);
  const running = shown.steps.find(({ type, status }) => type === "refund" && status === "active");
  const dueAt = running?.dueAt ?? running?.standardDueAt ?? null;
  const amount = formatAmount(promised);
  if (running !== undefined && dueAt !== null && dueAt > now) return money.refundBy(amount, dayWords(dueAt, now, language), to);
  return running === undefined ? money.refundAfter(amount, to) : money.refundRunning(amount, to);
};

/** What the refund is more or less than its goods, for a discount lost, freight, a gift kept or a compensation; null where it is just the goods. */
export const besideGoods = ({ refund, lines }: Promised): CaseDetail["refund"] | null => {
  const amountMinor = lines.reduce((left, { promised }) => left - promised.amountMinor, refund.amountMinor);
  return amountMinor === 0n ? null : { ...refund, amountMinor };
};

type Promised = Pick<CaseDetail, "refund"> & { readonly lines: readonly Pick<CaseDetail["lines"][number], "promised">[] };

/** Each route the money goes back by, the largest first. */
export const destinationWords = ({ refunds }: CaseDetail, language: Language): string => {
  const { tender, and } = wordsIn(language);
  const kinds = refunds
    .filter(({ promised }) => promised.amountMinor > 0n)
    .sort((left, right) => (left.promised.amountMinor < right.promised.amountMinor ? 1 : -1));
  return [...new Set(kinds.map(({ methodKind }) => tender[methodKind]))].join(and);
};

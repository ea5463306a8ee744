import { dayAt } from "../kernel/calendar.ts";
import { type DayPeriod, warrantyStart } from "../kernel/period.ts";
import { addMs, DAY_MS, type Instant } from "../kernel/time.ts";
import type { OrderLine } from "../order/order-facts.ts";
import type { CaseFacts, EarlierClaim, OperationFacts } from "./case-facts.ts";
import { isInWindow, type WindowTerms } from "./windows.ts";

/**
 * The terms of a line's guarantee (T-7, CRPR a18), as against those of its sign-off: it runs from the end of the installation where the seller installs,
 * runs anew from the goods that came in place of the first, and stands still while they are away to be repaired.
 */
export const guaranteeTerms = (
  terms: WindowTerms,
  { claims, at }: Pick<CaseFacts, "claims" | "at">,
  { lineNo, installedAt }: OrderLine,
): WindowTerms => {
  const { signedAt: deliveredAt } = terms.goods;
  if (deliveredAt === null || (claims.length === 0 && installedAt === undefined)) return terms;
  const ofLine = claims.filter(claim => claim.lineNos.includes(lineNo));
  const exchangedAt = ofLine.flatMap(({ renewedAt }) => renewedAt ?? []).sort(lastFirst)[0];
  const repairs = repairsOf(ofLine, at);
  const repairedAt = ofLine
    .flatMap(({ isRepaired, repairedFor }) => (isRepaired === true ? (repairedFor?.endedAt ?? []) : []))
    .sort(lastFirst)[0];
  if (exchangedAt === undefined && installedAt === undefined && repairs.length === 0) return terms;
  const begun = { ...(installedAt === undefined ? {} : { installedAt }), ...(exchangedAt === undefined ? {} : { exchangedAt }) };
  const back = repairedAt === undefined ? {} : { repairedAt };
  return { ...terms, goods: { ...terms.goods, signedAt: warrantyStart({ deliveredAt, repairs, ...begun }) }, repairs, ...back };
};

const lastFirst = (left: Instant, right: Instant): number => right - left;

/** One that goes on has taken its time up to now. */
const repairsOf = (claims: readonly EarlierClaim[], at: Instant): Repairs =>
  claims.flatMap(({ repairedFor }) => (repairedFor === undefined ? [] : { ...repairedFor, endedAt: repairedFor.endedAt ?? at }));

type Repairs = NonNullable<WindowTerms["repairs"]>;

/** What was never delivered has a guarantee that has not begun. */
export const isInGuarantee = (period: DayPeriod, at: Instant, terms: WindowTerms): boolean => {
  const { signedAt } = terms.goods;
  if (signedAt === null || at < addMs(signedAt, LEAST_DAYS[period.unit] * period.count * DAY_MS)) return true;
  return isInWindow({ from: "sign_off", amount: period.count, unit: period.unit }, null, at, terms);
};

/** No period of so many is ever shorter; within it nobody has to look for a last day. */
const LEAST_DAYS = { days: 1, months: 28, years: 365 } as const satisfies Readonly<Record<DayPeriod["unit"], number>>;

/** Civil days the goods have been there to be used: since they came, without those on which they were away. Null while none have come. */
export const daysInUse = (at: Instant, { goods: { signedAt }, operation, repairs = [] }: WindowTerms): number | null => {
  if (signedAt === null) return null;
  const since = repairs.filter(({ startedAt }) => startedAt >= signedAt);
  return dayAt(at, operation.zone) - dayAt(signedAt, operation.zone) - daysTouched(since, operation);
};

type RepairDays = { readonly repairDays: number; readonly longestRepairDays: number };

/** How long repairs of a line have taken: every day that one touched, and the civil days of the longest from its hand-over to its end or to now. */
export const repairDays = (claims: readonly EarlierClaim[], at: Instant, operation: OperationFacts): RepairDays => {
  const repairs = repairsOf(claims, at);
  const each = repairs.map(({ startedAt, endedAt }) => dayAt(endedAt, operation.zone) - dayAt(startedAt, operation.zone));
  return { repairDays: daysTouched(repairs, operation), longestRepairDays: Math.max(0, ...each) };
};

const daysTouched = (repairs: Repairs, { zone }: OperationFacts): number => {
  let days = 0;
  let countedUntil = Number.NEGATIVE_INFINITY;
  for (const { startedAt, endedAt } of repairs.toSorted((left, right) => left.startedAt - right.startedAt)) {
    const [from, until] = [Math.max(dayAt(startedAt, zone), countedUntil + 1), dayAt(endedAt, zone)];
    if (until < from) continue;
    days += until - from + 1;
    countedUntil = until;
  }
  return days;
};

import { dayAt, dayNumber } from "../kernel/calendar.ts";
import { type DayPeriod, type Period, periodEnd, type RestDays, returnWindow, type WarrantyFacts, warrantyEnd } from "../kernel/period.ts";
import { addMs, DAY_MS, HOUR_MS, type Instant, latest } from "../kernel/time.ts";
import type { LineGoods } from "../order/goods-state.ts";
import type { OrderFacts } from "../order/order-facts.ts";
import type { OperationFacts } from "./case-facts.ts";

/**
 * From what moment a reason's window runs. `any` never closes; a window whose moment has not come yet is open. `promise` runs from the sign-off for as long
 * as was promised, be it shorter than the row's own time, which counts where the promise names no days. `repair` runs from the day
 * the goods came back from their last repair, or from the sign-off where none is known. `ripening` runs from the end of the days the
 * listing gives the goods to ripen, from the sign-off where it gives none.
 */
export const WINDOW_STARTS = ["any", "sign_off", "shipment", "payment", "promise", "repair", "ripening"] as const;
export type WindowStart = (typeof WINDOW_STARTS)[number];

export type ReasonWindow = { readonly from: WindowStart; readonly amount: number; readonly unit: Period["unit"] };

/** T-4 in the reading better for the buyer: weekends and public holidays push the last day of a buyer's window. */
export const restDaysOf = (operation: OperationFacts): RestDays => ({
  weekendsRest: true,
  holidays: new Set(operation.holidays.map(dayNumber)),
  workdays: new Set(operation.extraWorkdays.map(dayNumber)),
});

export type WindowTerms = {
  readonly operation: OperationFacts;
  readonly order: OrderFacts;
  readonly goods: LineGoods;
  /** Asked only where a last day has to be found, since most questions do not come near one. */
  readonly restDays: () => RestDays;
  /** Times that do not count, for periods of a guarantee (`guaranteeTerms`); absent for all others. */
  readonly repairs?: WarrantyFacts["repairs"];
  /** When the goods came back from their last repair; absent where they never did. */
  readonly repairedAt?: Instant;
  /** Absent for what is ready when it comes. */
  readonly ripensDays?: number;
};

/** Of one line: the terms of its sign-off, and those of its guarantee (`guaranteeTerms`), which what a fault gives runs by. */
export type LineTerms = { readonly terms: WindowTerms; readonly guarantee: WindowTerms };

/**
 * The first moment that is too late, or null while nothing closes. A promise of more days counts from the sign-off and makes a window longer (policy.md
 * §6.1: the later of the two); it is the window itself only where nobody owes one without it.
 */
export const windowEnd = (window: ReasonWindow, promisedDays: number | null, terms: WindowTerms): Instant | null => {
  const startedAt = startOf(window.from, terms);
  if (startedAt === null) return null;
  const { goods } = terms;
  if (window.from === "promise" && promisedDays !== null) return endOfDays(startedAt, { unit: "days", count: promisedDays }, terms);
  const { unit, amount } = window;
  const end = unit === "hours" ? addMs(startedAt, amount * HOUR_MS) : endOfDays(startedAt, { unit, count: amount }, terms);
  if (promisedDays === null || goods.signedAt === null) return end;
  return latest(end, endOfDays(goods.signedAt, { unit: "days", count: promisedDays }, terms));
};

const endOfDays = (startedAt: Instant, period: DayPeriod, { operation: { zone }, restDays, repairs = [] }: WindowTerms): Instant =>
  repairs.length === 0
    ? periodEnd(startedAt, period, { zone, side: { side: "buyer", restDays: restDays() } })
    : warrantyEnd({ deliveredAt: startedAt, repairs }, period, zone, restDays());

/** T-5; `days` is the law's seven or the longer promise. */
export const sevenDayWindowEnd = (signedAt: Instant, days: number, { operation, restDays }: WindowTerms): Instant =>
  returnWindow(signedAt, days, operation.zone, restDays()).closesAt;

/** CRPL a25: seven days; less cannot be agreed. */
export const SEVEN_DAYS = 7;

/** Before the sign-off the window has not begun, so nothing is too late. n times 24 hours are never longer than the n civil days. */
export const isInSevenDayWindow = (days: number, at: Instant, terms: WindowTerms): boolean => {
  const { signedAt } = terms.goods;
  if (signedAt === null || at < addMs(signedAt, days * DAY_MS)) return true;
  return at < sevenDayWindowEnd(signedAt, days, terms);
};

export const isInWindow = (window: ReasonWindow, promisedDays: number | null, at: Instant, terms: WindowTerms): boolean => {
  const end = windowEnd(window, promisedDays, terms);
  return end === null || at < end;
};

/** Civil days from one moment to another in the operation's zone. */
export const daysBetween = (from: Instant, to: Instant, operation: OperationFacts): number =>
  dayAt(to, operation.zone) - dayAt(from, operation.zone);

export const hoursBetween = (from: Instant, to: Instant): number => Math.floor((to - from) / HOUR_MS);

const startOf = (from: WindowStart, { order, goods, repairedAt, ripensDays = 0 }: WindowTerms): Instant | null => {
  switch (from) {
    case "any":
      return null;
    case "sign_off":
    case "promise":
      return goods.signedAt;
    case "repair":
      return repairedAt ?? goods.signedAt;
    case "ripening":
      return goods.signedAt === null ? null : addMs(goods.signedAt, ripensDays * DAY_MS);
    case "shipment":
      return goods.shippedAt;
    case "payment":
      return order.paidAt;
  }
};

import { assert } from "./assert.ts";
import { addDays, addMonths, type DayNumber, dayAt, endOfDay, instantOn, startOfDay, weekdayOf, type Zone } from "./calendar.ts";
import { addMs, HOUR_MS, type Instant, latest } from "./time.ts";

/*
 * The arithmetic of legal periods: policy.md §0.4, rules T-1 to T-9. T-8, the zone and the holidays, is `calendar.ts` and
 * `china-holidays.ts`; T-9, the clock that runs inside given hours, is `everyDay` of `working-time.ts`. Every end is exclusive: 24:00 of the last day is the first moment that is too late.
 */

export type DayUnit = "days" | "months" | "years";
export type PeriodUnit = "hours" | DayUnit;

export interface Period {
  readonly unit: PeriodUnit;
  readonly count: number;
}

/** A period whose end is a day, not an hour. */
export interface DayPeriod extends Period {
  readonly unit: DayUnit;
}

/** Days on which a last day does not fall. Make-up working days (调休) are no rest days though they lie on a weekend. */
export interface RestDays {
  readonly weekendsRest: boolean;
  readonly holidays: ReadonlySet<DayNumber>;
  readonly workdays: ReadonlySet<DayNumber>;
}

/** Whose period it is decides whether rest days move its end (T-4): a duty of ours or of the seller is never made longer. */
export type PeriodSide =
  | { readonly side: "buyer"; readonly restDays: RestDays }
  | { readonly side: "seller" }
  | { readonly side: "platform" };

export interface PeriodTerms {
  readonly zone: Zone;
  readonly side: PeriodSide;
  /** T-3: where business hours are kept, the period ends at their close on the last day. Seconds since 00:00; left out: 24:00. */
  readonly businessCloseSecond?: number;
}

/**
 * The end of a period.
 * T-1 (Civil Code art. 201): the day it starts on is not counted, for days, months and years.
 * T-2 (art. 201): hours run at once, and rest days do not matter to them.
 * T-3 (art. 203): it ends at 24:00 of its last day, or at the close of business.
 */
export const periodEnd = (startedAt: Instant, period: Period, terms: PeriodTerms): Instant => {
  if (!Number.isSafeInteger(period.count) || period.count < 0)
    throw new Error(`broken invariant: a period is a whole number of ${period.unit}, not ${period.count}`);
  if (period.unit === "hours") return addMs(startedAt, period.count * HOUR_MS);
  const lastDay = extendedOver(lastDayOf(dayAt(startedAt, terms.zone), { unit: period.unit, count: period.count }), terms.side);
  return terms.businessCloseSecond === undefined
    ? endOfDay(lastDay, terms.zone)
    : instantOn(lastDay, terms.businessCloseSecond, terms.zone);
};

/** T-1; months and years end on the corresponding day (art. 202). */
const lastDayOf = (startDay: DayNumber, { unit, count }: DayPeriod): DayNumber => {
  switch (unit) {
    case "days":
      return addDays(startDay, count);
    case "months":
      return addMonths(startDay, count);
    case "years":
      return addMonths(startDay, 12 * count);
  }
};

/**
 * T-4 (art. 203): a last day that is a rest day gives way to the day after the rest ends. That weekends count as rest is our reading in
 * the buyer's favour; `weekendsRest: false` is the narrow one.
 */
const extendedOver = (lastDay: DayNumber, side: PeriodSide): DayNumber => {
  if (side.side !== "buyer") return lastDay;
  let day = lastDay;
  for (let rested = 0; isRestDay(day, side.restDays); rested += 1) {
    assert(rested < REST_DAYS_MAX, `a rest of more than ${REST_DAYS_MAX} days is a mistake in the calendar`);
    day = addDays(day, 1);
  }
  return day;
};

const REST_DAYS_MAX = 60;

/** T-4 */
export const isRestDay = (day: DayNumber, restDays: RestDays): boolean => {
  if (restDays.workdays.has(day)) return false;
  return restDays.holidays.has(day) || (restDays.weekendsRest && weekdayOf(day) >= 6);
};

export interface ReturnWindow {
  readonly opensAt: Instant;
  /** The first moment that is too late. */
  readonly closesAt: Instant;
}

/**
 * T-5: the window of the seven-day return (7D art. 10) opens at 00:00 of the day after sign-off and lasts `days` whole days, which one
 * platform states as 168 hours from that midnight; only T-4 makes it longer. A promise of more days has the same shape.
 */
export const returnWindow = (signedAt: Instant, days: number, zone: Zone, restDays: RestDays): ReturnWindow => ({
  opensAt: startOfDay(addDays(dayAt(signedAt, zone), 1), zone),
  closesAt: periodEnd(signedAt, { unit: "days", count: days }, { zone, side: { side: "buyer", restDays } }),
});

/** T-5: the notice must be in time, not the parcel; a notice on the day of sign-off itself comes before the window and is in time. */
export const isNoticeInTime = (window: ReturnWindow, noticeAt: Instant): boolean => noticeAt < window.closesAt;

export type Handover =
  | { readonly kind: "parcel"; readonly signedAt: Instant }
  | { readonly kind: "online"; readonly enteredSystemAt: Instant; readonly retrievableAt: Instant };

/**
 * T-6: a parcel is delivered when the consignee signs for it; what is delivered online, when it has entered the named system and can be
 * retrieved (E-Commerce Law art. 51, Civil Code art. 512).
 */
export const deliveredAt = (handover: Handover): Instant => {
  switch (handover.kind) {
    case "parcel":
      return handover.signedAt;
    case "online":
      return latest(handover.enteredSystemAt, handover.retrievableAt);
  }
};

export interface WarrantyFacts {
  /** Delivery of the goods, or completion of the service. */
  readonly deliveredAt: Instant;
  /** Given where the seller must install. */
  readonly installedAt?: Instant;
  /** When goods given in exchange were delivered: the period starts again. */
  readonly exchangedAt?: Instant;
  readonly repairs: readonly { readonly startedAt: Instant; readonly endedAt: Instant }[];
}

/** T-7 (CRPR art. 18): from delivery, or from the end of the installation; from the beginning after an exchange. */
export const warrantyStart = (facts: WarrantyFacts): Instant => facts.exchangedAt ?? facts.installedAt ?? facts.deliveredAt;

/**
 * T-7: time in repair does not count. The law does not say how to count it, so every day touched by a repair is given back whole, once,
 * which is the reading in the buyer's favour. A repair that begins after the end gives nothing back, nor does one of the goods before an
 * exchange. What is then the last day is extended by T-4 as any other.
 */
export const warrantyEnd = (facts: WarrantyFacts, period: DayPeriod, zone: Zone, restDays: RestDays): Instant => {
  const startedAt = warrantyStart(facts);
  const startDay = dayAt(startedAt, zone);
  let lastDay = lastDayOf(startDay, period);
  // The start day is not counted (T-1), so a repair on it takes nothing away.
  let countedUntil = startDay;
  for (const repair of facts.repairs.toSorted((left, right) => left.startedAt - right.startedAt)) {
    if (repair.startedAt < startedAt || dayAt(repair.startedAt, zone) > lastDay) continue;
    const from = latestDay(dayAt(repair.startedAt, zone), addDays(countedUntil, 1));
    countedUntil = latestDay(dayAt(repair.endedAt, zone), countedUntil);
    lastDay = addDays(lastDay, countedUntil - from + 1);
  }
  return endOfDay(extendedOver(lastDay, { side: "buyer", restDays }), zone);
};

const latestDay = (left: DayNumber, right: DayNumber): DayNumber => (left > right ? left : right);

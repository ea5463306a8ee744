import type { WorkCalendar } from "../kernel/working-time.ts";
import type { ClockBasis } from "./clock.ts";

/** Who moves, keeps, looks at and mends the goods. A step that is theirs may be promised in their hours. */
export const PARTNERS = ["supplier", "warehouse", "carrier", "repairer", "inspector"] as const;
export type Partner = (typeof PARTNERS)[number];

/** When a seller works, and when their partners do; null where nobody wrote it down. */
export type Hours = { readonly own: WorkCalendar | null; readonly partners: Readonly<Record<Partner, WorkCalendar | null>> };

/**
 * What the hours of a service standard are: those of who sells, or those of whoever's step it is. Either is an opt-in of whoever wrote the row; silence
 * and law count around the clock.
 */
export const COUNTS_IN = ["working_time", "partner_time"] as const;
export type CountsIn = (typeof COUNTS_IN)[number];

const AROUND_THE_CLOCK: ClockBasis = { kind: "around_the_clock" };

/** Where nobody wrote down the hours that are meant, time passes for them as for everybody. */
export const basisIn = (countsIn: CountsIn | null, owner: string, hours: Hours | null): ClockBasis => {
  if (countsIn === null || hours === null) return AROUND_THE_CLOCK;
  const partner = countsIn === "partner_time" ? PARTNERS.find(each => each === owner) : undefined;
  const calendar = partner === undefined ? hours.own : hours.partners[partner];
  return calendar === null ? AROUND_THE_CLOCK : { kind: "working_time", calendar };
};

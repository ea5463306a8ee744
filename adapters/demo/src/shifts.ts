import type { Shift } from "@amends/domain/work/shift-plan";
import type { StaffRole } from "@amends/flows/scope";

const WEEK = [1, 2, 3, 4, 5, 6, 7] as const;
const WORKDAYS = [1, 2, 3, 4, 5] as const;
const hours = (days: readonly Shift["weekday"][], from: number, to: number): readonly Shift[] =>
  days.map(weekday => ({ weekday, fromMinute: from * 60, toMinute: to * 60 }));

/** When each role of the demo is usually there. Evenings are left to few, so that the plan has gaps to show. */
export const demoShifts: Readonly<Record<StaffRole, readonly Shift[]>> = {
  agent: hours(WEEK, 9, 18),
  complaint_owner: hours(WEEK, 10, 20),
  supervisor: hours(WORKDAYS, 9, 18),
  finance: hours(WORKDAYS, 9, 17),
  warehouse: [...hours(WEEK, 8, 12), ...hours(WEEK, 13, 17)],
  admin: [],
};

/** How many things each takes up on the first day. */
export const demoTakes: Readonly<Record<StaffRole, number>> = {
  agent: 4,
  complaint_owner: 2,
  supervisor: 0,
  finance: 1,
  warehouse: 1,
  admin: 0,
};

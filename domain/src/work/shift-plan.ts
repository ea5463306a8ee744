import { addDays, dayAt, instantOn, weekdayOf, type Zone } from "../kernel/calendar.ts";
import { addMs, earliest, type Instant, latest, MINUTE_MS } from "../kernel/time.ts";

/** A weekly span in the operation's own time; ISO weekdays, minutes of the day. One over midnight is two. */
export type Shift = { readonly weekday: 1 | 2 | 3 | 4 | 5 | 6 | 7; readonly fromMinute: number; readonly toMinute: number };

/** absent: away though the week says there; extra: there though it does not. Who is both is away. */
export const SHIFT_CHANGES = ["absent", "extra"] as const;
export type ShiftChangeKind = (typeof SHIFT_CHANGES)[number];

export const SHIFT_REASONS = ["leave", "sick", "training", "swap", "other"] as const;
export type ShiftReason = (typeof SHIFT_REASONS)[number];

/** From inclusive, until exclusive. */
export type Span = { readonly fromAt: Instant; readonly untilAt: Instant };
export type ShiftChange = Span & { readonly kind: ShiftChangeKind };

/** When somebody is planned to be there within a window: in order, apart from each other, cut at the window's ends. */
export const plannedSpans = (shifts: readonly Shift[], changes: readonly ShiftChange[], window: Span, zone: Zone): readonly Span[] => {
  const extra = changes.filter(({ kind }) => kind === "extra");
  const there = joined([...weekly(shifts, window, zone), ...extra].flatMap(span => within(span, window)));
  return changes.filter(({ kind }) => kind === "absent").reduce<readonly Span[]>((spans, away) => spans.flatMap(without(away)), there);
};

const weekly = (shifts: readonly Shift[], { fromAt, untilAt }: Span, zone: Zone): readonly Span[] => {
  const spans: Span[] = [];
  for (let day = dayAt(fromAt, zone); instantOn(day, 0, zone) < untilAt; day = addDays(day, 1))
    for (const { weekday, fromMinute, toMinute } of shifts)
      if (weekday === weekdayOf(day))
        spans.push({ fromAt: instantOn(day, fromMinute * 60, zone), untilAt: instantOn(day, toMinute * 60, zone) });
  return spans;
};

const within = (span: Span, window: Span): readonly Span[] => {
  const [fromAt, untilAt] = [latest(span.fromAt, window.fromAt), earliest(span.untilAt, window.untilAt)];
  return fromAt < untilAt ? [{ fromAt, untilAt }] : [];
};

const joined = (spans: readonly Span[]): readonly Span[] => {
  const apart: Span[] = [];
  for (const span of spans.toSorted((one, other) => one.fromAt - other.fromAt)) {
    const last = apart.at(-1);
    if (last === undefined || last.untilAt < span.fromAt) apart.push(span);
    else apart[apart.length - 1] = { fromAt: last.fromAt, untilAt: latest(last.untilAt, span.untilAt) };
  }
  return apart;
};

const without =
  (away: Span) =>
  (span: Span): readonly Span[] => {
    const before = { fromAt: span.fromAt, untilAt: earliest(span.untilAt, away.fromAt) };
    const after = { fromAt: latest(span.fromAt, away.untilAt), untilAt: span.untilAt };
    if (before.untilAt >= span.untilAt || after.fromAt <= span.fromAt) return [span];
    return [before, after].filter(({ fromAt, untilAt }) => fromAt < untilAt);
  };

export const HALF_HOUR_MS = 30 * MINUTE_MS;

/** Whether somebody counts for a half hour: there for half of it at least. */
export const isThere = (spans: readonly Span[], halfHourAt: Instant): boolean => {
  const halfHour = { fromAt: halfHourAt, untilAt: addMs(halfHourAt, HALF_HOUR_MS) };
  const ms = spans.flatMap(span => within(span, halfHour)).reduce((sum, { fromAt, untilAt }) => sum + (untilAt - fromAt), 0);
  return ms * 2 >= HALF_HOUR_MS;
};

/** The first shift that overlaps another of its weekday; null where none does. */
export const overlappingShift = (shifts: readonly Shift[]): Shift | null =>
  shifts.find((shift, place) =>
    shifts.some(
      (other, at) =>
        at < place && other.weekday === shift.weekday && other.fromMinute < shift.toMinute && shift.fromMinute < other.toMinute,
    ),
  ) ?? null;

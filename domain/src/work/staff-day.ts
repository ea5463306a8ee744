import { addMs, type Instant } from "../kernel/time.ts";
import { type Staffing, type StaffingAsk, staffingFor } from "./erlang-c.ts";
import { HALF_HOUR_MS, isThere, type Span } from "./shift-plan.ts";

/** Somebody's hours of a day: as planned, and as they really were on duty up to now. */
export type StaffedPerson = { readonly teams: readonly string[]; readonly planned: readonly Span[]; readonly onDuty: readonly Span[] };

export type TeamFigures = {
  readonly team: string;
  /** How it is to answer; null where the rules do not say. */
  readonly goal: Pick<StaffingAsk, "withinSeconds" | "targetBasisPoints" | "shrinkageBasisPoints"> | null;
  /** By half hour since the first of the day: what came in; what comes in on the mean of days like it. */
  readonly arrived: ReadonlyMap<number, number>;
  readonly expected: ReadonlyMap<number, number>;
  /** Seconds from being taken to being done, on the mean; null where nothing was handled yet to learn from. */
  readonly handleSeconds: number | null;
};

export type StaffedHalfHour = {
  readonly halfHourAt: Instant;
  readonly team: string;
  /** Null where it lies ahead. */
  readonly arrived: number | null;
  readonly expected: number;
  /** Of what came in, or ahead of what is expected; null where nothing was handled yet to learn from, or there is no goal. */
  readonly needed: Pick<Staffing, "agents" | "headcount" | "serviceLevel" | "occupancy"> | null;
  readonly planned: number;
  /** Null where it lies ahead. */
  readonly onDuty: number | null;
  /** How many more than planned it takes, and how many more are planned than it takes. */
  readonly short: number;
  readonly over: number;
};

export type StaffedDay = {
  /** The first half hour of the day. */
  readonly fromAt: Instant;
  readonly now: Instant;
  readonly teams: readonly TeamFigures[];
  readonly people: readonly StaffedPerson[];
};

const HALF_HOURS = 48;

/** A day by half hour and team: how many people it takes to answer in time (Erlang C, policy.md §4.3), how many are planned and were there. */
export const staffDay = (day: StaffedDay): readonly StaffedHalfHour[] =>
  day.teams.flatMap(figures => {
    const people = day.people.filter(({ teams }) => teams.includes(figures.team));
    return Array.from({ length: HALF_HOURS }, (_, place) => staffHalfHour(day, figures, people, place));
  });

const staffHalfHour = (
  { fromAt, now }: StaffedDay,
  { team, goal, arrived, expected, handleSeconds }: TeamFigures,
  people: readonly StaffedPerson[],
  place: number,
): StaffedHalfHour => {
  const halfHourAt = addMs(fromAt, place * HALF_HOUR_MS);
  const isAhead = halfHourAt > now;
  const isOver = addMs(halfHourAt, HALF_HOUR_MS) <= now;
  const came = arrived.get(place) ?? 0;
  const foreseen = expected.get(place) ?? 0;
  // The half hour that runs may bring more yet than it has.
  const load = isOver ? came : isAhead ? foreseen : Math.max(came, foreseen);
  const needed = neededFor(load, handleSeconds, goal);
  const planned = people.filter(person => isThere(person.planned, halfHourAt)).length;
  return {
    halfHourAt,
    team,
    arrived: isAhead ? null : came,
    expected: foreseen,
    needed,
    planned,
    onDuty: isAhead ? null : people.filter(({ onDuty }) => onDuty.some(span => covers(span, halfHourAt, now))).length,
    short: needed === null ? 0 : Math.max(0, needed.agents - planned),
    over: needed === null ? 0 : Math.max(0, planned - needed.agents),
  };
};

/** There at some time of the half hour, as far as it has come: a person who went on duty a minute ago is there. */
const covers = ({ fromAt, untilAt }: Span, halfHourAt: Instant, now: Instant): boolean =>
  fromAt < addMs(halfHourAt, HALF_HOUR_MS) && untilAt > halfHourAt && fromAt <= now;

const NOBODY = { agents: 0, headcount: 0, serviceLevel: 1, occupancy: 0 } as const;

const neededFor = (arrivals: number, handleSeconds: number | null, goal: TeamFigures["goal"]): StaffedHalfHour["needed"] => {
  if (arrivals === 0) return NOBODY;
  if (handleSeconds === null || goal === null) return null;
  const { agents, headcount, serviceLevel, occupancy } = staffingFor({
    arrivals,
    perSeconds: HALF_HOUR_MS / 1000,
    handleSeconds,
    withinSeconds: goal.withinSeconds,
    targetBasisPoints: goal.targetBasisPoints,
    shrinkageBasisPoints: goal.shrinkageBasisPoints,
  });
  return { agents, headcount, serviceLevel, occupancy };
};

import { addDays, type DayNumber, dayAt, startOfDay, type Zone } from "@amends/domain/kernel/calendar";
import type { OperationId } from "@amends/domain/kernel/ids";
import { addMs, DAY_MS, earliest, type Instant } from "@amends/domain/kernel/time";
import { SELLER_TEAM } from "@amends/domain/work/route-item";
import { HALF_HOUR_MS, plannedSpans, type Span } from "@amends/domain/work/shift-plan";
import { type StaffedHalfHour, type StaffedPerson, staffDay, type TeamFigures } from "@amends/domain/work/staff-day";
import { type StaffingGoal, staffingGoal } from "@amends/domain/work/staffing-goal";
import { operationInForce } from "../operation-in-force.ts";
import type { Policy } from "../policy-port.ts";
import type { Arrivals, RosterStore } from "./team-ports.ts";
import type { AgentStore, WorkAgentRow } from "./work-ports.ts";

export type StaffingPorts = {
  readonly roster: RosterStore;
  readonly agents: Pick<AgentStore, "list">;
  readonly policy: Pick<Policy, "operation">;
};

const WEEKS_MAX = 4;

export type ShownStaffing = {
  readonly day: DayNumber;
  readonly halfHours: readonly StaffedHalfHour[];
  readonly goals: readonly (StaffingGoal & { readonly team: string })[];
};

/** Today where no day is named. Days ahead are staffed by the mean of up to four weeks: of their weekday, or of every day while no week is known yet. */
export const showStaffing = async (
  { roster, agents, policy }: StaffingPorts,
  operationId: OperationId,
  asked: DayNumber | null,
  now: Instant,
): Promise<ShownStaffing> => {
  const operation = await operationInForce(policy, operationId, now);
  const { zone } = operation.facts;
  const day = asked ?? dayAt(now, zone);
  const window = daySpan(day, zone);
  const [people, changes, duty, arrivals] = await Promise.all([
    agents.list(operationId, null),
    roster.changes(operationId, window),
    roster.duty(operationId, { fromAt: window.fromAt, untilAt: earliest(addMs(now, 1), window.untilAt) }),
    roster.arrivals(operationId, window),
  ]);
  const personOf = ({ accountId, teams, shifts }: WorkAgentRow): StaffedPerson => ({
    teams,
    planned: plannedSpans(
      shifts,
      changes.filter(change => change.accountId === accountId),
      window,
      zone,
    ),
    onDuty: duty.filter(span => span.accountId === accountId),
  });
  const staffed = people.map(personOf);
  const teams = teamsOf(arrivals, staffed, window).map(figures => ({
    ...figures,
    goal: staffingGoal(operation.running.pack, figures.team),
  }));
  return {
    day,
    halfHours: staffDay({ fromAt: window.fromAt, now, teams, people: staffed }),
    goals: teams.flatMap(({ team, goal }) => (goal === null ? [] : [{ team, ...goal }])),
  };
};

/** Half hours are those of UTC, which every zone's days begin on or within. */
const daySpan = (day: DayNumber, zone: Zone): Span => ({
  fromAt: floorToHalfHour(startOfDay(day, zone)),
  untilAt: floorToHalfHour(startOfDay(addDays(day, 1), zone)),
});
const floorToHalfHour = (at: Instant): Instant => addMs(at, -(at % HALF_HOUR_MS));

/** A team that nothing came in for and nobody is planned of has no day to show, and a shop staffs its own desk. */
const teamsOf = (
  { halfHours, handled, since }: Arrivals,
  people: readonly StaffedPerson[],
  { fromAt }: Span,
): readonly Omit<TeamFigures, "goal">[] => {
  const planned = people.filter(person => person.planned.length > 0).flatMap(person => person.teams);
  const names = [...new Set([...halfHours.map(({ team }) => team), ...planned])].filter(team => team !== SELLER_TEAM).toSorted();
  const knownDays = since === null ? 0 : Math.ceil((fromAt - since) / DAY_MS);
  const weeks = Math.min(WEEKS_MAX, Math.floor(knownDays / 7));
  return names.map(team => {
    const ofTeam = halfHours.filter(each => each.team === team);
    const spent = handled.find(each => each.team === team);
    return {
      team,
      arrived: new Map(ofTeam.map(({ place, today }) => [place, today])),
      expected: new Map(
        ofTeam.map(({ place, sameWeekday, anyDay }) => [place, weeks > 0 ? sameWeekday / weeks : knownDays > 0 ? anyDay / knownDays : 0]),
      ),
      handleSeconds: spent === undefined || spent.handled === 0 || spent.seconds === 0 ? null : spent.seconds / spent.handled,
    };
  });
};

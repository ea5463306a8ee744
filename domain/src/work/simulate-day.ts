import type { StagePack } from "../intake/stage.ts";
import { assert } from "../kernel/assert.ts";
import type { AccountId } from "../kernel/ids.ts";
import { addMs, DAY_MS, HOUR_MS, type Instant, MINUTE_MS, SECOND_MS } from "../kernel/time.ts";
import { chooseNext } from "./choose-next.ts";
import { staffingFor } from "./erlang-c.ts";
import { arrivalsOf, type Dice, HALF_HOURS, knownTo, type PlayedItem } from "./played-day.ts";
import { staffingGoal } from "./staffing-goal.ts";
import { WORK_CLASSES, type WorkAgent, type WorkClass, type WorkKind } from "./work-item.ts";

export type DayAsk = {
  readonly arrivals: number;
  readonly dayAt: Instant;
  /** Of what the plan asks for, in hundredths: 100 is as planned. */
  readonly staffPercent: number;
  /** Of a hundred people on the list, how many do not come. */
  readonly absentPercent: number;
};

/** Seconds from coming in to being taken, or done; what nobody took has waited to the end of the day. */
type Kept = { readonly met: number; readonly missed: number; readonly meanSeconds: number; readonly longestSeconds: number };
export type PlayedStandard = Kept & { readonly kind: WorkKind; readonly standard: "answered" | "handled" };
/** How soon each level of response was answered. */
export type PlayedLevel = Kept & { readonly class: WorkClass };

export type PlayedHalfHour = {
  readonly halfHour: number;
  readonly team: string;
  readonly arrived: number;
  readonly waitingAtEnd: number;
  readonly atWork: number;
  /** What the formula asks for, given what really came. */
  readonly needed: number;
};

export type PlayedDay = {
  readonly standards: readonly PlayedStandard[];
  readonly levels: readonly PlayedLevel[];
  readonly halfHours: readonly PlayedHalfHour[];
  readonly people: number;
  readonly absent: number;
  readonly leftWaiting: number;
};

type Person = WorkAgent & { readonly fromAt: Instant; readonly toAt: Instant };
type Done = { readonly item: PlayedItem; readonly takenAt: Instant | null; readonly doneAt: Instant | null };

/** People look for the next item this often; finer would change no figure shown. */
const TICK_MS = 5 * SECOND_MS;
const HALF_HOUR_MS = 30 * MINUTE_MS;
const HALF_HOUR_SECONDS = 1800;

/**
 * One day at the desk: matters come in by the hour and in bursts, are routed by the pack, taken by `chooseNext` and judged by the pack's standards, by people
 * who come in shifts or do not come at all. The rules are those the desk runs by; only the day is made up.
 */
export const simulateDay = (pack: StagePack, ask: DayAsk, dice: Dice): PlayedDay => {
  const items = arrivalsOf(pack, ask.arrivals, ask.dayAt, dice);
  const listed = rosterFor(pack, items, ask);
  const present = listed.filter(() => dice(100) >= ask.absentPercent);
  const { done, waitingAt } = play(items, present, ask.dayAt);
  return {
    standards: standardsOf(done, addMs(ask.dayAt, DAY_MS)),
    levels: levelsOf(done, addMs(ask.dayAt, DAY_MS)),
    halfHours: halfHoursOf(pack, items, present, waitingAt, ask),
    people: listed.length,
    absent: listed.length - present.length,
    leftWaiting: done.filter(({ takenAt }) => takenAt === null).length,
  };
};

const SHIFTS: readonly (readonly [from: number, to: number])[] = [
  [0, 8],
  [8, 16],
  [12, 20],
  [16, 24],
];

/** The plan: in each half hour as many as the formula asks for, in shifts of eight hours; the middle one takes what the others leave open. */
const rosterFor = (pack: StagePack, items: readonly PlayedItem[], ask: DayAsk): readonly Person[] =>
  [...new Set(items.map(({ team }) => team))].toSorted().flatMap(team => {
    const ofTeam = items.filter(item => item.team === team);
    const needed = Array.from({ length: HALF_HOURS }, (_, halfHour) => neededFor(pack, team, arrivedIn(ofTeam, halfHour, ask)));
    const planned = new Array<number>(HALF_HOURS).fill(0);
    const skills = [...new Set(ofTeam.map(({ skill }) => skill))];
    return [SHIFTS[0], SHIFTS[1], SHIFTS[3], SHIFTS[2]].flatMap((shift, place) => {
      const [from, to] = shift ?? [0, 0];
      const [first, last] = [from * 2, to * 2];
      const open = typical(needed.slice(first, last).map((count, index) => Math.max(0, count - (planned[first + index] ?? 0))));
      const heads = place === 0 ? Math.max(1, open) : open;
      const count = Math.ceil((heads * ask.staffPercent) / 100);
      for (let halfHour = first; halfHour < last; halfHour += 1) planned[halfHour] = (planned[halfHour] ?? 0) + count;
      return Array.from({ length: count }, (_, index) => personOf(team, skills, `${from}-${index}`, shiftAt(ask.dayAt, from, to)));
    });
  });

/** What three half hours in four stay under: a plan is not made for the worst of them. */
const typical = (counts: readonly number[]): number => counts.toSorted((one, other) => one - other)[Math.floor(counts.length * 0.75)] ?? 0;

const shiftAt = (dayAt: Instant, from: number, to: number) => ({ fromAt: addMs(dayAt, from * HOUR_MS), toAt: addMs(dayAt, to * HOUR_MS) });

const personOf = (team: string, skills: readonly string[], name: string, shift: Pick<Person, "fromAt" | "toAt">): Person => ({
  accountId: `account_${team}-${name}`,
  teams: [team],
  skills,
  languages: ["zh"],
  capacity: 1,
  load: 0,
  isOnDuty: true,
  ...shift,
});

const arrivedIn = (items: readonly PlayedItem[], halfHour: number, { dayAt }: DayAsk): readonly PlayedItem[] => {
  const from = addMs(dayAt, halfHour * HALF_HOUR_MS);
  return items.filter(({ arrivesAt }) => arrivesAt >= from && arrivesAt < from + HALF_HOUR_MS);
};

/** People at the desk, so nothing is added for those on a break: a played day has its own absences. */
const neededFor = (pack: StagePack, team: string, items: readonly PlayedItem[]): number => {
  const goal = staffingGoal(pack, team);
  assert(goal !== null, `the rules say how ${team} is staffed`);
  if (items.length === 0) return 0;
  const handleSeconds = items.reduce((sum, each) => sum + each.handleSeconds, 0) / items.length;
  const { withinSeconds, targetBasisPoints } = goal;
  const ask = { arrivals: items.length, perSeconds: HALF_HOUR_SECONDS, handleSeconds, withinSeconds, targetBasisPoints };
  return staffingFor({ ...ask, shrinkageBasisPoints: 0 }).agents;
};

type Played = { readonly done: readonly Done[]; readonly waitingAt: readonly ReadonlyMap<string, number>[] };

const play = (items: readonly PlayedItem[], people: readonly Person[], dayAt: Instant): Played => {
  const waiting = new Map<string, PlayedItem>();
  const busyUntil = new Map<AccountId, Instant>();
  const knew = new Map<number, AccountId>();
  const done: Done[] = [];
  const waitingAt: ReadonlyMap<string, number>[] = [];
  let next = 0;
  for (let ms = 0; ms < DAY_MS; ms += TICK_MS) {
    const now = addMs(dayAt, ms);
    for (let item = items[next]; item !== undefined && item.arrivesAt <= now; item = items[next]) {
      waiting.set(item.itemId, knownTo(item, knew.get(item.customer) ?? null));
      next += 1;
    }
    if (waiting.size > 0) takeUp(people, { waiting, busyUntil, knew, done }, now);
    if ((ms + TICK_MS) % HALF_HOUR_MS === 0) waitingAt.push(countByTeam(waiting.values()));
  }
  for (const item of [...waiting.values(), ...items.slice(next)]) done.push({ item, takenAt: null, doneAt: null });
  return { done, waitingAt };
};

type Desk = {
  readonly waiting: Map<string, PlayedItem>;
  readonly busyUntil: Map<AccountId, Instant>;
  readonly knew: Map<number, AccountId>;
  readonly done: Done[];
};

const takeUp = (people: readonly Person[], { waiting, busyUntil, knew, done }: Desk, now: Instant): void => {
  for (const person of people) {
    if (now < person.fromAt || now >= person.toAt || (busyUntil.get(person.accountId) ?? 0) > now) continue;
    const item = chooseNext(person, waiting.values(), now);
    if (typeof item === "string") continue;
    const doneAt = addMs(now, item.handleSeconds * SECOND_MS);
    waiting.delete(item.itemId);
    busyUntil.set(person.accountId, doneAt);
    knew.set(item.customer, person.accountId);
    done.push({ item, takenAt: now, doneAt });
  }
};

const countByTeam = (items: Iterable<PlayedItem>): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const { team } of items) counts.set(team, (counts.get(team) ?? 0) + 1);
  return counts;
};

/** What is still waiting when the day ends has missed what was due by then, and is not judged on the rest. */
const standardsOf = (done: readonly Done[], endAt: Instant): readonly PlayedStandard[] =>
  [...new Set(done.map(({ item }) => item.kind))].toSorted().flatMap(kind => {
    const ofKind = done.filter(({ item }) => item.kind === kind);
    return [
      { kind, standard: "answered" as const, ...answered(ofKind, endAt) },
      {
        kind,
        standard: "handled" as const,
        ...kept(
          ofKind,
          ({ doneAt }) => doneAt,
          ({ standardDueAt }) => standardDueAt,
          endAt,
        ),
      },
    ];
  });

const levelsOf = (done: readonly Done[], endAt: Instant): readonly PlayedLevel[] =>
  WORK_CLASSES.map(level => ({
    class: level,
    ...answered(
      done.filter(({ item }) => item.class === level),
      endAt,
    ),
  }));

const answered = (done: readonly Done[], endAt: Instant): Kept =>
  kept(
    done,
    ({ takenAt }) => takenAt,
    ({ answerDueAt }) => answerDueAt,
    endAt,
  );

const kept = (
  done: readonly Done[],
  wasAt: (one: Done) => Instant | null,
  dueAt: (item: PlayedItem) => Instant | null,
  endAt: Instant,
): Kept => {
  const seconds = done.map(one => Math.floor(((wasAt(one) ?? endAt) - one.item.arrivesAt) / SECOND_MS));
  return {
    ...judged(
      done.map(one => [wasAt(one), dueAt(one.item)]),
      endAt,
    ),
    meanSeconds: done.length === 0 ? 0 : Math.floor(seconds.reduce((sum, each) => sum + each, 0) / done.length),
    longestSeconds: seconds.reduce((longest, each) => Math.max(longest, each), 0),
  };
};

const judged = (pairs: readonly (readonly [wasAt: Instant | null, dueAt: Instant | null])[], endAt: Instant) => ({
  met: pairs.filter(([wasAt, dueAt]) => dueAt !== null && wasAt !== null && wasAt <= dueAt).length,
  missed: pairs.filter(([wasAt, dueAt]) => dueAt !== null && (wasAt ?? endAt) > dueAt).length,
});

const halfHoursOf = (
  pack: StagePack,
  items: readonly PlayedItem[],
  people: readonly Person[],
  waitingAt: readonly ReadonlyMap<string, number>[],
  ask: DayAsk,
): readonly PlayedHalfHour[] =>
  [...new Set(items.map(({ team }) => team))].toSorted().flatMap(team => {
    const ofTeam = items.filter(item => item.team === team);
    return waitingAt.map((waiting, halfHour) => {
      const from = addMs(ask.dayAt, halfHour * HALF_HOUR_MS);
      const arrived = arrivedIn(ofTeam, halfHour, ask);
      return {
        halfHour,
        team,
        arrived: arrived.length,
        waitingAtEnd: waiting.get(team) ?? 0,
        atWork: people.filter(person => person.teams.includes(team) && person.fromAt <= from && from < person.toAt).length,
        needed: neededFor(pack, team, arrived),
      };
    });
  });

import { instantOn, SHANGHAI } from "@amends/domain/kernel/calendar";
import type { CompiledPack } from "@amends/domain/policy/pack";
import { type PlayedDay, simulateDay } from "@amends/domain/work/simulate-day";
import { CliError } from "./cli-error.ts";
import { compilePolicy } from "./compile-policy.ts";
import { badOption, readOptions } from "./options.ts";
import type { Command } from "./surroundings.ts";

const OPTIONS = {
  arrivals: { type: "string" },
  seed: { type: "string" },
  staff: { type: "string" },
  absent: { type: "string" },
  pack: { type: "string" },
} as const;

const ARRIVALS_MAX = 50_000;

export const simulateCommand: Command = {
  usage: `amends simulate day [--arrivals 5000] [--seed 1] [--staff 100] [--absent 6] [--pack DIR]
  plays one day at the desk: what comes in, in bursts, is routed and judged by the pack's own rules and taken by people in shifts, of whom some do not
  come; prints what was kept of each standard, how long the queues were, and how many people the formula asks for. The same seed plays the same day.`,
  run: async (args, { out }) => {
    const { positionals, values } = readOptions(args, OPTIONS);
    if (positionals[0] !== "day") throw new CliError("missing_option", "Say what to simulate: a day.", simulateCommand.usage);
    const ask = {
      arrivals: wholeOf("--arrivals", values.arrivals ?? "5000", 1, ARRIVALS_MAX),
      staffPercent: wholeOf("--staff", values.staff ?? "100", 1, 500),
      absentPercent: wholeOf("--absent", values.absent ?? "6", 0, 100),
      // Any day will do: a played one has neither weekday nor weather.
      dayAt: instantOn(DAY, 0, SHANGHAI),
    };
    const seed = wholeOf("--seed", values.seed ?? "1", 0, 4_294_967_295);
    const pack: CompiledPack = compilePolicy(values.pack);
    if (!pack.tables.has("staffing"))
      throw badOption("--pack", `is ${pack.id}, which does not say how teams are staffed`, "a pack with the table `staffing`");
    for (const line of report(simulateDay(pack, ask, diceOf(seed)), ask.arrivals)) out(line);
    return 0;
  },
};

const DAY = 20_000 as Parameters<typeof instantOn>[0];

const wholeOf = (name: string, text: string, min: number, max: number): number => {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < min || value > max) throw badOption(name, `is ${text}`, `a whole number from ${min} to ${max}`);
  return value;
};

/** xorshift32: small, and the same everywhere. Zero would stay zero. */
export const diceOf = (seed: number): ((below: number) => number) => {
  let state = (seed ^ 0x9e37_79b9) >>> 0 || 1;
  return below => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state % below;
  };
};

const report = (day: PlayedDay, arrivals: number): readonly string[] => [
  `${arrivals} arrivals, ${day.people} people on the list, ${day.absent} absent, ${day.leftWaiting} left waiting at midnight`,
  "",
  row(["standard", "kept", "missed", "attained", "mean", "longest"], WIDTHS),
  ...day.standards.filter(({ met, missed }) => met + missed > 0).map(each => keptRow(`${each.kind} ${each.standard}`, each)),
  ...day.levels.map(each => keptRow(`level ${each.class} answered`, each)),
  "",
  row(["team", "from", "arrived", "waiting", "at work", "Erlang C"], WIDTHS),
  ...shownOf(day).map(({ team, halfHour, arrived, waitingAtEnd, atWork, needed }) =>
    row([team, clockOf(halfHour), String(arrived), String(waitingAtEnd), String(atWork), String(needed)], WIDTHS),
  ),
  "",
  row(["team", "short in", "over in", "worst", "by", "queue"], WIDTHS),
  ...teamsOf(day),
  "",
  "The list is made knowing the day: eight-hour shifts that fill what three half hours in four need. Bursts and absences are not planned for.",
  "What waits at midnight counts as missed where it was due by then, and is not counted where it was not.",
];

const keptRow = (
  name: string,
  { met, missed, meanSeconds, longestSeconds }: PlayedDay["levels"][number] | PlayedDay["standards"][number],
) => row([name, String(met), String(missed), percent(met, met + missed), lasting(meanSeconds), lasting(longestSeconds)], WIDTHS);

/** Every second hour of each team and the two in which a lot comes at once: enough to see the day by. */
const shownOf = ({ halfHours }: PlayedDay) => halfHours.filter(({ halfHour }) => halfHour % 4 === 0 || halfHour === 19 || halfHour === 41);

/** People at work against the formula, over all half hours: how many lack somebody, how many have more than it asks, and the longest queue. */
const teamsOf = ({ halfHours }: PlayedDay): readonly string[] =>
  [...new Set(halfHours.map(({ team }) => team))].map(team => {
    const ofTeam = halfHours.filter(each => each.team === team);
    const lacks = ({ needed, atWork }: PlayedDay["halfHours"][number]) => needed - atWork;
    const [worst] = ofTeam.toSorted((one, other) => lacks(other) - lacks(one));
    const isShort = worst !== undefined && lacks(worst) > 0;
    const cells = [
      `${ofTeam.filter(each => lacks(each) > 0).length} of ${ofTeam.length}`,
      `${ofTeam.filter(each => lacks(each) < 0).length}`,
      isShort ? clockOf(worst.halfHour) : "–",
      isShort ? String(lacks(worst)) : "–",
      String(Math.max(...ofTeam.map(({ waitingAtEnd }) => waitingAtEnd))),
    ];
    return row([team, ...cells], WIDTHS);
  });

const WIDTHS = [26, 9, 9, 10, 11, 10] as const;
const row = (cells: readonly string[], widths: readonly number[]): string =>
  cells.map((cell, index) => (index === 0 ? cell.padEnd(widths[index] ?? 0) : cell.padStart(widths[index] ?? 0))).join("");

const percent = (part: number, whole: number): string => (whole === 0 ? "–" : `${((part * 100) / whole).toFixed(1)} %`);
const lasting = (seconds: number): string =>
  seconds < 60 ? `${seconds} s` : seconds < 3600 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
const clockOf = (halfHour: number): string => `${String(Math.floor(halfHour / 2)).padStart(2, "0")}:${halfHour % 2 === 0 ? "00" : "30"}`;

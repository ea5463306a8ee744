import { SECOND_MS } from "@amends/domain/kernel/time";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { NEVER_FIRST, OF_A_KIND, PROMISES, type PromiseRow, SOONER } from "../case/promise-rows.ts";
import { compiledPack } from "../policy/read-pack.ts";
import { type Lived, liveThrough, type ShopKind, type Trial } from "./kept-and-lapsed.ts";
import { type CaseDetail, WHOLE_CASES, wayTo } from "./ways-to-a-step.ts";

const HOUR = 3600;
const goalOf = ([, , , , , standardSeconds, silenceSeconds]: PromiseRow): number =>
  standardSeconds ?? silenceSeconds ?? expect.unreachable();

const rowTried = (kind: ShopKind, row: PromiseRow) => {
  const [rowId, step, owner, request, standing] = row;
  const name = `${kind} ${rowId}: ${step} of the ${owner} for ${[...request, ...Object.values(standing)].join(" ")}`;
  const goalSeconds = goalOf(row);
  return { name, row, trial: { kind, way: wayTo(kind, row), goalSeconds, lapseSeconds: row[6] ?? goalSeconds } };
};
/** One standing of a buyer is enough where a row names several: all of them are tried without a server. */
const ONCE = SOONER.filter(([rowId], index) => SOONER.findIndex(([other]) => other === rowId) === index);
const ROWS = [...[...PROMISES, ...ONCE].map(row => rowTried("base", row)), ...OF_A_KIND.map(([kind, ...row]) => rowTried(kind, row))];

const CASES = WHOLE_CASES.map(({ rowId, words, seconds, way }) => {
  const trial: Trial = { kind: "base", way, goalSeconds: seconds, lapseSeconds: seconds + HOUR };
  return { name: `${rowId}: ${words}`, rowId, trial };
});
const NEVER_OF_A_CASE: Readonly<Record<string, string>> = {
  "CS-01": "is kept by the notice the buyer reads, and tried beside this by holding the feed up",
  "CS-99": "promises nothing",
};

/** The host may have changed the order all the same: while its word is out, silence alone does not say that it could not. */
const MEANS_OVER_THE_SERVER: Readonly<Record<string, string>> = { "PR-19": "escalate" };
/** The standard table is the sooner one: PR-01 says nothing but that silence decides nothing. */
const STANDARD_OF: Readonly<Record<string, string>> = { "PR-01": "SS-01" };

let lived: Lived;
beforeAll(async () => {
  lived = await liveThrough([...ROWS, ...CASES].map(({ trial }) => trial));
}, 300_000);
afterAll(() => lived?.close());

test("every row of the pack's tables is tried here, or has a reason why it never speaks", () => {
  const idsOf = (table: string) =>
    compiledPack("policies/base")
      .tables.get(table)
      ?.rows.map(({ id }) => id) ?? [];
  const tried = [...ROWS.map(({ row: [rowId] }) => rowId), ...CASES.map(({ rowId }) => rowId)];
  const known = new Set([...tried, ...Object.keys(NEVER_FIRST), ...Object.keys(NEVER_OF_A_CASE)]);
  const written = ["promises", "standards", "case_standards"].flatMap(idsOf);
  expect(written.filter(id => !known.has(id))).toEqual([]);
  expect([...Object.keys(NEVER_FIRST), ...Object.keys(NEVER_OF_A_CASE)].filter(id => !written.includes(id) || tried.includes(id))).toEqual(
    [],
  );
});

/** The step a row is about, its clock, and what happened to it, in seconds since it began. */
const lifeOf = ({ steps, clocks, timeline }: CaseDetail, [, type, owner]: PromiseRow) => {
  const clockOf = (stepNo: number) => clocks.find(clock => clock.stepNo === stepNo);
  // A review the platform took over was the seller's when it began.
  const isTheirs = (stepNo: number) => type !== "review" || (clockOf(stepNo)?.held[0]?.by ?? owner) === owner;
  const step = steps.find(each => each.type === type && each.startedAt !== null && isTheirs(each.stepNo)) ?? expect.unreachable();
  const clock = clockOf(step.stepNo) ?? expect.unreachable();
  const own = timeline.filter(({ data }) => data["stepNo"] === step.stepNo);
  return {
    step,
    clock,
    happened: own.map(({ type: what, at, data }) => ({ type: what, data, after: (at - clock.startedAt) / SECOND_MS })),
  };
};

describe.each(ROWS)("$name", ({ row, trial }) => {
  const [rowId, , , , standing, standardSeconds, , silenceMeans] = row;
  const { goalSeconds, lapseSeconds, way } = trial;

  test("kept: what was promised has a second left, and nothing lapses", async () => {
    const shown = await lived.kept(trial);
    const { clock, step } = lifeOf(shown, row);
    expect(shown.severity).toBe(standing.level ?? shown.severity);
    expect(clock).toMatchObject({ status: "stopped", targetMs: goalSeconds * SECOND_MS, breachMs: 0 });
    if (!("answers" in way.keeps)) expect(clock.remainingMs).toBe(SECOND_MS);
    expect(step.automatic?.because).not.toBe("silence");
  });

  test("lapsed: silence means what was promised, to the second, and the breach is known", async () => {
    const { clock, happened } = lifeOf(await lived.lapsed(trial), row);
    const means = MEANS_OVER_THE_SERVER[rowId] ?? silenceMeans;
    const end = happened.find(({ type }) => type === "step_ended" || type === "step_escalated");
    expect(end).toMatchObject({ type: means === "escalate" ? "step_escalated" : "step_ended", after: lapseSeconds });
    if (means !== "escalate") expect(end?.data).toMatchObject({ outcome: means, automatic: { because: "silence" } });
    const rungs = happened.flatMap(({ type, data }) => (type === "step_climbed" ? [data["rung"]] : []));
    expect(rungs.length).toBeGreaterThan(0);
    expect(rungs).toEqual(rungs.map((_, index) => index + 1));
    expect(clock.breachMs).toBe((lapseSeconds - goalSeconds) * SECOND_MS);
    if (standardSeconds !== null) expect(clock.rowId).toBe(STANDARD_OF[rowId] ?? rowId);
  });
});

describe.each(CASES)("of the case as a whole $name", ({ rowId, trial }) => {
  const clockOf = ({ clocks }: CaseDetail) => clocks.find(clock => clock.rowId === rowId) ?? expect.unreachable();

  test("kept: it is done with a second left", async () => {
    expect(clockOf(await lived.kept(trial))).toMatchObject({ status: "stopped", remainingMs: SECOND_MS, breachMs: 0 });
  });

  test("lapsed: an hour later it is an hour late", async () => {
    expect(clockOf(await lived.lapsed(trial))).toMatchObject({ status: "running", breachMs: HOUR * SECOND_MS });
  });
});

import { describe, expect, test } from "vitest";
import { aCase, after, by, type CaseParts, FILED_AT, type Running } from "../../../test/case/a-case.ts";
import { planOf } from "../../../test/case/plans.ts";
import { NEVER_FIRST, OF_A_KIND, PROMISES, type PromiseRow, SOONER } from "../../../test/case/promise-rows.ts";
import { compiledPack } from "../../../test/policy/read-pack.ts";
import { addMs, type Instant, latest, SECOND_MS } from "../kernel/time.ts";
import { readClock } from "../promise/clock.ts";
import { rungAbove } from "../promise/ladder.ts";
import { type PromiseContext, serviceStandard } from "../promise/service-standard.ts";
import { CaseDraft } from "./draft.ts";
import { endStep } from "./plan.ts";
import { STEP_OUTCOMES, type StepOutcome, type StepType, wakeAt } from "./step.ts";
import { stepClocks } from "./step-clocks.ts";

const BASE = compiledPack("policies/base");
const AROUND_THE_CLOCK = { kind: "around_the_clock" } as const;
const DAY = 86_400;

const contextOf = ([, step, owner, [type, kind = null], { level = "p4", tier = "standard" }]: PromiseRow): PromiseContext => ({
  step: { type: step, owner },
  request: { type, kind },
  severity: { level },
  buyer: { tier },
});

const DEARER = { template: "exchange", replacementPriceMinor: 9000n };
const OWED = { template: "refund_pre_ship", parcel: "not_shipped" } as const;
/** What has to be so before a step of this type waits for anybody: money that is owed, a difference to be paid, a parcel on its way. */
const SITUATIONS: Readonly<Partial<Record<StepType, CaseParts>>> = {
  refund: OWED,
  compensate: OWED,
  collect: DEARER,
  recover: DEARER,
  intercept: { template: "complaint", parcel: "picked_up" },
};

/** The outcome hoped for; nobody can accept a quote that was not made. */
const endOf = (type: StepType): StepOutcome => (type === "quote" ? "declined" : STEP_OUTCOMES[type][0]);

/** A case that waits for nothing but this step. */
const waitingFor = (row: PromiseRow): Running => {
  const [, type, owner] = row;
  const next = Object.fromEntries(STEP_OUTCOMES[type].map(outcome => [outcome, "end:closed"]));
  const plan = { id: "one", steps: { it: { type, owner, zh: "一步", en: "one step", next } }, withdraw: {} };
  const template = planOf({ ...plan, entry: { approved: ["it"], review: ["it"], contested: ["it"] } });
  return aCase(SITUATIONS[type] ?? { template: "complaint", outcome: "review" }, rules => ({
    ...rules,
    template,
    promiseOf: step => ({ basis: AROUND_THE_CLOCK, ...serviceStandard(BASE, { ...contextOf(row), step }) }),
    rungAbove: (step, _state, taken) => rungAbove(BASE, { ...contextOf(row), step }, taken),
  }));
};

const stepOf = ({ opened }: Running) => opened.state.steps[0] ?? expect.unreachable();
const lastAt = ({ opened }: Running): Instant => opened.events.at(-1)?.at ?? FILED_AT;
const secondsAfter = (at: Instant): number => (at - FILED_AT) / SECOND_MS;

/** Time passes and nobody acts: the case is told each time something is due, until silence has decided. */
const leftAlone = (running: Running): Running => {
  let now = running;
  while (!now.opened.events.some(({ type }) => type === "step_escalated" || type === "step_ended")) {
    const wake = wakeAt(stepOf(now)) ?? expect.unreachable();
    now = after(now, ["system", { kind: "step_due", stepNo: 1 }, latest(wake, lastAt(now))]);
  }
  return now;
};

const endedInTime = ({ rules, opened }: Running, row: PromiseRow, at: Instant): Running => {
  const draft = new CaseDraft(opened.state, at, by("system"));
  endStep(draft, rules, stepOf({ rules, opened }), endOf(row[1]));
  return { rules, opened: { ...opened, state: draft.state, events: [...opened.events, ...draft.events] } };
};

const readingOf = (row: PromiseRow, { opened }: Running, now: Instant) => {
  const [clock] = stepClocks(opened.events, () => ({ standardSeconds: row[5], basis: AROUND_THE_CLOCK }));
  return clock === undefined ? expect.unreachable() : readClock(clock.entries, clock.basis, now);
};

const rowIdsOf = (table: string): readonly string[] => BASE.tables.get(table)?.rows.map(({ id }) => id) ?? expect.unreachable();

test("every row of the two tables is kept once and lapsed once here", () => {
  const tried = new Set([...[...PROMISES, ...SOONER].map(([rowId]) => rowId), ...OF_A_KIND.map(([, rowId]) => rowId)]);
  expect([...rowIdsOf("promises"), ...rowIdsOf("standards")].filter(id => !tried.has(id))).toEqual(Object.keys(NEVER_FIRST));
});

describe.each([...PROMISES, ...SOONER])("%s: the %s step of the %s for %j, %j", (...row: PromiseRow) => {
  const [rowId, , , , , standardSeconds, silenceSeconds, silenceMeans] = row;
  const goal = standardSeconds ?? silenceSeconds ?? expect.unreachable();

  test("is what the pack says", () => {
    const promised = serviceStandard(BASE, contextOf(row));
    expect(rowId.startsWith("SS") ? promised.standardRowId : promised.rowId).toBe(rowId);
    expect(promised).toMatchObject({ standardSeconds, silenceSeconds, countsIn: null });
  });

  test("kept: with the last second of it left, nobody is late and nothing is decided for them", () => {
    const at = addMs(FILED_AT, (goal - 1) * SECOND_MS);
    const kept = endedInTime(waitingFor(row), row, at);
    expect(readingOf(row, kept, addMs(at, DAY * SECOND_MS))).toMatchObject({ status: "stopped", remainingMs: SECOND_MS, breachMs: 0 });
    expect(stepOf(kept)).toMatchObject({ outcome: endOf(row[1]), automatic: null });
  });

  test("lapsed: silence means what was promised, to the second, and the breach is known", () => {
    const lapsed = leftAlone(waitingFor(row));
    const end = lapsed.opened.events.find(({ type }) => type === "step_escalated" || type === "step_ended") ?? expect.unreachable();
    const endsAfter = silenceSeconds ?? goal;
    expect(secondsAfter(end.at)).toBe(endsAfter);
    if (silenceMeans === "escalate") expect(end.type).toBe("step_escalated");
    else expect(end).toMatchObject({ type: "step_ended", outcome: silenceMeans, automatic: { because: "silence" } });
    const rungs = lapsed.opened.events.flatMap(event => (event.type === "step_climbed" ? [event.rung] : []));
    expect(rungs.length).toBeGreaterThan(0);
    expect(rungs).toEqual(rungs.map((_, index) => index + 1));
    expect(readingOf(row, lapsed, end.at).breachMs).toBe((endsAfter - goal) * SECOND_MS);
  });
});

import { describe, expect, test } from "vitest";
import { aCase, after, by, type CaseParts, FILED_AT, type Running } from "../../../test/case/a-case.ts";
import { planOf } from "../../../test/case/plans.ts";
import { compiledPack } from "../../../test/policy/read-pack.ts";
import type { RefundOnlyKind, ServiceType } from "../intake/service-type.ts";
import { addMs, type Instant, latest, SECOND_MS } from "../kernel/time.ts";
import { readClock } from "../promise/clock.ts";
import { rungAbove } from "../promise/ladder.ts";
import { type PromiseContext, serviceStandard } from "../promise/service-standard.ts";
import { CaseDraft } from "./draft.ts";
import { endStep } from "./plan.ts";
import { STEP_OUTCOMES, type StepOutcome, type StepOwner, type StepType, wakeAt } from "./step.ts";
import { stepClocks } from "./step-clocks.ts";

const BASE = compiledPack("policies/base");
const AROUND_THE_CLOCK = { kind: "around_the_clock" } as const;
const [MINUTE, HOUR, DAY] = [60, 3600, 86_400];

type Standing = { readonly level?: string; readonly tier?: string };
type Row = readonly [
  rowId: string,
  step: StepType,
  owner: StepOwner,
  request: readonly [ServiceType, (RefundOnlyKind | null)?],
  standing: Standing,
  standardSeconds: number | null,
  silenceSeconds: number | null,
  silenceMeans: string,
];

/** Who should have acted when, and what silence means: policy.md §3.2 row by row, and what the desk itself promises. */
const PROMISES: readonly Row[] = [
  ["PR-01", "review", "seller", ["return_refund"], { level: "p1" }, 15 * MINUTE, null, "escalate"],
  ["PR-03", "review", "platform", ["complaint"], {}, HOUR, DAY, "escalate"],
  ["PR-04", "review", "platform", ["return_refund"], {}, 4 * HOUR, null, "escalate"],
  ["PR-05", "review", "seller", ["refund_only", "pre_ship"], {}, 4 * HOUR, DAY, "approved"],
  ["PR-06", "review", "seller", ["refund_only", "not_received"], {}, 4 * HOUR, 36 * HOUR, "approved"],
  ["PR-06", "review", "seller", ["return_refund"], {}, 4 * HOUR, 36 * HOUR, "approved"],
  ["PR-06", "review", "seller", ["exchange"], {}, 4 * HOUR, 36 * HOUR, "approved"],
  ["PR-06", "review", "seller", ["refuse_delivery"], {}, 4 * HOUR, 36 * HOUR, "approved"],
  ["PR-07", "review", "seller", ["resend"], {}, 4 * HOUR, 48 * HOUR, "approved"],
  ["PR-07", "review", "seller", ["repair"], {}, 4 * HOUR, 48 * HOUR, "approved"],
  ["PR-08", "review", "seller", ["compensation"], {}, 4 * HOUR, 48 * HOUR, "escalate"],
  ["PR-09", "pickup", "carrier", ["return_refund"], {}, DAY, 7 * DAY, "expired"],
  ["PR-10", "drop_off", "buyer", ["return_refund"], {}, null, 7 * DAY, "expired"],
  ["PR-11", "receive", "warehouse", ["return_refund"], {}, null, 7 * DAY, "received"],
  ["PR-12", "inspect", "warehouse", ["return_refund"], {}, DAY, 48 * HOUR, "passed"],
  ["PR-12a", "inspect", "warehouse", ["guarantee_claim"], {}, 48 * HOUR, 7 * DAY, "not_passed"],
  ["PR-13", "refund", "system", ["return_refund"], {}, DAY, 7 * DAY, "escalate"],
  ["PR-14", "reship", "warehouse", ["exchange"], {}, DAY, 7 * DAY, "escalate"],
  ["PR-15", "collect_evidence", "buyer", ["return_refund"], {}, null, DAY, "expired"],
  ["PR-16", "offer", "buyer", ["return_refund"], {}, null, 48 * HOUR, "declined"],
  ["PR-17", "intercept", "carrier", ["return_refund"], {}, 2 * HOUR, DAY, "not_intercepted"],
  ["PR-18", "reserve", "warehouse", ["exchange"], {}, HOUR, 4 * HOUR, "out_of_stock"],
  ["PR-19", "amend", "system", ["amend_order"], {}, HOUR, DAY, "not_amended"],
  ["PR-20", "collect", "buyer", ["exchange"], {}, null, 3 * DAY, "not_collected"],
  ["PR-21", "return_to_buyer", "warehouse", ["return_refund"], {}, DAY, 7 * DAY, "not_sent_back"],
  ["PR-22", "repair", "repairer", ["repair"], {}, 3 * DAY, 20 * DAY, "escalate"],
  ["PR-23", "trace", "carrier", ["logistics"], {}, 2 * HOUR, DAY, "escalate"],
  ["PR-24", "visit", "repairer", ["repair"], {}, 3 * DAY, 15 * DAY, "missed"],
  ["PR-25", "quote", "buyer", ["repair"], {}, null, 7 * DAY, "declined"],
  ["PR-26", "ship_back", "repairer", ["repair"], {}, DAY, 7 * DAY, "escalate"],
  ["PR-27", "compensate", "system", ["compensation"], {}, DAY, DAY, "escalate"],
  ["PR-28", "follow_up", "buyer", ["complaint"], {}, null, 3 * DAY, "settled"],
  ["PR-29", "dispose", "seller", ["refund_only", "unreturnable"], {}, null, 7 * DAY, "not_disposed"],
  ["PR-30", "lend", "warehouse", ["repair"], {}, 4 * HOUR, DAY, "not_lent"],
  ["PR-31", "recover", "buyer", ["repair"], {}, null, 7 * DAY, "not_recovered"],
];

/** What is promised sooner for a graver matter or a valued buyer; silence means what the step's own row says. */
const SOONER: readonly Row[] = [
  ["SS-01", "review", "platform", ["return_refund"], { level: "p1" }, 15 * MINUTE, null, "escalate"],
  ["SS-02", "review", "platform", ["return_refund"], { level: "p2", tier: "vip" }, 15 * MINUTE, null, "escalate"],
  ["SS-02", "review", "seller", ["return_refund"], { level: "p2", tier: "green_lane" }, 15 * MINUTE, 36 * HOUR, "approved"],
  ["SS-03", "review", "seller", ["return_refund"], { level: "p2" }, 30 * MINUTE, 36 * HOUR, "approved"],
  ["SS-04", "review", "platform", ["return_refund"], { tier: "vip" }, 15 * MINUTE, null, "escalate"],
  ["SS-04", "review", "platform", ["return_refund"], { level: "p3", tier: "green_lane" }, 15 * MINUTE, null, "escalate"],
  ["SS-06", "review", "platform", ["return_refund"], { level: "p3" }, 2 * HOUR, null, "escalate"],
  ["SS-07", "review", "seller", ["return_refund"], { tier: "green_lane" }, HOUR, 36 * HOUR, "approved"],
  ["SS-08", "review", "seller", ["return_refund"], { level: "p3", tier: "vip" }, 2 * HOUR, 36 * HOUR, "approved"],
  ["SS-08", "review", "seller", ["return_refund"], { tier: "vip" }, 2 * HOUR, 36 * HOUR, "approved"],
  ["SS-09", "review", "seller", ["return_refund"], { level: "p3" }, 2 * HOUR, 36 * HOUR, "approved"],
  ["SS-21", "inspect", "warehouse", ["return_refund"], { level: "p1" }, 12 * HOUR, 48 * HOUR, "passed"],
  ["SS-21", "inspect", "warehouse", ["return_refund"], { level: "p2" }, 12 * HOUR, 48 * HOUR, "passed"],
  ["SS-22", "inspect", "warehouse", ["return_refund"], { tier: "green_lane" }, 12 * HOUR, 48 * HOUR, "passed"],
  ["SS-23", "refund", "system", ["return_refund"], { level: "p1" }, 4 * HOUR, 7 * DAY, "escalate"],
  ["SS-24", "refund", "system", ["return_refund"], { level: "p2" }, 12 * HOUR, 7 * DAY, "escalate"],
  ["SS-25", "refund", "system", ["return_refund"], { tier: "green_lane" }, 12 * HOUR, 7 * DAY, "escalate"],
  ["SS-26", "trace", "carrier", ["logistics"], { level: "p1" }, 30 * MINUTE, DAY, "escalate"],
  ["SS-27", "trace", "carrier", ["logistics"], { level: "p2" }, HOUR, DAY, "escalate"],
  ["SS-28", "trace", "carrier", ["logistics"], { tier: "vip" }, HOUR, DAY, "escalate"],
  ["SS-28", "trace", "carrier", ["logistics"], { tier: "green_lane" }, HOUR, DAY, "escalate"],
  ["SS-29", "visit", "repairer", ["repair"], { level: "p1" }, 2 * HOUR, 15 * DAY, "missed"],
  ["SS-30", "visit", "repairer", ["repair"], { level: "p2" }, DAY, 15 * DAY, "missed"],
  ["SS-31", "visit", "repairer", ["repair"], { tier: "green_lane" }, DAY, 15 * DAY, "missed"],
];

/**
 * Rows no step of the base pack can bring to speak: the last resort of each table, and two that say of the standard what the row of the step says
 * already, so that a pack which makes the step slower is still held to it.
 */
const NEVER_FIRST = ["PR-99", "SS-05", "SS-10", "SS-99"];

const contextOf = ([, step, owner, [type, kind = null], { level = "p4", tier = "standard" }]: Row): PromiseContext => ({
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
const waitingFor = (row: Row): Running => {
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

const endedInTime = ({ rules, opened }: Running, row: Row, at: Instant): Running => {
  const draft = new CaseDraft(opened.state, at, by("system"));
  endStep(draft, rules, stepOf({ rules, opened }), endOf(row[1]));
  return { rules, opened: { ...opened, state: draft.state, events: [...opened.events, ...draft.events] } };
};

const readingOf = (row: Row, { opened }: Running, now: Instant) => {
  const [clock] = stepClocks(opened.events, () => ({ standardSeconds: row[5], basis: AROUND_THE_CLOCK }));
  return clock === undefined ? expect.unreachable() : readClock(clock.entries, clock.basis, now);
};

const rowIdsOf = (table: string): readonly string[] => BASE.tables.get(table)?.rows.map(({ id }) => id) ?? expect.unreachable();

test("every row of the two tables is kept once and lapsed once here", () => {
  const tried = new Set([...PROMISES, ...SOONER].map(([rowId]) => rowId));
  expect([...rowIdsOf("promises"), ...rowIdsOf("standards")].filter(id => !tried.has(id))).toEqual(NEVER_FIRST);
});

describe.each([...PROMISES, ...SOONER])("%s: the %s step of the %s for %j, %j", (...row: Row) => {
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

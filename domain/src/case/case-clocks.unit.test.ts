import { describe, expect, test } from "vitest";
import { aCase, after, by, type CaseParts, FILED_AT, later, type Running, withLadder } from "../../../test/case/a-case.ts";
import { compiledPack } from "../../../test/policy/read-pack.ts";
import type { ServiceType } from "../intake/service-type.ts";
import { addMs, HOUR_MS, type Instant, SECOND_MS } from "../kernel/time.ts";
import type { Severity } from "../triage/severity.ts";
import { type CaseClock, type CaseClockKind, caseClocks } from "./case-clocks.ts";
import type { CaseEvent, Recorded } from "./case-event.ts";
import type { CaseState } from "./case-state.ts";

const BASE = compiledPack("policies/base");
const [MINUTE, HOUR, DAY] = [60, 3600, 86_400];
const hours = (count: number): Instant => addMs(FILED_AT, count * HOUR_MS);

type Asked = {
  readonly running: Running;
  readonly events?: readonly Recorded[];
  readonly state?: Partial<CaseState>;
  readonly tier?: string;
  readonly category?: string;
  readonly toldAt?: Instant;
};

const clocksAt = (
  { running, events = running.opened.events, state = {}, tier = "standard", category = "home.kitchen", toldAt = FILED_AT }: Asked,
  now: Instant,
) => caseClocks({ state: { ...running.opened.state, ...state }, events, pack: BASE, tier, category, calendar: null, toldAt }, now);

const REVIEW: CaseParts = { template: "return_refund", outcome: "review" };
const underReview = (): Running => aCase(REVIEW, rules => withLadder(rules));
const ofStep = (clocks: readonly CaseClock[], stepNo: number) =>
  clocks.find(({ of }) => of.kind === "step" && of.stepNo === stepNo) ?? expect.unreachable();
const ofCase = (clocks: readonly CaseClock[], kind: CaseClockKind) => clocks.find(({ of }) => of.kind === "case" && of.clock === kind);

describe("the clocks of a case, read off what happened", () => {
  test("say what was promised by which row, how much of it is consumed, and by how much it is broken", () => {
    const clock = ofStep(clocksAt({ running: underReview() }, hours(6)), 1);
    expect(clock).toMatchObject({ counts: "standard", rowId: "PR-06", startedAt: FILED_AT, stoppedAt: null });
    expect(clock.reading).toMatchObject({ targetMs: 4 * HOUR_MS, consumedMs: 6 * HOUR_MS, breachMs: 2 * HOUR_MS, dueAt: hours(4) });
  });

  test("say who had the ball for how long: the buyer's time is nobody else's", () => {
    const waited = after(
      underReview(),
      ["seller", { kind: "wait_for_buyer", reason: "evidence_asked" }, hours(1)],
      ["seller", { kind: "go_on" }, hours(11)],
      ["seller", { kind: "approve" }, hours(12)],
    );
    const { reading, stoppedAt } = ofStep(clocksAt({ running: waited }, later(5)), 1);
    expect(reading).toMatchObject({ status: "stopped", consumedMs: 2 * HOUR_MS, pausedMs: 10 * HOUR_MS, breachMs: 0 });
    expect([...reading.heldMs]).toEqual([
      ["seller", 2 * HOUR_MS],
      ["buyer", 10 * HOUR_MS],
    ]);
    expect(stoppedAt).toBe(hours(12));
  });

  test("keep what was consumed when the matter turns out graver", () => {
    const graver = after(underReview(), ["agent", { kind: "set_severity", severity: "p2" }, hours(2)]);
    const { reading, rowId } = ofStep(clocksAt({ running: graver }, hours(3)), 1);
    expect(rowId).toBe("SS-03");
    expect(reading).toMatchObject({ targetMs: 30 * MINUTE * SECOND_MS, consumedMs: 3 * HOUR_MS, breachMs: 2.5 * HOUR_MS });
  });

  test("pass to the platform with the step, and are longer by what was announced", () => {
    const sent = aCase({ template: "return_refund" }, rules => withLadder(rules));
    const extension = { extensionId: "extension_000000000000000000000001" as const, zh: "", en: "", region: null, carrier: null };
    const rest = { ...extension, category: null, sellerId: null, stepTypes: ["drop_off" as const], fromAt: later(2), untilAt: later(9) };
    const extended = after(sent, ["system", { kind: "extend_times", extension: rest }, later(1)]);
    const clock = ofStep(clocksAt({ running: extended }, later(1)), 1);
    expect(clock).toMatchObject({ counts: "silence", rowId: "PR-10" });
    expect(clock.reading).toMatchObject({ targetMs: 14 * DAY * SECOND_MS, dueAt: later(14) });
    const back = after(extended, ["system", { kind: "take_back_extension", extensionId: rest.extensionId }, later(3)]);
    expect(ofStep(clocksAt({ running: back }, later(3)), 1).reading.dueAt).toBe(later(7));
  });

  test("of the whole stand still while nothing but the buyer is waited for", () => {
    const approved = after(underReview(), ["seller", { kind: "approve" }, hours(2)]);
    const { reading } = ofCase(clocksAt({ running: approved, tier: "green_lane" }, hours(50)), "solved") ?? expect.unreachable();
    expect(reading).toMatchObject({ status: "paused", consumedMs: 2 * HOUR_MS, pausedMs: 48 * HOUR_MS, breachMs: 0 });
  });

  test("of a complaint stand still while the buyer is asked whether it is solved, and an end by silence adds nothing to them", () => {
    const handled = after(
      aCase({ template: "complaint", outcome: "review" }, rules => withLadder(rules)),
      ["agent", { kind: "approve" }, hours(2)],
    );
    const asked = handled.opened.state.steps.find(step => step.status === "active") ?? expect.unreachable();
    const due = { kind: "step_due", stepNo: asked.stepNo } as const;
    const silent = after(handled, ["system", due, hours(60)], ["system", due, hours(74)]);
    const solved = (running: Running, now: Instant) =>
      ofCase(clocksAt({ running, state: { serviceType: "complaint" } }, now), "solved")?.reading ?? expect.unreachable();
    const stoodStill = { consumedMs: 2 * HOUR_MS, pausedMs: 72 * HOUR_MS, breachMs: 0 };
    expect(asked).toMatchObject({ type: "follow_up", owner: "buyer", dueAt: hours(74) });
    expect(solved(handled, hours(74))).toMatchObject({ status: "paused", ...stoodStill });
    expect(solved(silent, hours(90))).toMatchObject({ status: "stopped", ...stoodStill });
  });
});

type Row = readonly [
  rowId: string,
  clock: CaseClockKind,
  seconds: number,
  of: {
    readonly type?: ServiceType;
    readonly severity?: Severity;
    readonly tier?: string;
    readonly category?: string;
    readonly contests?: true;
  },
];

/** The promises of the whole: design's table of service standards, the rows that belong to no step. */
const ROWS: readonly Row[] = [
  ["CS-01", "machine_answer", 10, {}],
  ["CS-11", "first_person", 15 * MINUTE, { severity: "p1" }],
  ["CS-12", "first_person", 15 * MINUTE, { tier: "vip" }],
  ["CS-12", "first_person", 15 * MINUTE, { tier: "green_lane" }],
  ["CS-13", "first_person", 30 * MINUTE, { severity: "p2" }],
  ["CS-14", "first_person", HOUR, { type: "complaint" }],
  ["CS-21", "solution", DAY, { type: "complaint" }],
  ["CS-31", "dispute", 12 * HOUR, { contests: true }],
  ["CS-32", "liability", 2 * HOUR, { contests: true }],
  ["CS-41", "solved", DAY, { type: "logistics" }],
  ["CS-42", "solved", DAY, { type: "return_refund", category: "fresh.fruit.cherry" }],
  ["CS-42", "solved", DAY, { type: "exchange", category: "fresh.fruit.cherry", tier: "green_lane" }],
  ["CS-43", "solved", 2 * DAY, { tier: "green_lane" }],
  ["CS-44", "solved", 2 * DAY, { type: "complaint" }],
  ["CS-45", "solved", 3 * DAY, { type: "repair" }],
];

const DECIDED: CaseEvent = { type: "step_ended", stepNo: 1, outcome: "approved", automatic: null, code: null };
const ENDED: CaseEvent = { type: "case_ended", end: "resolved", reason: null };
const NOTED: CaseEvent = { type: "attention_cleared" };
/** What keeps each promise. */
const KEEPS: Readonly<Record<CaseClockKind, CaseEvent | null>> = {
  machine_answer: null,
  first_person: NOTED,
  solution: DECIDED,
  dispute: DECIDED,
  liability: DECIDED,
  solved: ENDED,
};

test("every row of the table is kept once and lapsed once here", () => {
  const ids = BASE.tables.get("case_standards")?.rows.map(({ id }) => id) ?? expect.unreachable();
  const tried = new Set(ROWS.map(([rowId]) => rowId));
  // The last row promises nothing.
  expect(ids.filter(id => !tried.has(id))).toEqual(["CS-99"]);
});

describe.each(ROWS)("%s: %s within %i seconds, of %j", (...[rowId, kind, seconds, { type, severity, tier, category, contests }]: Row) => {
  const running = aCase({ ...REVIEW, contests: contests ?? false }, rules => withLadder(rules));
  const { events } = running.opened;
  const state = { ...(type === undefined ? {} : { serviceType: type }), ...(severity === undefined ? {} : { severity }) };
  const asked = { running, state, ...(tier === undefined ? {} : { tier }), ...(category === undefined ? {} : { category }) };
  const keeps = KEEPS[kind];
  const recorded = (event: CaseEvent, at: Instant): Recorded => ({ ...event, seq: events.length + 1, at, by: by("agent") });
  /** With what keeps it at that moment; an answer is kept by the notice that tells of it, which is no event of the case. */
  const livedTo = (at: Instant) => (keeps === null ? { events, toldAt: at } : { events: [...events, recorded(keeps, at)] });

  test("kept, with its last second left", () => {
    const at = addMs(FILED_AT, (seconds - 1) * SECOND_MS);
    const clock = ofCase(clocksAt({ ...asked, ...livedTo(at) }, later(30)), kind) ?? expect.unreachable();
    expect(clock).toMatchObject({ rowId, stoppedAt: at });
    expect(clock.reading).toMatchObject({ status: "stopped", remainingMs: SECOND_MS, breachMs: 0 });
  });

  test("lapsed, and by how much is known", () => {
    const at = addMs(FILED_AT, (seconds + HOUR) * SECOND_MS);
    const clock = ofCase(clocksAt({ ...asked, ...livedTo(at) }, later(30)), kind) ?? expect.unreachable();
    expect(clock.reading).toMatchObject({ breachMs: HOUR_MS, dueAt: addMs(FILED_AT, seconds * SECOND_MS) });
  });
});

test("no tier is slower than the one below it, and no severity than the next", () => {
  const running = aCase({ ...REVIEW, contests: true }, rules => withLadder(rules));
  const targetOf = (kind: CaseClockKind, severity: Severity, tier: string, serviceType: ServiceType) =>
    ofCase(clocksAt({ running, state: { severity, serviceType }, tier }, FILED_AT), kind)?.reading.targetMs ?? Number.POSITIVE_INFINITY;
  for (const kind of ["first_person", "solution", "dispute", "liability", "solved"] as const)
    for (const type of ["return_refund", "complaint", "repair", "logistics"] as const) {
      const along = (targets: readonly number[]) => expect(targets, `${kind} ${type}`).toEqual(targets.toSorted((a, b) => a - b));
      for (const tier of ["green_lane", "vip", "standard"])
        along((["p1", "p2", "p3", "p4"] as const).map(severity => targetOf(kind, severity, tier, type)));
      for (const severity of ["p1", "p2", "p3", "p4"] as const)
        along(["green_lane", "vip", "standard"].map(tier => targetOf(kind, severity, tier, type)));
    }
});

import { describe, expect, test } from "vitest";
import { aCase, after, by, type CaseParts, FILED_AT, later, type Running, withLadder } from "../../../test/case/a-case.ts";
import { SHANGHAI } from "../kernel/calendar.ts";
import { addMs, HOUR_MS, type Instant, latest } from "../kernel/time.ts";
import { readClock } from "../promise/clock.ts";
import type { CaseCommand } from "./case-command.ts";
import { decide } from "./decide.ts";
import { wakeAt } from "./step.ts";

const QUIET = { fromSecond: 22 * 3600, toSecond: 8 * 3600, zone: SHANGHAI };
const REVIEW: CaseParts = { template: "return_refund", outcome: "review" };
const underReview = (): Running => aCase(REVIEW, rules => withLadder(rules));
const hours = (count: number): Instant => addMs(FILED_AT, count * HOUR_MS);
const DUE: CaseCommand = { kind: "step_due", stepNo: 1 };
const WAIT: CaseCommand = { kind: "wait_for_buyer", reason: "evidence_asked" };

/** Lives on as the worker does: told each time when something is due, until then. */
const livedTo = (running: Running, until: Instant): Running => {
  let now = running;
  for (;;) {
    const step = now.opened.state.steps.find(({ stepNo, status }) => stepNo === 1 && status === "active");
    const wake = step === undefined ? null : wakeAt(step);
    if (wake === null || wake > until) return now;
    now = after(now, ["system", DUE, latest(wake, lastAt(now))]);
  }
};
const lastAt = ({ opened }: Running): Instant => opened.events.at(-1)?.at ?? FILED_AT;
const climbsOf = ({ opened }: Running) =>
  opened.events.flatMap(event => (event.type === "step_climbed" ? [[event.action, (event.at - FILED_AT) / HOUR_MS]] : []));
const stepOf = ({ opened }: Running) => opened.state.steps[0] ?? expect.unreachable();
const refusal = ({ rules, opened }: Running, role: Parameters<typeof by>[0], command: CaseCommand, at = hours(1)) => {
  const outcome = decide(opened.state, command, rules, at, by(role));
  return outcome.kind === "rejected" ? outcome.code : "carried out";
};

describe("the ladder", () => {
  test("a merchant who says nothing is warned, reminded, passed over; the platform takes over, and silence decides all the same", () => {
    const then = livedTo(underReview(), hours(36));
    expect(climbsOf(then)).toEqual([
      ["warn", 3],
      ["remind", 4],
      ["reassign", 6],
      ["supervisor", 8],
      ["platform", 24],
    ]);
    expect(stepOf(then)).toMatchObject({ outcome: "approved", climb: null, automatic: { because: "silence" } });
  });

  test("what the platform has taken over its people decide, and the merchant no more", () => {
    const taken = livedTo(underReview(), hours(25));
    expect(stepOf(taken)).toMatchObject({ owner: "platform", status: "active", dueAt: hours(36) });
    expect(refusal(taken, "seller", { kind: "approve" }, hours(26))).toBe("not_the_owner");
    expect(refusal(taken, "agent", { kind: "approve" }, hours(26))).toBe("carried out");
  });

  test("a carrier that does not say where its parcel is, is asked on by the platform's people, and may still answer", () => {
    const stuck = aCase({ template: "logistics", parcel: "hub_scan" }, rules => withLadder(rules));
    const taken = livedTo(stuck, hours(13));
    expect(stepOf(taken)).toMatchObject({ type: "trace", owner: "platform", status: "active", dueAt: hours(24) });
    for (const role of ["agent", "integrator"] as const) {
      const lost = after(taken, [role, { kind: "report_trace", finding: "lost" }, hours(14)]);
      expect(lost.opened.state.steps.map(({ key }) => key)).toContain("offer_refund");
    }
    const found: CaseCommand = { kind: "report_tracking", trackingNo: "SF-OUT", code: "signed", trackedAt: hours(14) };
    expect(after(taken, ["integrator", found, hours(14)]).opened.state.steps[0]).toMatchObject({ outcome: "arrived" });
  });

  test("each rung once: told again at the same moment, nothing more happens", () => {
    const warned = livedTo(underReview(), hours(3));
    expect(refusal(warned, "system", DUE, hours(3))).toBe("not_due_yet");
  });

  test("after a standstill all that was missed happens in its order, and never twice", () => {
    let now = underReview();
    for (let told = 0; told < 12; told += 1) {
      const outcome = decide(now.opened.state, DUE, now.rules, later(3), by("system"));
      if (outcome.kind === "rejected") break;
      now = { ...now, opened: { ...outcome, events: [...now.opened.events, ...outcome.events] } };
    }
    expect(climbsOf(now).map(([action]) => action)).toEqual(["warn", "remind", "reassign", "supervisor", "platform"]);
    expect(stepOf(now)).toMatchObject({ outcome: "approved" });
  });

  test("a step that ends climbs no further", () => {
    const over = after(livedTo(underReview(), hours(3)), ["seller", { kind: "approve" }, hours(3.5)]);
    expect(climbsOf(livedTo(over, hours(40)))).toEqual([["warn", 3]]);
  });

  test("nobody outside is spoken to at night: what falls into it waits for the morning, or is said before", () => {
    // Filed at 10:00: three quarters of the buyer's seven days lie at 16:00; of the merchant's a night does.
    const atNight = aCase(REVIEW, rules => {
      const bound = withLadder(rules, QUIET);
      return { ...bound, promiseOf: (step, state) => ({ ...bound.promiseOf(step, state), standardSeconds: 16 * 3600 }) };
    });
    // 75 % of 16 h = 22:00 → 08:00; 100 % = 02:00 → 08:00; 150 % = 10:00 the next day.
    expect(climbsOf(livedTo(atNight, hours(25)))).toEqual([
      ["warn", 22],
      ["remind", 22],
      ["reassign", 24],
    ]);
  });

  test("a buyer is reminded once, in time", () => {
    const sendBack = aCase({ template: "return_refund" }, rules => withLadder(rules, QUIET));
    const reminded = livedTo(sendBack, later(6));
    expect(reminded.opened.events.filter(({ type }) => type === "step_climbed")).toMatchObject([{ action: "remind", owner: "buyer" }]);
  });
});

describe("a clock that waits for the buyer", () => {
  test("stands still with its ladder, and goes on with what was left when the buyer answers", () => {
    const waiting = after(underReview(), ["seller", WAIT, hours(1)]);
    expect(stepOf(waiting)).toMatchObject({
      standardDueAt: hours(4),
      climb: { rung: 0, nextAt: null, pausedAt: hours(1) },
      dueAt: hours(36),
    });
    const answered = after(waiting, ["buyer", { kind: "provide_evidence", items: [PHOTO] }, hours(11)]);
    expect(stepOf(answered)).toMatchObject({ standardDueAt: hours(14), climb: { rung: 0, nextAt: hours(13), pausedAt: null } });
    expect(climbsOf(livedTo(answered, hours(14)))).toEqual([
      ["warn", 13],
      ["remind", 14],
    ]);
  });

  test("is the clock's own reading: consumed before and after, the pause apart and the buyer's", () => {
    const answered = after(underReview(), ["seller", WAIT, hours(1)], ["seller", { kind: "go_on" }, hours(11)]);
    const reading = readClock(
      [
        { kind: "started", at: hours(0), targetSeconds: 4 * 3600, holder: "seller" },
        { kind: "paused", at: hours(1), reason: "evidence_asked", holder: "buyer" },
        { kind: "resumed", at: hours(11), holder: "seller" },
      ],
      { kind: "around_the_clock" },
      hours(12),
    );
    expect(stepOf(answered).standardDueAt).toBe(reading.dueAt);
    expect(reading).toMatchObject({ consumedMs: 2 * HOUR_MS, pausedMs: 10 * HOUR_MS, breachMs: 0 });
    expect(reading.heldMs.get("buyer")).toBe(10 * HOUR_MS);
  });

  test("does not hold up what silence means", () => {
    const waiting = after(underReview(), ["seller", WAIT, hours(1)]);
    expect(stepOf(livedTo(waiting, hours(36)))).toMatchObject({ outcome: "approved" });
  });

  test("is not stopped twice, not started unstopped, and not by the buyer", () => {
    const waiting = after(underReview(), ["seller", WAIT, hours(1)]);
    expect(refusal(waiting, "seller", WAIT, hours(2))).toBe("already_paused");
    expect(refusal(underReview(), "seller", { kind: "go_on" })).toBe("not_paused");
    expect(refusal(underReview(), "buyer", WAIT)).toBe("not_the_owner");
    expect(refusal(underReview(), "warehouse", WAIT)).toBe("nothing_to_pause");
  });
});

describe("a matter that turns out graver", () => {
  const graver = (from: Running, at: Instant): Running => after(from, ["agent", { kind: "set_severity", severity: "p1" }, at]);

  test("keeps what was consumed: two hours of four are more than the quarter of an hour that is promised now", () => {
    const then = graver(underReview(), hours(2));
    expect(then.opened.state.severity).toBe("p1");
    expect(stepOf(then)).toMatchObject({ standardDueAt: hours(2), dueAt: hours(36) });
    expect(climbsOf(livedTo(then, hours(2))).map(([action]) => action)).toEqual(["warn", "remind"]);
  });

  test("in its first minutes gets the rest of the shorter time", () => {
    const then = graver(underReview(), addMs(FILED_AT, 5 * 60_000));
    expect(stepOf(then).standardDueAt).toBe(addMs(FILED_AT, 15 * 60_000));
  });

  test("keeps its pause", () => {
    const waiting = after(underReview(), ["seller", WAIT, addMs(FILED_AT, 5 * 60_000)]);
    const then = after(graver(waiting, hours(3)), ["seller", { kind: "go_on" }, hours(10)]);
    expect(stepOf(then).standardDueAt).toBe(addMs(hours(10), 10 * 60_000));
  });

  test("cannot be made what it is, nor by the merchant", () => {
    expect(refusal(underReview(), "agent", { kind: "set_severity", severity: "p4" })).toBe("severity_unchanged");
    expect(refusal(underReview(), "seller", { kind: "set_severity", severity: "p1" })).toBe("not_the_owner");
  });
});

const PHOTO = { fileId: "file_000000000000000000000001", sha256: "a".repeat(64), kind: "photo", receivedAt: FILED_AT } as const;

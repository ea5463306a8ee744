import { describe, expect, test } from "vitest";
import { aCase, after, FILED_AT, later, type Running } from "../../../test/case/a-case.ts";
import { approved, HAND_OVER, RECEIVE, refusal, WITHDRAW } from "../../../test/case/commands-given.ts";
import { answered, stepsOf } from "../../../test/case/how-it-went.ts";
import { addMs, HOUR_MS, type Instant } from "../kernel/time.ts";
import type { CaseCommand } from "./case-command.ts";
import type { Effect } from "./effect.ts";
import { replay } from "./evolve.ts";
import { couriersOf } from "./evolve-couriers.ts";
import type { ScanCode } from "./parcel.ts";

const PICKUP: CaseCommand = { kind: "request_pickup" };
const SLOT_AT = later(1);
const CANCELLED = { kind: "pickup_cancelled" } as const;
const COLLECTED = { kind: "refused", code: "already_collected" } as const;
const NOBODY_TO_CALL = { kind: "refused", code: "not_supported" } as const;

const booked = (running: Running, trackingNo = "SF-P", slotAt: Instant = SLOT_AT, feeMinor = 0n): Running =>
  answered(running, "book_pickup", { kind: "pickup_booked", carrier: "sf", trackingNo, slotAt, feeMinor });
const awaitingCourier = (parts: Parameters<typeof aCase>[0] = { template: "return_refund" }): Running =>
  booked(after(aCase(parts), ["buyer", PICKUP]));
const says = (trackingNo: string, code: ScanCode): CaseCommand => ({ kind: "report_tracking", trackingNo, code, trackedAt: later(1) });
const missed = (): Running => after(awaitingCourier(), ["integrator", says("SF-P", "pickup_missed")]);

const callsOff = ({ opened }: Running): readonly string[] =>
  opened.effects.flatMap((effect: Effect) => (effect.kind === "cancel_pickup" ? [effect.trackingNo] : []));
const told = ({ opened }: Running): readonly string[] =>
  opened.events.map(({ type }) => type).filter(type => type.startsWith("pickup_") || type === "withdrawal_asked");
const timesUp = ({ opened }: Running): readonly ["system", CaseCommand, Instant] => {
  const step = opened.state.steps.find(({ status }) => status === "active");
  return ["system", { kind: "step_due", stepNo: step?.stepNo ?? 0 }, step?.dueAt ?? FILED_AT];
};

describe("a request that is taken back while a courier is on the way", () => {
  test("is withdrawn as soon as the carrier says that nobody comes, and the courier is called off once", () => {
    const asked = after(awaitingCourier(), ["buyer", WITHDRAW]);
    expect([asked.opened.state.end, callsOff(asked), told(asked)]).toEqual([null, ["SF-P"], ["withdrawal_asked"]]);
    const again = after(asked, ["buyer", WITHDRAW]);
    expect(callsOff(again)).toEqual(["SF-P"]);

    const then = answered(again, "cancel_pickup", CANCELLED);
    expect(then.opened.state).toMatchObject({ end: "withdrawn", returnParcel: null, money: { calledOff: true } });
    expect(told(then)).toEqual(["withdrawal_asked", "pickup_cancelled"]);
    expect(replay(then.opened.events)).toEqual(then.opened.state);
  });

  test("comes in and goes back to the buyer where the courier has the goods already", () => {
    const then = answered(after(awaitingCourier(), ["buyer", WITHDRAW]), "cancel_pickup", COLLECTED);
    expect(stepsOf(then).slice(1)).toEqual(["pickup handed_over", "receive cancelled", "take_in active"]);
    expect(then.opened.state).toMatchObject({ end: null, money: { calledOff: true }, returnParcel: { trackingNo: "SF-P" } });
    expect(then.opened.state.returnParcel?.seenAt).toBeDefined();
    expect(stepsOf(after(then, ["warehouse", RECEIVE])).at(-1)).toBe("send_withdrawn_back active");
  });

  test("does the same where a scan of the goods comes before the carrier's answer, which changes nothing more", () => {
    const scanned = after(awaitingCourier(), ["buyer", WITHDRAW], ["integrator", says("SF-P", "picked_up")]);
    expect(stepsOf(scanned).at(-1)).toBe("take_in active");
    const late = answered(scanned, "cancel_pickup", COLLECTED);
    expect(late.opened.state.steps).toEqual(scanned.opened.state.steps);
  });

  test("goes on where the plan takes nothing back any more once the goods travel", () => {
    const asked = after(awaitingCourier({ template: "return_refund_after_shipped" }), ["buyer", WITHDRAW]);
    const then = answered(asked, "cancel_pickup", COLLECTED);
    expect(then.opened.state).toMatchObject({ end: null, money: { calledOff: false } });
    expect(stepsOf(then).slice(-2)).toEqual(["refund_now active", "receive active"]);
  });

  test("is withdrawn too where nobody can be called back: whoever comes is handed nothing", () => {
    const then = answered(after(awaitingCourier(), ["buyer", WITHDRAW]), "cancel_pickup", NOBODY_TO_CALL);
    expect(then.opened.state.end).toBe("withdrawn");
    expect(told(then).at(-1)).toBe("pickup_not_cancelled");
  });

  test("waits neither for a carrier that never answers nor for one a desk has spoken with", () => {
    const asked = after(awaitingCourier(), ["buyer", WITHDRAW]);
    expect(after(asked, timesUp(asked)).opened.state.end).toBe("withdrawn");
    const byDesk = after(asked, ["agent", WITHDRAW]);
    expect(byDesk.opened.state.end).toBe("withdrawn");
    const late = answered(byDesk, "cancel_pickup", CANCELLED);
    expect([late.opened.state.end, late.opened.state.openEffects]).toEqual(["withdrawn", []]);
  });

  test("is done as if it had not been asked where money has moved meanwhile", () => {
    const paid = (running: Running): Running => {
      const { state } = running.opened;
      const refunds = state.money.refunds.map(refund => ({ ...refund, refundedMinor: 1n }));
      return { ...running, opened: { ...running.opened, state: { ...state, money: { ...state.money, refunds } } } };
    };
    const asked = paid(after(booked(after(approved(), ["buyer", PICKUP]), "SF-P", SLOT_AT, 900n), ["buyer", WITHDRAW]));
    expect(stepsOf(after(asked, timesUp(asked))).slice(-2)).toEqual(["pickup expired", "send_back_goods active"]);
    const answer = answered(asked, "cancel_pickup", CANCELLED);
    expect([stepsOf(answer).at(-1), answer.opened.state.returnFreight?.amountMinor]).toEqual(["pickup active", 0n]);
    expect(stepsOf(after(answer, timesUp(answer))).at(-1)).toBe("send_back_goods active");
  });

  test("books nobody else and is handed no other parcel meanwhile", () => {
    const asked = after(missed(), ["buyer", WITHDRAW]);
    expect([refusal(asked, "buyer", PICKUP), refusal(asked, "buyer", HAND_OVER)]).toEqual(["step_not_open", "step_not_open"]);
  });

  test("is withdrawn at once before a slot is booked, and a slot that is booked too late is called off", () => {
    const gone = after(approved(), ["buyer", PICKUP], ["buyer", WITHDRAW]);
    expect([gone.opened.state.end, callsOff(gone)]).toEqual(["withdrawn", []]);
    const late = booked(gone);
    expect(callsOff(late)).toEqual(["SF-P"]);
    expect(answered(late, "cancel_pickup", CANCELLED).opened.state.openEffects).toEqual([]);
  });
});

describe("a courier nobody waits for any more is called off", () => {
  test("where the buyer sends the goods another way, at no fee for the pickup", () => {
    const withFee = booked(after(approved(), ["buyer", PICKUP]), "SF-P", SLOT_AT, 900n);
    const then = after(withFee, ["buyer", HAND_OVER]);
    expect([stepsOf(then).at(-1), callsOff(then)]).toEqual(["receive active", ["SF-P"]]);
    const answer = answered(then, "cancel_pickup", CANCELLED);
    expect(answer.opened.state).toMatchObject({ returnParcel: { trackingNo: "SF-1" }, returnFreight: { amountMinor: 0n } });
  });

  test("but not where the number that is entered is the courier's own", () => {
    const then = after(awaitingCourier(), ["buyer", { kind: "hand_over", carrier: "sf", trackingNo: "SF-P" }]);
    expect([stepsOf(then).at(-1), callsOff(then), couriersOf(then.opened.state)]).toEqual(["receive active", [], []]);
  });

  test("where the goods stood in the warehouse all along", () => {
    const then = after(awaitingCourier(), ["warehouse", { kind: "match_parcel", carrier: "yto", trackingNo: "YT-9" }]);
    expect([stepsOf(then).at(-1), callsOff(then)]).toEqual(["receive active", ["SF-P"]]);
  });

  test("where the time for it is over; who came all the same has the goods, and the buyer need not send them", () => {
    const over = after(awaitingCourier(), timesUp(awaitingCourier()));
    expect([stepsOf(over).at(-1), callsOff(over)]).toEqual(["send_back_goods active", ["SF-P"]]);
    expect(stepsOf(answered(over, "cancel_pickup", COLLECTED)).at(-1)).toBe("receive active");
    expect(stepsOf(after(over, ["integrator", says("SF-P", "hub_scan")])).at(-1)).toBe("receive active");
    const cancelled = answered(over, "cancel_pickup", CANCELLED);
    expect(cancelled.opened.state.returnParcel).toBeNull();
    expect(stepsOf(after(cancelled, ["buyer", PICKUP])).at(-1)).toBe("pickup active");
  });
});

describe("a courier who did not come", () => {
  test("is still to come until the time is over or the carrier says that nobody came", () => {
    expect(refusal(awaitingCourier(), "buyer", PICKUP, later(0.5))).toBe("courier_expected");
    expect(refusal(awaitingCourier(), "buyer", PICKUP, addMs(SLOT_AT, 2 * HOUR_MS - 1))).toBe("courier_expected");
    expect(refusal(awaitingCourier(), "buyer", PICKUP, addMs(SLOT_AT, 2 * HOUR_MS))).toBe("carried out");
    expect(refusal(missed(), "buyer", PICKUP, later(0.5))).toBe("carried out");
    expect(refusal(missed(), "agent", PICKUP, later(0.5))).toBe("carried out");
    expect(refusal(missed(), "seller", PICKUP, later(0.5))).toBe("not_the_owner");
  });

  test("gives way to the next: one booking for however many presses, and the time for the pickup runs on", () => {
    const again = after(missed(), ["buyer", PICKUP], ["buyer", PICKUP]);
    expect(again.opened.effects.filter(({ kind }) => kind === "book_pickup")).toHaveLength(2);
    expect(callsOff(again)).toEqual(["SF-P"]);
    const second = answered(booked(again, "SF-Q", later(2)), "cancel_pickup", CANCELLED);
    expect(second.opened.state).toMatchObject({ returnParcel: { trackingNo: "SF-Q", slotAt: later(2) } });
    const dueAt = (running: Running) => running.opened.state.steps.find(({ status }) => status === "active")?.dueAt;
    expect(dueAt(second)).toBe(dueAt(missed()));
    expect(stepsOf(after(second, ["integrator", says("SF-Q", "picked_up")])).at(-1)).toBe("receive active");
    expect(replay(second.opened.events)).toEqual(second.opened.state);
  });

  test("and comes after all has the goods, and the next one is called off", () => {
    const again = booked(after(missed(), ["buyer", PICKUP]), "SF-Q", later(2));
    const then = answered(again, "cancel_pickup", COLLECTED);
    expect([stepsOf(then).at(-1), callsOff(then)]).toEqual(["receive active", ["SF-P", "SF-Q"]]);
    expect(then.opened.state.returnParcel?.trackingNo).toBe("SF-P");
  });

  test("and finds no other slot leaves the buyer to send the goods or to ask again", () => {
    const again = after(missed(), ["buyer", PICKUP]);
    const then = answered(again, "book_pickup", { kind: "refused", code: "no_slot" });
    expect(stepsOf(then).slice(-2)).toEqual(["pickup not_booked", "send_back_goods active"]);
    expect(refusal(then, "buyer", PICKUP)).toBe("carried out");
  });
});

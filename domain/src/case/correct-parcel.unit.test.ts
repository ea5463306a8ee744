import { expect, test } from "vitest";
import { after, by, later, type Running } from "../../../test/case/a-case.ts";
import { approved, HAND_OVER, RECEIVE, refusal, sent, WITHDRAW } from "../../../test/case/commands-given.ts";
import { scan } from "../../../test/case/what-people-do.ts";
import type { CaseCommand } from "./case-command.ts";
import { decide } from "./decide.ts";

const correct = (trackingNo: string, carrier = "sf"): CaseCommand => ({ kind: "correct_parcel", carrier, trackingNo });
const parcelOf = ({ opened: { state } }: Running) => state.returnParcel;
const receiveOf = ({ opened: { state } }: Running) => state.steps.find(({ type, status }) => type === "receive" && status === "active");

test("a number that was typed wrong is corrected, and the history says what it was and who said otherwise", () => {
  const before = sent();
  const running = after(before, ["buyer", correct(" SF-2 ", "yto")]);
  expect(parcelOf(running)).toEqual({ ...parcelOf(before), carrier: "yto", trackingNo: "SF-2" });
  expect(running.opened.events.at(-1)).toMatchObject({
    type: "parcel_corrected",
    by: by("buyer"),
    was: { carrier: "sf", trackingNo: "SF-1" },
    carrier: "yto",
    trackingNo: "SF-2",
  });
});

test("who corrects a number has no more time than before", () => {
  const before = sent();
  expect(receiveOf(after(before, ["agent", correct("SF-2")]))).toEqual(receiveOf(before));
});

test("the same number said again changes nothing", () => {
  const running = after(sent(), ["buyer", correct("SF-2")]);
  const again = decide(running.opened.state, correct("SF-2"), running.rules, later(9), by("buyer"));
  expect(again).toMatchObject({ kind: "decided", events: [], effects: [] });
});

test("a number is right once the parcel has been seen under it; that it was entered with a carrier shows nothing", () => {
  const entered = after(sent(), ["integrator", scan("SF-1", "number_entered")]);
  expect(refusal(entered, "buyer", correct("SF-2"))).toBe("carried out");
  const scanned = after(entered, ["integrator", scan("SF-1", "hub_scan")]);
  expect(refusal(scanned, "buyer", correct("SF-2"))).toBe("parcel_seen");
  expect(refusal(scanned, "buyer", correct("SF-1"))).toBe("carried out");
});

test("a scan of the wrong number says nothing of the parcel any more", () => {
  const running = after(sent(), ["buyer", correct("SF-2")], ["integrator", scan("SF-1", "lost")]);
  expect([receiveOf(running)?.status, parcelOf(running)?.seenAt]).toEqual(["active", undefined]);
});

test("a parcel that lay in the warehouse is not called otherwise", () => {
  const found = after(approved(), ["integrator", { kind: "match_parcel", carrier: "yto", trackingNo: "YT-STRAY" }]);
  expect(refusal(found, "buyer", correct("SF-2"))).toBe("parcel_seen");
});

test("a number is corrected while the parcel is waited for, by the buyer or a desk, and by nobody else at no other time", () => {
  const received = after(sent(), ["warehouse", RECEIVE]);
  const withdrawn = after(approved(), ["buyer", WITHDRAW]);
  expect([
    refusal(approved(), "buyer", correct("SF-2")),
    refusal(received, "buyer", correct("SF-2")),
    refusal(withdrawn, "buyer", correct("SF-2")),
    refusal(sent(), "seller", correct("SF-2")),
    refusal(sent(), "warehouse", correct("SF-2")),
    refusal(sent(), "buyer", correct("  ")),
    refusal(sent(), "agent", correct("SF-2")),
    refusal(sent(), "buyer", HAND_OVER),
  ]).toEqual([
    "step_not_open",
    "step_not_open",
    "case_ended",
    "not_the_owner",
    "not_the_owner",
    "tracking_no_missing",
    "carried out",
    "step_not_open",
  ]);
});

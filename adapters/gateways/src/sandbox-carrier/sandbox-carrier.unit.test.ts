import { DAY_MS, HOUR_MS, instant } from "@amends/domain/kernel/time";
import { beforeEach, describe, expect, test } from "vitest";
import { keyNo, pickupOf, STARTED_AT } from "../contract/requests.ts";
import { createMischiefs, type Mischiefs } from "../sandbox/mischief.ts";
import { firstFreeSlot } from "./pickup-slots.ts";
import { createSandboxCarrier, type SandboxCarrier, type TrackingNotice } from "./sandbox-carrier.ts";

let mischiefs: Mischiefs;
let carrier: SandboxCarrier;
let told: TrackingNotice[];
const at = instant(STARTED_AT);
beforeEach(() => {
  mischiefs = createMischiefs();
  told = [];
  carrier = createSandboxCarrier({ clock: () => at, mischiefs, onTracking: notice => void told.push(notice) });
});

describe("a parcel", () => {
  test("has the same number in every run, from its key alone", async () => {
    const other = createSandboxCarrier({ clock: () => at });
    expect(await carrier.issueWaybill(keyNo(1))).toEqual(await other.issueWaybill(keyNo(1)));
    expect(await carrier.issueWaybill(keyNo(2))).not.toEqual(await other.issueWaybill(keyNo(1)));
  });

  test("tells every scan of its life in order", async () => {
    const { trackingNo } = await carrier.issueWaybill(keyNo(1));
    for (const code of ["picked_up", "hub_scan", "out_for_delivery", "signed"] as const) await carrier.advance({ trackingNo, code, at });
    expect(told.map(notice => notice.code)).toEqual(["number_entered", "picked_up", "hub_scan", "out_for_delivery", "signed"]);
    expect(new Set(told.map(notice => notice.noticeId)).size).toBe(5);
    expect((await carrier.parcel(trackingNo))?.events).toHaveLength(5);
  });

  test("of the host's own carrier is taken on when it is stopped, and keeps its carrier", async () => {
    const answer = await carrier.intercept({ key: keyNo(1), carrier: "sf", trackingNo: "SF123" });
    expect(answer.kind).toBe("done");
    expect(told).toMatchObject([{ code: "intercepted", carrier: "sf", trackingNo: "SF123" }]);
    await carrier.advance({ trackingNo: "SF123", code: "returned_to_sender", at });
    expect(told[1]).toMatchObject({ carrier: "sf" });
  });

  test("with a number of ours that was never issued is unknown", async () => {
    const request = { key: keyNo(1), carrier: "sandbox", trackingNo: "SBX0000000000001" };
    expect(await carrier.intercept(request)).toMatchObject({ kind: "refused", code: "unknown_parcel" });
    await expect(carrier.advance({ trackingNo: request.trackingNo, code: "signed", at })).rejects.toThrow(/never issued/);
  });

  test("stopped under two keys is scanned as stopped once", async () => {
    await carrier.intercept({ key: keyNo(1), carrier: "sf", trackingNo: "SF123" });
    expect((await carrier.intercept({ key: keyNo(2), carrier: "sf", trackingNo: "SF123" })).kind).toBe("done");
    expect(told).toHaveLength(1);
  });

  test("may have its scan told twice, under one notice", async () => {
    mischiefs.set({ seed: 1, rules: [{ methods: ["tracking"], calls: { kind: "next", count: 1 }, act: { kind: "twice" } }] });
    await carrier.advance({ trackingNo: "SF1", code: "signed", at });
    expect(told).toHaveLength(2);
    expect(new Set(told.map(notice => notice.noticeId)).size).toBe(1);
  });
});

describe("pickups", () => {
  test("fill a slot before they take the next, and end when a week is full", async () => {
    await carrier.setPickupCapacity(1);
    const slots: (number | string)[] = [];
    for (let no = 1; no <= 60; no += 1) {
      const answer = await carrier.bookPickup(pickupOf(keyNo(no)));
      slots.push(answer.kind === "done" ? answer.slotAt : answer.kind === "refused" ? answer.code : answer.kind);
    }
    const booked = slots.filter(slot => typeof slot === "number");
    expect(new Set(booked).size).toBe(booked.length);
    expect(slots.at(-1)).toBe("no_slot");
    expect(await carrier.pickups()).toHaveLength(booked.length);
  });

  test("that are called off leave their slot to the next, once", async () => {
    await carrier.setPickupCapacity(1);
    const [first, second] = [await carrier.bookPickup(pickupOf(keyNo(1))), await carrier.bookPickup(pickupOf(keyNo(2)))];
    if (first.kind !== "done" || second.kind !== "done") throw new Error("both are booked");
    const call = { booking: keyNo(1), carrier: first.carrier, trackingNo: first.trackingNo };
    for (const no of [3, 4]) await carrier.cancelPickup({ key: keyNo(no), ...call });
    expect((await carrier.pickups()).map(({ key }) => key)).toEqual([keyNo(2)]);
    expect(await carrier.bookPickup(pickupOf(keyNo(5)))).toMatchObject({ slotAt: first.slotAt });
  });

  test("that were never booked here cannot be called off", async () => {
    const request = { key: keyNo(1), booking: keyNo(2), carrier: "sandbox", trackingNo: "SBX0000000000001" };
    expect(await carrier.cancelPickup(request)).toMatchObject({ kind: "refused", code: "unknown_parcel" });
  });

  test("name their fee once there is one, and the same fee to whoever asks again", async () => {
    const feeOf = async (no: number) => {
      const answer = await carrier.bookPickup(pickupOf(keyNo(no)));
      return answer.kind === "done" ? answer.feeMinor : null;
    };
    expect(await feeOf(1)).toBe(undefined);
    await carrier.setPickupFee(1200n);
    expect([await feeOf(1), await feeOf(2)]).toEqual([undefined, 1200n]);
  });

  test("begin at even hours between 8 and 18 in China, never before they were wanted", () => {
    const chinaMidnight = Date.UTC(2026, 2, 1, 16);
    const free = () => true;
    const hourOf = (from: number) => ((firstFreeSlot(instant(from), free) ?? 0) - chinaMidnight) / HOUR_MS;
    expect(hourOf(chinaMidnight)).toBe(8);
    expect(hourOf(chinaMidnight + 10 * HOUR_MS)).toBe(10);
    expect(hourOf(chinaMidnight + 10 * HOUR_MS + 1)).toBe(12);
    expect(hourOf(chinaMidnight + 18 * HOUR_MS + 1)).toBe((DAY_MS + 8 * HOUR_MS) / HOUR_MS);
  });
});

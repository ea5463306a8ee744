import { describe, expect, test } from "vitest";
import { addMs, HOUR_MS, type Instant, instant } from "../kernel/time.ts";
import type { OrderChannel, OrderFacts, TrackingCode } from "./order-facts.ts";
import { parcelTrack, staysInRegion } from "./parcel-track.ts";

const SENT = instant(Date.UTC(2026, 2, 2));
const after = (hours: number): Instant => addMs(SENT, hours * HOUR_MS);

type Scan = readonly [hours: number, code: TrackingCode];
const parcel = (scans: readonly Scan[], signed: number | null = null): OrderFacts["shipments"][number] => ({
  shipmentNo: 1,
  carrier: "sf",
  trackingNo: "SF1",
  lines: [{ lineNo: 1, quantity: 1 }],
  shippedAt: SENT,
  signedAt: signed === null ? null : after(signed),
  events: scans.map(([hours, code]) => ({ at: after(hours), code })),
});

const track = (shipments: OrderFacts["shipments"], now: number, channel: OrderChannel = "online") => {
  const order: Pick<OrderFacts, "shipments" | "paidAt" | "channel"> = { shipments, paidAt: after(-1), channel };
  return parcelTrack(order, 1, after(now));
};

describe("what the scans of a parcel say", () => {
  test("the legs are measured to the next scan, and up to now where there is none yet", () => {
    expect(
      track(
        [
          parcel([
            [30, "picked_up"],
            [40, "hub_scan"],
          ]),
        ],
        120,
      ),
    ).toMatchObject({ pickupHours: 30, hubHours: 10, gapHours: 80 });
    expect(track([parcel([[0, "number_entered"]])], 50)).toMatchObject({ pickupHours: 50, hubHours: null, gapHours: null });
  });

  test("more than so many hours is true a moment after the last of them", () => {
    const unscanned = [parcel([[0, "number_entered"]])];
    expect([48, 48.001].map(now => track(unscanned, now).pickupHours)).toEqual([48, 49]);
  });

  test("a parcel that was signed for or went back is silent without a fault", () => {
    expect(
      track(
        [
          parcel(
            [
              [1, "picked_up"],
              [20, "hub_scan"],
              [40, "signed"],
            ],
            40,
          ),
        ],
        900,
      ).gapHours,
    ).toBe(20);
    expect(
      track(
        [
          parcel([
            [1, "picked_up"],
            [20, "returned_to_sender"],
          ]),
        ],
        900,
      ).gapHours,
    ).toBe(19);
  });

  test("the worst of several parcels speaks for the line", () => {
    expect(track([parcel([[1, "picked_up"]], 5), parcel([[60, "picked_up"]], 70)], 80).pickupHours).toBe(60);
  });

  test("a pickup before the payment is seen", () => {
    expect(track([parcel([[-2, "picked_up"]])], 1).pickedUpBeforePayment).toBe(true);
    expect(track([parcel([[0, "picked_up"]])], 1).pickedUpBeforePayment).toBe(false);
  });

  test("whoever held the goods at the first scan of harm answers for it", () => {
    const custody = (scans: readonly Scan[], channel?: OrderChannel) => track([parcel(scans)], 100, channel).custody;
    expect(custody([[1, "damaged"]])).toBe("seller");
    expect(
      custody([
        [1, "picked_up"],
        [2, "damaged"],
      ]),
    ).toBe("carrier_out");
    expect(
      custody([
        [1, "hub_scan"],
        [2, "lost"],
      ]),
    ).toBe("carrier_out");
    expect(
      custody([
        [1, "picked_up"],
        [2, "signed"],
        [3, "damaged"],
      ]),
    ).toBe("buyer");
    expect(
      custody([
        [1, "picked_up"],
        [2, "signed"],
      ]),
    ).toBe("unknown");
  });

  test("a locker holds the goods only where the buyer ordered to a pickup point", () => {
    const scans: readonly Scan[] = [
      [1, "picked_up"],
      [2, "at_pickup_point"],
      [3, "damaged"],
    ];
    expect(track([parcel(scans)], 4).custody).toBe("carrier_out");
    expect(track([parcel(scans)], 4, "group_buy").custody).toBe("pickup_point");
  });
});

test("TL-3: a line stays in a province where all its parcels are known to come from there", () => {
  const from = (...regions: readonly (string | null)[]) => ({
    region: "CN-ZJ",
    shipments: regions.map(fromRegion => ({ ...parcel([]), ...(fromRegion === null ? {} : { fromRegion }) })),
  });
  expect([from("CN-ZJ"), from("CN-ZJ", "CN-ZJ")].map(order => staysInRegion(order, 1))).toEqual([true, true]);
  expect([from(), from(null), from("CN-JS"), from("CN-ZJ", "CN-JS")].map(order => staysInRegion(order, 1))).toEqual([
    false,
    false,
    false,
    false,
  ]);
  expect(staysInRegion(from("CN-ZJ"), 2)).toBe(false);
  expect(staysInRegion({ shipments: from("CN-ZJ").shipments }, 1)).toBe(false);
});

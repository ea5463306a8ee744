import { evaluate } from "@amends/domain/evaluation/evaluate";
import { addMs, HOUR_MS } from "@amends/domain/kernel/time";
import type { OrderFacts, TrackingCode } from "@amends/domain/order/order-facts";
import { describe, expect, test } from "vitest";
import { BASE } from "../evaluation/base-pack.ts";
import { type Filing, filing, line, photos, SIGNED_AT } from "../evaluation/filing.ts";
import { compiledPack } from "../policy/read-pack.ts";

const GROUP_BUY = compiledPack("policies/base", ["policies/group-buy"]);

type Weighing = readonly [code: TrackingCode, grams?: number];

/** One parcel with everything in it, two hours between its scans, and signed for at the end. */
const sent = (packedGrams: number | null, scans: readonly Weighing[], channel: OrderFacts["channel"] = "online"): Filing["order"] => ({
  channel,
  shipments: [
    {
      shipmentNo: 1,
      carrier: "sf",
      trackingNo: "SF1",
      lines: [{ lineNo: 1, quantity: 1 }],
      ...(packedGrams === null ? {} : { packedGrams }),
      shippedAt: addMs(SIGNED_AT, -24 * HOUR_MS),
      signedAt: SIGNED_AT,
      events: scans.map(([code, grams], place) => ({
        at: addMs(SIGNED_AT, (place + 1 - scans.length) * 2 * HOUR_MS),
        code,
        ...(grams === undefined ? {} : { grams }),
      })),
    },
  ],
});

const short = (order: Filing["order"], request: Filing["request"] = {}): Filing => ({
  at: addMs(SIGNED_AT, 3 * HOUR_MS),
  lines: [line({ category: "fresh.fruit.cherry", sevenDay: { class: "abs_fresh", confirmation: null } })],
  order: order ?? {},
  filed: { damageBasisPoints: 2000 },
  request: { serviceType: "refund_only", refundOnlyKind: "unreturnable", reason: "70.02", evidence: photos(2), ...request },
});

const decided = (given: Filing, pack = BASE) => {
  const { outcome, liability, remedy } = evaluate(filing(given), pack);
  return [outcome, liability.confidenceBasisPoints, liability.inward[0]?.party, remedy.refundMinor];
};
const ASKED = ["review", 6000, "seller", 2560n];

describe("short weight (70.02) by what the parcel weighed", () => {
  test("K1, K6: more than fifty grams and three hundredths lighter at the buyer's door agrees with the buyer, and the share goes back at once", () => {
    const signed = (grams: number) => decided(short(sent(1000, [["picked_up"], ["signed", grams]])));
    expect(signed(950)).toEqual(ASKED);
    expect(signed(949)).toEqual(["approved", 8000, "carrier_out", 2560n]);
    const heavy = (grams: number) => decided(short(sent(10_000, [["picked_up"], ["signed", grams]])))[1];
    expect([heavy(9700), heavy(9699)]).toEqual([6000, 8000]);
  });

  test("K1, K2: what the carrier was handed lighter than it was packed is the seller's own", () => {
    expect(
      decided(
        short(
          sent(1000, [
            ["picked_up", 900],
            ["signed", 900],
          ]),
        ),
      ),
    ).toEqual(["approved", 8000, "seller", 2560n]);
  });

  test("a signal is no proof: without photos of the scale a person looks", () => {
    const order = sent(1000, [["picked_up"], ["signed", 800]]);
    expect(decided(short(order, { evidence: [] }))).toEqual(["review", 7000, "carrier_out", 2560n]);
  });

  test("weighed once, or not at all, or as heavy as it was: nothing is known, and nothing is held against the buyer", () => {
    expect(decided(short(sent(1000, [["picked_up"], ["signed"]])))).toEqual(ASKED);
    expect(decided(short(sent(null, [["picked_up"], ["signed", 800]])))).toEqual(ASKED);
    expect(
      decided(
        short(
          sent(1000, [
            ["picked_up", 1000],
            ["signed", 1001],
          ]),
        ),
      ),
    ).toEqual(ASKED);
    expect(decided(short(undefined))).toEqual(ASKED);
  });

  test("without a weight of the packing the carrier's first scan is what later ones are held to", () => {
    expect(decided(short(sent(null, [["picked_up", 1000], ["hub_scan", 900], ["signed"]])))).toEqual([
      "approved",
      8000,
      "carrier_out",
      2560n,
    ]);
  });

  test("lighter when it was fetched from the pickup point of a group order is the pickup point's", () => {
    const scans: readonly Weighing[] = [["picked_up"], ["at_pickup_point", 1000], ["signed", 900]];
    const group = { ...short(sent(1000, scans, "group_buy")), operation: { kind: "group_buy" } } as const;
    expect(decided(group, GROUP_BUY)[2]).toBe("pickup_point");
  });

  test("rot (70.01) does not show on a scale", () => {
    expect(decided(short(sent(1000, [["picked_up"], ["signed", 800]]), { reason: "70.01", evidence: photos(3) }))).toEqual([
      "review",
      6000,
      "seller",
      3840n,
    ]);
  });
});

test("60.02: pieces that are missing from a parcel that grew lighter are the carrier's to bear", () => {
  const missing = short(
    sent(1000, [
      ["picked_up", 1000],
      ["signed", 700],
    ]),
    { reason: "60.02", serviceType: "resend", refundOnlyKind: null },
  );
  expect(decided(missing).slice(1, 3)).toEqual([8000, "carrier_out"]);
});

test("rules that do not say how far scales differ do not go by weights", () => {
  const tables = new Map(BASE.tables);
  const limits = tables.get("tracking_limits") ?? expect.fail("no such table");
  const silent = {
    ...limits,
    evaluate: (...asked: Parameters<typeof limits.evaluate>) => {
      const hit = limits.evaluate(...asked);
      if (hit === null) return null;
      const { lighterGrams: _grams, lighterBasisPoints: _share, ...outputs } = hit.outputs;
      return { ...hit, outputs };
    },
  };
  tables.set("tracking_limits", silent);
  expect(decided(short(sent(1000, [["picked_up"], ["signed", 800]])), { ...BASE, tables })).toEqual(ASKED);
});

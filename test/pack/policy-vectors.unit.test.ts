import { evaluate } from "@amends/domain/evaluation/evaluate";
import type { CaseFacts } from "@amends/domain/intake/case-facts";
import { addMs, DAY_MS, HOUR_MS, instant } from "@amends/domain/kernel/time";
import type { Shipment, TrackingCode } from "@amends/domain/order/order-facts";
import { NO_REFUNDS } from "@amends/domain/order/refund-totals";
import { describe, expect, it } from "vitest";
import { BASE } from "../evaluation/base-pack.ts";
import { daysAfterSigning, type Filing, filing, hoursAfterSigning, line, photos, promise, SIGNED_AT } from "../evaluation/filing.ts";

/* The worked figures of the policy reference, each by the id of its rule; amounts in minor units. */

const PAID_AT = daysAfterSigning(-5);

const sumsOf = (given: Filing): Readonly<Record<string, readonly [rule: string, amount: bigint]>> =>
  Object.fromEntries(evaluate(filing(given), BASE).compensation.map(({ head, ruleId, amountMinor }) => [head, [ruleId, amountMinor]]));

describe("LS, SO: shipped late, and not at all", () => {
  const late = (paidMinor: bigint, promiseHours: number, hoursLate: number): Filing => {
    const shipBy = addMs(PAID_AT, promiseHours * HOUR_MS);
    return {
      stage: "not_shipped",
      at: addMs(shipBy, hoursLate * HOUR_MS),
      lines: [line({ paidMinor, shipBy })],
      request: { serviceType: "compensation", reason: "10.05" },
    };
  };

  it("LS-1: promised within 48 hours, 1% between 3 and 30 yuan", () => {
    expect(sumsOf(late(12_000n, 48, 2))).toEqual({ late_shipping: ["LS-1", 300n] });
    expect(sumsOf(late(400_000n, 48, 2))).toEqual({ late_shipping: ["LS-1", 3_000n] });
    expect(sumsOf(late(100_000n, 48, 2))).toEqual({ late_shipping: ["LS-1", 1_000n] });
  });

  it("LS-2: promised after more than 48 hours, 5% between 5 and 50 yuan", () => {
    expect(sumsOf(late(200_000n, 49, 2))).toEqual({ late_shipping: ["LS-2", 5_000n] });
    expect(sumsOf(late(6_000n, 49, 2))).toEqual({ late_shipping: ["LS-2", 500n] });
  });

  it("SO-1: two days late and still not sent, the missing goods are paid beside the delay", () => {
    expect(sumsOf(late(6_000n, 48, 48))).toEqual({ late_shipping: ["LS-1", 300n], stock_out: ["SO-1", 500n] });
    expect(sumsOf(late(6_000n, 48, 47))).toEqual({ late_shipping: ["LS-1", 300n] });
    expect(sumsOf(late(2_000_000n, 48, 48))["stock_out"]).toEqual(["SO-1", 50_000n]);
  });

  it("SO-2: and ten per cent up to 1,000 yuan where more time was promised", () => {
    expect(sumsOf(late(2_000_000n, 72, 48))["stock_out"]).toEqual(["SO-2", 100_000n]);
  });

  it("LS-3: five days late, ten per cent between 10 and 100 yuan", () => {
    expect(sumsOf(late(12_000n, 48, 120))["late_shipping"]).toEqual(["LS-3", 1_200n]);
    expect(sumsOf(late(12_000n, 48, 119))["late_shipping"]).toEqual(["LS-1", 300n]);
    expect(sumsOf(late(5_000n, 48, 120))["late_shipping"]).toEqual(["LS-3", 1_000n]);
    expect(sumsOf(late(500_000n, 48, 120))["late_shipping"]).toEqual(["LS-3", 10_000n]);
  });

  it("nothing in time", () => {
    expect(sumsOf(late(12_000n, 48, 0))).toEqual({});
  });

  it("TL: who names no time has promised to send within 48 hours of the payment", () => {
    const unsaid = (hoursAfterPayment: number, given: Filing = {}): Filing => ({
      ...late(12_000n, 48, hoursAfterPayment - 48),
      lines: [line({ paidMinor: 12_000n })],
      ...given,
    });
    expect(evaluate(filing(unsaid(48)), BASE).lines[0]?.refusal).toBe("not_late_yet");
    expect(sumsOf(unsaid(49))).toEqual({ late_shipping: ["LS-1", 300n] });
    expect(sumsOf(unsaid(96))).toEqual({ late_shipping: ["LS-1", 300n], stock_out: ["SO-1", 600n] });
  });

  it("TL: but not a private person, nor where nothing is sent or the goods are made to order", () => {
    const made = line({ sevenDay: { class: "abs_custom", confirmation: null } });
    const unsaid: Filing = { ...late(12_000n, 48, 100), lines: [line()] };
    const others: readonly Filing[] = [{ seller: { isTrader: false } }, { lines: [line({ goods: "virtual" })] }, { lines: [made] }];
    for (const other of others) expect(sumsOf({ ...unsaid, ...other })).toEqual({});
    expect(Object.keys(sumsOf(unsaid))).toEqual(["late_shipping", "stock_out"]);
  });

  it("the sum stays owed once the goods were sent late, and is paid once an order", () => {
    const shipBy = daysAfterSigning(-4);
    const sent: Filing = { stage: "in_transit", lines: [line({ shipBy })], request: { serviceType: "compensation", reason: "10.05" } };
    expect(sumsOf(sent)).toEqual({ late_shipping: ["LS-1", 300n] });
  });
});

describe("TA, TS: tracking faults", () => {
  type Scan = readonly [hoursAfterNumber: number, code: TrackingCode];
  const NUMBER_AT = daysAfterSigning(-3);
  const stalled = (paidMinor: bigint, scans: readonly Scan[], hoursNow: number, promiseHours = 48): Filing => {
    const shipment: Shipment = {
      shipmentNo: 1,
      carrier: "sf",
      trackingNo: "SF1",
      lines: [{ lineNo: 1, quantity: 1 }],
      shippedAt: NUMBER_AT,
      signedAt: null,
      events: scans.map(([hours, code]) => ({ at: addMs(NUMBER_AT, hours * HOUR_MS), code })),
    };
    return {
      at: addMs(NUMBER_AT, hoursNow * HOUR_MS),
      stage: "in_transit",
      lines: [line({ paidMinor, shipBy: addMs(PAID_AT, promiseHours * HOUR_MS) })],
      order: { shipments: [shipment] },
      request: { serviceType: "compensation", reason: "20.05" },
    };
  };

  it("TA-2: no pickup for 48 hours, a quarter between 5 and 100 yuan", () => {
    expect(sumsOf(stalled(30_000n, [], 49))).toEqual({ tracking: ["TA-2", 7_500n] });
    expect(sumsOf(stalled(60_000n, [], 49))).toEqual({ tracking: ["TA-2", 10_000n] });
    expect(sumsOf(stalled(1_000n, [], 49))).toEqual({ tracking: ["TA-2", 500n] });
  });

  it("TS-1, TS-2: a pickup after a day is slow, not yet untrue", () => {
    expect(sumsOf(stalled(12_000n, [], 48))).toEqual({ tracking: ["TS-1", 300n] });
    expect(sumsOf(stalled(200_000n, [], 48, 72))).toEqual({ tracking: ["TS-2", 5_000n] });
    expect(sumsOf(stalled(12_000n, [], 24))).toEqual({});
  });

  it("TA-3, TS-3, TS-4: no scan after the pickup for two days, for one day", () => {
    expect(sumsOf(stalled(30_000n, [[1, "picked_up"]], 50))).toEqual({ tracking: ["TA-3", 7_500n] });
    expect(sumsOf(stalled(12_000n, [[1, "picked_up"]], 49))).toEqual({ tracking: ["TS-3", 300n] });
    expect(sumsOf(stalled(12_000n, [[1, "picked_up"]], 49, 72))).toEqual({ tracking: ["TS-4", 600n] });
    expect(sumsOf(stalled(12_000n, [[1, "picked_up"]], 25))).toEqual({});
  });

  it("TS-5, TS-6: three days between two scans", () => {
    const scans: readonly Scan[] = [
      [1, "picked_up"],
      [2, "hub_scan"],
    ];
    expect(sumsOf(stalled(12_000n, scans, 75))).toEqual({ tracking: ["TS-5", 300n] });
    expect(sumsOf(stalled(200_000n, scans, 75, 72))).toEqual({ tracking: ["TS-6", 5_000n] });
    expect(sumsOf(stalled(12_000n, scans, 74))).toEqual({});
  });

  it("TL-1, TL-2: to the remote regions it takes five days without a scan", () => {
    const scans: readonly Scan[] = [
      [1, "picked_up"],
      [2, "hub_scan"],
    ];
    const to = (region: string, hours: number): Filing => {
      const given = stalled(12_000n, scans, hours);
      return { ...given, order: { ...given.order, region } };
    };
    expect([sumsOf(to("CN-XZ", 122)), sumsOf(to("CN-XZ", 123))]).toEqual([{}, { tracking: ["TS-5", 300n] }]);
    expect([sumsOf(to("CN-ZJ", 74)), sumsOf(to("CN-ZJ", 75))]).toEqual([{}, { tracking: ["TS-5", 300n] }]);
    const record = (given: Filing) =>
      evaluate(filing({ ...given, request: { serviceType: "logistics", reason: "20.04" } }), BASE).liability;
    expect(record(to("CN-XZ", 100)).confidenceBasisPoints).toBeLessThan(record(to("CN-ZJ", 100)).confidenceBasisPoints);
  });

  it("TL-3: within one province, be it a remote one, it takes two days", () => {
    const scans: readonly Scan[] = [
      [1, "picked_up"],
      [2, "hub_scan"],
    ];
    const sent = (fromRegion: string, region: string, hours: number) => {
      const given = stalled(12_000n, scans, hours);
      return sumsOf({ ...given, order: { region, shipments: (given.order?.shipments ?? []).map(parcel => ({ ...parcel, fromRegion })) } });
    };
    for (const region of ["CN-ZJ", "CN-XZ"])
      expect([sent(region, region, 50), sent(region, region, 51)]).toEqual([{}, { tracking: ["TS-5", 300n] }]);
    expect(sent("CN-JS", "CN-ZJ", 74)).toEqual({});
  });

  it("TA-1: picked up before it was paid for", () => {
    expect(
      sumsOf(
        stalled(
          30_000n,
          [
            [-49, "picked_up"],
            [1, "hub_scan"],
          ],
          2,
        ),
      ),
    ).toEqual({ tracking: ["TA-1", 7_500n] });
  });
});

describe("FT, RT: what spoiled fresh goods are worth back", () => {
  const back = (reason: string, category: string, damageBasisPoints: number, given: Partial<Filing> = {}): bigint =>
    evaluate(
      filing({
        at: hoursAfterSigning(1),
        lines: [line({ category, paidMinor: 10_000n, sevenDay: { class: "abs_fresh", confirmation: null } })],
        filed: { damageBasisPoints },
        request: { reason, serviceType: "refund_only", refundOnlyKind: "unreturnable", evidence: photos(3) },
        ...given,
      }),
      BASE,
    ).remedy.refundMinor;
  const tiers = (reason: string, category: string, shares: readonly number[]) => shares.map(share => back(reason, category, share));

  it("RT-1, RT-2: rot, size, wilted flowers: 30, 50, 100%, each edge on the lower tier", () => {
    for (const [reason, category] of [
      ["70.01", "fresh.fruit.apple"],
      ["70.03", "fresh.fruit.apple"],
      ["70.13", "flower.rose"],
    ] as const)
      expect(tiers(reason, category, [500, 3000, 3001, 5000, 5001])).toEqual([3_000n, 3_000n, 5_000n, 5_000n, 10_000n]);
  });

  it("RT-3: thawed goods 30% up to three tenths, and then all", () => {
    expect(tiers("70.06", "fresh.frozen.dumpling", [3000, 3001])).toEqual([3_000n, 10_000n]);
  });

  it("RT-4: short weight is the share that is missing", () => {
    expect(tiers("70.02", "fresh.vegetable.leaf", [700, 4000])).toEqual([700n, 4_000n]);
  });

  it("FT-03, FT-04, FT-05: durian by weight 10, 50, 100%", () => {
    expect(tiers("70.02", "fresh.fruit.durian", [1000, 1001, 3000, 3001])).toEqual([1_000n, 5_000n, 5_000n, 10_000n]);
  });

  it("FT-06, FT-07, FT-08: live goods by weight: the share below a tenth, half from a tenth, all from a fifth", () => {
    expect(tiers("70.02", "fresh.seafood.crab", [999, 1000, 1999, 2000])).toEqual([999n, 5_000n, 5_000n, 10_000n]);
  });

  it("FT-09, FT-10, FT-11: cherries by size 10, 50, 100%", () => {
    expect(tiers("70.03", "fresh.fruit.cherry", [1000, 1001, 3000, 3001])).toEqual([1_000n, 5_000n, 5_000n, 10_000n]);
  });

  it("FT-12: berries with rot are refunded whole", () => {
    expect(tiers("70.01", "fresh.fruit.berry", [100])).toEqual([10_000n]);
  });

  it("FT-13: dead live goods by the piece up to three tenths, then by the tiers", () => {
    expect(tiers("70.07", "fresh.seafood.crab", [1200, 3000, 3001, 5001])).toEqual([1_200n, 3_000n, 5_000n, 10_000n]);
  });

  it("FT-01, FT-02: under the bad-item badge a tenth short is a tenth back, and more is all of it", () => {
    const badge = (share: number) =>
      back("70.02", "fresh.fruit.apple", share, {
        lines: [line({ category: "fresh.fruit.apple", paidMinor: 10_000n, promises: [promise("bad_item")] })],
        request: { reason: "70.02", serviceType: "guarantee_claim", evidence: photos(3) },
      });
    expect([badge(1000), badge(1001)]).toEqual([1_000n, 10_000n]);
  });

  it("no tier pays less than the share that is affected, or more than all", () => {
    const categories = ["apple", "durian", "cherry", "berry"].map(fruit => `fresh.fruit.${fruit}`);
    for (const reason of ["70.01", "70.02", "70.03", "70.04", "70.05", "70.06", "70.07"])
      for (const category of [...categories, "fresh.seafood.crab"])
        for (const share of [1, 999, 1000, 1001, 2000, 3000, 3001, 5000, 5001, 9999]) {
          const paid = back(reason, category, share);
          expect(paid >= BigInt(share) && paid <= 10_000n, `${reason} ${category} ${share}`).toBe(true);
        }
  });

  it("RM-07: a machine does not settle a share that nobody told", () => {
    const damaged: Filing = { at: hoursAfterSigning(1), stage: "damaged", request: { ...unreturnable("60.05"), evidence: photos(2) } };
    expect(evaluate(filing(damaged), BASE).outcome).toBe("review");
    expect(evaluate(filing({ ...damaged, filed: { damageBasisPoints: 2000 } }), BASE).outcome).toBe("approved");
  });
});

const unreturnable = (reason: string) => ({ serviceType: "refund_only", refundOnlyKind: "unreturnable", reason }) as const;

describe("T: time", () => {
  it("T-5: signed on 2 March, a request in the last second of 9 March is in time and the next is not", () => {
    const at = (iso: string) => evaluate(filing({ at: instant(Date.parse(iso)) }), BASE).outcome;
    expect([at("2026-03-09T23:59:59+08:00"), at("2026-03-10T00:00:00+08:00")]).toEqual(["approved", "refused"]);
  });

  it("T-2: 48 hours run from the moment of the sign-off", () => {
    const verdict = (hours: number) =>
      evaluate(filing({ at: addMs(SIGNED_AT, hours * HOUR_MS), request: { reason: "60.01", evidence: photos(2) } }), BASE).trace.find(
        ({ table }) => table === "eligibility",
      )?.rowId;
    expect([verdict(47), verdict(48)]).toEqual(["EL-55", "EL-5A"]);
  });

  it("Q-8: six months after the sign-off the burden of a durable good's flaw passes to the buyer", () => {
    const burden = (iso: string) =>
      evaluate(
        filing({ at: instant(Date.parse(iso)), lines: [line({ category: "electronics.phone" })], request: { reason: "40.01" } }),
        BASE,
      ).trace.find(({ table }) => table === "burden")?.rowId;
    expect([burden("2026-09-02T23:59:59+08:00"), burden("2026-09-03T00:00:00+08:00")]).toEqual(["B-1", "B-4"]);
  });

  it("CC 188: harm is still heard after the two years in which goods must be objected to", () => {
    const filedAfter = (days: number, reason: string, serviceType: "compensation" | "return_refund") =>
      evaluate(filing({ at: addMs(SIGNED_AT, days * DAY_MS), request: { reason, serviceType } }), BASE).outcome;
    expect(filedAfter(800, "40.12", "compensation")).toBe("review");
    expect(filedAfter(800, "40.05", "return_refund")).toBe("refused");
  });
});

describe("PD: statutory damages, computed for a person and never awarded by a machine", () => {
  const claim = (reason: string, paidMinor: bigint) =>
    evaluate(filing({ lines: [line({ paidMinor })], request: { reason, serviceType: "compensation", evidence: photos(2) } }), BASE);

  it("PD-1: three times the price, at least 500 yuan", () => {
    expect([3_990n, 30_000n].map(paid => claim("50.03", paid).compensation[0]?.amountMinor)).toEqual([50_000n, 90_000n]);
  });

  it("PD-3: ten times the price of food, at least 1,000 yuan", () => {
    expect([990n, 26_000n].map(paid => claim("70.09", paid).compensation[0]?.amountMinor)).toEqual([100_000n, 260_000n]);
  });

  it("they are candidates: no machine decides, and no refund holds them", () => {
    for (const reason of ["40.10", "50.03", "50.05", "70.08", "70.09", "70.10"]) {
      const decision = claim(reason, 10_000n);
      expect(decision.compensation).toContainEqual(expect.objectContaining({ standing: "statutory" }));
      expect(decision.outcome).toBe("review");
    }
    const refund = evaluate(filing({ request: { reason: "70.08", evidence: photos(1) } }), BASE);
    expect(refund.remedy.refundMinor).toBe(12_800n);
  });
});

describe("3B: the three guarantees", () => {
  const phone = (days: number, serviceType: "return_refund" | "exchange" | "repair", given: Filing = {}) =>
    evaluate(
      filing({
        at: daysAfterSigning(days),
        lines: [line({ category: "electronics.phone" })],
        request: { reason: "40.02", serviceType },
        ...given,
      }),
      BASE,
    );
  const verdict = (decision: ReturnType<typeof phone>) => decision.trace.find(({ table }) => table === "eligibility")?.outputs["verdict"];

  it("3B-1: within seven days return, exchange or repair", () => {
    expect((["return_refund", "exchange", "repair"] as const).map(type => verdict(phone(7, type)))).toEqual([
      "eligible",
      "eligible",
      "eligible",
    ]);
  });

  it("3B-2: until the year is over exchange or repair; a return is for a person", () => {
    expect((["return_refund", "exchange", "repair"] as const).map(type => verdict(phone(100, type)))).toEqual([
      "review",
      "eligible",
      "eligible",
    ]);
  });

  it("3B-3: two repairs that failed open the way to a return, which a rule read at second hand never grants alone", () => {
    const repaired = (times: number): CaseFacts["claims"] =>
      Array.from({ length: times }, (_, index) => ({
        caseId: `case_${index}`,
        serviceType: "repair",
        open: false,
        rejected: false,
        reason: "00.00",
        lineNos: [1],
        evidence: [],
        filedAt: SIGNED_AT,
        amendment: null,
        lines: [],
        isRepaired: true,
        refund: { ...NO_REFUNDS },
      }));
    const of = (times: number) =>
      phone(200, "return_refund", { claims: repaired(times), request: { reason: "40.02", serviceType: "return_refund" } });
    expect([verdict(of(1)), verdict(of(2))]).toEqual(["review", "eligible"]);
    expect(of(2)).toMatchObject({ outcome: "review" });
  });
});

describe("custody: who held it when it was harmed", () => {
  const bears = (reason: string, codes: readonly TrackingCode[], channel: "online" | "group_buy" = "online") => {
    const shipment: Shipment = {
      shipmentNo: 1,
      carrier: "sf",
      trackingNo: "SF1",
      lines: [{ lineNo: 1, quantity: 1 }],
      shippedAt: daysAfterSigning(-3),
      signedAt: SIGNED_AT,
      events: codes.map((code, index) => ({ at: addMs(daysAfterSigning(-3), index * HOUR_MS), code })),
    };
    const given: Filing = { order: { channel, shipments: [shipment] }, request: { ...unreturnable(reason), evidence: photos(3) } };
    return evaluate(filing(given), BASE).liability.inward;
  };
  const whole = (party: string) => [{ party, shareBasisPoints: 10_000 }];

  it("L-10: the carrier where its scans tell of harm, else the seller, who must show how it was packed", () => {
    expect(bears("60.05", ["picked_up", "damaged", "signed"])).toEqual(whole("carrier_out"));
    expect(bears("60.05", ["picked_up", "signed"])).toEqual(whole("seller"));
  });

  it("L-20: spoiled at the pickup point of a group order is the pickup point's", () => {
    const scans = ["picked_up", "at_pickup_point", "damaged", "signed"] as const;
    expect(bears("70.01", scans, "group_buy")).toEqual(whole("pickup_point"));
    expect(bears("70.01", scans)).toEqual(whole("carrier_out"));
  });

  it("L-17: what a host said in a live room is borne by seller and host in equal parts", () => {
    const live = evaluate(filing({ order: { channel: "live" }, request: { reason: "50.03", evidence: photos(1) } }), BASE);
    expect(live.liability.inward).toEqual(["seller", "creator"].map(party => ({ party, shareBasisPoints: 5_000 })));
  });

  it("5.5: all 47 causes have their row", () => {
    const rows = BASE.tables.get("liability")?.rows.map(({ id }) => id.slice(0, 4)) ?? [];
    const causes = Array.from({ length: 47 }, (_, index) => `L-${String(index + 1).padStart(2, "0")}`);
    expect(causes.filter(cause => !rows.includes(cause))).toEqual([]);
  });
});

import { evaluate } from "@amends/domain/evaluation/evaluate";
import type { EarlierClaim, PriceDropBefore } from "@amends/domain/intake/case-facts";
import { addMs, DAY_MS, HOUR_MS } from "@amends/domain/kernel/time";
import type { Shipment, TrackingCode } from "@amends/domain/order/order-facts";
import { NO_REFUNDS } from "@amends/domain/order/refund-totals";
import { describe, expect, it } from "vitest";
import { BASE } from "../evaluation/base-pack.ts";
import { daysAfterSigning, type Filing, filing, hoursAfterSigning, line, photos, promise } from "../evaluation/filing.ts";

/* What the platforms' rules (policy.md §3) say in sentences, each by the id of its rule. */

const outcomeOf = (given: Filing) => evaluate(filing(given), BASE).outcome;
const remedyRow = (given: Filing) => evaluate(filing(given), BASE).trace.find(({ table }) => table === "remedy")?.rowId;

describe("3.3: refunds of what is on its way", () => {
  const NUMBER_AT = daysAfterSigning(-3);
  const notHere = (codes: readonly TrackingCode[], hoursNow: number, given: Partial<Shipment> = {}): Filing => {
    const shipment: Shipment = {
      shipmentNo: 1,
      carrier: "sf",
      trackingNo: "SF1",
      lines: [{ lineNo: 1, quantity: 1 }],
      shippedAt: NUMBER_AT,
      signedAt: null,
      events: codes.map((code, index) => ({ at: addMs(NUMBER_AT, index * HOUR_MS), code })),
      ...given,
    };
    return {
      at: addMs(NUMBER_AT, hoursNow * HOUR_MS),
      stage: "in_transit",
      lines: [line({ paidMinor: 90_000n })],
      order: { shipments: [shipment] },
      request: { serviceType: "refund_only", refundOnlyKind: "not_received", reason: "20.04" },
    };
  };

  it.each(["lost", "refused", "returned_to_sender"] as const)("RM-30: a parcel that is %s is refunded at once", code => {
    const given = notHere(["picked_up", code], 30);
    expect([outcomeOf(given), remedyRow(given)]).toEqual(["approved", "RM-30"]);
  });

  it("RM-32: so is one that nobody had picked up 48 hours after its number", () => {
    const unmoved = (hours: number) => notHere(["number_entered"], hours);
    expect([48, 48.001].map(hours => remedyRow(unmoved(hours)))).toEqual(["RM-99", "RM-32"]);
    expect(outcomeOf(unmoved(48.001))).toBe("approved");
  });

  it("RM-32: but not where no scans are told at all, nor what was picked up or signed for", () => {
    expect(remedyRow(notHere([], 60))).toBe("RM-99");
    expect(remedyRow(notHere(["number_entered", "picked_up"], 60))).toBe("RM-99");
    expect(remedyRow(notHere(["number_entered"], 60, { signedAt: addMs(NUMBER_AT, 55 * HOUR_MS) }))).toBe("RM-99");
  });
});

describe("3.4: sham shipping", () => {
  const short = (damageBasisPoints: number, request: Filing["request"] = {}) =>
    evaluate(
      filing({
        at: hoursAfterSigning(1),
        lines: [line({ paidMinor: 12_000n, quantity: 4 })],
        filed: { damageBasisPoints },
        request: { serviceType: "refund_only", refundOnlyKind: "not_received", reason: "60.02", evidence: photos(2), ...request },
      }),
      BASE,
    );
  const sums = ({ compensation }: ReturnType<typeof short>) => compensation.map(({ head, amountMinor }) => [head, amountMinor]);

  it("EN-18: a parcel with less than half of it is sham shipping, 30% on top of what is missing", () => {
    expect(sums(short(5001))).toEqual([["fraud_shipping", 3_600n]]);
    expect(short(5001).remedy.refundMinor).toBe(6_001n + 3_600n);
    expect(sums(short(5000))).toEqual([]);
  });

  it("EN-18: no machine says so, the seller is heard first", () => {
    expect(short(5001).outcome).toBe("review");
  });

  it("EN-18: a sum that both agreed on has nothing put on top", () => {
    expect(
      sums(
        short(6000, {
          refundOnlyKind: "agreed",
          agreedMinor: 1_000n,
          appliedBy: { role: "seller", id: "seller_000000000000000000000001" },
        }),
      ),
    ).toEqual([]);
  });
});

describe("3.4: a day of delivery that was promised", () => {
  const promised = (days: number | null, given: Filing): Filing => ({
    lines: [line({ promises: [promise("on_time_delivery", days)] })],
    request: { serviceType: "guarantee_claim", reason: "80.04", evidence: photos(1) },
    ...given,
  });
  const sums = (given: Filing) => evaluate(filing(given), BASE).compensation.map(({ ruleId, amountMinor }) => [ruleId, amountMinor]);

  it("ND-1: 5 yuan where the goods came after it, which they did five days after the payment", () => {
    expect(sums(promised(4, {}))).toEqual([["ND-1", 500n]]);
    expect(sums(promised(5, {}))).toEqual([]);
    expect(sums(promised(null, {}))).toEqual([["ND-1", 500n]]);
  });

  it("ND-1: and where they are not there by then; not before it", () => {
    const waiting = (days: number): Filing =>
      promised(4, {
        stage: "in_transit",
        at: daysAfterSigning(days),
        request: { serviceType: "guarantee_claim", reason: "20.01" },
      });
    expect([sums(waiting(-1)), sums(waiting(0))]).toEqual([[], [["ND-1", 500n]]]);
  });
});

describe("3.9: a gift that was left out", () => {
  const claimed = (markedPriceMinor: bigint | null) => {
    const gifts = [{ giftNo: 1, name: "杯垫", withLineNos: [1], markedPriceMinor }];
    const request = { serviceType: "compensation", reason: "60.04", evidence: photos(1) } as const;
    return evaluate(filing({ lines: [line({ paidMinor: 10_000n })], order: { gifts }, request }), BASE).compensation;
  };

  it("MG-0: is paid at its marked price, up to three tenths of what it came with", () => {
    expect([1_000n, 3_000n, 4_000n].map(price => claimed(price)[0])).toMatchObject([
      { ruleId: "MG-0", amountMinor: 1_000n },
      { ruleId: "MG-0", amountMinor: 3_000n },
      { ruleId: "MG-0", amountMinor: 3_000n },
    ]);
    expect(claimed(1_000n)[0]?.inKind).toBeUndefined();
  });

  it("MG-1: is paid in points where no price was marked", () => {
    expect(claimed(null)).toMatchObject([{ ruleId: "MG-1", amountMinor: 500n, inKind: { kind: "points", points: 500 } }]);
  });
});

describe("3.9: allergies", () => {
  const verdict = (days: number, promises: readonly ReturnType<typeof promise>[]) =>
    evaluate(
      filing({
        at: daysAfterSigning(days),
        lines: [line({ category: "beauty.cream", promises })],
        request: { reason: "70.11" },
      }),
      BASE,
    ).trace.find(({ table }) => table === "eligibility")?.rowId;

  it("70.11: are heard for 60 days, for 90 under the badge, and for longer where the badge says so", () => {
    expect([59, 70].map(days => verdict(days, []))).toEqual(["EL-55", "EL-5A"]);
    expect([70, 89, 100].map(days => verdict(days, [promise("allergy")]))).toEqual(["EL-55", "EL-55", "EL-5A"]);
    expect(verdict(100, [promise("allergy", 120)])).toBe("EL-55");
  });
});

describe("3.2: a repair that takes too long", () => {
  const inRepair = (days: number): EarlierClaim => ({
    caseId: "case_000000000000000000000001",
    serviceType: "repair",
    open: true,
    rejected: false,
    filedAt: daysAfterSigning(1),
    reason: "40.02",
    lineNos: [1],
    evidence: [],
    amendment: null,
    lines: [{ lineNo: 1, quantity: 1 }],
    refund: NO_REFUNDS,
    repairedFor: { startedAt: daysAfterSigning(60 - days), endedAt: null },
  });
  const sums = (days: number, paidMinor: bigint) =>
    evaluate(
      filing({
        at: daysAfterSigning(60),
        lines: [line({ paidMinor })],
        claims: [inRepair(days)],
        request: { serviceType: "compensation", reason: "40.09" },
      }),
      BASE,
    ).compensation.map(({ ruleId, amountMinor }) => [ruleId, amountMinor]);

  it("RL-1: 2% for each day after seven on the way and twenty in the workshop, up to 30%, 6 to 200 yuan", () => {
    expect(sums(28, 100_000n)).toEqual([["RL-1", 2_000n]]);
    expect(sums(30, 50_000n)).toEqual([["RL-1", 3_000n]]);
    expect([41, 42, 55].map(days => sums(days, 50_000n)[0]?.[1])).toEqual([14_000n, 15_000n, 15_000n]);
    expect([sums(28, 10_000n), sums(42, 100_000n)].map(([sum]) => sum?.[1])).toEqual([600n, 20_000n]);
  });

  it("RL-1: before that nothing is owed for a day; a repair nobody knows of is weighed as not carried out", () => {
    expect(sums(27, 50_000n)).toEqual([["RB-1", 15_000n]]);
  });
});

describe("3.5: fresh goods that come too late", () => {
  const refused = (daysSincePaid: number, given: Filing = {}) => {
    const facts = filing({
      stage: "in_transit",
      at: daysAfterSigning(daysSincePaid - 5),
      lines: [line({ category: "fresh.fruit.apple", sevenDay: { class: "abs_fresh", confirmation: null } })],
      request: { serviceType: "refuse_delivery", reason: "20.07" },
      ...given,
    });
    const { outbound, return: back } = evaluate(facts, BASE).freight;
    return [outbound, back];
  };

  it("F-10f: more than seven days after the payment they may be refused at the seller's cost, the remote regions apart", () => {
    expect([refused(7), refused(8)]).toEqual([
      ["none", "buyer"],
      ["seller", "seller"],
    ]);
    expect(refused(8, { order: { region: "CN-XJ" } })).toEqual(["none", "buyer"]);
    expect(refused(8, { order: { region: "CN-ZJ" } })).toEqual(["seller", "seller"]);
    expect(refused(8, { lines: [line()] })).toEqual(["none", "buyer"]);
  });
});

describe("PP-3: a difference asked back over several orders", () => {
  const PAID_AT = daysAfterSigning(-5);
  const NOW = daysAfterSigning(1);
  const rowOf = (before: readonly Partial<PriceDropBefore>[], unitPriceMinor = 40_000n) => {
    const facts = filing({
      at: NOW,
      lines: [line({ unitPriceMinor, paidMinor: unitPriceMinor, promises: [promise("price_protection", 15)] })],
      request: { serviceType: "price_protection", reason: "80.09" },
    });
    const prices = [{ skuId: "sku-1", from: addMs(PAID_AT, DAY_MS), priceMinor: 10_000n, offer: "public" }] as const;
    const priceDropsBefore = before.map(given => ({ filedAt: addMs(NOW, -10 * DAY_MS), skuIds: ["sku-9"], amountMinor: 0n, ...given }));
    const { trace } = evaluate({ ...facts, prices, priceDropsBefore }, BASE);
    return trace.find(({ table }) => table === "remedy")?.rowId;
  };

  it("RM-26a: comes by itself up to 2,000 yuan in thirty days; what goes above is for a person", () => {
    expect([170_000n, 170_001n].map(amountMinor => rowOf([{ amountMinor }]))).toEqual(["RM-26", "RM-26a"]);
    expect(rowOf([])).toBe("RM-26");
  });

  it("RM-26a: up to ten times a day", () => {
    const today = (times: number) => Array.from({ length: times }, () => ({ filedAt: addMs(NOW, -HOUR_MS) }));
    expect([9, 10].map(times => rowOf(today(times)))).toEqual(["RM-26", "RM-26a"]);
  });

  it("RM-26a: and for one article once in seven days", () => {
    const sameArticle = (days: number) => [{ skuIds: ["sku-1"], filedAt: addMs(NOW, -days * DAY_MS) }];
    expect([6, 7].map(days => rowOf(sameArticle(days)))).toEqual(["RM-26a", "RM-26"]);
  });
});

describe("3.7: freight insurance", () => {
  const before = (given: Partial<EarlierClaim>): EarlierClaim => ({
    caseId: "case_000000000000000000000001",
    serviceType: "guarantee_claim",
    open: false,
    rejected: false,
    filedAt: daysAfterSigning(1),
    reason: "80.11",
    lineNos: [1],
    evidence: [],
    amendment: null,
    lines: [],
    refund: NO_REFUNDS,
    ...given,
  });
  const refusal = (given: Partial<EarlierClaim>, serviceType: "guarantee_claim" | "compensation" = "guarantee_claim") => {
    const lines = [1, 2].map(lineNo => line({ lineNo, promises: [promise("freight_insurance")] }));
    const second = filing({ lines }).request.lines.slice(1);
    const request = { serviceType, reason: "80.11", lines: second };
    return evaluate(filing({ lines, claims: [before(given)], request }), BASE).lines[0]?.refusal;
  };

  it("EL-6C: pays once for each order, whichever of its lines and however the claim was put", () => {
    expect([refusal({ open: true }), refusal({ open: true }, "compensation")]).toEqual(["insured_before", "insured_before"]);
    expect(refusal({ lines: [{ lineNo: 1, quantity: 1 }] })).toBe("insured_before");
  });

  it("EL-6C: a claim that was refused, withdrawn or for something else takes nothing from it", () => {
    for (const given of [{ rejected: true }, {}, { open: true, reason: "70.01" }]) expect(refusal(given)).toBeNull();
  });
});

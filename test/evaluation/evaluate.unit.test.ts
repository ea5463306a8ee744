import { checkStages } from "@amends/domain/evaluation/check-stages";
import { evaluate } from "@amends/domain/evaluation/evaluate";
import { addMs, DAY_MS } from "@amends/domain/kernel/time";
import type { CompiledPack } from "@amends/domain/policy/pack";
import { findUnreachableRows } from "@amends/domain/policy/report";
import { describe, expect, it } from "vitest";
import { BASE } from "./base-pack.ts";
import { confirmed, daysAfterSigning, type Filing, filing, hoursAfterSigning, line, photos, promise, SIGNED_AT, video } from "./filing.ts";

const decide = (given: Filing, pack: CompiledPack = BASE) => evaluate(filing(given), pack);
const rowsOf = (given: Filing, table: string) =>
  decide(given)
    .trace.filter(row => row.table === table)
    .map(row => row.rowId);

describe("the base pack", () => {
  it("has all that the evaluation needs, and no name or word it does not know", () => {
    expect(checkStages(BASE)).toEqual([]);
  });

  it("has no row that another always hides", () => {
    expect([...BASE.tables.values()].flatMap(table => findUnreachableRows(table).map(row => `${table.id}/${row.rowId}`))).toEqual([]);
  });
});

describe("a return without a reason", () => {
  it("is approved within seven days of the sign-off, with the way back on the buyer", () => {
    const decision = decide({});
    expect(decision).toMatchObject({ outcome: "approved", severity: "p4", freight: { outbound: "none", return: "buyer" } });
    expect(decision.remedy).toEqual({
      planTemplate: "return_refund",
      ratioBasisPoints: 10_000,
      instantRefund: "none",
      refundMinor: 12_800n,
      collectMinor: 0n,
    });
  });

  it("is in time in the last second of the seventh day and late in the next", () => {
    const end = addMs(SIGNED_AT, 14 * 3_600_000 + 7 * DAY_MS);
    expect(decide({ at: addMs(end, -1000) }).outcome).toBe("approved");
    expect(decide({ at: end })).toMatchObject({ outcome: "refused", lines: [{ refusal: "window_closed" }] });
  });

  it("has longer where the last day is a holiday", () => {
    const monday = Math.floor(Date.UTC(2026, 2, 9) / DAY_MS);
    const at = addMs(SIGNED_AT, 8 * DAY_MS);
    expect(decide({ at }).outcome).toBe("refused");
    expect(decide({ at, operation: { holidays: [monday] } }).outcome).toBe("approved");
  });

  it("has longer where the seller promised more days", () => {
    const lines = [line({ promises: [promise("longer_return", 15)] })];
    expect(decide({ lines, at: daysAfterSigning(15) }).outcome).toBe("approved");
    expect(decide({ lines, at: daysAfterSigning(16) }).outcome).toBe("refused");
  });

  it("is refused for a cream whose seal is broken, in the words of that rule", () => {
    const decision = decide({ lines: [line({ category: "cosmetics.mask" })], filed: { condition: "seal_broken" } });
    expect(decision).toMatchObject({ outcome: "refused", lines: [{ eligible: false, refusal: "not_intact" }] });
    expect(decision.lines[0]?.explanation.source).toContain("第九条");
    expect(decision.trace.map(row => row.rowId)).toContain("INT-1");
  });

  it("is refused for what the buyer confirmed, and only if the box was not ticked beforehand", () => {
    expect(decide({ lines: [line({ sevenDay: confirmed })] }).lines[0]?.refusal).toBe("exclusion_confirmed");
    const ticked = { ...confirmed, confirmation: { ...confirmed.confirmation, defaultChecked: true } };
    expect(rowsOf({ lines: [line({ sevenDay: ticked })] }, "seven_day")).toEqual(["7D-09"]);
    const blanket = { ...confirmed, confirmation: { ...confirmed.confirmation, skuId: "any" } };
    expect(rowsOf({ lines: [line({ sevenDay: blanket })] }, "seven_day")).toEqual(["7D-09"]);
    // Paid five days before it was signed for: what is said to be confirmed since was no step of the purchase.
    const afterwards = { ...confirmed, confirmation: { ...confirmed.confirmation, at: daysAfterSigning(-4) } };
    expect(rowsOf({ lines: [line({ sevenDay: afterwards })] }, "seven_day")).toEqual(["7D-09"]);
  });

  it("does not bind a private seller, who may promise it", () => {
    const c2c: Filing = { operation: { kind: "c2c" }, seller: { isTrader: false } };
    expect(decide(c2c).lines[0]?.refusal).toBe("seller_not_a_trader");
    expect(decide({ ...c2c, lines: [line({ promises: [promise("seven_day_return")] })] }).outcome).toBe("approved");
  });

  it("is told to wait or refuse the parcel while it is on its way", () => {
    expect(decide({ stage: "in_transit" }).lines[0]?.refusal).toBe("not_delivered_yet");
  });

  it("is paid ahead of the goods up to the limits, the promise and the quota", () => {
    const first = (paidMinor: bigint, tier: "standard" | "vip", instantQuotaMinor = 500_000n) =>
      decide({ lines: [line({ paidMinor, promises: [promise("refund_before_return")] })], buyer: { tier, instantQuotaMinor } }).remedy
        .instantRefund;
    expect(first(50_000n, "standard")).toBe("before_return");
    expect(first(50_001n, "standard")).toBe("none");
    expect(first(150_000n, "vip")).toBe("before_return");
    expect(first(150_001n, "vip")).toBe("none");
    expect(first(50_000n, "standard", 49_999n)).toBe("none");
    const shipped = (paidMinor: bigint) =>
      decide({
        lines: [line({ paidMinor, promises: [promise("instant_refund_after_return_shipped")] })],
        buyer: { instantQuotaMinor: 500_000n },
      }).remedy;
    expect(shipped(200_000n)).toMatchObject({ instantRefund: "after_return_shipped", planTemplate: "return_refund_after_shipped" });
    expect(shipped(200_001n)).toMatchObject({ instantRefund: "none", planTemplate: "return_refund" });
  });

  it("is for a person above ten thousand yuan, and for a buyer with signals, but never refused for them", () => {
    expect(decide({ lines: [line({ paidMinor: 1_000_000n })] }).outcome).toBe("approved");
    expect(decide({ lines: [line({ paidMinor: 1_000_001n })] }).outcome).toBe("review");
    expect(decide({ buyer: { riskSignals: ["many_returns"] } }).outcome).toBe("review");
  });

  it("pays ahead only as far as the most cautious of its lines allows", () => {
    const lines = [line({ promises: [promise("refund_before_return")] }), line({ lineNo: 2 })];
    expect(decide({ lines, buyer: { instantQuotaMinor: 500_000n } }).remedy.instantRefund).toBe("none");
  });

  it("goes forward with the lines that may, and says why not for the others", () => {
    const lines = [line({ sevenDay: { class: "abs_fresh", confirmation: null } }), line({ lineNo: 2, paidMinor: 5_000n })];
    const decision = decide({ lines });
    expect(decision).toMatchObject({ outcome: "approved", lines: [{ eligible: false, refusal: "fresh_goods" }, { eligible: true }] });
    expect(decision.remedy.refundMinor).toBe(5_000n);
  });
});

describe("before shipping", () => {
  const cancel = (given: Filing = {}): Filing => ({
    stage: "not_shipped",
    ...given,
    request: { serviceType: "refund_only", refundOnlyKind: "pre_ship", reason: "10.01", ...given.request },
  });

  it("is refunded at once up to 500 yuan, 1,000 for a flagship shop, with the freight paid", () => {
    const upTo = (paidMinor: bigint, flagship: boolean) => decide(cancel({ lines: [line({ paidMinor })], seller: { flagship } })).outcome;
    expect([upTo(50_000n, false), upTo(50_001n, false), upTo(100_000n, true), upTo(100_001n, true)]).toEqual([
      "approved",
      "review",
      "approved",
      "review",
    ]);
    const freight = { paidMinor: 1_000n, freeFromMinor: null, feeMinor: 1_000n };
    expect(decide(cancel({ order: { freight } })).remedy.refundMinor).toBe(13_800n);
  });

  it("is for the seller to answer where the goods are made to order", () => {
    expect(decide(cancel({ lines: [line({ sevenDay: { class: "abs_custom", confirmation: null } })] })).outcome).toBe("review");
  });

  it("is what applies to goods that cannot go back, too: nothing was sent yet; what is delivered without a parcel may still fail", () => {
    const unreturnable = (reason: string, goods: "physical" | "virtual") =>
      decide(cancel({ lines: [line({ goods })], request: { refundOnlyKind: "unreturnable", reason } }));
    for (const reason of ["70.01", "80.13"])
      expect(unreturnable(reason, "physical")).toMatchObject({ outcome: "refused", lines: [{ refusal: "not_shipped_yet" }] });
    expect(unreturnable("80.13", "virtual").lines[0]).toMatchObject({ eligible: true, refusal: null });
  });

  it("is too late once sent", () => {
    expect(decide({ ...cancel(), stage: "in_transit" }).lines[0]?.refusal).toBe("already_shipped");
  });
});

describe("a fault", () => {
  const damaged = (given: Filing = {}): Filing => ({
    at: hoursAfterSigning(10),
    stage: "damaged",
    ...given,
    request: { reason: "60.05", evidence: [...photos(2), video], ...given.request },
  });

  it("is decided at once when the carrier's record and the pictures agree and it is small", () => {
    const decision = decide(damaged());
    expect(decision.liability).toEqual({
      outward: "seller",
      inward: [{ party: "carrier_out", shareBasisPoints: 10_000 }],
      burdenOn: "buyer",
      confidenceBasisPoints: 9500,
    });
    expect(decision).toMatchObject({ outcome: "approved", freight: { outbound: "seller", return: "seller" } });
  });

  it("is for a person when it is large, unproved, or the record is silent", () => {
    expect(decide(damaged({ lines: [line({ paidMinor: 50_001n })] })).outcome).toBe("review");
    expect(decide(damaged({ request: { evidence: [] } })).outcome).toBe("review");
    expect(decide(damaged({ stage: "delivered" })).outcome).toBe("review");
  });

  it("is never decided alone by a row whose source was not read", () => {
    const decision = decide({ request: { reason: "40.03", evidence: [video] } });
    expect(decision.trace.some(row => row.status === "unverified")).toBe(true);
    expect(decision.outcome).toBe("review");
  });

  it("gives back the share that is affected when the goods are kept", () => {
    const kept: Filing = { request: { reason: "60.07", serviceType: "refund_only", refundOnlyKind: "unreturnable", evidence: photos(2) } };
    expect(decide({ ...kept, at: hoursAfterSigning(1), filed: { damageBasisPoints: 2500 } }).remedy).toMatchObject({
      ratioBasisPoints: 2500,
      refundMinor: 3_200n,
    });
  });

  it("of fresh goods follows the tiers, exactly at their edges", () => {
    const rot = (damageBasisPoints: number) =>
      decide({
        at: hoursAfterSigning(1),
        lines: [line({ category: "fresh.fruit.cherry", paidMinor: 10_000n, sevenDay: { class: "abs_fresh", confirmation: null } })],
        filed: { damageBasisPoints },
        request: { reason: "70.01", serviceType: "refund_only", refundOnlyKind: "unreturnable", evidence: photos(3) },
      }).remedy.refundMinor;
    expect([rot(500), rot(3000), rot(3001), rot(5000), rot(5001)]).toEqual([3_000n, 3_000n, 5_000n, 5_000n, 10_000n]);
  });
});

describe("a parcel that never came", () => {
  const missing: Filing["request"] = { serviceType: "refund_only", refundOnlyKind: "not_received", reason: "20.01" };

  it("is refunded with the freight when it went back to its sender", () => {
    const freight = { paidMinor: 1_000n, freeFromMinor: null, feeMinor: 1_000n };
    expect(decide({ stage: "returned_to_sender", request: missing, order: { freight } })).toMatchObject({
      outcome: "approved",
      remedy: { refundMinor: 13_800n, planTemplate: "refund_not_received" },
    });
  });

  it("is for the seller to prove delivered when the record says signed", () => {
    expect(decide({ request: missing })).toMatchObject({
      outcome: "review",
      liability: { burdenOn: "seller", confidenceBasisPoints: 3000 },
    });
  });
});

describe("what comes first", () => {
  const of = (reason: string, type: "compensation" | "complaint" | "return_refund") =>
    decide({ request: { reason, serviceType: type, evidence: photos(2) } });

  it("is injury, poisoning and data, then regulators and large sums, then complaints", () => {
    expect(of("70.10", "compensation").severity).toBe("p1");
    expect(of("90.04", "complaint").severity).toBe("p1");
    expect(of("90.01", "complaint").severity).toBe("p2");
    expect(decide({ lines: [line({ paidMinor: 500_001n })] }).severity).toBe("p2");
    expect(of("80.06", "complaint").severity).toBe("p3");
  });
});

describe("a rule of a foreign shop", () => {
  it("is written as data: items once, same product, other article; then nothing but the address", () => {
    const catalogue = [
      { skuId: "sku-2", productId: "product-1", priceMinor: 12_800n, available: 1 },
      { skuId: "sku-1", productId: "product-1", priceMinor: 12_800n, available: 1 },
      { skuId: "sku-9", productId: "product-9", priceMinor: 12_800n, available: 1 },
    ];
    const change = (replacementSkuId: string) =>
      decide({
        stage: "not_shipped",
        catalogue,
        filed: { replacementSkuId },
        request: { serviceType: "amend_order", reason: "10.02", amendment: { kind: "items" } },
      });
    expect(change("sku-2").outcome).toBe("approved");
    expect(change("sku-1").lines[0]?.refusal).toBe("same_article");
    expect(change("sku-9").lines[0]?.refusal).toBe("other_product");
  });
});

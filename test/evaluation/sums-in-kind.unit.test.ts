import { formProblems } from "@amends/domain/evaluation/check-forms";
import { evaluate, evaluateFiling } from "@amends/domain/evaluation/evaluate";
import { addMs, HOUR_MS } from "@amends/domain/kernel/time";
import { NO_REFUNDS } from "@amends/domain/order/refund-totals";
import { describe, expect, it } from "vitest";
import { BASE } from "./base-pack.ts";
import { withCells } from "./changed-pack.ts";
import { daysAfterSigning, type Filing, filing, hoursAfterSigning, line, photos, promise } from "./filing.ts";

const sums = (given: Filing, pack = BASE) => evaluate(filing(given), pack).compensation;
const complaint = (given: Filing = {}): Filing => ({ request: { serviceType: "complaint", reason: "80.05" }, ...given });
/** Shipped two hours late: LS-1 owes the least of it, 3.00. */
const late: Filing = {
  stage: "not_shipped",
  at: addMs(daysAfterSigning(-5), 50 * HOUR_MS),
  lines: [line({ paidMinor: 12_000n, shipBy: addMs(daysAfterSigning(-5), 48 * HOUR_MS) })],
  request: { serviceType: "compensation", reason: "10.05" },
};
const inForm = (cells: Readonly<Record<string, string>>) => withCells(BASE, "compensation", "LS-1", cells);

describe("the form of a sum is a cell of its rule", () => {
  it("MG-1: a gift left out is paid in points, beside the money and not in place of it", () => {
    const given: Filing = { request: { serviceType: "compensation", reason: "60.04", evidence: photos(1) } };
    expect(sums(given)).toMatchObject([
      { head: "missing_gift", amountMinor: 500n, inKind: { kind: "points", points: 500, worthMinor: 500n } },
    ]);
    const { money } = evaluateFiling(filing(given), BASE);
    expect(money).toMatchObject({ refundMinor: 0n, ask: { extras: [{ amountMinor: 0n, inKind: { points: 500 } }] } });
    if (money.computed?.kind !== "refund") throw new Error("what is owed in kind can be computed");
    expect(money.computed.steps()).toMatchObject([{ key: "in_kind", zh: "另赔 500 积分", amountMinor: 0n, ruleIds: ["MG-1", "M-11"] }]);
  });

  it("money, coupon, points, gift or warranty: the same sum, each with its own number", () => {
    const given = (form: string, formValue: string, giftSku = "") => sums(late, inForm({ form, formValue, giftSku }))[0]?.inKind;
    expect(given("'cash'", "")).toBeUndefined();
    expect(given("'coupon'", "60")).toEqual({ kind: "coupon", worthMinor: 300n, validDays: 60 });
    expect(given("'points'", "7")).toEqual({ kind: "points", worthMinor: 301n, points: 43 });
    expect(given("'gift'", "2", "'cup'")).toEqual({ kind: "gift", worthMinor: 300n, skuId: "cup", quantity: 2 });
    expect(given("'extended_warranty'", "6")).toEqual({ kind: "extended_warranty", worthMinor: 300n, months: 6 });
  });

  it("what was given in kind under a head is not given again", () => {
    const { money } = evaluateFiling(filing(late), inForm({ form: "'coupon'", formValue: "60" }));
    const refund = money.computed?.kind === "refund" ? money.computed.adds : NO_REFUNDS;
    expect(refund.extras).toEqual([{ head: "late_shipping", amountMinor: 0n }]);
  });

  it("a pack whose coupon has no days, or that pays the law's damages in coupons, is refused", () => {
    expect(formProblems(BASE)).toEqual([]);
    expect(formProblems(inForm({ form: "'coupon'" }))).toMatchObject([{ row: "LS-1", column: "formValue" }]);
    expect(formProblems(inForm({ form: "'gift'", formValue: "1" }))).toMatchObject([{ row: "LS-1", column: "giftSku" }]);
    const statutory = withCells(BASE, "compensation", "PD-1", { form: "'coupon'", formValue: "30" });
    expect(formProblems(statutory)).toMatchObject([{ row: "PD-1", column: "form" }]);
  });
});

describe("GW: what is thought fit for a complaint, by what it is about, how grave it is and what was shown", () => {
  const row = (given: Filing) => sums(complaint(given)).find(({ head }) => head === "goodwill");
  const shown = (given: Filing): Filing => ({ ...given, request: { serviceType: "complaint", reason: "80.05", evidence: photos(1) } });

  it("is never less than a sum worth offering", () => {
    expect(row(shown({ lines: [line({ paidMinor: 1n })] }))).toMatchObject({
      ruleId: "GW-3",
      amountMinor: 500n,
      inKind: { kind: "coupon", validDays: 90 },
    });
    expect(row({ lines: [line({ paidMinor: 1n })] })).toMatchObject({
      ruleId: "GW-99",
      amountMinor: 200n,
      inKind: { kind: "points", points: 200 },
    });
  });

  it("grave, fresh, with proof and without", () => {
    expect(row({ buyer: { riskSignals: ["strong_anger"] } })).toMatchObject({ ruleId: "GW-1", amountMinor: 2_000n, standing: "goodwill" });
    const fresh = row(shown({ lines: [line({ category: "fresh.fruit.apple", paidMinor: 20_000n })] }));
    expect(fresh).toMatchObject({ ruleId: "GW-2", amountMinor: 1_000n, inKind: { kind: "coupon", validDays: 30 } });
    expect(row({ lines: [line({ paidMinor: 24_005n })] })).toMatchObject({ ruleId: "GW-99", amountMinor: 250n });
  });

  it("is laid before whoever settles the complaint and promises nothing", () => {
    const { decision, money } = evaluateFiling(filing(complaint()), BASE);
    expect([decision.compensation.length, money.ask, money.refundMinor]).toEqual([1, null, 0n]);
  });
});

describe("M-9: how a damaged share is rounded is a cell of its rule", () => {
  const back = (cells: Readonly<Record<string, string>>, paidMinor = 3_335n) =>
    evaluate(
      filing({
        at: hoursAfterSigning(1),
        lines: [line({ category: "fresh.fruit.apple", paidMinor, sevenDay: { class: "abs_fresh", confirmation: null } })],
        filed: { damageBasisPoints: 2000 },
        request: { reason: "70.01", serviceType: "refund_only", refundOnlyKind: "unreturnable", evidence: photos(3) },
      }),
      withCells(BASE, "ratio", "RT-1", cells),
    ).remedy.refundMinor;

  it("three tenths of 33.35 to the cent, the tenth and the yuan, up, down and to the even one", () => {
    expect(back({})).toBe(1_001n);
    expect(back({ rounding: "'floor'" })).toBe(1_000n);
    expect([back({ unitMinor: "10", rounding: "'ceil'" }), back({ unitMinor: "10", rounding: "'floor'" })]).toEqual([1_010n, 1_000n]);
    expect([back({ unitMinor: "100", rounding: "'ceil'" }), back({ unitMinor: "100", rounding: "'half_up'" })]).toEqual([1_100n, 1_000n]);
    expect([back({ rounding: "'half_even'" }), back({ rounding: "'half_even'" }, 3_345n)]).toEqual([1_000n, 1_004n]);
  });

  it("rounded up, it is never more than was paid", () => {
    expect(back({ basisPoints: "9990", unitMinor: "100", rounding: "'ceil'" }, 990n)).toBe(990n);
  });
});

describe("FK: N times for a fake", () => {
  const fake = (promised: object, by: "seller" | "platform" = "seller") =>
    filing({
      lines: [line({ paidMinor: 10_000n, promises: [{ ...promise("fake_times_n", 4, by), ...promised }] })],
      request: { serviceType: "guarantee_claim", reason: "50.05", evidence: photos(3) },
    });
  const multiple = (facts: ReturnType<typeof fake>) => evaluate(facts, BASE).compensation.find(({ head }) => head === "fake_times_n");

  it("FK-1, FK-0: four times on top of the price, or with the price among them, never above the most it names", () => {
    expect(multiple(fake({}))).toMatchObject({ ruleId: "FK-1", amountMinor: 40_000n });
    expect(multiple(fake({ includesPrice: true }))).toMatchObject({ ruleId: "FK-0", amountMinor: 30_000n });
    expect(multiple(fake({ capMinor: 25_000n }))).toMatchObject({ amountMinor: 25_000n });
  });

  it("promised by the platform it goes to be examined, and the report pays; promised by the seller a person decides", () => {
    const plan = (by: "seller" | "platform") => evaluate(fake({}, by), BASE);
    expect(plan("platform")).toMatchObject({ remedy: { planTemplate: "guarantee_verified", refundMinor: 50_000n } });
    expect(plan("seller")).toMatchObject({ outcome: "review", remedy: { planTemplate: "guarantee_claim" } });
    expect(plan("platform").compensation.map(({ standing }) => standing)).toEqual(["promised", "statutory"]);
  });
});

import { evaluate } from "@amends/domain/evaluation/evaluate";
import { filingReasons } from "@amends/domain/evaluation/filing-reasons";
import type { EarlierClaim } from "@amends/domain/intake/case-facts";
import { NO_REFUNDS } from "@amends/domain/order/refund-totals";
import { describe, expect, it } from "vitest";
import { BASE } from "../evaluation/base-pack.ts";
import { daysAfterSigning, type Filing, filing, hoursAfterSigning, line, photos } from "../evaluation/filing.ts";

/* The worked figures of the fees for long use, each by the id of its rule; amounts in minor units. */

const repair = (no: number): EarlierClaim => ({
  caseId: `case_${no}`,
  serviceType: "repair",
  open: false,
  rejected: false,
  filedAt: daysAfterSigning(no),
  reason: "40.02",
  lineNos: [1],
  evidence: [],
  amendment: null,
  lines: [],
  refund: NO_REFUNDS,
  isRepaired: true,
});
const back = (category: string, paidMinor: bigint, days: number, given: Partial<Filing> = {}): Filing => ({
  at: hoursAfterSigning(days * 24),
  lines: [line({ paidMinor, category })],
  claims: [repair(10), repair(20)],
  ...given,
  request: { serviceType: "return_refund", reason: "40.02", evidence: photos(2), ...given.request },
});
const decided = (given: Filing) => {
  const { outcome, remedy, trace } = evaluate(filing(given), BASE);
  return [outcome, remedy.refundMinor, trace.find(({ table }) => table === "ratio")?.rowId];
};

/** What whoever files is shown beforehand for reason 40.02: whether the kilometres are asked, and what comes back. */
const shownFor = (given: Filing, usedKilometres?: number) => {
  const facts = filing(given);
  const pieces = facts.order.lines.map(bought => ({
    line: bought,
    quantity: 1,
    ...(usedKilometres === undefined ? {} : { usedKilometres }),
  }));
  const choices = filingReasons(facts, BASE, pieces, { type: "return_refund", refundOnlyKind: null });
  const option = choices.find(({ reason }) => reason === "40.02")?.option;
  return [option?.asksKilometres, option?.back.reduce((sum, { amountMinor }) => sum + amountMinor, 0n)];
};

describe("before it is filed", () => {
  it("a car's kilometres are asked where they cost something, and taken off as soon as they are said", () => {
    const car = back("vehicle.car", 15_000_000n, 200);
    expect([shownFor(car), shownFor(car, 12_000)]).toEqual([
      [true, 15_000_000n],
      [true, 14_100_000n],
    ]);
    expect(shownFor({ ...car, claims: [repair(10)] })[0]).not.toBe(true);
  });

  it("a phone's days are known to us: nothing is asked, and the fee is off", () => {
    expect(shownFor(back("electronics.phone", 200_000n, 100))).toEqual([false, 100_000n]);
  });
});

describe("CAR-7: a car that goes back after two repairs", () => {
  const car = (usedKilometres?: number, given: Partial<Filing> = {}) =>
    back("vehicle.car", 15_000_000n, 200, { filed: usedKilometres === undefined ? {} : { usedKilometres }, ...given });

  it("costs 0.5 % of its price for each thousand kilometres", () => {
    expect(decided(car(12_000))).toEqual(["review", 14_100_000n, "CAR-7"]);
    expect(decided(car(1000))).toEqual(["review", 14_925_000n, "CAR-7"]);
  });

  it("never costs more than the law allows: what is less than a basis point is not charged", () => {
    expect(decided(car(12_019))).toEqual(["review", 14_100_000n, "CAR-7"]);
    expect(decided(car(12_020))).toEqual(["review", 14_098_500n, "CAR-7"]);
  });

  it("costs nothing where the law gives it back for another ground, or nobody has said what it ran", () => {
    expect(decided(car(12_000, { claims: [repair(10)] }))[2]).toBe("RT-0");
    expect(decided(car())[2]).toBe("RT-0");
    expect(decided(back("vehicle.car", 15_000_000n, 30, { filed: { usedKilometres: 2000 } }))[2]).toBe("RT-0");
  });

  it("never costs more than the car", () => {
    expect(decided(car(3_000_000))).toEqual(["review", 0n, "CAR-7"]);
  });
});

describe("CAR-7: a car that is exchanged after two repairs", () => {
  const exchanged = (days: number, given: Partial<Filing>, usedKilometres?: number) => {
    const car = back("vehicle.car", 15_000_000n, days, { filed: usedKilometres === undefined ? {} : { usedKilometres }, ...given });
    const { outcome, remedy } = evaluate(filing({ ...car, request: { ...car.request, serviceType: "exchange" } }), BASE);
    return [outcome, remedy.refundMinor, remedy.collectMinor];
  };

  it("costs what a refund of it would keep back", () => {
    expect(exchanged(200, {}, 12_000)).toEqual(["review", 0n, 900_000n]);
    expect(exchanged(200, {}, 12_019)).toEqual(["review", 0n, 900_000n]);
  });

  it("costs that beside what another article costs more", () => {
    const catalogue = [{ skuId: "car-2", productId: "product-1", priceMinor: 16_000_000n, available: 3 }];
    const dearer = { catalogue, filed: { usedKilometres: 12_000, replacementSkuId: "car-2" } };
    const lines = [line({ paidMinor: 15_000_000n, unitPriceMinor: 15_000_000n, category: "vehicle.car" })];
    expect(exchanged(200, { ...dearer, lines })).toEqual(["review", 0n, 1_900_000n]);
  });

  it("costs nothing while nobody has said what it ran, and nothing for another ground of the law", () => {
    expect(exchanged(200, {})).toEqual(["review", 0n, 0n]);
    expect(exchanged(30, {}, 2000)).toEqual(["review", 0n, 0n]);
    expect(exchanged(200, { claims: [repair(10)] }, 12_000)[2]).toBe(0n);
  });

  it("costs it too where one repair took more than thirty days", () => {
    const took = (days: number) => ({
      ...repair(90),
      repairedFor: { startedAt: daysAfterSigning(50), endedAt: daysAfterSigning(50 + days) },
    });
    expect([29, 30].map(days => exchanged(200, { claims: [took(days)] }, 12_000)[2])).toEqual([0n, 900_000n]);
  });
});

describe("3B-9: a phone that could be exchanged and is to be refunded", () => {
  it("costs 0.5 % of its price for each day, and a person decides, for the rule was read at second hand", () => {
    expect(decided(back("electronics.phone", 200_000n, 100))).toEqual(["review", 100_000n, "3B-9"]);
    expect(decided(back("electronics.phone", 200_000n, 16))).toEqual(["review", 184_000n, "3B-9"]);
  });

  it("costs nothing in the first fifteen days, without two repairs, or for what is no phone", () => {
    expect(decided(back("electronics.phone", 200_000n, 15))[2]).toBe("RT-0");
    expect(decided(back("electronics.phone", 200_000n, 100, { claims: [repair(10)] }))[2]).toBe("RT-0");
    expect(decided(back("electronics.camera", 200_000n, 100))[2]).toBe("RT-0");
  });
});

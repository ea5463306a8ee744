import { evaluate } from "@amends/domain/evaluation/evaluate";
import type { EarlierClaim } from "@amends/domain/intake/case-facts";
import { type Instant, instant } from "@amends/domain/kernel/time";
import { NO_REFUNDS } from "@amends/domain/order/refund-totals";
import { describe, expect, it } from "vitest";
import { BASE } from "../evaluation/base-pack.ts";
import { type Filing, filing, line, photos, promise } from "../evaluation/filing.ts";

/* How long a guarantee runs, each by the id of its rule. The goods were signed for on Monday, 2 March 2026, in Shanghai. */

const on = (iso: string): Instant => instant(Date.parse(`${iso}+08:00`));
const claim = (given: Partial<EarlierClaim>): EarlierClaim => ({
  caseId: "case_1",
  serviceType: "repair",
  open: false,
  rejected: false,
  filedAt: on("2026-03-03T10:00:00"),
  reason: "40.02",
  lineNos: [1],
  evidence: [],
  amendment: null,
  lines: [],
  refund: NO_REFUNDS,
  ...given,
});
const repaired = (from: string, until: string | null, given: Partial<EarlierClaim> = {}): EarlierClaim =>
  claim({
    isRepaired: true,
    repairedFor: { startedAt: on(`${from}T10:00:00`), endedAt: until === null ? null : on(`${until}T10:00:00`) },
    ...given,
  });

type Ask = { readonly at: string; readonly type: "return_refund" | "exchange" | "repair"; readonly reason?: string };
/** The row of eligibility that speaks, and what it says. */
const row = ({ at, type, reason = "40.02" }: Ask, { category = "electronics.phone", ...given }: Filing & { category?: string } = {}) => {
  const { trace, outcome } = evaluate(
    filing({
      at: on(at),
      lines: [line({ category })],
      ...given,
      request: { serviceType: type, reason, evidence: photos(2), ...given.request },
    }),
    BASE,
  );
  return [trace.find(({ table }) => table === "eligibility")?.rowId, outcome];
};

describe("periods of years end on their own day, however many days the years have", () => {
  it("Q-9: two years from 2 March 2026 end with 2 March 2028, the 731st day", () => {
    expect(row({ at: "2028-03-02T23:59:59", type: "return_refund", reason: "40.05" })).toEqual(["EL-5A", "review"]);
    expect(row({ at: "2028-03-03T00:00:00", type: "return_refund", reason: "40.05" })).toEqual(["EL-59", "refused"]);
  });

  it("Q-9: no time runs for a seller who knew: such a claim is never refused by a machine", () => {
    for (const reason of ["40.10", "50.03"])
      expect(row({ at: "2029-01-10T10:00:00", type: "return_refund", reason })).toEqual(["EL-5K", "review"]);
  });

  it("CAR-2: three years end with 2 March 2029", () => {
    const car = { category: "vehicle.car" };
    expect(row({ at: "2029-03-02T23:59:59", type: "repair" }, car)).toEqual(["EL-C2", "review"]);
    expect(row({ at: "2029-03-03T00:00:00", type: "repair" }, car)).toEqual(["EL-59", "refused"]);
  });

  it("CAR-6: two years of a car end as those of anything else do", () => {
    const car = { category: "vehicle.car", claims: [repaired("2027-01-04", "2027-01-05"), repaired("2027-02-01", "2027-02-02")] };
    expect(row({ at: "2028-03-02T10:00:00", type: "return_refund" }, car)).toEqual(["EL-C6", "review"]);
  });

  it("Q-2: a seventh day that is a Sunday gives way to Monday", () => {
    const sunday = on("2026-03-01T10:00:00");
    const order = { shipments: [{ ...SHIPMENT, signedAt: sunday, events: [{ at: sunday, code: "signed" as const }] }] };
    expect(row({ at: "2026-03-09T23:59:59", type: "return_refund", reason: "40.03" }, { order })[0]).toBe("EL-52");
    expect(row({ at: "2026-03-10T00:00:00", type: "return_refund", reason: "40.03" }, { order })[0]).toBe("EL-5C");
  });
});

const SHIPMENT = {
  shipmentNo: 1,
  carrier: "sf",
  trackingNo: "SF1",
  lines: [{ lineNo: 1, quantity: 1 }],
  shippedAt: on("2026-02-27T10:00:00"),
};

describe("3B-13, Q-9: a warranty that was promised", () => {
  const promised = (days: number) => ({ lines: [line({ category: "electronics.phone", promises: [promise("warranty", days)] })] });
  const exchange = (day: string, given: Filing) => row({ at: `${day}T12:00:00`, type: "exchange" }, given);

  it("takes the place of the year, and of the two years in which goods must be objected to", () => {
    expect(exchange("2027-06-01", promised(1095))).toEqual(["EL-55", "review"]);
    expect(exchange("2029-03-01", promised(1095))).toEqual(["EL-55", "review"]);
    expect(exchange("2029-03-02", promised(1095))).toEqual(["EL-59", "refused"]);
  });

  it("is no shorter than what holds without it", () => {
    expect(exchange("2027-03-02", promised(90))).toEqual(["EL-55", "review"]);
  });

  it("stands still in the workshop like any guarantee", () => {
    expect(exchange("2029-03-05", { ...promised(1095), claims: [repaired("2026-06-01", "2026-06-10")] })[0]).toBe("EL-55");
  });
});

describe("T-7: what the guarantee runs from, and what does not count of it", () => {
  const lastDays = (given: Filing) =>
    ["2027-03-02", "2027-03-03", "2027-03-12", "2027-03-15"].filter(
      day => row({ at: `${day}T12:00:00`, type: "exchange", reason: "40.02" }, given)[0] === "EL-55",
    );

  it("3B-11: ten days of repair are given back at its end", () => {
    expect(lastDays({})).toEqual(["2027-03-02"]);
    expect(lastDays({ claims: [repaired("2026-06-01", "2026-06-10")] })).toEqual(["2027-03-02", "2027-03-03", "2027-03-12"]);
  });

  it("3B-11: a repair of another line gives nothing back", () => {
    expect(lastDays({ claims: [repaired("2026-06-01", "2026-06-10", { lineNos: [2] })] })).toEqual(["2027-03-02"]);
  });

  it("3B-11: an exchange begins it anew, and the first seven days with it", () => {
    const claims = [claim({ serviceType: "exchange", isExchanged: true, renewedAt: on("2026-05-06T10:00:00") })];
    expect(row({ at: "2026-05-13T10:00:00", type: "return_refund", reason: "40.03" }, { claims })[0]).toBe("EL-52");
    expect(row({ at: "2026-05-14T10:00:00", type: "return_refund", reason: "40.03" }, { claims })[0]).toBe("EL-5C");
    expect(row({ at: "2027-05-06T10:00:00", type: "exchange" }, { claims })[0]).toBe("EL-55");
  });

  it("3B-10: where the seller installs, it runs from the end of that, not from the delivery", () => {
    const lines = [line({ category: "appliances.washer", installedAt: on("2026-03-16T10:00:00") })];
    expect(row({ at: "2026-03-23T10:00:00", type: "return_refund", reason: "40.03" }, { lines })[0]).toBe("EL-52");
    expect(lastDays({ lines })).toContain("2027-03-15");
  });

  it("the right to return without a reason knows none of this", () => {
    const claims = [repaired("2026-03-03", "2026-03-20")];
    expect(row({ at: "2026-03-10T10:00:00", type: "return_refund", reason: "30.01" }, { claims })).toEqual(["EL-41", "refused"]);
  });
});

describe("how long a repair takes", () => {
  const overdue = (days: number, category: string) =>
    row(
      { at: "2026-09-01T10:00:00", type: "exchange", reason: "40.09" },
      { category, claims: [claim({ ...taking(days), isRepaired: true })] },
    );
  const taking = (days: number) => ({
    repairedFor: { startedAt: on("2026-04-01T10:00:00"), endedAt: instant(on("2026-04-01T10:00:00") + days * 86_400_000) },
  });

  it("3B-4: without parts a phone is exchanged after 60 days, other goods after 90; read at second hand, it is for a person", () => {
    expect([60, 61].map(days => overdue(days, "electronics.phone"))).toEqual([
      ["EL-5G", "review"],
      ["EL-5E", "review"],
    ]);
    expect([90, 91].map(days => overdue(days, "electronics.camera"))).toEqual([
      ["EL-5G", "review"],
      ["EL-5F", "review"],
    ]);
  });

  it("3B-5: after 30 days a person asks whose doing it was; before, it is a claim like another", () => {
    expect([30, 31].map(days => overdue(days, "electronics.camera")[0])).toEqual(["EL-55", "EL-5G"]);
  });

  it("3B-7: what was repaired has to work for thirty days from the day it came back", () => {
    const again = (day: string, claims: Filing["claims"] = [repaired("2026-06-01", "2026-06-10")]) =>
      row({ at: `${day}T12:00:00`, type: "repair", reason: "80.03" }, { claims })[0];
    expect(["2026-07-10", "2026-07-11"].map(day => again(day))).toEqual(["EL-55", "EL-5A"]);
    const twice = [repaired("2026-06-01", "2026-06-10"), repaired("2026-06-20", "2026-06-30")];
    expect(again("2026-07-30", twice)).toBe("EL-55");
    expect([again("2026-04-01", []), again("2026-04-02", [])]).toEqual(["EL-55", "EL-5A"]);
  });

  it("CAR-6: more than thirty days of repair in all open the way to another car, though it was repaired once", () => {
    const car = (until: string) =>
      row({ at: "2027-06-01T10:00:00", type: "return_refund" }, { category: "vehicle.car", claims: [repaired("2026-04-01", until)] })[0];
    expect(car("2026-05-01")).toBe("EL-C7");
    expect(car("2026-04-30")).toBe("EL-5D");
  });

  it("3B-9: days in the workshop cost a phone nothing", () => {
    const claims = [repaired("2026-03-10", "2026-03-19"), repaired("2026-03-25", "2026-03-29")];
    const phone = (reason: string) =>
      evaluate(
        filing({
          at: on("2026-06-10T10:00:00"),
          lines: [line({ paidMinor: 200_000n, category: "electronics.phone" })],
          claims,
          request: { serviceType: "return_refund", reason, evidence: photos(2) },
        }),
        BASE,
      ).remedy.refundMinor;
    // A hundred days since it was signed for, fifteen of them in the workshop.
    expect(phone("40.02")).toBe(115_000n);
    expect(phone("40.08")).toBe(115_000n);
  });
});

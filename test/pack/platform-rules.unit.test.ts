import { evaluate } from "@amends/domain/evaluation/evaluate";
import { addMs, HOUR_MS } from "@amends/domain/kernel/time";
import type { Shipment, TrackingCode } from "@amends/domain/order/order-facts";
import { describe, expect, it } from "vitest";
import { BASE } from "../evaluation/base-pack.ts";
import { daysAfterSigning, type Filing, filing, hoursAfterSigning, line, photos } from "../evaluation/filing.ts";

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

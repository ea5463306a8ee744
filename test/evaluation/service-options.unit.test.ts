import { type ServiceOption, serviceOptions } from "@amends/domain/evaluation/service-options";
import { admit } from "@amends/domain/intake/admit";
import { NO_REFUNDS } from "@amends/domain/order/refund-totals";
import { describe, expect, it } from "vitest";
import { BASE } from "./base-pack.ts";
import { daysAfterSigning, type Filing, filing, line, promise, SIGNED_AT } from "./filing.ts";

const optionsOf = (given: Filing): readonly ServiceOption[] => serviceOptions(filing(given), BASE)[0]?.options ?? [];
const option = (given: Filing, type: string, kind: string | null = null) =>
  optionsOf(given).find(candidate => candidate.type === type && candidate.refundOnlyKind === kind);
const open = (given: Filing) =>
  optionsOf(given)
    .filter(candidate => candidate.kind === "open")
    .map(candidate => candidate.refundOnlyKind ?? candidate.type);

describe("what can be asked for on an order", () => {
  it("before shipping is the money back, a change of address, and to complain", () => {
    expect(open({ stage: "not_shipped" })).toEqual(["pre_ship", "amend_order", "complaint"]);
  });

  it("is a return until the seventh day, with what comes back and what is needed", () => {
    expect(option({}, "return_refund")).toMatchObject({
      kind: "open",
      reason: "30.01",
      until: SIGNED_AT + 14 * 3_600_000 + 7 * 86_400_000,
      needsPerson: false,
      evidence: { photos: 0 },
      returnFreight: "buyer",
      back: [{ tenderNo: 1, amountMinor: 12_800n }],
    });
  });

  it("is a return for a fault once the seven days are over", () => {
    expect(option({ at: daysAfterSigning(20) }, "return_refund")).toMatchObject({
      kind: "open",
      reason: "40.02",
      returnFreight: "seller",
      evidence: { videos: 1 },
    });
  });

  it("says why not, and what would change it", () => {
    expect(option({}, "refund_only", "pre_ship")).toMatchObject({ kind: "closed", refusal: "already_shipped", rowId: "EL-12" });
    expect(option({}, "price_protection")).toMatchObject({ kind: "closed", refusal: "no_price_promise" });
    expect(option({ lines: [line({ promises: [promise("price_protection", 30)] })] }, "price_protection")?.kind).toBe("open");
  });

  it("is, for pieces that are in other cases, to complain of how those go and to be paid what they leave out, and nothing else", () => {
    const claims = [
      {
        caseId: "case_000000000000000000000001",
        serviceType: "return_refund",
        open: true,
        rejected: false,
        reason: "00.00",
        lineNos: [],
        evidence: [],
        filedAt: SIGNED_AT,
        amendment: null,
        lines: [{ lineNo: 1, quantity: 1 }],
        refund: NO_REFUNDS,
      },
    ] as const;
    expect(option({ claims }, "return_refund")).toMatchObject({ kind: "closed", refusal: "no_pieces_left" });
    expect(open({ claims })).toEqual(["compensation", "complaint"]);
    // What is open is taken: the late refund of a return that has all there is.
    const late = filing({ claims, request: { serviceType: "complaint", reason: "80.08" } });
    expect(admit(late, BASE)).toBeNull();
  });
});

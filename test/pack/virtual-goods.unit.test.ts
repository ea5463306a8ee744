import { evaluate } from "@amends/domain/evaluation/evaluate";
import { describe, expect, it } from "vitest";
import { BASE } from "../evaluation/base-pack.ts";
import { filing, line, photos } from "../evaluation/filing.ts";

/* A licence or a top-up is never sent: there is nothing to wait for and nothing to send back. */

const RETURN = { serviceType: "return_refund", refundOnlyKind: null } as const;
type Kind = "unreturnable" | "agreed";
const asked = (goods: "virtual" | "physical", reason: string, kind: Kind | "return" = "unreturnable") => {
  const { trace, outcome } = evaluate(
    filing({
      lines: [line({ goods })],
      order: { shipments: [] },
      request: { ...(kind === "return" ? RETURN : { serviceType: "refund_only", refundOnlyKind: kind }), reason, evidence: photos(3) },
    }),
    BASE,
  );
  return [trace.find(({ table }) => table === "eligibility")?.rowId, outcome === "refused"];
};

describe("virtual goods", () => {
  it("L-39: that do not work are refunded though no parcel ever came", () => {
    expect(asked("virtual", "80.13")).toEqual(["EL-56", false]);
    expect(asked("virtual", "40.01")).toEqual(["EL-56", false]);
    expect(asked("virtual", "50.01")).toEqual(["EL-56", false]);
  });

  it("goods that travel are still waited for first", () => {
    expect(asked("physical", "40.01")).toEqual(["EL-34", true]);
    expect(asked("physical", "40.01", "return")).toEqual(["EL-40", true]);
    expect(asked("physical", "40.01", "agreed")).toEqual(["EL-50", true]);
    expect(asked("virtual", "40.01", "agreed")[0]).not.toBe("EL-50");
  });

  it("RO-4: are not sent back, as there is nothing to send: who asks for a return is told to ask for the money", () => {
    expect(asked("virtual", "40.01", "return")).toEqual(["EL-40a", true]);
  });
});

import { evaluate } from "@amends/domain/evaluation/evaluate";
import type { Currency } from "@amends/domain/kernel/money";
import { PROMISE_KINDS, type PromiseKind } from "@amends/domain/order/order-facts";
import { serviceStandard } from "@amends/domain/promise/service-standard";
import { isRefundPromised } from "@amends/domain/remedy/floors";
import { SEVERITIES } from "@amends/domain/triage/severity";
import { describe, expect, it } from "vitest";
import { BASE } from "./base-pack.ts";
import { withCells } from "./changed-pack.ts";
import { confirmed, type Filing, filing, hoursAfterSigning, line, photos, promise } from "./filing.ts";

describe("a pack that is harder than the law", () => {
  const harsh = withCells(BASE, "seven_day", "7D-12", { verdict: "'refused'", refusal: "'window_closed'" });

  it("still lets an intact purchase go back within seven days", () => {
    const decision = evaluate(filing(), harsh);
    expect(decision).toMatchObject({
      outcome: "approved",
      floors: ["G-8"],
      lines: [{ eligible: true, route: "seven_day", refusal: null }],
    });
    expect(decision.trace.find(row => row.status === "floor")).toMatchObject({ rowId: "G-8", lineNo: 1 });
  });

  it("binds neither a foreign shop nor a private seller nor a shop counter", () => {
    const refused = (given: Filing) => evaluate(filing(given), harsh);
    expect(refused({ operation: { currency: "USD" as Currency } }).outcome).toBe("refused");
    expect(refused({ seller: { isTrader: false } }).floors).toEqual([]);
    expect(refused({ order: { channel: "store" } }).floors).toEqual([]);
    expect(refused({ lines: [line({ sevenDay: confirmed })] }).floors).toEqual([]);
    expect(refused({ filed: { condition: "used" } }).floors).toEqual([]);
  });

  it("cannot refuse on a barred ground: a person looks", () => {
    const words = { ...BASE.vocabulary, refusal: [...(BASE.vocabulary["refusal"] ?? []), "discounted_goods"] };
    const barred = withCells({ ...BASE, vocabulary: words }, "eligibility", "EL-49", {
      verdict: "'refused'",
      refusal: "'discounted_goods'",
    });
    const decision = evaluate(
      filing({
        catalogue: [{ skuId: "sku-2", productId: "product-1", priceMinor: 12_800n, available: null }],
        filed: { replacementSkuId: "sku-2" },
        request: { serviceType: "exchange", reason: "30.03" },
      }),
      barred,
    );
    expect(decision).toMatchObject({ outcome: "review", floors: ["G-8"], lines: [{ eligible: true, refusal: null }] });
  });

  it("cannot keep a refund longer than the law's seven days", () => {
    const slow = withCells(BASE, "promises", "PR-13", { silenceSeconds: "864000" });
    const context = {
      step: { type: "refund", owner: "system" },
      request: { type: "return_refund", kind: null },
      severity: { level: "p4" },
      buyer: { tier: "standard" },
    } as const;
    expect(serviceStandard(slow, context).silenceSeconds).toBe(604_800);
  });
});

const NOTHING = Object.fromEntries(PROMISE_KINDS.map(kind => [kind, false])) as Record<PromiseKind, boolean>;

describe("a refund without a return", () => {
  const generous = withCells(BASE, "remedy", "RM-99", { outcome: "'approved'" });
  const unreturnable: Filing = {
    at: hoursAfterSigning(1),
    filed: { damageBasisPoints: 2500 },
    request: { serviceType: "refund_only", refundOnlyKind: "unreturnable", reason: "60.07", evidence: photos(2) },
  };

  it("that a machine forces on a seller is paid by the platform", () => {
    const decision = evaluate(filing(unreturnable), generous);
    expect(decision).toMatchObject({ outcome: "approved", floors: ["G-1"] });
    expect(decision.liability.inward).toEqual([{ party: "platform", shareBasisPoints: 10_000 }]);
  });

  it("that the seller promised stays with the seller", () => {
    const decision = evaluate(filing({ ...unreturnable, lines: [line({ promises: [promise("bad_item")] })] }), generous);
    expect(decision.floors).toEqual([]);
    expect(decision.liability.inward).toEqual([{ party: "seller", shareBasisPoints: 10_000 }]);
  });

  it("G-1: that the seller promised for another reason is paid by the platform all the same", () => {
    const promising = (kind: PromiseKind, reason = "60.07") =>
      evaluate(
        filing({ ...unreturnable, request: { ...unreturnable.request, reason }, lines: [line({ promises: [promise(kind)] })] }),
        generous,
      ).liability.inward.map(({ party }) => party);
    for (const kind of ["short_weight", "fake_times_n", "allergy"] as const) expect(promising(kind), kind).toEqual(["platform"]);
    expect(promising("bad_item", "40.01")).toEqual(["platform"]);
  });

  it("G-1: is promised for a reason by its cause, and by its scale where it is a matter of weight", () => {
    const reasons = BASE.tables.get("reasons");
    const covered = (kind: PromiseKind) =>
      (reasons?.rows ?? []).flatMap(({ id }) => {
        const row = reasons?.evaluate({ request: { reason: id } });
        const promised = { ...NOTHING, [kind]: true };
        const isKept = Array.isArray(row?.outputs["types"]) && row.outputs["types"].includes("refund_only.unreturnable");
        return row !== null && row !== undefined && isKept && isRefundPromised(row.outputs, promised) ? [id] : [];
      });
    expect(covered("short_weight")).toEqual(["70.02"]);
    expect(covered("fake_times_n")).toEqual(["50.05", "50.08"]);
    expect(covered("bad_item")).toEqual([
      "60.05",
      "60.06",
      "60.07",
      "70.01",
      "70.02",
      "70.03",
      "70.04",
      "70.05",
      "70.06",
      "70.07",
      "70.13",
    ]);
    expect(covered("free_return_freight")).toEqual([]);
  });
});

describe("what a machine may not decide", () => {
  it("is a refusal the buyer contests", () => {
    const late: Filing = { at: hoursAfterSigning(400) };
    expect(evaluate(filing(late), BASE).outcome).toBe("refused");
    expect(evaluate(filing({ ...late, request: { contestsRefusal: true } }), BASE)).toMatchObject({
      outcome: "review",
      severity: "p3",
      floors: ["G-3"],
    });
  });

  it("is injury, minors and statutory damages, whatever the pack says", () => {
    const careless = withCells(withCells(BASE, "remedy", "RM-03", { outcome: "'approved'" }), "remedy", "RM-04", { outcome: "'approved'" });
    for (const reason of ["40.11", "40.10", "70.11"])
      expect(evaluate(filing({ request: { reason } }), careless)).toMatchObject({ outcome: "review", floors: ["G-10"] });
  });

  it("is another account without the buyer's consent: the money goes back the way it came", () => {
    const buyer = { methods: [{ methodRef: "card-9", tenderKind: "card" as const, balanceMinor: null }] };
    const decision = evaluate(filing({ buyer, request: { refundTo: { methodRef: "card-9", consented: false } } }), BASE);
    expect(decision.floors).toEqual(["G-9"]);
    expect(decision.remedy.refundMinor).toBe(12_800n);
  });
});

describe("service standards", () => {
  it("never let a graver case wait longer", () => {
    for (const type of ["review", "pickup", "inspect", "refund", "reship", "dispose"] as const) {
      for (const tier of ["standard", "vip", "green_lane"]) {
        const seconds = SEVERITIES.map(
          level =>
            serviceStandard(BASE, {
              step: { type, owner: "seller" },
              request: { type: "return_refund", kind: null },
              severity: { level },
              buyer: { tier },
            }).standardSeconds ?? 0,
        );
        expect(seconds).toEqual(seconds.toSorted((left, right) => left - right));
      }
    }
  });
});

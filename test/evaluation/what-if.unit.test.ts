import { evaluate } from "@amends/domain/evaluation/evaluate";
import { changedFacts } from "@amends/domain/evaluation/what-if";
import { whatWouldChange } from "@amends/domain/evaluation/what-would-change";
import { canonicalText } from "@amends/domain/kernel/canonical-json";
import { matchedCells } from "@amends/domain/policy/matched-cells";
import { describe, expect, it } from "vitest";
import { BASE } from "./base-pack.ts";
import { daysAfterSigning, type Filing, filing, hoursAfterSigning, line, photos } from "./filing.ts";

const outcome = (facts: ReturnType<typeof filing>) => evaluate(facts, BASE).outcome;

describe("what if the facts were otherwise", () => {
  it("nothing supposed leaves the facts as they were, to the last byte", () => {
    const facts = filing({ request: { evidence: photos(2) } });
    expect(canonicalText(changedFacts(facts, {}))).toBe(canonicalText(facts));
  });

  it("what is supposed is decided by the same rules", () => {
    const facts = filing({ at: daysAfterSigning(1) });
    expect(outcome(facts)).toBe("approved");
    expect(outcome(changedFacts(facts, { at: daysAfterSigning(20) }))).not.toBe("approved");
    expect(changedFacts(facts, { photos: 3, videos: 1 }).request.evidence.map(({ kind }) => kind)).toEqual([
      "photo",
      "photo",
      "photo",
      "video",
    ]);
    expect(changedFacts(facts, { buyerTier: "vip", sellerIsTrader: false, hasRiskSignals: true })).toMatchObject({
      customer: { tier: "vip", riskSignals: [expect.any(String)] },
      seller: { isTrader: false },
    });
  });

  it("another service type leaves behind what only the former one asks for", () => {
    const filed = filing({});
    const lines = filed.request.lines.map(asked => ({ ...asked, replacementSkuId: "sku-2" }));
    const facts = { ...filed, request: { ...filed.request, serviceType: "exchange" as const, lines } };
    const supposed = changedFacts(facts, { serviceType: "refund_only", refundOnlyKind: "unreturnable" }).request;
    expect(supposed).toMatchObject({ serviceType: "refund_only", refundOnlyKind: "unreturnable", lines: [{ replacementSkuId: null }] });
    expect(changedFacts(facts, { serviceType: "return_refund", refundOnlyKind: "pre_ship" }).request.refundOnlyKind).toBeNull();
  });
});

describe("what would have led further", () => {
  const improvements = (given: Filing) => {
    const facts = filing(given);
    return whatWouldChange(facts, BASE, outcome(facts)).map(({ kind }) => kind);
  };

  it("is nothing where the request was approved", () => {
    expect(improvements({})).toEqual([]);
  });

  it("is the state of the goods where that is what spoke against it", () => {
    const food = [line({ category: "food.grain.noodle" })];
    expect(outcome(filing({ lines: food, filed: { condition: "activated" } }))).toBe("refused");
    expect(improvements({ lines: food, filed: { condition: "activated" } })).toContain("unopened");
  });

  const broken: Filing = { at: hoursAfterSigning(10), request: { reason: "60.05", evidence: [] } };

  it("promises nothing for photos that show nothing but themselves, and says what would be enough", () => {
    // policy.md §5.6: 0.5, and 0.2 for the carrier's record; 0.1 for a photo that its camera vouches for, 0.15 for a film from seal and waybill.
    const recorded: Filing = { ...broken, stage: "damaged" };
    const plain = changedFacts(filing(recorded), { photos: 3, videos: 1 });
    expect(outcome(plain)).toBe("review");
    expect(whatWouldChange(filing(recorded), BASE, "review")).toEqual([
      { kind: "matching_photo", outcome: "approved", confidenceBasisPoints: 8000 },
      { kind: "sealed_video", outcome: "approved", confidenceBasisPoints: 8500 },
    ]);
  });

  it("says where a person decides what would make us surer", () => {
    expect(whatWouldChange(filing(broken), BASE, "review")).toEqual([
      { kind: "matching_photo", outcome: "review", confidenceBasisPoints: 6000 },
      { kind: "sealed_video", outcome: "review", confidenceBasisPoints: 6500 },
    ]);
  });

  it("asks for no film where nothing has to be shown", () => {
    const dear: Filing = { lines: [line({ paidMinor: 2_000_000n, unitPriceMinor: 2_000_000n })] };
    expect(outcome(filing(dear))).toBe("review");
    expect(improvements(dear)).toEqual([]);
  });
});

it("a row that answered tells what each of its conditions saw, and an unknown row nothing", () => {
  const table = BASE.tables.get("options");
  if (table === undefined) throw new Error("the pack has options");
  expect(matchedCells(table, "OP-05", { request: { type: "return_refund", kind: null } })).toEqual([
    { column: "type", field: "request.type", cell: "'return_refund'", actual: "return_refund" },
  ]);
  expect(matchedCells(table, "no-such-row", {})).toEqual([]);
});

import { evaluate } from "@amends/domain/evaluation/evaluate";
import { judgeCause } from "@amends/domain/evaluation/judge-cause";
import type { BuyerPromise } from "@amends/domain/order/order-facts";
import { describe, expect, it } from "vitest";
import { BASE } from "../evaluation/base-pack.ts";
import { filing, line, photos, promise } from "../evaluation/filing.ts";

/* Whom the buyer may look to, and who bears it, where that follows from what is known of the order (policy reference §5). */

describe("L-34: a promise binds whoever made it", () => {
  const told = (reason: string, serviceType: "guarantee_claim" | "price_protection", ...promises: readonly BuyerPromise[]) => {
    const facts = filing({ lines: [line({ promises })], request: { serviceType, reason, evidence: photos(1) } });
    const { liability } = evaluate(facts, BASE);
    const asked = { reason, cause: "L-34", request: { type: serviceType, kind: null } };
    const judged = judgeCause(BASE, asked, { order: facts.order, lineNo: 1, at: facts.at });
    expect(judged).toMatchObject({ liability: { outward: liability.outward, inward: liability.inward } });
    return [liability.outward, liability.inward[0]?.party, liability.burdenOn];
  };

  it("a badge of the platform's is the platform's to keep, and its keeping the platform's to show", () => {
    expect(told("80.04", "guarantee_claim", promise("bad_item", null, "platform"))).toEqual(["platform", "platform", "platform"]);
    expect(told("80.04", "guarantee_claim", promise("bad_item", null, "creator"))).toEqual(["creator", "creator", "creator"]);
    expect(told("80.04", "guarantee_claim", promise("bad_item"))).toEqual(["seller", "seller", "seller"]);
  });

  it("the seller answers where several put up badges; an insurer's policy is no badge", () => {
    const both = [promise("bad_item", null, "platform"), promise("allergy", 90)];
    expect(told("80.04", "guarantee_claim", ...both)).toEqual(["seller", "seller", "seller"]);
    const insured = [promise("freight_insurance", null, "platform"), promise("bad_item", null, "creator")];
    expect(told("80.04", "guarantee_claim", ...insured)).toEqual(["creator", "creator", "creator"]);
  });

  it("a price is held by who promised it, whatever else others promised", () => {
    const price = promise("price_protection", 7, "platform");
    expect(told("80.09", "price_protection", price, promise("bad_item"))).toEqual(["platform", "platform", "platform"]);
    expect(told("80.09", "price_protection", promise("price_protection", 7, "creator"))).toEqual(["creator", "creator", "creator"]);
    expect(told("80.09", "price_protection", promise("price_protection", 7))).toEqual(["seller", "seller", "seller"]);
  });
});

import type { PolicyRecord } from "@amends/domain/policy/value";
import type { PackExpectation } from "./expectation.ts";

const decides = (name: string, facts: PolicyRecord, decision: string, feeMinor?: number): PackExpectation => ({
  name,
  pack: "test/pack/fixture-pack",
  check: pack => {
    const outputs = pack.tables.get("window")?.evaluate(facts)?.outputs;
    const isExpected = outputs?.["decision"] === decision && outputs["feeMinor"] === feeMinor;
    return isExpected ? null : `decided ${String(outputs?.["decision"])} for ${String(outputs?.["feeMinor"])}`;
  },
});

const returned = (daysSinceReceived: number): PolicyRecord => ({ request: { type: "return_refund" }, order: { daysSinceReceived } });

/** The smallest pack that the mutation tool can be tried on; every change of its verified rows is noticed. */
export const expectations: readonly PackExpectation[] = [
  decides("a return on the seventh day is approved without a fee", returned(7), "approve", 0),
  decides("a return on the eighth day is refused", returned(8), "refuse"),
  decides("a refund without return is for a person", { request: { type: "refund_only" }, order: { daysSinceReceived: 1 } }, "review"),
];

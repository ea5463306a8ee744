import type { PolicyRecord } from "@amends/domain/policy/value";
import { speaks } from "./base-row.ts";
import type { PackExpectation } from "./expectation.ts";

type Found = {
  readonly outward?: string;
  readonly grade?: string;
  readonly good?: number;
  readonly damaged?: number;
  readonly missing?: number;
  readonly wrong?: number;
};

const facts = ({ outward = "buyer", grade = "a", good = 2, damaged = 0, missing = 0, wrong = 0 }: Found): PolicyRecord => ({
  liability: { outward },
  inspection: { grade, good, damaged, missing, wrong, claimed: 2 },
  request: { type: "return_refund", kind: null },
});

const finds = (rowId: string, outcome: string, sentence: string, found: Found) =>
  speaks("inspection", rowId, sentence, facts(found), { outcome, damageBasisPoints: 0 });

export const expectations: readonly PackExpectation[] = [
  finds("INS-2", "passed", "the seller's fault is refunded whatever the goods look like", {
    outward: "seller",
    grade: "d",
    good: 0,
    damaged: 2,
  }),
  finds("INS-5", "passed_with_deduction", "but not for pieces that did not come", { outward: "seller", grade: "d", good: 1, missing: 1 }),
  finds("INS-5", "passed_with_deduction", "nor for others in their place", { outward: "seller", grade: "d", good: 1, wrong: 1 }),
  finds("INS-3", "passed", "as new", {}),
  finds("INS-3", "passed", "opened and resaleable", { grade: "b" }),
  finds("INS-99", "not_passed", "worth less", { grade: "c" }),
  finds("INS-99", "not_passed", "damaged in the buyer's hands", { good: 1, damaged: 1 }),
  finds("INS-4", "passed_with_deduction", "one piece did not come", { good: 1, missing: 1 }),
  finds("INS-4", "passed_with_deduction", "one piece is another", { good: 1, wrong: 1 }),
];

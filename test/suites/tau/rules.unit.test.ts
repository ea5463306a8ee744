import type { PolicyRecord } from "@amends/domain/policy/value";
import { describe, expect, test } from "vitest";
import { compiledPack } from "../../policy/read-pack.ts";

/** Rules that the published tasks never meet alone, because another check says no as well: what was done before, and the row that speaks. */
const eligibility = compiledPack("policies/tau-retail").tables.get("eligibility");
const rowFor = (facts: PolicyRecord): string | undefined => eligibility?.evaluate(facts)?.rowId;

const NOTHING_BEFORE = { types: [], amendments: [] };
const afterCases = (types: readonly string[], amendments: readonly string[] = []) => ({ claims: { types, amendments } });
const order = (state: string, tenderCount = 1) => ({ order: { state, tenderCount }, claims: NOTHING_BEFORE });
const OTHER_VERSION = { given: true, sameProduct: true, available: true, sameSku: false };
const asked = (type: string, more: PolicyRecord = {}) => ({
  request: { type, kind: null, wholeOrder: true, differenceCovered: true, refundRoute: "original", replacement: OTHER_VERSION, ...more },
});

describe("an order that has not left", () => {
  const pending = order("not_shipped");
  const cancel = asked("refund_only", { kind: "pre_ship" });
  const change = (kind: string, more: PolicyRecord = {}) => ({
    ...asked("amend_order", more),
    amendment: { kind, sameMethod: false, balanceCovers: true },
  });

  test("is cancelled once, and whole", () => {
    expect(rowFor({ ...pending, ...cancel })).toBe("CA-9");
    expect(rowFor({ ...pending, ...cancel, ...afterCases(["refund_only"]) })).toBe("CA-2");
    expect(rowFor({ ...pending, ...asked("refund_only", { kind: "pre_ship", wholeOrder: false }) })).toBe("CA-4");
  });

  test("is not changed while it is being cancelled, nor after its goods were changed", () => {
    for (const kind of ["address", "items", "payment"]) {
      expect(rowFor({ ...pending, ...change(kind), ...afterCases(["refund_only"]) })).toBe("CH-2");
      expect(rowFor({ ...pending, ...change(kind), ...afterCases(["amend_order"], ["items"]) })).toBe("CH-3");
      expect(rowFor({ ...pending, ...change(kind), ...afterCases(["amend_order"], ["address"]) })).toMatch(/-9$/);
    }
  });

  test("keeps its way to pay where there are several", () => {
    expect(rowFor({ ...order("not_shipped", 2), ...change("payment") })).toBe("PY-2");
  });

  test("is changed only to another version", () => {
    expect(rowFor({ ...pending, ...change("items", { replacement: { ...OTHER_VERSION, given: false } }) })).toBe("IT-1");
    expect(rowFor({ ...pending, ...change("items", { replacement: { ...OTHER_VERSION, sameSku: true } }) })).toBe("IT-4");
  });
});

describe("an order that was delivered", () => {
  const delivered = order("delivered");

  test.each(["return_refund", "exchange"])("takes one return or one exchange, whatever lines are left (%s)", type => {
    expect(rowFor({ ...delivered, ...asked(type) })).toMatch(/-9$/);
    for (const taken of ["return_refund", "exchange"])
      expect(rowFor({ ...delivered, ...asked(type), ...afterCases([taken]) })).toMatch(/^(RE|EX)-2$/);
  });

  test("is exchanged only into another version", () => {
    expect(rowFor({ ...delivered, ...asked("exchange", { replacement: { ...OTHER_VERSION, given: false } }) })).toBe("EX-3");
    expect(rowFor({ ...delivered, ...asked("exchange", { replacement: { ...OTHER_VERSION, sameSku: true } }) })).toBe("EX-6");
  });

  test("is not repaired: this shop does not offer it", () => {
    expect(rowFor({ ...delivered, ...asked("repair") })).toBe("EL-9");
  });
});

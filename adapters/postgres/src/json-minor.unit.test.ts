import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromJson, toJson } from "./json-minor.ts";

describe("a document with amounts", () => {
  test("comes back from JSON as it was", () => {
    const amount = fc.bigInt({ min: -9_007_199_254_740_991n, max: 9_007_199_254_740_991n });
    const document = fc.record({
      paidMinor: amount,
      capMinor: fc.option(amount),
      lines: fc.array(fc.record({ lineNo: fc.integer(), taxMinor: amount, name: fc.string() })),
    });
    fc.assert(
      fc.property(document, value => {
        expect(fromJson(JSON.parse(JSON.stringify(toJson(value))))).toEqual(value);
      }),
    );
  });

  test("keeps a field whatever it is called, and leaves out what is not there", () => {
    const document = JSON.parse('{"options":{"__proto__":"48 色","constructor":null}}');
    expect(JSON.stringify(toJson(document))).toBe('{"options":{"__proto__":"48 色","constructor":null}}');
    expect(JSON.stringify(fromJson(document))).toBe('{"options":{"__proto__":"48 色","constructor":null}}');
    expect(toJson({ given: 1, missing: undefined })).toEqual({ given: 1 });
  });

  test("is refused when an amount is too large for JSON, or its name does not say that it is one", () => {
    expect(() => toJson({ paidMinor: 9_007_199_254_740_992n })).toThrow(/paidMinor/);
    expect(() => toJson({ paid: 1n })).toThrow(/ends in Minor/);
    expect(() => fromJson({ paidMinor: 0.5 })).toThrow(/whole number/);
  });
});

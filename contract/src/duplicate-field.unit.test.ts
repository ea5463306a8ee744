import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { duplicateFieldIn } from "./duplicate-field.ts";

const found = (text: string) => duplicateFieldIn(text, JSON.parse(text));

describe("a field that stands in one object twice", () => {
  test.each([
    ['{"a":1,"a":2}', "a"],
    ['{"a":1,"a":1}', "a"],
    ['{"x":{"a":{},"b":[],"a" : {}}}', "a"],
    ['{"x":[{"a":1},{"b":1,"b":2}]}', "b"],
    ['{"收货人":"a","\\u6536货人":"b"}', "收货人"],
    ['{"a":"1","a":"\\u003a"}', "a"],
    ['{"a":"\\"","a":"\\\\"}', "a"],
    ['{"a:b":1,"a:b":"c:d"}', "a:b"],
  ])("is found in %s", (text, name) => {
    expect(found(text)).toBe(name);
  });

  test.each([
    '{"a":{"a":{"a":1}},"b":["a","a"]}',
    '{"at":"2026-11-21T18:00:00+08:00","a:b":"c:d"}',
    '{"a":"\\u003a","b":"\\\\u003A"}',
    '[{"a":1},{"a":2}]',
    '"a"',
    "1",
    `{"deep":${"[".repeat(5000)}{"a":":"}${"]".repeat(5000)}}`,
  ])("is not found in %s", text => {
    expect(found(text)).toBeUndefined();
  });

  test("is found wherever it is put, and never where there is none", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), fc.string(), (outer, inner, name) => {
        const [key, text] = [JSON.stringify(name), JSON.stringify(inner)];
        if (name !== "__proto__") expect(found(`{"in":[${JSON.stringify(outer)},{${key}:${text},${key}:0}]}`)).toBe(name);
        expect(found(JSON.stringify({ outer, inner }))).toBeUndefined();
      }),
    );
  });
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalBytes, canonicalText } from "./canonical-json.ts";
import { utf8Bytes } from "./utf8.ts";

const anyJson = fc.jsonValue({ stringUnit: "binary", maxDepth: 5 });

test("reading a canonical text and writing it again changes nothing", () => {
  fc.assert(
    fc.property(anyJson, value => {
      const text = canonicalText(value as never);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      expect(canonicalText(JSON.parse(text))).toBe(text);
    }),
    { numRuns: 500 },
  );
});

test("the order in which an object was built does not matter", () => {
  const entries = fc.uniqueArray(fc.tuple(fc.string({ unit: "binary" }), anyJson), { selector: ([name]) => name, maxLength: 40 });
  fc.assert(
    fc.property(entries, fc.infiniteStream(fc.nat()), (pairs, order) => {
      const shuffled = pairs.map(pair => ({ pair, rank: order.next().value })).sort((left, right) => left.rank - right.rank);
      const rebuilt = Object.fromEntries(shuffled.map(({ pair }) => pair));
      expect(canonicalText(rebuilt as never)).toBe(canonicalText(Object.fromEntries(pairs) as never));
    }),
  );
});

test("the bytes are the UTF-8 of the text", () => {
  fc.assert(
    fc.property(anyJson, value => {
      expect([...canonicalBytes(value as never)]).toEqual([...Buffer.from(canonicalText(value as never), "utf8")]);
    }),
  );
});

test("UTF-8 is written as TextEncoder writes it, for ill-formed text too", () => {
  const anyUnits = fc
    .array(
      fc.oneof(
        fc.constantFrom(0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xd800, 0xdbff, 0xdc00, 0xdfff, 0xe000, 0xffff),
        fc.nat({ max: 0xffff }),
        fc.integer({ min: 0xd800, max: 0xdfff }),
        fc.nat({ max: 0x7f }),
      ),
    )
    .map(units => String.fromCharCode(...units));
  fc.assert(
    fc.property(anyUnits, text => {
      expect([...utf8Bytes(text)]).toEqual([...new TextEncoder().encode(text)]);
    }),
    { numRuns: 1000 },
  );
});

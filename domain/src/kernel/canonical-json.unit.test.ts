import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { type CanonicalValue, canonicalBytes, canonicalText, NotCanonical, unchanging } from "./canonical-json.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const published = `${root}../shared/data/standards/jcs/`;

interface GoldenVector {
  readonly name: string;
  readonly input: CanonicalValue;
  readonly text: string;
  readonly sha256: string;
}
const golden: readonly GoldenVector[] = JSON.parse(readFileSync(`${root}test/fixtures/canonical-json.json`, "utf8"));

describe("golden vectors", () => {
  test.each(golden)("$name", ({ input, text, sha256 }) => {
    expect(canonicalText(input)).toBe(text);
    expect(createHash("sha256").update(canonicalBytes(input)).digest("hex")).toBe(sha256);
  });
});

describe.skipIf(!existsSync(published))("the published vectors of RFC 8785 (skipped where ../shared/data/standards/jcs is absent)", () => {
  const names = existsSync(published) ? readdirSync(`${published}testdata/input`).map(file => file.replace(".json", "")) : [];

  test("all six are there", () => expect(names).toHaveLength(6));

  test.each(names)("%s", name => {
    const value: CanonicalValue = JSON.parse(readFileSync(`${published}testdata/input/${name}.json`, "utf8"));
    const hex = readFileSync(`${published}testdata/outhex/${name}.txt`, "utf8").replaceAll(/\s/g, "");
    expect(canonicalText(value)).toBe(readFileSync(`${published}testdata/output/${name}.json`, "utf8"));
    expect(Buffer.from(canonicalBytes(value)).toString("hex")).toBe(hex);
  });

  test("10,000 numbers are written as published", () => {
    const lines = readFileSync(`${published}es6-numbers-10000.txt`, "utf8").trimEnd().split("\n");
    expect(lines).toHaveLength(10_000);
    for (const line of lines) {
      const [hex = "", expected = ""] = line.split(",");
      const number = Buffer.from(hex.padStart(16, "0"), "hex").readDoubleBE();
      expect(canonicalText(number), line).toBe(expected);
    }
  });
});

describe("what is added to RFC 8785", () => {
  test("a bigint is written as the integer it is, the same as a number of that value", () => {
    expect(canonicalText({ refundMinor: 1990n })).toBe('{"refundMinor":1990}');
    expect(canonicalText({ refundMinor: 1990 })).toBe(canonicalText({ refundMinor: 1990n }));
    expect(canonicalText([9_007_199_254_740_991n, -9_007_199_254_740_991n])).toBe("[9007199254740991,-9007199254740991]");
  });

  test("an undefined property is left out, wherever it stands", () => {
    expect(canonicalText({ a: undefined, b: 1, c: undefined, d: 2, e: undefined })).toBe('{"b":1,"d":2}');
    expect(canonicalText({ a: undefined })).toBe("{}");
  });

  test("objects of one shape and objects of many are written alike", () => {
    const wide = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`name${(index * 7) % 40}`, index]));
    expect(Object.keys(JSON.parse(canonicalText(wide)))).toEqual(Object.keys(wide).sort());
    for (let round = 0; round < 2000; round += 1) {
      const first = `name${round % 700}`;
      const value = { [first]: 1, [`z"${round}`]: 2, A: 3 };
      expect(canonicalText(value)).toBe(`{"A":3,"${first}":1,"z\\"${round}":2}`);
    }
  });
});

test("every UTF-16 unit is written as ECMAScript writes it or refused, in a short text and in a long one", () => {
  for (const rest of ["", "a text too long to be looked at unit by unit"]) {
    for (let unit = 0; unit <= 0xffff; unit += 1) {
      const text = rest + String.fromCharCode(unit);
      const isSurrogate = unit >= 0xd800 && unit <= 0xdfff;
      if (isSurrogate) expect(() => canonicalText(text)).toThrow(NotCanonical);
      else if (canonicalText(text) !== JSON.stringify(text)) expect(canonicalText(text)).toBe(JSON.stringify(text));
    }
  }
});

describe("what has no canonical form is refused, naming the place and not the content", () => {
  class Person {
    readonly name = "Li";
  }
  const cyclic: Record<string, unknown> = {};
  cyclic["self"] = cyclic;

  const refused: readonly [string, unknown, string][] = [
    ["not a number", { weight: Number.NaN }, "weight is NaN"],
    ["infinity", [Number.POSITIVE_INFINITY], "the value is Infinity"],
    ["a bigint above 2^53 - 1", { amountMinor: 9_007_199_254_740_992n }, "amountMinor is a bigint beyond 2^53 - 1"],
    ["a bigint below -(2^53 - 1)", { amountMinor: -9_007_199_254_740_992n }, "amountMinor is a bigint beyond 2^53 - 1"],
    ["a high surrogate alone", { note: "secret \ud83d" }, "note holds a lone surrogate"],
    ["a low surrogate first", { note: "\ude00\ud83d secret, long enough for the pattern" }, "note holds a lone surrogate"],
    ["a lone surrogate in a name", { order: { "\udead": 1 } }, "order holds a lone surrogate"],
    ["a function", { act: () => 1 }, "act is of type function"],
    ["a symbol", [Symbol("secret")], "the value is of type symbol"],
    ["undefined in a list", [1, undefined], "the value is of type undefined"],
    ["undefined alone", undefined, "the value is of type undefined"],
    ["a date", { at: new Date(0) }, "at is an instance of a class"],
    ["a map", { counts: new Map() }, "counts is an instance of a class"],
    ["an instance of a class", { person: new Person() }, "person is an instance of a class"],
    ["a cycle", cyclic, "self lies deeper than 200 levels"],
  ];

  test.each(refused)("%s", (_, value, message) => {
    const act = () => canonicalText(value as CanonicalValue);
    expect(act).toThrow(NotCanonical);
    expect(act).toThrow(message);
    expect(act).not.toThrow("secret");
  });
});

describe("a value that never changes", () => {
  const words = { zh: "七天无理由退货", en: "Seven-day return", source: null };

  test("is written like every other of the same content, the first time and every time after", () => {
    const kept = unchanging({ ...words });
    const documents = [kept, { row: kept, lines: [kept, kept] }];
    const likeEveryOther = [words, { row: words, lines: [words, words] }];
    for (const round of ["first", "again"]) expect([round, canonicalText(documents)]).toEqual([round, canonicalText(likeEveryOther)]);
  });

  test("cannot be changed after all", () => {
    const kept = unchanging({ ...words, days: [1], law: { article: "25" } });
    for (const held of [kept, kept.days, kept.law]) expect(() => Object.assign(held, { 0: "Another" })).toThrow(TypeError);
  });

  test("that has no canonical form is refused each time it is met, never written half", () => {
    const kept = unchanging({ zh: "七天", amount: Number.NaN });
    for (let time = 0; time < 2; time += 1) expect(() => canonicalText({ kept })).toThrow(NotCanonical);
  });
});

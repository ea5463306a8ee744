import { isId, makeId, type Shard } from "@amends/domain/kernel/ids";
import { isCurrency, WIRE_MINOR_MAX } from "@amends/domain/kernel/money";
import { instant as toInstant } from "@amends/domain/kernel/time";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { fieldProblemsOf, pointerOf } from "./field-problems.ts";
import { amount, id, instant, page, pageQuery, queryInteger, text } from "./wire.ts";

const CNY = "CNY";
if (!isCurrency(CNY)) throw new Error("CNY is a currency");
const cny = CNY;

describe("what crosses the wire comes back the same", () => {
  it("amounts up to the largest", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: WIRE_MINOR_MAX }), amountMinor => {
        const value = { amountMinor, currency: cny };
        expect(z.decode(amount, z.encode(amount, value))).toEqual(value);
      }),
    );
  });

  it("instants to the millisecond", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_102_444_800_000 }), epochMs => {
        expect(z.decode(instant, z.encode(instant, toInstant(epochMs)))).toBe(epochMs);
      }),
    );
  });

  it("ids of their own kind, as the domain makes them", () => {
    fc.assert(
      fc.property(fc.nat(4_102_444_800_000), fc.nat(1023), fc.array(fc.nat(255), { minLength: 12, maxLength: 12 }), (at, shard, random) => {
        const made = makeId("case", at, shard as Shard, random);
        expect(id("case").parse(made)).toBe(made);
        expect(id("order").safeParse(made).success).toBe(false);
      }),
    );
  });

  it("an id is accepted exactly when the domain accepts it", () => {
    const nearly = fc.stringMatching(/^(case|order)_[0-9a-z]{23,25}$/);
    fc.assert(fc.property(nearly, some => id("case").safeParse(some).success === isId("case", some)));
  });
});

describe("what is not acceptable", () => {
  const refused = (schema: z.ZodType, values: readonly unknown[]) => values.filter(value => schema.safeParse(value).success);

  it("amounts that are not whole, negative, too large or of no currency", () => {
    const wrong = [
      { amount: 1.5 },
      { amount: -1 },
      { amount: 2 ** 53 },
      { amount: "5" },
      { amount: 1, currency: "cny" },
      { amount: 1, extra: 0 },
    ];
    expect(
      refused(
        amount,
        wrong.map(part => ({ currency: "CNY", ...part })),
      ),
    ).toEqual([]);
  });

  it("times without an offset, dates, and times that do not exist", () => {
    expect(refused(instant, ["2026-11-21T18:00:00", "2026-11-21", "2026-13-01T00:00:00Z", 1_763_000_000_000])).toEqual([]);
    expect(z.decode(instant, "2026-11-21T18:00:00+08:00")).toBe(Date.UTC(2026, 10, 21, 10));
  });

  it("texts that are blank, too long or hold control characters; line breaks are fine", () => {
    expect(refused(text(5), ["", "   ", "123456", "a\u0000b", "a\u001bb"])).toEqual([]);
    expect(text(9).parse("一\n二\t三")).toBe("一\n二\t三");
  });

  it("query numbers that are not plain, and pages that are too large", () => {
    expect(refused(queryInteger(0, 10), ["", "1e1", " 1", "11", "-1", "0x1"])).toEqual([]);
    expect(z.strictObject({ ...pageQuery }).parse({})).toEqual({ limit: 50 });
    expect(refused(z.strictObject({ ...pageQuery }), [{ limit: "201" }, { cursor: "a b" }, { page: "1" }])).toEqual([]);
    expect(page(z.string()).safeParse({ items: Array.from({ length: 201 }, () => "x"), nextCursor: null }).success).toBe(false);
  });

  it("is named by pointer, code and a sentence in either language", () => {
    const schema = z.strictObject({ lines: z.array(z.strictObject({ quantity: z.int().max(9), "a/b": z.boolean() })) });
    const result = schema.safeParse({ lines: [{ quantity: 10, note: "x" }] }, { reportInput: true });
    const issues = result.error?.issues ?? [];
    expect(fieldProblemsOf(issues, "body", "zh")).toEqual([
      { in: "body", pointer: "/lines/0/quantity", code: "invalid_field", detail: "/lines/0/quantity 应为不大于 9 的值。" },
      { in: "body", pointer: "/lines/0/a~1b", code: "missing_field", detail: "缺少必填字段 /lines/0/a~1b。" },
      { in: "body", pointer: "/lines/0/note", code: "unknown_field", detail: "接口没有 /lines/0/note 这个字段。" },
    ]);
    expect(fieldProblemsOf(issues, "body", "en")[0]?.detail).toBe("/lines/0/quantity should be at most 9.");
  });

  it("is not repeated at any length: at most fifty places, names cut", () => {
    const body = Object.fromEntries(Array.from({ length: 300 }, (_, nth) => [`${"k".repeat(500)}${nth}`, 1]));
    const problems = fieldProblemsOf(z.strictObject({}).safeParse(body).error?.issues ?? [], "body", "zh");
    expect(problems).toHaveLength(50);
    expect(problems[0]?.pointer).toHaveLength(65);
    expect(pointerOf(["a~b", 0])).toBe("/a~0b/0");
  });
});

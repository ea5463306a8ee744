import { describe, expect, test } from "vitest";
import { importMessageOf } from "./import-problems.ts";
import { parseNativeLine } from "./parse-native-line.ts";

const sku = {
  kind: "sku",
  source: "erp",
  sourceVersion: 1,
  skuId: "a",
  productId: "p",
  name: "杯子",
  category: "home.cup",
  currency: "CNY",
  priceMinor: 1999,
  available: null,
  asOf: "2026-11-01T08:00:00+08:00",
};
const parse = (change: object) => parseNativeLine(JSON.stringify({ ...sku, ...change }));
const faultOf = (change: object) => {
  const parsed = parse(change);
  return parsed.ok ? null : parsed.fault;
};

const said = (change: object): string => {
  const fault = faultOf(change);
  return fault === null ? "accepted" : importMessageOf(fault, "en");
};

describe("a line of the native format", () => {
  test("becomes a record: whole minor units as bigint, moments as instants, what was left out as its default", () => {
    expect(parse({})).toEqual({
      ok: true,
      record: { ...sku, priceMinor: 1999n, asOf: Date.UTC(2026, 10, 1), options: {} },
    });
  });

  test("is refused for any fraction of a minor unit, sign, or amount a double cannot count", () => {
    for (const priceMinor of [19.99, -1, 2 ** 53, "1999", null]) expect(faultOf({ priceMinor })?.code).toBe("malformed");
    expect(faultOf({ priceMinor: 2 ** 53 - 1 })).toBeNull();
  });

  test("is refused for a misspelt field, a missing one, and a moment without an offset", () => {
    expect(said({ avaliable: 3 })).toContain("There is no field /avaliable here.");
    expect(said({ name: undefined })).toContain("The required field /name is missing.");
    expect(said({ asOf: "2026-11-01T08:00:00" })).toContain("/asOf should be an ISO 8601 time with offset");
    expect(said({ category: "Fresh Fruit" })).toContain("/category should be lower case words with dots between");
    expect(faultOf({ asOf: "2026-02-30T08:00:00Z" })?.code).toBe("malformed");
  });

  test("is refused when it is no JSON object or of no known kind", () => {
    for (const text of ["", "[]", "1", "null", '{"kind":"sku"']) {
      const parsed = parseNativeLine(text);
      expect(parsed.ok ? null : parsed.fault.code).toBe("not_json");
    }
    expect(faultOf({ kind: "parcel" })?.code).toBe("unknown_kind");
    expect(parseNativeLine("{}")).toMatchObject({ ok: false, fault: { code: "unknown_kind" } });
  });

  test("is refused for what no database text can hold, wherever it stands", () => {
    expect(faultOf({ name: "a\u0000b" })?.code).toBe("malformed");
    expect(faultOf({ name: "\ud83d" })?.code).toBe("malformed");
    expect(faultOf({ options: { "\u0000": "x" } })?.code).toBe("malformed");
    expect(faultOf({ name: "😀 \\u0000" })).toBeNull();
  });

  test("is refused where one object has a field twice, and for its form where it is deeper than any record", () => {
    const twice = JSON.stringify(sku).replace('"priceMinor":1999', '"priceMinor":1999,"priceMinor":199');
    expect(parseNativeLine(twice)).toEqual({ ok: false, fault: { code: "duplicate_field", params: { name: "priceMinor" } } });
    const deep = `{"kind":"sku","a":${"[".repeat(200_000)}"\\u0000"${"]".repeat(200_000)}}`;
    expect(parseNativeLine(deep)).toMatchObject({ ok: false, fault: { code: "malformed" } });
  });

  test("is never quoted in the refusal", () => {
    const texts = [`{"name":"欧阳春晓"`, JSON.stringify({ ...sku, name: 7, category: "欧阳春晓" }), JSON.stringify({ kind: "欧阳春晓" })];
    for (const text of texts) {
      const parsed = parseNativeLine(text);
      expect(parsed.ok ? "accepted" : JSON.stringify(parsed.fault)).not.toMatch(/欧阳|accepted/);
    }
  });
});

test("an order says where a parcel came from and when the installation was done, by whatever name of the province", () => {
  const line = {
    ...{ lineNo: 1, sellerExternalId: "s", skuId: "a", productId: "p", name: "洗衣机", category: "appliances.washer" },
    quantity: 1,
  };
  const parcel = {
    shipmentNo: 1,
    carrier: "sf",
    trackingNo: "SF1",
    lines: [{ lineNo: 1, quantity: 1 }],
    shippedAt: "2026-03-01T08:00:00Z",
  };
  const order = {
    ...{ kind: "order", source: "erp", sourceVersion: 1, externalOrderNo: "A-1", customerExternalId: "c", currency: "CNY" },
    ...{ placedAt: "2026-02-27T08:00:00Z", paidAt: "2026-02-27T08:00:00Z", tenders: [] },
    lines: [{ ...line, unitPriceMinor: 1, paidMinor: 0, installedAt: "2026-03-05T08:00:00Z", ripensDays: 4 }],
    shipments: [{ ...parcel, fromRegion: "浙江省" }],
  };
  expect(parseNativeLine(JSON.stringify(order))).toMatchObject({
    ok: true,
    record: { lines: [{ installedAt: Date.UTC(2026, 2, 5, 8), ripensDays: 4 }], shipments: [{ fromRegion: "CN-ZJ" }] },
  });
});

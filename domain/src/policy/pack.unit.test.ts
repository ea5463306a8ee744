import { describe, expect, test } from "vitest";
import { type TableSketch, tableFile } from "../../../test/policy/jdm.ts";
import { loadPack, type PackChecks, type PackSource } from "./pack.ts";

const columns = { inputs: { type: "request.type" }, outputs: { decision: "decision" } } as const;
const overlayColumns = { ...columns, outputs: { ...columns.outputs, before: "row.before", delete: "row.delete" } } as const;
const window = (rules: TableSketch["rules"], shape: Omit<TableSketch, "rules"> = columns) => ({
  window: tableFile("window", { ...shape, rules }),
});

const manifest = { id: "base", version: "1", kind: "base", engine: 1, vocabulary: { "request.type": ["refund_only", "return_refund"] } };
const overlayManifest = {
  id: "fresh",
  version: "3",
  kind: "overlay",
  extends: "base",
  engine: 1,
  appliesTo: { operationKind: "group_buy" },
};
const source = (given: Partial<PackSource>): PackSource => ({ manifest, tables: {}, templates: {}, parameters: {}, texts: {}, ...given });

const rows = [
  { _id: "refund", type: '"refund_only"', decision: '"review"' },
  { _id: "rest", decision: '"refuse"' },
];
const base = source({ tables: window(rows), parameters: { "window.days": 7 }, texts: { hello: "你好" } });
const overlay = (rules: TableSketch["rules"], given: Partial<PackSource> = {}) =>
  source({ manifest: overlayManifest, tables: window(rules, overlayColumns), ...given });

const fingerprint = (bytes: Uint8Array): string => bytes.reduce((sum, byte) => (sum * 31 + byte) % 1_000_000_007, 7).toString();
const load = (overlays: readonly PackSource[], checks: PackChecks = {}, from = base) => loadPack(from, overlays, fingerprint, checks);
const pack = (overlays: readonly PackSource[], checks: PackChecks = {}) => {
  const result = load(overlays, checks);
  return result.kind === "loaded" ? result.value : expect.fail(JSON.stringify(result.problems));
};
const problems = (overlays: readonly PackSource[], checks: PackChecks = {}, from = base) => {
  const result = load(overlays, checks, from);
  return result.kind === "refused" ? result.problems.map(({ code, row, message }) => `${code} ${row}: ${message}`) : [];
};
const decide = (overlays: readonly PackSource[], type: string) => pack(overlays).tables.get("window")?.evaluate({ request: { type } });

describe("an overlay laid on a base", () => {
  test("replaces a row of the same id where it stands", () => {
    expect(decide([overlay([{ _id: "refund", type: '"refund_only"', decision: '"approve"' }])], "refund_only")?.outputs).toEqual({
      decision: "approve",
    });
  });

  test("inserts new rows before the row they name, in the order they are written", () => {
    const laid = [
      overlay([
        { _id: "a", type: "null", decision: '"a"', before: '"rest"' },
        { _id: "b", type: "null", decision: '"b"', before: '"rest"' },
      ]),
    ];
    expect(
      pack(laid)
        .tables.get("window")
        ?.rows.map(row => row.id),
    ).toEqual(["refund", "a", "b", "rest"]);
  });

  test("takes a row away where it may", () => {
    expect(decide([overlay([{ _id: "refund", delete: "true" }])], "refund_only")?.rowId).toBe("rest");
  });

  test("replaces parameters and texts by key and keeps the others", () => {
    const laid = [overlay([], { tables: {}, parameters: { "window.days": 15, "photo.count": 3 } })];
    expect(pack(laid)).toMatchObject({ parameters: { "window.days": 15, "photo.count": 3 }, texts: { hello: "你好" } });
    expect(pack(laid).layers).toEqual([
      { id: "base", version: "1" },
      { id: "fresh", version: "3" },
    ]);
  });

  test("adds words to the vocabulary, but needs them declared", () => {
    const row = { _id: "new", type: '"exchange"', decision: '"review"', before: '"rest"' };
    expect(problems([overlay([row])])).toEqual([expect.stringContaining("not_in_vocabulary new")]);
    expect(problems([overlay([row], { manifest: { ...overlayManifest, vocabulary: { "request.type": ["exchange"] } } })])).toEqual([]);
  });

  test("is asked about each change whether it may make it", () => {
    const seen: string[] = [];
    const checkOverlay: PackChecks["checkOverlay"] = ({ kind, rowId, isMerchant }) => {
      seen.push(`${kind} ${rowId} ${isMerchant}`);
      return rowId === "refund" ? { code: "bad_overlay", column: null, message: "less generous than the base" } : null;
    };
    const seller = { ...overlayManifest, appliesTo: { sellerId: "seller_1" } };
    const laid = overlay(
      [
        { _id: "refund", decision: '"refuse"' },
        { _id: "a", type: "null", before: '"rest"' },
      ],
      { manifest: seller },
    );
    expect(problems([laid], { checkOverlay })).toEqual(["bad_overlay refund: less generous than the base"]);
    expect(seen).toEqual(["replaced refund true", "inserted a true"]);
  });

  test.each([
    ["inserts before no row", overlay([{ _id: "a", type: "null" }]), "names the row"],
    ["names a place for a row it replaces", overlay([{ _id: "refund", before: '"rest"' }]), "leave it empty"],
    ["deletes a row that is not there", overlay([{ _id: "zzz", delete: "true" }]), "no such row"],
    [
      "deletes for a seller",
      overlay([{ _id: "refund", delete: "true" }], { manifest: { ...overlayManifest, appliesTo: { sellerId: "s" } } }),
      "may not delete",
    ],
    [
      "has other columns",
      source({ manifest: overlayManifest, tables: window([{ _id: "a" }], { ...columns, inputs: { kind: "a.b" } }) }),
      "columns must be",
    ],
    ["extends another pack", overlay([], { tables: {}, manifest: { ...overlayManifest, extends: "other" } }), "not among the packs"],
    ["is written for another engine", overlay([], { tables: {}, manifest: { ...overlayManifest, engine: 2 } }), "engine 2"],
    [
      "gives instructions in a table that is new",
      source({ manifest: overlayManifest, tables: { own: tableFile("own", { ...overlayColumns, rules: [{ _id: "a" }] }) } }),
      "metadata field",
    ],
  ])("is refused when it %s", (_, laid, message) => {
    expect(problems([laid]).join("\n")).toContain(message);
  });
});

describe("the hash of a pack", () => {
  test("is the same for the same files, whatever the order of their keys", () => {
    const turned = source({ ...base, texts: {}, parameters: { b: 1, a: 2 } });
    const same = source({ ...base, texts: {}, parameters: { a: 2, b: 1 } });
    const hashOf = (from: PackSource) => {
      const result = load([], {}, from);
      return result.kind === "loaded" ? result.value.hash : null;
    };
    expect(hashOf(turned)).toBe(hashOf(same));
    expect(hashOf(turned)).not.toBe(hashOf(base));
  });

  test("changes with one cell of an overlay", () => {
    const laid = (decision: string) => pack([overlay([{ _id: "refund", type: '"refund_only"', decision }])]).hash;
    expect(laid('"approve"')).not.toBe(laid('"refuse"'));
    expect(laid('"approve"')).toBe(laid('"approve"'));
  });
});

test("a manifest is refused with all that is wrong in it", () => {
  const wrong = source({
    manifest: { id: "Base Pack", kind: "overlay", colour: "red", engine: 1.5, appliesTo: { city: "x" }, vocabulary: { a: [1] } },
  });
  expect(problems([], {}, wrong)).toHaveLength(7);
});

test("parameters and templates are checked by those who know their schema", () => {
  const checks: PackChecks = { checkParameter: key => (key === "window.days" ? "must be at least 7" : null) };
  expect(problems([], checks)).toEqual(["bad_parameter window.days: must be at least 7"]);
});

import { instant } from "@amends/domain/kernel/time";
import { describe, expect, test } from "vitest";
import { readPack, sha256 } from "../../../test/policy/read-pack.ts";
import { loadRunningPack } from "./load-running-pack.ts";
import { rulesInForce, shopOverlay, splitByMoment, type WrittenRow } from "./shop-rules.ts";

const BASE = readPack("policies/base");
const BRAND = readPack("policies/brand");
const SHOP = { sellerId: "seller_01jd7v8k2m0f9q3r5s7t9v1x", version: "1" };

const overlayOf = (written: readonly WrittenRow[]) => {
  const overlay = shopOverlay(BASE, [BRAND], SHOP, written);
  if (overlay.kind === "refused") throw new Error(overlay.problems.map(({ message }) => message).join("; "));
  return overlay.value;
};
const refusalsOf = (written: readonly WrittenRow[]): readonly string[] => {
  const overlay = shopOverlay(BASE, [BRAND], SHOP, written);
  const result = overlay.kind === "refused" ? overlay : loadRunningPack(BASE, [BRAND, overlay.value], sha256);
  return result.kind === "refused" ? result.problems.map(({ table, row, message }) => `${table}/${row}: ${message}`) : [];
};
const changed = (table: string, row: string, cells: Readonly<Record<string, string>>, before: string | null = null): WrittenRow => ({
  table,
  row,
  before,
  cells,
});

describe("what a shop writes", () => {
  test("becomes an overlay on the operation's own pack, and the row is the shop's from then on", () => {
    const overlay = overlayOf([changed("reasons", "60.01", { windowAmount: "96" })]);
    const loaded = loadRunningPack(BASE, [BRAND, overlay], sha256);
    if (loaded.kind === "refused") throw new Error(JSON.stringify(loaded.problems));
    const row = loaded.value.pack.tables.get("reasons")?.rows.find(({ id }) => id === "60.01");
    expect(row?.meta).toMatchObject({ status: "chosen", source: "the shop", zh: "发错货" });
    expect(loaded.value.pack.layers.map(({ id }) => id)).toEqual(["base", "brand", "shop"]);
  });

  test("may put a new row before another", () => {
    const row = { type: "'return_refund'", days: "<= 30", verdict: "'eligible'", route: "'seven_day'", because: "'eligibility'" };
    expect(refusalsOf([changed("eligibility", "SHOP-1", row, "EL-41")])).toEqual([]);
  });

  test("is refused by the place that is wrong, all of them at once", () => {
    expect(
      refusalsOf([changed("nothing", "1", {}), changed("reasons", "99.99", {}), changed("reasons", "60.01", { window: "1" })]).map(text =>
        text.slice(0, 60),
      ),
    ).toEqual([
      "nothing/1: there is no table nothing",
      "reasons/99.99: there is no such row; a new one names in `bef",
      "reasons/60.01: there is no column window; it has reason, ope",
    ]);
  });

  test("is refused where it is worse for the buyer, by the row", () => {
    expect(refusalsOf([changed("reasons", "60.01", { windowAmount: "24" })])).toEqual([
      "reasons/60.01: 60.01 gives windowAmount 48, and now 60.01 gives windowAmount 24, which is worse for the buyer",
    ]);
  });
});

describe("the rules of a shop in force", () => {
  const from = (rulesNo: number, fromAt: number, untilAt: number | null) => ({
    rulesNo,
    fromAt: instant(fromAt),
    untilAt: untilAt === null ? null : instant(untilAt),
  });
  const all = [from(1, 100, null), from(3, 300, 400), from(2, 200, 400)];

  test("are those bound last, from their first moment on and not at their last", () => {
    const at = (moment: number) => rulesInForce(all, instant(moment))?.rulesNo ?? null;
    expect([99, 100, 199, 200, 300, 399, 400].map(at)).toEqual([null, 1, 1, 2, 3, 3, 1]);
  });

  test("say what is owed as when the order was paid, and how it is gone about as when it is filed", () => {
    const then = overlayOf([
      changed("reasons", "60.01", { windowAmount: "96" }),
      changed("promises", "PR-06", { silenceSeconds: "43200" }),
    ]);
    const now = overlayOf([changed("reasons", "60.01", { windowAmount: "72" }), changed("promises", "PR-06", { silenceSeconds: "3600" })]);
    const layers = splitByMoment(then, now);
    expect(layers.map(({ tables }) => Object.keys(tables))).toEqual([["reasons"], ["promises"]]);
    expect(JSON.stringify(layers[0])).toContain('"windowAmount":"96"');
    expect(JSON.stringify(layers[1])).toContain('"silenceSeconds":"3600"');
    expect(splitByMoment(null, null)).toEqual([]);
  });

  test("take over the tables they do not touch as they were compiled", () => {
    const below = loadRunningPack(BASE, [BRAND], sha256);
    if (below.kind === "refused") throw new Error(JSON.stringify(below.problems));
    const overlay = overlayOf([changed("reasons", "60.01", { windowAmount: "96" })]);
    const compiledBelow = new Map([...below.value.pack.tables].filter(([id]) => id !== "reasons"));
    const shared = loadRunningPack(BASE, [BRAND, overlay], sha256, { compiledBelow });
    const alone = loadRunningPack(BASE, [BRAND, overlay], sha256);
    if (shared.kind === "refused" || alone.kind === "refused") throw new Error("refused");
    expect(shared.value.pack.hash).toBe(alone.value.pack.hash);
    expect(shared.value.pack.tables.get("plans")).toBe(below.value.pack.tables.get("plans"));
    expect(shared.value.pack.tables.get("reasons")).not.toBe(below.value.pack.tables.get("reasons"));
  });
});

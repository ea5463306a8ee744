import { loadRunningPack } from "@amends/domain/case/load-running-pack";
import { termIn } from "@amends/domain/policy/barred-terms";
import type { PackSource } from "@amends/domain/policy/pack";
import { describe, expect, it } from "vitest";
import { readPack, sha256 } from "../policy/read-pack.ts";

type Cells = Readonly<Record<string, string>>;
type Column = { readonly id: string; readonly name: string; readonly field: string };
type TableJson = {
  readonly nodes: readonly {
    readonly type: string;
    readonly content?: { readonly outputs: readonly Column[]; readonly rules: readonly Cells[] };
  }[];
};

const BASE = readPack("policies/base");

/** An overlay that writes one row of one table otherwise, or puts a new one before another. */
const overlay = (table: string, rowId: string, cells: Cells, appliesTo: Cells = { sellerId: "shop-1" }): PackSource => {
  const json = BASE.tables[table] as TableJson;
  const nodes = json.nodes.map(node => {
    if (node.content === undefined) return node;
    const { outputs, rules } = node.content;
    const known = rules.find(row => row["_id"] === rowId) ?? blankLike(rules[0] ?? {});
    const row = { ...known, _id: rowId, before: "", ...cells };
    return {
      ...node,
      content: { ...node.content, outputs: [...outputs, { id: "before", name: "before", field: "row.before" }], rules: [row] },
    };
  });
  const manifest = { id: "shop", version: "1", kind: "overlay", extends: "base", appliesTo, engine: 1 };
  return { manifest, tables: { [table]: { ...json, nodes } }, templates: {}, parameters: {}, texts: {} };
};

const blankLike = (row: Cells): Cells => ({
  ...Object.fromEntries(Object.keys(row).map(column => [column, ""])),
  "row.status": "'chosen'",
  "row.source": "'shop'",
  "row.zh": "'本店'",
  "row.en": "'This shop'",
});

const problems = (source: PackSource): readonly string[] => {
  const loaded = loadRunningPack(BASE, [source], sha256);
  return loaded.kind === "loaded" ? [] : loaded.problems.map(({ row, message }) => `${row ?? ""}: ${message}`);
};
const isTaken = (...written: Parameters<typeof overlay>) => problems(overlay(...written)).length === 0;

describe("a merchant's overlay", () => {
  it("may give a longer window, and not a shorter one", () => {
    expect(problems(overlay("reasons", "60.01", { windowAmount: "72" }))).toEqual([]);
    expect(problems(overlay("reasons", "60.01", { windowAmount: "24" }))).toEqual([
      "60.01: 60.01 gives windowAmount 48, and now 60.01 gives windowAmount 24, which is worse for the buyer",
    ]);
    expect(isTaken("reasons", "60.01", { windowFrom: "'any'", windowAmount: "0" })).toBe(true);
  });

  it("may ask for less evidence, and not for more", () => {
    expect(isTaken("reasons", "60.01", { evidence: "'none'" })).toBe(true);
    expect(isTaken("reasons", "60.05", { evidence: "'video'" })).toBe(false);
    expect(isTaken("evidence", "EV-F", { photos: "1" })).toBe(true);
    expect(isTaken("evidence", "EV-F", { photos: "4" })).toBe(false);
  });

  it("may allow another way out of a fault, and take none away", () => {
    const types = "['return_refund', 'exchange', 'resend']";
    expect(isTaken("reasons", "60.01", { types })).toBe(true);
    expect(isTaken("reasons", "60.01", { types: "['exchange']" })).toBe(false);
  });

  it("may pay a higher share and a higher sum, and no lower one", () => {
    expect(isTaken("ratio", "RT-1", { basisPoints: "4000" })).toBe(true);
    expect(isTaken("ratio", "RT-1", { basisPoints: "2000" })).toBe(false);
    expect(isTaken("compensation", "LS-1", { maxMinor: "5000" })).toBe(true);
    expect(isTaken("compensation", "LS-1", { minMinor: "100" })).toBe(false);
  });

  it("may take the freight upon itself, and not lay it on the buyer", () => {
    expect(isTaken("freight", "F-3", { return: "'seller'" })).toBe(true);
    expect(isTaken("freight", "F-6", { return: "'buyer'" })).toBe(false);
    expect(isTaken("freight", "F-3", { return: "'platform'" })).toBe(false);
  });

  it("may decide at once what others look at, and not the other way round", () => {
    expect(isTaken("remedy", "RM-23", { paid: "<= 2000000" })).toBe(true);
    expect(isTaken("remedy", "RM-23", { paid: "<= 500000" })).toBe(false);
  });

  it("may answer sooner and wait longer for the buyer, and not the other way round", () => {
    expect(isTaken("promises", "PR-06", { silenceSeconds: "43200" })).toBe(true);
    expect(isTaken("promises", "PR-06", { silenceSeconds: "259200" })).toBe(false);
    expect(isTaken("promises", "PR-10", { silenceSeconds: "1209600" })).toBe(true);
    expect(isTaken("promises", "PR-10", { silenceSeconds: "86400" })).toBe(false);
  });

  it("may put in a row that opens a way, and none that closes one", () => {
    const row = { type: "'return_refund'", days: "<= 30", because: "'eligibility'", before: "'EL-41'" };
    expect(isTaken("eligibility", "SHOP-1", { ...row, verdict: "'eligible'", route: "'seven_day'" })).toBe(true);
    expect(isTaken("eligibility", "SHOP-1", { ...row, verdict: "'refused'", route: "'none'", refusal: "'window_closed'" })).toBe(false);
  });

  it("does not choose the plan of a case, nor who bears a cost that is not its own", () => {
    expect(isTaken("plans", "PL-08", { planTemplate: "'refund_agreed'" })).toBe(false);
    expect(isTaken("liability", "L-12", { inward: "'carrier_out'" })).toBe(false);
    expect(isTaken("liability", "L-09", { inward: "'seller'" })).toBe(true);
  });

  it("does not change the operator's parameters", () => {
    const shop = { ...overlay("reasons", "60.01", {}), parameters: { "rejection.barred": [] } };
    expect(problems(shop)).toEqual([": shop is a seller's or brand's and changes rows of tables alone, no parameters or plans"]);
  });

  it("is held to this as a brand's is, while the operator's own overlay is not", () => {
    expect(isTaken("reasons", "60.01", { windowAmount: "24" }, { brand: "qinghe" })).toBe(false);
    expect(isTaken("reasons", "60.01", { windowAmount: "24" }, { operationKind: "group_buy" })).toBe(true);
  });

  it("V-3: may not print a term that the law makes void, and may say otherwise what is lawful", () => {
    const [void_ = ""] = problems(overlay("reasons", "60.01", { "row.zh": "'本店保留 最终 解释权'" }));
    expect(void_).toContain("(V-3), a term that the law makes void");
    expect(isTaken("reasons", "60.01", { "row.zh": "'签收时请当面查验，拆开查看不影响退货，解释以法律为准'" })).toBe(true);
  });
});

describe("terms that the law makes void", () => {
  it.each([
    ["V-1", "签收即视为商品合格"],
    ["V-2", "平台概不负责"],
    ["V-3", "本活动最终解释权归本店所有"],
    ["V-3", "The shop has the Final Interpretation"],
    ["V-4", "申请后不得投诉"],
    ["V-5", "清仓商品概不退换"],
    ["V-6", "下单后不得取消订单"],
    ["V-7", "付款不代表合同成立"],
    ["V-8", "拆封不退"],
    ["V-8", "特价商品 不退"],
  ])("%s: %s", (rule, words) => {
    expect(termIn(BASE.parameters, words)?.rule).toBe(rule);
  });

  it("are known by the phrases of the pack alone", () => {
    expect(termIn({}, "拆封不退")).toBeNull();
    expect(termIn(BASE.parameters, "拆开看过不是拒绝退货的理由")).toBeNull();
  });
});

describe("V: the default packs themselves", () => {
  const spoken = ["base", "c2c", "group-buy", "marketplace", "brand", "cross-border", "sop-3c", "sop-cosmetics", "sop-fresh"].flatMap(
    name => {
      const { tables, texts, templates } = readPack(`policies/${name}`);
      return [tables, texts, templates].map(part => [name, JSON.stringify(part)] as const);
    },
  );

  it("say nothing that the law makes void", () => {
    expect(spoken.map(([name, words]) => [name, termIn(BASE.parameters, words)]).filter(([, term]) => term !== null)).toEqual([]);
  });
});

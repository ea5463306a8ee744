import type { CompiledPack } from "@amends/domain/policy/pack";
import { ruleWords } from "@amends/domain/policy/rule-words";
import { isMetadata } from "@amends/domain/policy/table";
import { describe, expect, test } from "vitest";
import { compiledPack } from "../policy/read-pack.ts";

const OVERLAYS = ["brand", "c2c", "cross-border", "group-buy", "instant-retail", "marketplace", "sop-3c", "sop-cosmetics", "sop-fresh"];
/** Every table and row there is by default, in one pack. */
const PACK = compiledPack(
  "policies/base",
  OVERLAYS.map(overlay => `policies/${overlay}`),
);
/** Codes of hosts are theirs, and a notice is known by the text it sends. */
const WITHOUT_WORDS = ["host.code", "template"];

const cellsOf = ({ tables }: Pick<CompiledPack, "tables">) =>
  [...tables.values()].flatMap(({ table: { inputs, outputs, rows } }) =>
    [...inputs, ...outputs.filter(column => !isMetadata(column))].flatMap(({ id, field }) =>
      rows.map(({ cells }) => ({ field, cell: cells[id] ?? "" })),
    ),
  );
const columnsOf = (cells: ReturnType<typeof cellsOf>) => [...new Set(cells.map(({ field }) => field))];
const CELLS = cellsOf(PACK);
const COLUMNS = columnsOf(CELLS);
const WORDS = ruleWords(PACK, CELLS, COLUMNS);
const isSaid = (called: { readonly zh: string; readonly en: string } | null | undefined) =>
  called !== null && called !== undefined && /\S/.test(called.zh) && /\S/.test(called.en);

describe.each([
  ["the default pack and its overlays", PACK, 100],
  ["a shop of its own rules", compiledPack("policies/tau-retail"), 90],
] as const)("in %s", (_name, pack, columnsAtLeast) => {
  test("every column, and every text it may hold, has a name in Chinese and in English", () => {
    const cells = cellsOf(pack);
    const columns = columnsOf(cells);
    const words = ruleWords(pack, cells, columns);
    expect(columns.length).toBeGreaterThan(columnsAtLeast);
    expect(Object.entries(words).flatMap(([field, { name }]) => (isSaid(name) ? [] : [field]))).toEqual([]);
    const closed = columns.flatMap(field => (pack.vocabulary[field] ?? []).map(text => ({ field, text })));
    const written = cells.flatMap(({ field, cell }) => [...cell.matchAll(/^'([^']*)'$/g)].map(([, text = ""]) => ({ field, text })));
    const unsaid = [...closed, ...written]
      .filter(({ field }) => !WITHOUT_WORDS.includes(field))
      .flatMap(({ field, text }) => (isSaid(words[field]?.values[text]) ? [] : [`${field} ${text}`]));
    expect([...new Set(unsaid)]).toEqual([]);
  });
});

test("a reason and a cause are called what their own rows say, and a text by what it means in its column", () => {
  expect(WORDS["request.reason"]?.values["10.04"]).toEqual({ zh: "缺货", en: "Out of stock" });
  expect(WORDS["reason.cause"]?.values["L-01"]).toMatchObject({ zh: "延迟发货" });
  expect(WORDS["line.lastEvent"]?.values["refused"]?.zh).toBe("拒收");
  expect(WORDS["verdict"]?.values["refused"]?.zh).toBe("不受理");
});

test("an operation's own column has words where its pack has them; one stored without words is shown as it is written", () => {
  const shown = [{ field: "shop.colour", cell: "'teal'" }];
  const texts = { "field.shop.colour": { zh: "店铺颜色", en: "colour of the shop" }, "value.shop.colour.teal": { zh: "青", en: "teal" } };
  expect(ruleWords({ ...PACK, texts }, shown)).toEqual({
    "shop.colour": { name: texts["field.shop.colour"], values: { teal: texts["value.shop.colour.teal"] } },
  });
  expect(ruleWords({ ...PACK, texts: {} }, shown)).toEqual({ "shop.colour": { name: null, values: {} } });
});

import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { importCommand } from "@amends/cli/import";
import { findSkus } from "@amends/postgres/catalogue/find-skus";
import { findOrdersByExternalNo } from "@amends/postgres/orders/find-orders";
import { findCustomerByExternalId } from "@amends/postgres/people/find-customers";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createImportWorld, type ImportWorld } from "./import-world.ts";

/** The example of the reference is what an operator copies: it must work as it stands there. */
const REFERENCE = new URL("../../docs/reference/csv-mapping.md", import.meta.url);
const blockOf = async (language: string): Promise<string> => {
  const found = new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(await readFile(REFERENCE, "utf8"))?.[1];
  return found ?? expect.fail(`the reference has no ${language} block`);
};

let world: ImportWorld;
let folder: string;
beforeEach(async () => {
  world = await createImportWorld();
  folder = await mkdtemp(join(tmpdir(), "amends-csv-"));
});
afterEach(async () => {
  await world.close();
  await rm(folder, { recursive: true });
});

const take = async (table: string, mapping: string, { name = "orders.csv", lang = "" } = {}) => {
  const out: string[] = [];
  const err: string[] = [];
  await writeFile(join(folder, name), name.endsWith(".gz") ? gzipSync(table) : table);
  await writeFile(join(folder, "mapping.json"), mapping);
  const { ownerUrl, writerUrl } = world.database;
  const env = { DATABASE_URL: ownerUrl, DATABASE_WRITER_URL: writerUrl, LANG: lang };
  const args = ["--data", folder, "--operation", "shop", "--format", "csv", "--mapping", join(folder, "mapping.json"), join(folder, name)];
  const say = (lines: string[]) => (line: string) => void lines.push(line);
  const code = await importCommand.run(args, { env, out: say(out), err: say(err), rewrite: null });
  return { code, counts: JSON.parse(out.join("")), err: err.join("\n") };
};

describe("an operator's table of orders", () => {
  test("comes in by the mapping of the reference, and a second time changes nothing", async () => {
    const [table, mapping] = [await blockOf("csv"), await blockOf("json")];
    const first = await take(table, mapping);
    expect(first).toMatchObject({ code: 0, counts: { lines: 8, accepted: 8, refused: 0, refusedByCode: {} } });
    expect(await take(table, mapping, { name: "orders.csv.gz" })).toMatchObject({ code: 0, counts: { lines: 8, unchanged: 8 } });
    const [found] = await findOrdersByExternalNo(world.pool, world.scope, "2026110100001");
    expect(found?.facts).toMatchObject({
      lines: [
        { lineNo: 1, quantity: 2, unitPriceMinor: 9900n, paidMinor: 18563n },
        { lineNo: 2, quantity: 1, unitPriceMinor: 129900n, paidMinor: 121787n },
      ],
      freight: { paidMinor: 1000n },
      tenders: [{ kind: "wallet", paidMinor: 141350n }],
      shipments: [
        {
          carrier: "sf",
          trackingNo: "SF1234567890",
          lines: [
            { lineNo: 1, quantity: 2 },
            { lineNo: 2, quantity: 1 },
          ],
        },
      ],
    });
    expect((await findCustomerByExternalId(world.pool, world.scope, "m-1001"))?.profile.phoneTextId).toMatch(/^text_/);
    expect((await findSkus(world.pool, world.scope, ["cup-blue"]))[0]).toMatchObject({ priceMinor: 9900n, options: { 颜色: "蓝" } });
  });

  test("of a later export updates the orders that changed", async () => {
    const [table, mapping] = [await blockOf("csv"), await blockOf("json")];
    await take(table, mapping);
    const later = table
      .replace("2026-11-01 10:31:00,微信支付", "2026-11-03 08:00:00,微信支付")
      .replace(",1,29.90,,,,", ",1,29.90,顺丰,SF9,2026-11-03 08:00:00,");
    expect(later).not.toBe(table);
    expect((await take(later, mapping)).counts).toMatchObject({ updated: 1, unchanged: 7, refused: 0 });
  });

  test("with a faulty order takes all others, and says row, column and what to do in the language of the terminal", async () => {
    const [table, mapping] = [await blockOf("csv"), await blockOf("json")];
    const { code, counts, err } = await take(table.replace(",李子", ",=李子"), mapping);
    expect(code).toBe(1);
    expect(counts).toMatchObject({ refused: 1, refusedByCode: { csv_formula_cell: 1 } });
    expect(err).toMatch(/^第 4 行: csv_formula_cell: 第 4 行“商品名称”以公式开头/m);
    const english = await take(table.replace(",李子", ",=李子"), mapping, { lang: "en_US.UTF-8" });
    expect(english.err).toMatch(/^line 4: csv_formula_cell: Row 4, “商品名称” begins like a formula/m);
    expect(await findOrdersByExternalNo(world.pool, world.scope, "2026110100001")).toHaveLength(1);
  });
});

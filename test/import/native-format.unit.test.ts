import { readFileSync } from "node:fs";
import { join } from "node:path";
import { nativeRecord } from "@amends/contract/import/native-record";
import { parseNativeLine } from "@amends/contract/import/parse-native-line";
import { expect, test } from "vitest";
import { fieldsOf } from "../pack/sent-fields.ts";
import { ROOT } from "../policy/read-pack.ts";

const PAGE = readFileSync(join(ROOT, "docs/reference/native-format.md"), "utf8");
const NAMES = new Set(fieldsOf(nativeRecord, "record").flatMap(path => path.split(".").slice(1)));

test("the page of the native format names every field a host may write", () => {
  expect(NAMES.size).toBeGreaterThan(80);
  expect([...NAMES].filter(name => !PAGE.includes(`\`${name}\``))).toEqual([]);
});

test("and no field of the rows of its tables that there is none of", () => {
  const named = [...PAGE.matchAll(/^\| ([^|]+) \|/gm)].flatMap(([, cell = ""]) =>
    [...cell.matchAll(/`([A-Za-z]+)`/g)].map(([, name = ""]) => name),
  );
  expect(named.length).toBeGreaterThan(50);
  expect(named.filter(name => !NAMES.has(name))).toEqual([]);
});

test("its example is an order as it comes in", () => {
  const [, example = ""] = PAGE.match(/```json\n(.+)\n```/) ?? [];
  expect(parseNativeLine(example)).toMatchObject({ ok: true, record: { lines: [{ ripensDays: 4 }], shipments: [{ packedGrams: 2700 }] } });
});

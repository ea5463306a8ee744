import { expect, test } from "vitest";
import { compiledPack } from "../policy/read-pack.ts";
import { expectations } from "./base-evidence.expectations.ts";

const PACK = compiledPack("policies/base");

test.each(expectations.map(({ name, check }) => [name, check] as const))("%s", (_name, check) => {
  expect(check(PACK)).toBeNull();
});

test("every row of the two tables is spoken of", () => {
  const spoken = new Set(expectations.map(({ name }) => name.slice(0, name.indexOf(":"))));
  const rows = ["evidence_ranks", "confidence"].flatMap(id => PACK.tables.get(id)?.rows ?? expect.unreachable());
  expect(rows.map(({ id }) => id).filter(id => !spoken.has(id))).toEqual([]);
});

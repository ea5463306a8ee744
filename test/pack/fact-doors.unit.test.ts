import { existsSync } from "node:fs";
import { join } from "node:path";
import { nativeCustomer, nativeOrder, nativeSeller, nativeSku } from "@amends/contract/import/native-record";
import type { RouteDescription } from "@amends/contract/route";
import { ROUTES } from "@amends/contract/routes";
import { CONTEXT_FIELDS } from "@amends/domain/evaluation/check-stages";
import { isReference, REFERENCE, walk } from "@amends/domain/policy/expression";
import type { CompiledPack } from "@amends/domain/policy/pack";
import { isMetadata } from "@amends/domain/policy/table";
import { expect, test } from "vitest";
import * as z from "zod";
import { compiledPack, layersOf, packFolders, ROOT } from "../policy/read-pack.ts";
import { type Door, FACT_DOORS } from "./fact-doors.ts";
import { fieldsOf } from "./sent-fields.ts";

const PACKS = packFolders("policies").map(folder => compiledPack(...layersOf(folder)));

/** What the tables of a pack ask for: the field of each column, and each field that a cell names. */
const factsAskedBy = ({ tables }: CompiledPack): readonly string[] =>
  [...tables.values()].flatMap(({ table, rows }) => [
    ...table.inputs.map(({ field }) => field),
    ...rows
      .flatMap(row => [...row.conditions.flatMap(cell => cell ?? []), ...row.results.map(({ expression }) => expression)])
      .flatMap(walk)
      .flatMap(part => (part.kind === "path" && !isReference(part) && part.segments[0] !== REFERENCE ? [part.segments.join(".")] : [])),
  ]);
const ASKED = [...new Set(PACKS.flatMap(factsAskedBy))];

const doorsOf = (fact: string): readonly Door[] => {
  const names = fact.split(".").map((_, place, parts) => parts.slice(0, parts.length - place).join("."));
  return names.map(name => FACT_DOORS[name]).find(doors => doors !== undefined) ?? [];
};

const RECORDS = { order: nativeOrder, seller: nativeSeller, customer: nativeCustomer, sku: nativeSku };
const SENT = new Set([
  ...Object.entries(RECORDS).flatMap(([kind, schema]) => fieldsOf(schema, kind)),
  ...Object.values<RouteDescription>(ROUTES).flatMap(({ method, path, body, query }) =>
    [body, query].flatMap(form => (form instanceof z.ZodType ? fieldsOf(form, `${method} ${path} `) : [])),
  ),
]);
const SAID = new Set(
  PACKS.flatMap(({ tables }) =>
    [...tables.values()].flatMap(({ id, table }) =>
      table.outputs.filter(output => !isMetadata(output)).map(({ field }) => `${id}/${field}`),
    ),
  ),
);

const isThere = (door: Door): boolean =>
  "sent" in door ? SENT.has(door.sent) : "said" in door ? SAID.has(door.said) : existsSync(join(ROOT, door.kept));

test("every fact a rule reads has a door by which it comes in", () => {
  expect(ASKED.length).toBeGreaterThan(120);
  expect([...new Set([...ASKED, ...CONTEXT_FIELDS])].filter(fact => doorsOf(fact).length === 0)).toEqual([]);
});

test.each(Object.entries(FACT_DOORS))("%s comes in where it is said to", (_fact, doors) => {
  expect(doors.filter(door => !isThere(door))).toEqual([]);
});

test("no door stands for a fact that nobody asks for", () => {
  const known = [...ASKED, ...CONTEXT_FIELDS];
  const isAsked = (name: string): boolean => known.some(fact => fact === name || fact.startsWith(`${name}.`));
  expect(Object.keys(FACT_DOORS).filter(name => !isAsked(name))).toEqual([]);
});

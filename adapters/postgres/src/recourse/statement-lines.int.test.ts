import { scopeOf } from "@amends/flows/scope";
import type pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type CaseWorld, createCaseWorld } from "../../../../test/harness/a-case.ts";
import { createMerchantStore } from "./merchant-store.ts";

let world: CaseWorld;
beforeAll(async () => {
  world = await createCaseWorld();
});
afterAll(() => world.close());

/** How events are looked at, whatever the values are: the commands' connections plan once, and may do so before anything was counted. */
const walksOfEvents = (node: unknown): readonly unknown[] => {
  if (typeof node !== "object" || node === null) return [];
  const { "Relation Name": table, "Index Name": index, "Node Type": kind } = node as Readonly<Record<string, unknown>>;
  return [...(table === "case_events" ? [index ?? kind] : []), ...Object.values(node).flatMap(walksOfEvents)];
};

test("the event that names the rule of a statement's line is looked up by its key", async () => {
  const order = await world.orderOf("20261101-000002");
  const { sellerId } = (await world.file(order)).state;
  const walks: unknown[] = [];
  const explaining = {
    query: async ({ name, text, values }: { readonly name: string; readonly text: string; readonly values: readonly unknown[] }) => {
      if (name !== "merchant_statement") return world.pool.query(text, [...values]);
      const { rows } = await world.pool.query(`explain (generic_plan, format json) ${text}`);
      walks.push(...walksOfEvents(rows[0]["QUERY PLAN"]));
      return { rows: [] };
    },
  } as unknown as pg.Pool;
  await createMerchantStore(explaining).statement(scopeOf(world.sellerOf(order)), sellerId, { after: null, most: 50 });
  expect(walks).toEqual(["case_events_pkey"]);
});

import { type EffectId, makeId, makeOrdinalId, type OperationId, type Shard } from "@amends/domain/kernel/ids";
import { instant } from "@amends/domain/kernel/time";
import { describe, expect, test } from "vitest";
import { lineOf, orderOf } from "../contract/orders.ts";
import { STARTED_AT } from "../contract/requests.ts";
import { memoryJournal } from "../sandbox/journal.ts";
import { createSandboxOrderSystem } from "./sandbox-order-system.ts";

const cup = {
  skuId: "cup-blue",
  productId: "cup",
  name: "Blue cup",
  category: "home",
  goods: "physical",
  options: {},
  unitPriceMinor: 6000n,
} as const;

describe("the order system's articles", () => {
  test("of two shops with an article of one name, each sells its own", async () => {
    const orders = createSandboxOrderSystem({ clock: () => instant(STARTED_AT) });
    const order = orderOf(1, { lines: [lineOf(1)] });
    const elsewhere: OperationId = makeId("operation", STARTED_AT, 0 as Shard, [9]);
    await orders.listItem(order.operationId, cup);
    await orders.listItem(elsewhere, { ...cup, unitPriceMinor: 1n });
    const key: EffectId = makeOrdinalId("effect", makeId("case", STARTED_AT, 0 as Shard, []), 1);
    const { source, externalOrderNo } = order;
    const lines = [{ lineNo: 1, quantity: 2, skuId: cup.skuId, unitPriceMinor: cup.unitPriceMinor }];
    const change = { kind: "replace_items", lines, differencePaidBy: null } as const;
    expect(await orders.amend({ key, source, externalOrderNo, change, order })).toMatchObject({
      kind: "done",
      order: { lines: [{ skuId: "cup-blue", paidMinor: 12_000n }] },
    });
  });

  test("an article that stands as it stood is not written down again", async () => {
    const written: object[] = [];
    const journal = { ...memoryJournal(), append: async (entry: object) => void written.push(entry) };
    const orders = createSandboxOrderSystem({ clock: () => instant(STARTED_AT), journal });
    const { operationId } = orderOf(1);
    for (const unitPriceMinor of [6000n, 6000n, 5000n]) await orders.listItem(operationId, { ...cup, unitPriceMinor });
    expect(written).toHaveLength(2);
  });
});

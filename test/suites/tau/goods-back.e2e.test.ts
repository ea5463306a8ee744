import { existsSync } from "node:fs";
import { join } from "node:path";
import { addMs, DAY_MS } from "@amends/domain/kernel/time";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { INSTALLATION_KEY, packFilesOf, startWholeServer, type WholeServer } from "../../harness/whole-server.ts";
import { findOrder, seeOrder, seeUser } from "./observe.ts";
import { perform } from "./perform.ts";
import { openShop, type Shop, sendRecords } from "./shop.ts";
import { readTasks, type Task, type Tool } from "./task.ts";
import { type Copy, copiedRecords, copyFor, readWorld, type World } from "./world.ts";

const DATA = join(import.meta.dirname, "../../../../shared/data/tau-retail");
const CASES = 3;

type Asked = Extract<Tool, { readonly name: "return_delivered_order_items" | "exchange_delivered_order_items" }>;

describe.skipIf(!existsSync(DATA))("after the goods have come back (skipped without ../shared/data)", () => {
  let whole: WholeServer;
  let world: World;
  let shop: Shop;
  let tasks: readonly Task[];
  beforeAll(async () => {
    whole = await startWholeServer(packFilesOf("base", "tau-retail"));
    world = await readWorld(DATA, addMs(whole.now(), -3 * DAY_MS));
    shop = await openShop(whole.base, INSTALLATION_KEY);
    tasks = readTasks(join(DATA, "expected/tau2-base.jsonl"));
    await sendRecords(shop, world.shared);
  });
  afterAll(() => whole?.close());

  const asked = (name: Asked["name"]): readonly (readonly [Task, Asked])[] =>
    tasks
      .flatMap(task => task.writes.flatMap(write => (write.ok && write.name === name ? [[task, write] as const] : [])))
      .slice(0, CASES) as (readonly [Task, Asked])[];

  test("a return is paid back whole, to where the buyer wanted it", async () => {
    for (const [task, tool] of asked("return_delivered_order_items")) {
      const { copy, paidBefore } = await filed(task, tool);
      await goodsIn(copy, tool);
      const { moved, items } = await seeOrder({ shop, copy }, tool.args.order_id);
      const cents = tool.args.item_ids.reduce((sum, itemId) => sum + (items.find(item => item.itemId === itemId)?.cents ?? 0), 0);
      expect(paidBefore).toEqual([]);
      expect(moved).toEqual([{ type: "refund", cents, methodId: tool.args.payment_method_id }]);
      expect(await balanceRise(copy, tool)).toBe(tool.args.payment_method_id.startsWith("gift_card") ? cents : 0);
    }
  });

  test("an exchange takes or gives back its difference, and the new goods arrive", async () => {
    for (const [task, tool] of asked("exchange_delivered_order_items")) {
      const { copy, paidBefore } = await filed(task, tool);
      await goodsIn(copy, tool);
      const { moved, exchanged } = await seeOrder({ shop, copy }, tool.args.order_id);
      const cents = exchanged?.differenceCents ?? Number.NaN;
      expect(paidBefore).toEqual([]);
      expect(moved).toEqual([{ type: cents > 0 ? "payment" : "refund", cents: Math.abs(cents), methodId: tool.args.payment_method_id }]);
    }
  });

  test("the page of an order offers what its rules allow, and says why not otherwise", async () => {
    const [found] = asked("return_delivered_order_items");
    const [task, tool] = found ?? expect.fail("the tasks hold a return");
    const copy = copyFor(world, shop.run, { ...task, id: `${task.id}-offers` });
    await sendRecords(shop, copiedRecords(world, copy));
    const offered = async () => {
      const params = { orderId: await findOrder({ shop, copy }, tool.args.order_id) };
      const { body } = await shop.host.showServiceOptions({ params });
      return Object.fromEntries((body.lines[0]?.options ?? []).map(option => [option.type, option.kind]));
    };
    expect(await offered()).toEqual({ refund_only: "closed", amend_order: "closed", return_refund: "open", exchange: "open" });
    await perform({ shop, world, copy }, tool);
    expect(await offered()).toEqual({ refund_only: "closed", amend_order: "closed", return_refund: "closed", exchange: "closed" });
  });

  const filed = async (task: Task, tool: Asked) => {
    const copy = copyFor(world, shop.run, { ...task, id: `${task.id}-${tool.name}` });
    await sendRecords(shop, copiedRecords(world, copy));
    expect(await perform({ shop, world, copy }, tool)).toEqual({ kind: "accepted" });
    return { copy, paidBefore: (await seeOrder({ shop, copy }, tool.args.order_id)).moved };
  };

  const balanceRise = async (copy: Copy, tool: Asked): Promise<number> => {
    const owner = world.orders[tool.args.order_id]?.user_id ?? "";
    const before = world.users[owner]?.payment_methods[tool.args.payment_method_id]?.balance ?? 0;
    const { balances } = await seeUser({ shop, copy }, owner);
    return (balances[tool.args.payment_method_id] ?? 0) - Math.round(before * 100);
  };

  const goodsIn = async (copy: Copy, tool: Asked): Promise<void> => {
    const orderId = await findOrder({ shop, copy }, tool.args.order_id);
    const { body: order } = await shop.host.showOrder({ params: { orderId } });
    const caseId = order.cases[0]?.caseId ?? expect.fail("a case was opened");
    const shown = async () => (await shop.host.showCase({ params: { caseId } })).body;
    const { lines, version } = await shown();
    const params = { caseId };
    await shop.host.handOverReturn({ params, ifMatch: version, body: { carrier: "carrier", trackingNo: copy.called("back") } });
    const received = lines.map(({ lineNo, quantity }) => ({ lineNo, quantity }));
    await shop.host.receiveReturn({ params, ifMatch: (await shown()).version, body: { lines: received } });
    const inspected = lines.map(({ lineNo, quantity }) => ({ lineNo, grade: "a" as const, good: quantity }));
    await shop.host.inspectReturn({ params, ifMatch: (await shown()).version, body: { lines: inspected } });
    if (tool.name === "exchange_delivered_order_items") {
      await expect.poll(async () => (await shown()).replacementParcel, { timeout: 20_000 }).not.toBeNull();
      const { replacementParcel, version: sent } = await shown();
      const scan = { trackingNo: replacementParcel?.trackingNo ?? "", code: "signed" as const, trackedAt: whole.now() };
      await shop.host.reportTracking({ params, ifMatch: sent, body: scan });
    }
    await expect.poll(async () => (await shown()).phase, { timeout: 20_000 }).toBe("resolved");
  };
});

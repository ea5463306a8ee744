import { existsSync } from "node:fs";
import { join } from "node:path";
import { addMs, DAY_MS } from "@amends/domain/kernel/time";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { INSTALLATION_KEY, packFilesOf, startWholeServer, type WholeServer } from "../../harness/whole-server.ts";
import { playFile } from "./run-suite.ts";
import { type Negative, readNegatives, readTasks, type Task, type Tool } from "./task.ts";
import { readWorld, type World } from "./world.ts";

const DATA = join(import.meta.dirname, "../../../../shared/data/tau-retail");
const expected = (name: string): string => join(DATA, "expected", `${name}.jsonl`);
const isThere = existsSync(DATA);

/** Every sixth of the large set; `npm run suite:tau` plays all of it. */
const SAMPLE = 6;

describe.skipIf(!isThere)("a shop of another country, by its own pack of data and the public API (skipped without ../shared/data)", () => {
  let whole: WholeServer;
  let world: World;
  beforeAll(async () => {
    whole = await startWholeServer(packFilesOf("base", "tau-retail"));
    world = await readWorld(DATA, addMs(whole.now(), -3 * DAY_MS));
  });
  afterAll(() => whole?.close());

  const failuresOf = async (entries: readonly (Task | Negative)[]): Promise<readonly string[]> => {
    const played = await playFile({ baseUrl: whole.base, installationKey: INSTALLATION_KEY }, world, entries);
    expect(played).toHaveLength(entries.length);
    return played.flatMap(({ id, failures }) => failures.map(failure => `${id}: ${failure}`));
  };

  test("every action of twenty conversations is answered as its shop answers it, and leaves the shop as it should", async () => {
    expect(await failuresOf(readTasks(expected("tau1-dev")))).toEqual([]);
  });

  test("a sample of the larger set likewise", async () => {
    expect(await failuresOf(readTasks(expected("tau2-base")).filter((_, index) => index % SAMPLE === 0))).toEqual([]);
  });

  test("where its tools go wrong, neither the order nor the money they moved for it is held against us", async () => {
    const [orderNo, order] =
      Object.entries(world.orders).find(([, { status, user_id }]) => status === "pending" && giftCardOf(user_id)) ?? [];
    const [item] = order?.items ?? [];
    const card = giftCardOf(order?.user_id ?? "");
    if (orderNo === undefined || order === undefined || item === undefined || card === undefined)
      throw new Error("the world holds an order that waits and a gift card");
    const again: Tool = {
      name: "modify_pending_order_items",
      args: { order_id: orderNo, item_ids: [item.item_id], new_item_ids: [item.item_id], payment_method_id: card.id },
    };
    const user = world.users[order.user_id] ?? expect.fail("an order has its user");
    const moved: Task = {
      kind: "task",
      id: "moved",
      userIds: [order.user_id],
      writes: [{ ...again, ok: true }],
      changed: {
        orders: { [orderNo]: { ...order, payment_history: [...order.payment_history, refundTo(card.id)] } },
        users: { [order.user_id]: { ...user, payment_methods: { ...user.payment_methods, [card.id]: { ...card, balance: 1 } } } },
      },
      tau2Disagrees: false,
    };
    const cancel = (reason: string): Tool => ({ name: "cancel_pending_order", args: { order_id: orderNo, reason } });
    const after: Negative = {
      kind: "negative",
      id: "after",
      category: "after",
      setup: [again],
      forbidden: cancel("no longer needed"),
      tau2Accepts: false,
    };
    const odd: Negative = { ...after, id: "odd", setup: [], forbidden: cancel("") };
    const played = await playFile({ baseUrl: whole.base, installationKey: INSTALLATION_KEY }, world, [moved, after, odd]);
    expect(played).toEqual([
      { id: "moved", failures: [], faults: ["same_variant"] },
      { id: "after", failures: [], faults: ["same_variant"] },
      { id: "odd", failures: [], faults: [] },
    ]);
  });

  const giftCardOf = (userId: string) =>
    Object.values(world.users[userId]?.payment_methods ?? {}).find(({ balance }) => balance !== undefined);
  const refundTo = (payment_method_id: string) => ({ transaction_type: "refund", amount: 0, payment_method_id });

  test("what the shop forbids is refused, and nothing has changed", async () => {
    expect(await failuresOf(readNegatives(expected("negative")))).toEqual([]);
  });
});

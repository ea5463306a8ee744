import type { OperationId } from "@amends/domain/kernel/ids";
import { httpBankBooks } from "@amends/gateways/sandbox-bank/http-bank";
import { httpOrderSystemBooks } from "@amends/gateways/sandbox-order-system/http-order-system";
import { createPolicy } from "@amends/server/policy/running-policy";
import type pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { faultsOfEveryCase } from "../harness/every-case.ts";
import { adminPool, openShop, patiently, quiet, type RunningShop } from "../harness/running-shop.ts";
import { type Servers, startServers } from "../harness/two-servers.ts";
import { type Answered, type Caller, packFilesOf } from "../harness/whole-server.ts";

const CALLERS = 64;

let servers: Servers;
let pool: pg.Pool;
let shop: RunningShop;
let callers: readonly Caller[];

const BOUGHT = 10;
const UNSHIPPED = Array.from({ length: CALLERS / 2 }, (_, index) => ({ no: `G${index}`, shipped: false }));
const REFUND_FIRST = Array.from({ length: CALLERS / 2 }, (_, index) => ({
  no: `Q${index}`,
  customer: "u2",
  lines: [{ sku: "mug-white", quantity: 2, priceMinor: 9900 }],
  promises: [{ kind: "refund_before_return", by: "platform" }],
}));

beforeAll(async () => {
  servers = await startServers(2);
  const [first, second] = servers.all;
  if (first === undefined || second === undefined) throw new Error("two servers were started");
  pool = adminPool(servers);
  const lines = [{ sku: "mug-white", quantity: BOUGHT, priceMinor: 5900 }];
  shop = await openShop(first, pool, {
    orders: [{ no: "L1", lines }, { no: "L2", lines }, { no: "H1", shipped: false, customer: "u2" }, ...UNSHIPPED, ...REFUND_FIRST],
  });
  callers = [shop.host, second.as(shop.secret)];
});

afterAll(async () => {
  await pool?.end();
  await servers?.close();
});

/** As many as there are callers, at once, half of them by each server. */
const together = (ask: (caller: Caller, index: number) => Promise<Answered>): Promise<readonly Answered[]> =>
  Promise.all(Array.from({ length: CALLERS }, (_, index) => ask(callers[index % callers.length] ?? shop.host, index)));

const codesOf = (answers: readonly Answered[]): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const { status, body } of answers) {
    const code = status === 201 ? "filed" : String(body["code"]);
    counts[code] = (counts[code] ?? 0) + 1;
  }
  return counts;
};

const settled = async () => {
  const [first] = servers.all;
  if (first !== undefined) await quiet(first, pool);
  expect(await faultsOfEveryCase(pool, await createPolicy(pool, packFilesOf("base"), first?.now() ?? expect.fail("no server")))).toEqual(
    [],
  );
};

const returnOfOne = { serviceType: "return_refund", reason: "30.01", lines: [{ lineNo: 1, quantity: 1, condition: "unopened" }] };

test("of sixty-four who claim a piece of the same line at once, as many are admitted as pieces were bought, and the others are told how many are left", async () => {
  const answers = await together(caller => patiently(() => shop.file("L1", returnOfOne, caller)));
  expect(codesOf(answers)).toEqual({ filed: BOUGHT, more_than_left: CALLERS - BOUGHT });
  for (const { status, body } of answers) if (status !== 201) expect(body).toMatchObject({ status: 409, params: { leftQuantity: "0" } });
  await settled();
});

test("who only tries once is admitted, told that nothing is left, or told to come again; nothing is half filed", async () => {
  const answers = await together(caller => shop.file("L2", returnOfOne, caller));
  const { filed = 0, more_than_left: none = 0, conflict_retry: again = 0, ...others } = codesOf(answers);
  expect(others).toEqual({});
  expect(filed + none + again).toBe(CALLERS);
  expect(filed).toBeGreaterThan(0);
  expect(filed).toBeLessThanOrEqual(BOUGHT);
  const { rows } = await pool.query("select count(*)::int as n from cases where order_id = $1", [await shop.orderId("L2")]);
  expect(rows[0].n).toBe(filed);
  await settled();
});

const bluePaidByCard = (methodRef: string) => ({
  serviceType: "amend_order",
  reason: "10.02",
  amendment: { kind: "items" },
  lines: [{ lineNo: 1, quantity: 1, goodsReceived: false, replacementSkuId: "mug-blue" }],
  differenceBy: { methodRef },
});

/** The host's order system sells the blue mug from now on. */
const sellBlue = () =>
  httpOrderSystemBooks(servers.sandbox.url).listItem(shop.operationId as OperationId, {
    skuId: "mug-blue",
    productId: "mug",
    name: "马克杯",
    category: "home.cup",
    goods: "physical",
    options: { color: "蓝" },
    unitPriceMinor: 6900n,
  });

test("what a gift card paid for a change that the host refuses is on the card again", async () => {
  const bank = httpBankBooks(servers.sandbox.url);
  await bank.openAccount({ methodRef: "gift-u2", kind: "gift_card", balanceMinor: 5000n });
  await shop.opened("H1", bluePaidByCard("gift-u2"));
  await settled();
  const { rows } = await pool.query("select phase from cases where service_type = 'amend_order'");
  expect(rows).toEqual([{ phase: "closed" }]);
  const kept = await pool.query("select balance_minor::int as left from customer_methods where method_ref = 'gift-u2'");
  expect(kept.rows[0].left).toBe(5000);
  expect(await bank.balanceOf("gift-u2")).toBe(5000n);
});

test("one gift card cannot pay for more changes than stand on it, whichever orders and servers they come to", async () => {
  const balance = 5000;
  const difference = 1000;
  await httpBankBooks(servers.sandbox.url).openAccount({ methodRef: "gift-u1", kind: "gift_card", balanceMinor: BigInt(balance) });
  await sellBlue();
  const answers = await together((caller, index) =>
    patiently(() => shop.file(`G${index % UNSHIPPED.length}`, bluePaidByCard("gift-u1"), caller)),
  );
  const { filed = 0, not_eligible: refused = 0, ...others } = codesOf(answers);
  expect(others).toEqual({});
  expect({ filed, refused }).toEqual({ filed: balance / difference, refused: CALLERS - balance / difference });
  await settled();
  const { rows } = await pool.query("select balance_minor::int as left from customer_methods where method_ref = 'gift-u1'");
  expect(rows[0].left).toBe(0);
  expect(await httpBankBooks(servers.sandbox.url).balanceOf("gift-u1")).toBe(0n);
});

test("what is paid to one buyer before the goods come back stays within their quota; the others wait for the goods", async () => {
  const quota = 50_000;
  const answers = await together((caller, index) => patiently(() => shop.file(`Q${index % REFUND_FIRST.length}`, returnOfOne, caller)));
  expect(codesOf(answers)).toEqual({ filed: CALLERS });
  const { rows } = await pool.query(`
    select state->>'instantRefund' as ahead, count(*)::int as n from cases
    where order_id in (select order_id from orders where external_order_no like 'Q%') group by 1 order by 1`);
  const ahead = Math.floor(quota / 9900);
  expect(rows).toEqual([
    { ahead: "before_return", n: ahead },
    { ahead: "none", n: CALLERS - ahead },
  ]);
  await settled();
});

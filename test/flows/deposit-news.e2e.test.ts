import { DAY_MS } from "@amends/domain/kernel/time";
import type pg from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { ADMIN, adminPool, openShop, quiet, type RunningShop, signedIn, WITHOUT_LIMITS } from "../harness/running-shop.ts";
import { type Caller, packFilesOf, startWholeServer, type WholeServer } from "../harness/whole-server.ts";

let whole: WholeServer;
let pool: pg.Pool;
let shop: RunningShop;
let admin: Caller;
let seller: Caller;
let deposit: string;

beforeAll(async () => {
  whole = await startWholeServer(packFilesOf("base"), { config: WITHOUT_LIMITS });
  pool = adminPool(whole);
  shop = await openShop(whole, pool, { kind: "marketplace", orders: [{ no: "A1", shipped: false }] });
  admin = await signedIn(whole, shop, ADMIN.email);
  const { rows } = await pool.query("select seller_id from sellers where external_id = 's1'");
  const sellerId = rows[0].seller_id;
  deposit = `/v1/merchants/${sellerId}/deposit`;
  await admin("POST", "/v1/accounts", { role: "seller", sellerId, email: "shop@shop.example", name: "小店", password: ADMIN.password });
  seller = await signedIn(whole, shop, "shop@shop.example");
});
afterAll(async () => {
  await pool?.end();
  await whole?.close();
});

const CNY = (amount: number) => ({ amount, currency: "CNY" });
type Told = { readonly template: string; readonly body: string; readonly caseId: string | null };
/** What this seller was told of its deposit, the newest first. */
const told = async (who: Caller = seller): Promise<readonly Told[]> => {
  const { body } = await who("GET", "/v1/notices");
  return (body["items"] as unknown as readonly Told[]).filter(({ template }) => template.startsWith("notice.deposit"));
};
const toldAtLast = async (...templates: readonly string[]): Promise<readonly Told[]> => {
  const expected = templates.map(template => `notice.deposit_${template}`);
  await vi.waitFor(async () => expect((await told()).map(({ template }) => template)).toEqual(expected), { interval: 20, timeout: 20_000 });
  return told();
};

test("a seller is told by message and mail to top up, when the day has passed, when its account is restricted, and when that ends", async () => {
  await admin("POST", `${deposit}/top-ups`, { reference: "in-1", amount: CNY(12_000) });
  await admin("PUT", deposit, { notice: CNY(15_000), floor: CNY(5000), isFrozen: false });
  const [first] = await toldAtLast("below_notice");
  expect(first).toMatchObject({ caseId: null, body: "请在 11月28日 12:40 前补足保证金 ¥30.00。逾期或低于下限会影响您的权限。" });
  expect(await told(admin)).toEqual([]);

  whole.pass(7 * DAY_MS);
  seller = await signedIn(whole, shop, "shop@shop.example");
  await toldAtLast("overdue", "below_notice");

  await shop.opened("A1", {
    ...{ serviceType: "refund_only", refundOnlyKind: "pre_ship", reason: "10.01", lines: [{ lineNo: 1, quantity: 2 }] },
  });
  await quiet(whole, pool);
  const [low] = await toldAtLast("below_floor", "overdue", "below_notice");
  expect(low?.body).toContain("¥48.00");

  admin = await signedIn(whole, shop, ADMIN.email);
  await admin("POST", `${deposit}/top-ups`, { reference: "in-2", amount: CNY(20_000) });
  await toldAtLast("restored", "below_floor", "overdue", "below_notice");
  await vi.waitFor(
    async () => {
      const { rows } = await pool.query(
        "select status from desk_notice_sends s join desk_notices d using (operation_id, notice_id) where d.case_id is null",
      );
      expect(rows.map(({ status }) => status)).toEqual(["sent", "sent", "sent", "sent"]);
    },
    { interval: 20, timeout: 20_000 },
  );
});

import type pg from "pg";
import { expect } from "vitest";
import { ADMIN, adminPool, asking, hostTokens, openShop, type RunningShop, signedIn, WITHOUT_LIMITS } from "../harness/running-shop.ts";
import { type Answered, type Caller, packFilesOf, startWholeServer, type WholeServer } from "../harness/whole-server.ts";

export type Role =
  | "buyer"
  | "otherBuyer"
  | "seller"
  | "otherSeller"
  | "agent"
  | "supervisor"
  | "finance"
  | "warehouse"
  | "admin"
  | "host"
  | "otherAdmin";
type Callers = Readonly<Record<Role, Caller>>;

/** Two buyers, each with a case at one seller; a second seller with nothing; a second operation with the same order numbers. */
export type ReadShop = {
  readonly whole: WholeServer;
  readonly pool: pg.Pool;
  readonly shop: RunningShop;
  readonly as: Callers;
  /** Of the first order, by the first buyer, with a note of each kind. */
  readonly caseId: string;
  readonly orderId: string;
  readonly otherCaseId: string;
  readonly close: () => Promise<void>;
};

export const openReadShop = async (): Promise<ReadShop> => {
  const whole = await startWholeServer(packFilesOf("base"), { config: WITHOUT_LIMITS });
  const pool = adminPool(whole);
  const shop = await openShop(whole, pool, { orders: [{ no: "A1" }, { no: "A2", customer: "u2" }, { no: "A3" }] });
  const other = await openShop(whole, pool, { code: "elsewhere", orders: [{ no: "A1" }] });
  const seller = { kind: "seller", source: "host", sourceVersion: 1, externalId: "s2", name: "别家" };
  const sent = await shop.host("POST", "/v1/orders:import", `${JSON.stringify(seller)}\n`);
  expect(sent.body["refused"], sent.text).toBe(0);
  const as = await callers(whole, pool, shop, other);
  const { caseId } = await shop.opened("A1", { ...RETURN, statement: "杯口有点歪，但没用过" }, as.buyer);
  const { caseId: otherCaseId } = await shop.opened("A2", RETURN, as.otherBuyer);
  for (const [text, visibleTo] of [
    ["买家常来", "staff"],
    ["请保留好包装", "everyone"],
  ]) {
    expect((await shop.command(caseId, "notes", { text, visibleTo }, as.agent)).status).toBe(200);
  }
  const close = async (): Promise<void> => {
    await pool.end();
    await whole.close();
  };
  return { whole, pool, shop, as, caseId, otherCaseId, orderId: await shop.orderId("A1"), close };
};

const RETURN = { serviceType: "return_refund", reason: "30.01", lines: [{ lineNo: 1, quantity: 1, condition: "unopened" }] };

const callers = async (whole: WholeServer, pool: pg.Pool, shop: RunningShop, other: RunningShop): Promise<Callers> => {
  const admin = await signedIn(whole, shop, ADMIN.email);
  const staff = async (role: string, more: object = {}): Promise<Caller> => {
    const email = `${role}-${Object.values(more).join("").slice(-4)}@shop.example`;
    const made = await admin("POST", "/v1/accounts", { role, email, name: "某人", password: ADMIN.password, ...more });
    expect(made.status, made.text).toBe(201);
    return signedIn(whole, shop, email);
  };
  const sellerId = async (externalId: string): Promise<string> =>
    (await pool.query("select seller_id from sellers where operation_id = $1 and external_id = $2", [shop.operationId, externalId])).rows[0]
      .seller_id;
  const buyerAs = await hostTokens(whole, admin);
  return {
    admin,
    buyer: asking(whole, buyerAs("u1")),
    otherBuyer: asking(whole, buyerAs("u2")),
    seller: await staff("seller", { sellerId: await sellerId("s1") }),
    otherSeller: await staff("seller", { sellerId: await sellerId("s2") }),
    agent: await staff("agent"),
    supervisor: await staff("supervisor"),
    finance: await staff("finance"),
    warehouse: await staff("warehouse"),
    host: shop.host,
    otherAdmin: await signedIn(whole, other, ADMIN.email),
  };
};

export type Item = Readonly<Record<string, unknown>>;
export const itemsOf = ({ body }: Answered): readonly Item[] => body["items"] as unknown as readonly Item[];
export const listed = (answered: Answered, key: string): readonly unknown[] => {
  expect(answered.status, answered.text).toBe(200);
  return itemsOf(answered).map(item => item[key]);
};

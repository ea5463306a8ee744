import { DAY_MS } from "@amends/domain/kernel/time";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { adminPool, openShop, quiet, type RunningShop, type Summary, WITHOUT_LIMITS } from "../harness/running-shop.ts";
import { packFilesOf, startWholeServer, type WholeServer } from "../harness/whole-server.ts";

let whole: WholeServer;
let pool: pg.Pool;
let shop: RunningShop;

const promised = (kind: string) => ({ promises: [{ kind, by: "seller" }] });
const cny = (amount: number) => ({ amount, currency: "CNY" });
const line = (more: object = {}) => ({ lines: [{ lineNo: 1, quantity: 1, goodsReceived: true, condition: "used", ...more }] });
const PHOTO = { evidence: [{ kind: "photo" }] };

beforeAll(async () => {
  whole = await startWholeServer(packFilesOf("base"), { config: WITHOUT_LIMITS });
  pool = adminPool(whole);
  shop = await openShop(whole, pool, {
    orders: [
      { no: "LOAN", ...promised("loan_unit") },
      { no: "NEW", ...promised("thirty_day_renewal") },
      { no: "FAULT", ...promised("fifteen_day_exchange") },
      { no: "UNSAFE" },
      { no: "DOOR", signed: false },
    ],
  });
});

afterAll(async () => {
  await pool?.end();
  await whole?.close();
});

const say = async ({ caseId }: Summary, name: string, body: object): Promise<void> => {
  const answered = await shop.command(caseId, name, body);
  expect(answered.status, `${name}: ${answered.text}`).toBe(200);
  await quiet(whole, pool);
};
const shown = async ({ caseId }: Summary): Promise<Record<string, unknown>> => (await shop.host("GET", `/v1/cases/${caseId}`)).body;
const steps = async (filed: Summary) =>
  (await shown(filed))["steps"] as { readonly key: string; readonly type: string; readonly status: string }[];
const active = async (filed: Summary): Promise<readonly string[]> =>
  (await steps(filed)).filter(({ status }) => status === "active").map(({ type }) => type);
const opened = async (no: string, body: object): Promise<Summary> => {
  const filed = await shop.opened(no, body);
  await quiet(whole, pool);
  if ((await active(filed)).includes("review")) await say(filed, "approve", {});
  return filed;
};
const signed = async (filed: Summary): Promise<void> => {
  const { trackingNo } = (await shown(filed))["replacementParcel"] as { readonly trackingNo: string };
  await say(filed, "tracking", { trackingNo, code: "signed", trackedAt: new Date(whole.now()).toISOString() });
};
const pickedUp = async (filed: Summary): Promise<void> => {
  const { trackingNo } = (await shown(filed))["returnParcel"] as { readonly trackingNo: string };
  await say(filed, "tracking", { trackingNo, code: "picked_up", trackedAt: new Date(whole.now()).toISOString() });
};
const GOOD = { lines: [{ lineNo: 1, grade: "a", good: 1 }] };

describe("to its end over HTTP:", () => {
  test("a repair with a unit lent meanwhile is over when the unit is back", async () => {
    const filed = await opened("LOAN", { serviceType: "repair", reason: "40.02", ...line(), ...PHOTO });
    expect(await active(filed)).toEqual(["lend"]);
    const free = await shop.command(filed.caseId, "lend", { unitRef: "LOAN-7", worth: cny(0) });
    expect([free.status, free.body["code"]]).toEqual([422, "quote_not_positive"]);
    await say(filed, "lend", { unitRef: "LOAN-7", worth: cny(80_000) });
    expect(await shown(filed)).toMatchObject({ repair: { loan: { unitRef: "LOAN-7", worth: cny(80_000) } } });
    await say(filed, "hand-over", { carrier: "SF", trackingNo: "SF700001" });
    await say(filed, "receive", { lines: [{ lineNo: 1, quantity: 1 }] });
    await say(filed, "repair", { result: "repaired", parts: [] });
    await say(filed, "send-back", { carrier: "SF", trackingNo: "SF700002" });
    await signed(filed);
    expect(await active(filed)).toEqual(["recover"]);
    await say(filed, "hand-over", { carrier: "SF", trackingNo: "SF700003" });
    expect(await shown(filed)).toMatchObject({ phase: "resolved", repair: { loan: null }, collect: null });
  });

  test("a free renewal sends the new one first and asks twice for the old one", async () => {
    const filed = await opened("NEW", { serviceType: "exchange", reason: "40.02", ...line(), ...PHOTO });
    expect((await steps(filed)).map(({ key }) => key)).toContain("reship");
    await signed(filed);
    expect(await active(filed)).toEqual(["pickup"]);
    whole.pass(8 * DAY_MS);
    await quiet(whole, pool);
    expect(await active(filed)).toEqual(["drop_off"]);
    whole.pass(8 * DAY_MS);
    await quiet(whole, pool);
    expect(await active(filed)).toEqual(["recover"]);
    expect(await shown(filed)).toMatchObject({ phase: "waiting_for_buyer" });
    await say(filed, "hand-over", { carrier: "SF", trackingNo: "SF700004" });
    await say(filed, "receive", { lines: [{ lineNo: 1, quantity: 1 }] });
    await say(filed, "inspect", GOOD);
    expect(await shown(filed)).toMatchObject({ phase: "resolved", refunded: cny(0) });
  });

  test("an exchange for a fault is collected at the door, looked at and sent anew", async () => {
    const filed = await opened("FAULT", { serviceType: "exchange", reason: "40.01", ...line(), ...PHOTO });
    expect(await active(filed)).toEqual(["pickup"]);
    await pickedUp(filed);
    await say(filed, "receive", { lines: [{ lineNo: 1, quantity: 1 }] });
    await say(filed, "inspect", GOOD);
    await signed(filed);
    expect(await shown(filed)).toMatchObject({ phase: "resolved" });
  });

  test("an unsafe article is not sent: destroyed and shown, it is paid for", async () => {
    const filed = await opened("UNSAFE", {
      serviceType: "refund_only",
      refundOnlyKind: "unreturnable",
      reason: "40.11",
      ...line(),
      ...PHOTO,
    });
    if ((await active(filed)).includes("collect_evidence")) await say(filed, "evidence", { items: [{ kind: "photo" }] });
    if ((await active(filed)).includes("review")) await say(filed, "approve", {});
    expect(await active(filed)).toEqual(["dispose"]);
    await say(filed, "evidence", { items: [{ kind: "photo" }] });
    expect(await shown(filed)).toMatchObject({ phase: "resolved", refunded: cny(5900) });
  });

  test("a parcel refused at the door comes back and is paid back", async () => {
    const filed = await opened("DOOR", {
      serviceType: "refuse_delivery",
      reason: "20.07",
      ...line({ goodsReceived: false, condition: "unopened" }),
    });
    await say(filed, "tracking", { trackingNo: "SFDOOR", code: "refused", trackedAt: new Date(whole.now()).toISOString() });
    for (let turn = 0; turn < 4 && (await shown(filed))["phase"] !== "resolved"; turn += 1) {
      const waiting = await active(filed);
      if (waiting.includes("receive")) await say(filed, "receive", { lines: [{ lineNo: 1, quantity: 1 }] });
      else if (waiting.includes("inspect")) await say(filed, "inspect", GOOD);
      else if (waiting.includes("drop_off")) await say(filed, "hand-over", { carrier: "SF", trackingNo: "SFBACK9" });
    }
    expect(await shown(filed)).toMatchObject({ phase: "resolved", refunded: cny(5900) });
  });
});

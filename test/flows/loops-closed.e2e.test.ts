import { DAY_MS, HOUR_MS } from "@amends/domain/kernel/time";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { partnersAnswered } from "../harness/partners-answered.ts";
import {
  ADMIN,
  adminPool,
  asking,
  hostTokens,
  openShop,
  quiet,
  type RunningShop,
  type Summary,
  signedIn,
  WITHOUT_LIMITS,
} from "../harness/running-shop.ts";
import { type Caller, packFilesOf, startWholeServer, type WholeServer } from "../harness/whole-server.ts";

let whole: WholeServer;
let pool: pg.Pool;
let shop: RunningShop;
let buyer: Caller;
let desk: Caller;

const cny = (amount: number) => ({ amount, currency: "CNY" });
const EARLY = { promises: [{ kind: "refund_before_return", by: "platform" }] };
const ONE_MUG = { lines: [{ sku: "mug-white", quantity: 1, priceMinor: 5900 }] };

beforeAll(async () => {
  whole = await startWholeServer(packFilesOf("base"), { config: WITHOUT_LIMITS });
  pool = adminPool(whole);
  shop = await openShop(whole, pool, {
    kind: "marketplace",
    orders: [
      ...["AGAIN", "CAP", "EMPTY", "FEWER", "TWO", "DEARER", "STRAY", "SILENT"].map(no => ({ no })),
      { no: "EARLY1", ...ONE_MUG, ...EARLY },
      { no: "EARLY2", ...ONE_MUG, ...EARLY },
      { no: "MOVING", signed: false },
      { no: "DELIVERED", signed: false },
      { no: "PACKED", signed: false, packed: true },
      { no: "LEFT", signed: false, packed: true },
      { no: "GONE", seller: "s2" },
    ],
  });
  await signInAnew();
});

afterAll(async () => {
  await pool?.end();
  await whole?.close();
});

const signInAnew = async (): Promise<void> => {
  desk = await signedIn(whole, shop, ADMIN.email);
  buyer = asking(whole, (await hostTokens(whole, desk))("u1"));
};
const pass = async (ms: number): Promise<void> => {
  whole.pass(ms);
  await quiet(whole, pool);
  await signInAnew();
};
const say = async ({ caseId }: Summary, name: string, body: object, caller: Caller = shop.host): Promise<void> => {
  const answered = await shop.command(caseId, name, body, caller);
  expect(answered.status, `${name}: ${answered.text}`).toBe(200);
  await partnersAnswered(whole, pool, caseId);
};
const seen = async ({ caseId }: Summary, caller: Caller = buyer): Promise<Record<string, unknown>> =>
  (await caller("GET", `/v1/cases/${caseId}`)).body;
/** Whom the case waits for, as the buyer and the desk both read it; null once it is over. */
const next = async (filed: Summary): Promise<string | null> => {
  const [told, known] = [(await seen(filed)) as Told, (await seen(filed, desk)) as Told];
  expect(told.promise, "buyer and desk are told of the same step").toEqual(known.promise);
  if (known.promise === null) return null;
  expect(known.promise.dueAt, "whoever is waited for has a time").not.toBeNull();
  return `${known.promise.owner} ${known.promise.stepType}`;
};
type Told = { readonly promise: { readonly owner: string; readonly stepType: string; readonly dueAt: string | null } | null };

/** What went to the buyer of this case and came from them, in the bank's own books. */
const moved = async ({ caseId }: Summary): Promise<readonly string[]> => {
  const { rows } = await pool.query<{ readonly effect_id: string }>("select effect_id from effects where case_id = $1", [caseId]);
  const ours = new Set(rows.map(row => row.effect_id));
  const statement = (await whole.composed.sandbox?.bank.statement()) ?? [];
  return statement.filter(({ key }) => ours.has(key)).map(({ kind, amountMinor }) => `${kind} ${amountMinor}`);
};
const RETURN = { serviceType: "return_refund", reason: "30.01", lines: [{ lineNo: 1, quantity: 1, condition: "unopened" }] };
const BOTH = { ...RETURN, lines: [{ lineNo: 1, quantity: 2, condition: "unopened" }] };
const open = async (no: string, body: object, caller: Caller = shop.host): Promise<Summary> => {
  const filed = await shop.opened(no, body, caller);
  await partnersAnswered(whole, pool, filed.caseId);
  return filed;
};
const GOOD = { lines: [{ lineNo: 1, grade: "a", good: 1 }] };
const cameBack = async (filed: Summary, trackingNo: string): Promise<void> => {
  await say(filed, "hand-over", { carrier: "SF", trackingNo });
  await say(filed, "receive", { lines: [{ lineNo: 1, quantity: 1 }] });
  await say(filed, "inspect", GOOD);
};

describe("asked again", () => {
  test("after a refusal, the same once more is refused by the first case's number; contested, the platform hears it, and the first stays on record", async () => {
    const broken = { serviceType: "return_refund", reason: "40.01", lines: [{ lineNo: 1, quantity: 1 }], evidence: [{ kind: "photo" }] };
    const first = await open("AGAIN", broken);
    expect(await next(first)).toBe("seller review");
    await say(first, "reject", { reason: "evidence_contradicts" });
    expect(await seen(first)).toMatchObject({ phase: "rejected", refunded: cny(0) });

    const same = await shop.file("AGAIN", broken);
    const { shortNo } = await seen(first);
    const params = { caseId: first.caseId, shortNo };
    expect([same.status, same.body]).toMatchObject([409, { code: "nothing_new", params, detail: expect.stringContaining(`${shortNo}`) }]);
    expect(same.body["detail"]).not.toContain(first.caseId);
    const contested = await open("AGAIN", { ...broken, contestsRefusal: true });
    expect(await next(contested)).toBe("platform review");
    await say(contested, "approve", {}, desk);
    await cameBack(contested, "SFAGAIN1");
    expect(await seen(contested)).toMatchObject({ phase: "resolved", refunded: cny(5900) });
    expect(await moved(contested)).toEqual(["refund 5900"]);
    const { body } = await buyer("GET", `/v1/orders/${await shop.orderId("AGAIN")}`);
    const listed = (body["cases"] as unknown as { readonly phase: string }[]).map(({ phase }) => phase);
    expect(listed.toSorted()).toEqual(["rejected", "resolved"]);
  });

  test("five times for the same piece is the most a buyer may ask alone; a person at the desk files for them after that", async () => {
    for (let time = 0; time < 5; time += 1) {
      const { caseId } = await shop.opened("CAP", RETURN, buyer);
      expect((await shop.command(caseId, "withdraw", {}, buyer)).status).toBe(200);
    }
    const sixth = await shop.file("CAP", RETURN, buyer);
    expect([sixth.status, sixth.body]).toMatchObject([409, { code: "too_many_requests_for_line", params: { lineNo: "1", most: "5" } }]);
    const helped = await open("CAP", RETURN, desk);
    await cameBack(helped, "SFCAP");
    expect(await seen(helped)).toMatchObject({ phase: "resolved", refunded: cny(5900) });
  });
});

describe("a return parcel", () => {
  test("with something else in it goes back unpaid, and the buyer may send the right one under a new case", async () => {
    const filed = await open("EMPTY", RETURN);
    await say(filed, "hand-over", { carrier: "SF", trackingNo: "SFEMPTY" });
    await say(filed, "receive", { lines: [], wrongGoods: true });
    expect(await next(filed)).toBe("seller return_to_buyer");
    await say(filed, "send-back", { carrier: "SF", trackingNo: "SFEMPTYHOME" });
    expect(await seen(filed)).toMatchObject({ phase: "closed", refunded: cny(0), promise: null });
    const right = await open("EMPTY", RETURN);
    await cameBack(right, "SFRIGHT");
    expect([await moved(filed), await moved(right)]).toEqual([[], ["refund 5900"]]);
  });

  test("with fewer pieces than asked for pays for what came, and the rest may be asked for again", async () => {
    const filed = await open("FEWER", BOTH);
    await say(filed, "hand-over", { carrier: "SF", trackingNo: "SFFEWER" });
    await say(filed, "receive", { lines: [{ lineNo: 1, quantity: 1 }] });
    await say(filed, "inspect", { lines: [{ lineNo: 1, grade: "a", good: 1, missing: 1 }] });
    expect(await seen(filed)).toMatchObject({ phase: "resolved", refunded: cny(5900) });
    const rest = await open("FEWER", RETURN);
    await cameBack(rest, "SFREST");
    expect([await moved(filed), await moved(rest)]).toEqual([["refund 5900"], ["refund 5900"]]);
  });

  test("that came to another address without a word is matched to its case, and is paid for like any other", async () => {
    const filed = await open("STRAY", RETURN);
    expect((await shop.host("POST", "/v1/stray-parcels", { carrier: "YTO", trackingNo: "YT555" })).status).toBe(201);
    expect(await next(filed)).toBe("buyer drop_off");
    const matched = await desk("POST", "/v1/stray-parcels/YT555/match", { caseId: filed.caseId });
    expect(matched.body, matched.text).toMatchObject({ status: "matched", caseId: filed.caseId });
    expect(await next(filed)).toBe("warehouse receive");
    expect(await seen(filed)).toMatchObject({ returnParcel: { carrier: "YTO", trackingNo: "YT555" } });
    await say(filed, "receive", { lines: [{ lineNo: 1, quantity: 1 }] });
    await say(filed, "inspect", GOOD);
    expect([(await seen(filed))["phase"], await moved(filed)]).toEqual(["resolved", ["refund 5900"]]);
  });
});

describe("an order of which a part is in another case", () => {
  test("is claimed piece by piece and never above what is left; what is withdrawn is free again", async () => {
    const [first, second] = [await open("TWO", RETURN), await open("TWO", RETURN)];
    const third = await shop.file("TWO", RETURN, buyer);
    expect([third.status, third.body]).toMatchObject([409, { code: "more_than_left", params: { leftQuantity: "0" } }]);
    await say(first, "withdraw", {}, buyer);
    const again = await open("TWO", RETURN);
    await cameBack(second, "SFTWO2");
    await cameBack(again, "SFTWO3");
    expect([await moved(first), await moved(second), await moved(again)]).toEqual([[], ["refund 5900"], ["refund 5900"]]);
  });
});

describe("a piece of an order of which another is exchanged for something dearer", () => {
  const DEARER = { lineNo: 1, quantity: 1, condition: "unopened", replacementSkuId: "mug-blue" };
  const EXCHANGE = { serviceType: "exchange", reason: "30.03", lines: [DEARER], differenceBy: { methodRef: "wallet-u1" } };

  test("is paid back in full while the difference is still to be paid, which is asked for by the exchange alone, and by nobody once it is taken back", async () => {
    const exchange = await open("DEARER", EXCHANGE);
    const returned = await open("DEARER", RETURN);
    await cameBack(returned, "SFDEARER1");
    expect(await moved(returned)).toEqual(["refund 5900"]);
    await say(exchange, "withdraw", {}, buyer);
    const rest = await open("DEARER", RETURN);
    await cameBack(rest, "SFDEARER2");
    expect([await moved(exchange), await moved(rest)]).toEqual([[], ["refund 5900"]]);
  });
});

describe("money asked back while the parcel is on its way", () => {
  const NOT_CAME = { serviceType: "refund_only", refundOnlyKind: "not_received", reason: "20.01" };
  const asked = async (no: string): Promise<Summary> => {
    const filed = await open(no, { ...NOT_CAME, lines: [{ lineNo: 1, quantity: 2, goodsReceived: false }] });
    if ((await next(filed)) === "seller review") await say(filed, "approve", {});
    return filed;
  };

  test("is paid once the carrier has stopped it", async () => {
    const filed = await asked("MOVING");
    expect((await whole.composed.sandbox?.carrier.parcel("SFMOVING"))?.events.map(({ code }) => code)).toContain("intercepted");
    expect([(await seen(filed))["phase"], await moved(filed)]).toEqual(["resolved", ["refund 11800"]]);
  });

  test("is paid once the warehouse says that it has kept what it packed", async () => {
    const filed = await asked("PACKED");
    expect(await whole.composed.sandbox?.warehouse.held()).toContain("SFPACKED");
    expect([(await seen(filed))["phase"], await moved(filed)]).toEqual(["resolved", ["refund 11800"]]);
  });

  test.each(["DELIVERED", "LEFT"])("waits for the buyer to refuse or send back what nobody could stop: %s", async no => {
    const at = whole.now();
    if (no === "LEFT") await whole.composed.sandbox?.warehouse.recordDeparture(`SF${no}`);
    else await whole.composed.sandbox?.carrier.advance({ carrier: "SF", trackingNo: `SF${no}`, code: "signed", at });
    const filed = await asked(no);
    expect([await next(filed), await moved(filed)]).toEqual(["buyer drop_off", []]);
    await say(filed, "hand-over", { carrier: "SF", trackingNo: `SFBACK${no}` });
    await say(filed, "receive", { lines: [{ lineNo: 1, quantity: 2 }] });
    await say(filed, "inspect", { lines: [{ lineNo: 1, grade: "a", good: 2 }] });
    expect([(await seen(filed))["phase"], await moved(filed)]).toEqual(["resolved", ["refund 11800"]]);
  });
});

describe("who says nothing for a week", () => {
  let early: readonly Summary[];
  let silent: Summary;
  let gone: Summary;

  beforeAll(async () => {
    early = [await open("EARLY1", RETURN), await open("EARLY2", RETURN)];
    silent = await open("SILENT", RETURN);
    const closed = { kind: "seller", source: "host", sourceVersion: 2, externalId: "s2", name: "海边器物", closed: true };
    expect((await shop.host("POST", "/v1/orders:import", `${JSON.stringify(closed)}\n`)).body).toMatchObject({ refused: 0 });
    gone = await open("GONE", { ...RETURN, reason: "40.01", evidence: [{ kind: "photo" }] });
    expect(await next(gone)).toBe("platform review");
    await say(gone, "approve", {}, desk);
    await say(gone, "hand-over", { carrier: "SF", trackingNo: "SFGONE" });
  });

  test("and keeps goods that were paid back at once is asked for them twice, and then for the money; the pieces are free again", async () => {
    const [kept, late] = early;
    if (kept === undefined || late === undefined) throw new Error("two were opened");
    expect([await next(kept), await moved(kept)]).toEqual(["buyer drop_off", ["refund 5900"]]);
    await pass(7 * DAY_MS + HOUR_MS);
    expect([await next(kept), await next(late)]).toEqual(["buyer recover", "buyer recover"]);
    expect([await next(gone), await next(silent)]).toEqual(["warehouse inspect", null]);
    await cameBack(late, "SFEARLY2");
    expect(await seen(late)).toMatchObject({ phase: "resolved", refunded: cny(5900) });
    await pass(7 * DAY_MS + HOUR_MS);
    expect(await seen(kept)).toMatchObject({ phase: "closed", collect: { amount: cny(5900), collected: cny(5900) } });
    expect([await moved(kept), await moved(late)]).toEqual([["refund 5900", "collect 5900"], ["refund 5900"]]);
    expect((await shop.file("EARLY1", { ...RETURN, reason: "40.02", evidence: [{ kind: "photo" }] })).status).toBe(201);
  });

  test("because the shop is gone holds nothing up: the platform reviewed, silence received and looked, and the money came", async () => {
    expect([(await seen(gone))["phase"], await moved(gone)]).toEqual(["resolved", ["refund 5900"]]);
  });

  test("and never sends the goods has a closed case, nothing paid, and is told so", async () => {
    expect(await seen(silent)).toMatchObject({ phase: "closed", refunded: cny(0), promise: null });
    expect(await moved(silent)).toEqual([]);
  });
});

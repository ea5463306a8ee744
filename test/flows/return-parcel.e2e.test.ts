import { caseDetail } from "@amends/contract/views/case-view";
import { DAY_MS, MINUTE_MS } from "@amends/domain/kernel/time";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { eventually } from "../harness/eventually.ts";
import {
  ADMIN,
  asking,
  hostTokens,
  openShop,
  quiet,
  type RunningShop,
  type Summary,
  signedIn,
  WITHOUT_LIMITS,
} from "../harness/running-shop.ts";
import { type Answered, type Caller, packFilesOf, startWholeServer, type WholeServer } from "../harness/whole-server.ts";

let whole: WholeServer;
let shop: RunningShop;
let desk: Caller;
let buyer: Caller;
let stranger: Caller;

const RETURN = {
  serviceType: "return_refund",
  reason: "30.01",
  lines: [{ lineNo: 1, quantity: 1, condition: "unopened" }],
};
const HOME = { name: "李雷", phone: "13800001111", region: "浙江省杭州市西湖区", detail: "文三路 1 号" };
const DEPOT = { name: "退货组", phone: null, region: "江苏省苏州市工业园区", detail: "星湖街 8 号 3 号库" };

beforeAll(async () => {
  whole = await startWholeServer(packFilesOf("base"), { config: WITHOUT_LIMITS });
  shop = await openShop(whole, whole.pool, {
    kind: "marketplace",
    orders: [
      ...["SENT", "UNSENT", "TYPED", "SCANNED", "TWICE", "DEFAULT", "PICKED"].map(no => ({ no })),
      ...["NOWHERE", "GIVEN"].map(no => ({ no, seller: "s2" })),
    ],
  });
  desk = await signedIn(whole, shop, ADMIN.email);
  const tokens = await hostTokens(whole, desk);
  buyer = asking(whole, tokens("u1"));
  stranger = asking(whole, tokens("u2"));
});

afterAll(async () => {
  await whole?.close();
});

const open = async (no: string): Promise<Summary> => {
  const filed = await shop.opened(no, RETURN, buyer);
  await quiet(whole, whole.pool);
  return filed;
};
const say = async ({ caseId }: Summary, name: string, body: object, caller?: Caller): Promise<Answered> => {
  const answered = await shop.command(caseId, name, body, caller);
  await quiet(whole, whole.pool);
  return answered;
};
const address = ({ caseId }: Summary, caller = buyer): Promise<Answered> => caller("GET", `/v1/cases/${caseId}/return-address`);
const told = ({ status, body }: Answered) => [status, body["code"]];
const looksAt = async ({ caseId }: Summary): Promise<readonly unknown[]> => {
  const { rows } = await whole.pool.query("select action, actor ->> 'role' as role from access_log where reason = $1 order by role", [
    `return_address ${caseId}`,
  ]);
  return rows.map(row => `${row.action} ${row.role}`);
};
const followed = async ({ caseId }: Summary): Promise<readonly string[]> => {
  const { rows } = await whole.pool.query("select key from directory where key_kind = 'tracking_no' and target_id = $1 order by key", [
    caseId,
  ]);
  return rows.map(row => row.key);
};
/** The seller's whole book, as its host says it now. */
const bookIs = (sourceVersion: number, returnAddresses: readonly object[]): Promise<void> => bookOf("s1", sourceVersion, returnAddresses);
const bookOf = async (externalId: string, sourceVersion: number, returnAddresses: readonly object[]): Promise<void> => {
  const seller = { kind: "seller", source: "host", sourceVersion, externalId, name: "山间器物", returnAddresses };
  const imported = await shop.host("POST", "/v1/orders:import", `${JSON.stringify(seller)}\n`);
  expect(imported.body, imported.text).toMatchObject({ refused: 0 });
};

/** The step the case waits for. */
const waiting = async ({ caseId }: Summary) => {
  const { body } = await buyer("GET", `/v1/cases/${caseId}`);
  const { phase, steps } = caseDetail.parse(body);
  const step = steps.find(({ status }) => status === "active");
  return step === undefined ? null : { phase, type: step.type, owner: step.owner, dueAt: step.dueAt };
};

describe("the address goods go back to", () => {
  test("is told to the buyer of the case and to the desks while the goods are to be sent or travel, each look on record", async () => {
    const filed = await open("SENT");
    expect(await address(filed)).toMatchObject({ status: 200, body: HOME });
    expect(told(await address(filed, stranger))).toEqual([404, "not_found"]);
    expect(told(await address(filed, shop.host))).toEqual([403, "forbidden"]);

    await say(filed, "hand-over", { carrier: "SF", trackingNo: "SF700001" }, buyer);
    expect(await address(filed, desk)).toMatchObject({ status: 200, body: HOME });
    expect(await looksAt(filed)).toEqual(["reveal admin", "reveal buyer"]);

    await say(filed, "receive", { lines: [{ lineNo: 1, quantity: 1 }] });
    expect(told(await address(filed))).toEqual([409, "return_address_not_needed"]);
    expect(await looksAt(filed)).toHaveLength(2);
  });

  test("is nobody's to see once the request is withdrawn", async () => {
    const filed = await open("UNSENT");
    await say(filed, "withdraw", {}, buyer);
    expect(told(await address(filed))).toEqual([409, "return_address_not_needed"]);
  });

  test("is said to be missing where the seller has given none, with what to do", async () => {
    const filed = await open("NOWHERE");
    const answered = await address(filed);
    expect(told(answered)).toEqual([409, "return_address_missing"]);
    expect(answered.text).toContain("请先不要寄出");
  });

  test("7P-2: is asked of a seller that has given none, and the buyer's time begins once it is there", async () => {
    const filed = await open("GIVEN");
    expect(await waiting(filed)).toMatchObject({ phase: "waiting_for_seller", type: "give_address", owner: "seller" });
    const { rows } = await whole.pool.query("select step_owner from work_items where case_id = $1 and ended_at is null", [filed.caseId]);
    expect(rows).toEqual([{ step_owner: "seller" }]);
    whole.pass(MINUTE_MS);
    const given = whole.now();
    await bookOf("s2", 2, [{ addressNo: 1, isDefault: true, contact: DEPOT }]);
    await eventually("the buyer may send", async () => (await waiting(filed))?.type === "drop_off");
    expect((await waiting(filed))?.dueAt).toBe(given + 7 * DAY_MS);
    expect((await address(filed)).body).toEqual(DEPOT);

    whole.pass(MINUTE_MS);
    const corrected = whole.now();
    await bookOf("s2", 3, [{ addressNo: 1, isDefault: true, contact: HOME }]);
    await eventually("the buyer has all of their time again", async () => (await waiting(filed))?.dueAt === corrected + 7 * DAY_MS);
    expect((await address(filed)).body).toEqual(HOME);
  });

  test("is the seller's default when the case was filed, for a courier too, and stays it while the book has it", async () => {
    await bookIs(2, [
      { addressNo: 1, isDefault: false, contact: HOME },
      { addressNo: 2, isDefault: true, contact: DEPOT },
    ]);
    const filed = await open("DEFAULT");
    expect((await address(filed)).body).toEqual(DEPOT);
    const collected = await open("PICKED");
    await say(collected, "request-pickup", {}, buyer);
    const { body } = await buyer("GET", `/v1/cases/${collected.caseId}`);
    expect(body["returnParcel"], "the buyer is told when the courier comes").toMatchObject({ slotAt: expect.stringMatching(/Z$/) });
    const { rows } = await whole.pool.query(
      "select request ->> 'returnAddressNo' as no from effects where case_id = $1 and kind = 'book_pickup'",
      [collected.caseId],
    );
    expect(rows).toEqual([{ no: "2" }]);

    await bookIs(3, [
      { addressNo: 1, isDefault: true, contact: HOME },
      { addressNo: 2, isDefault: false, contact: DEPOT },
    ]);
    expect((await address(filed)).body).toEqual(DEPOT);
    await bookIs(4, [{ addressNo: 1, isDefault: true, contact: HOME }]);
    expect((await address(filed)).body).toEqual(HOME);
  });
});

describe("the number of a return", () => {
  test("that was typed wrong is corrected by its buyer: the right parcel is followed, and the wrong one no more", async () => {
    const filed = await open("TYPED");
    await say(filed, "hand-over", { carrier: "SF", trackingNo: "SF700002" }, buyer);
    expect(await followed(filed)).toEqual(["SF700002"]);
    const right = { carrier: "YTO", trackingNo: "YT700003" };
    expect((await say(filed, "correct-parcel", right, buyer)).status).toBe(200);
    expect(await followed(filed)).toEqual(["YT700003"]);

    const shown = (await buyer("GET", `/v1/cases/${filed.caseId}`)).body;
    expect(shown).toMatchObject({ returnParcel: right, promise: { stepType: "receive" } });
    expect(shown["timeline"]).toContainEqual(
      expect.objectContaining({
        type: "parcel_corrected",
        by: expect.objectContaining({ role: "buyer" }),
        data: { was: { carrier: "SF", trackingNo: "SF700002" }, ...right },
      }),
    );
  });

  test("is corrected once for one press of a button, however often it arrives", async () => {
    const filed = await open("TWICE");
    await say(filed, "hand-over", { carrier: "SF", trackingNo: "SF700004" }, buyer);
    const key = { "idempotency-key": "one-press-of-the-button" };
    const send = () => buyer("POST", `/v1/cases/${filed.caseId}/correct-parcel`, { carrier: "SF", trackingNo: "SF700005" }, key);
    const [first, second] = [await send(), await send()];
    expect([first.status, second.text]).toEqual([200, first.text]);
    const { rows } = await whole.pool.query("select count(*)::int as n from case_events where case_id = $1 and type = 'parcel_corrected'", [
      filed.caseId,
    ]);
    expect(rows).toEqual([{ n: 1 }]);
  });

  test("is nobody else's to correct, nor anybody's before it was named or after the parcel was seen", async () => {
    const filed = await open("SCANNED");
    const correct = (caller: Caller) => say(filed, "correct-parcel", { carrier: "SF", trackingNo: "SF700007" }, caller);
    expect(told(await correct(buyer))).toEqual([409, "step_not_open"]);
    await say(filed, "hand-over", { carrier: "SF", trackingNo: "SF700006" }, buyer);
    expect(told(await correct(stranger))).toEqual([404, "not_found"]);
    const scan = { trackingNo: "SF700006", code: "picked_up", trackedAt: new Date(whole.now()).toISOString() };
    expect((await say(filed, "tracking", scan)).status).toBe(200);
    expect(told(await correct(buyer))).toEqual([409, "parcel_seen"]);
    expect(told(await correct(desk))).toEqual([409, "parcel_seen"]);
    expect(await followed(filed)).toEqual(["SF700006"]);
  });
});

import { caseDetail } from "@amends/contract/views/case-view";
import type { ScanCode } from "@amends/domain/case/parcel";
import { DAY_MS, SECOND_MS } from "@amends/domain/kernel/time";
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
let tokens: Awaited<ReturnType<typeof hostTokens>>;

const signInAgain = async (): Promise<void> => {
  desk = await signedIn(whole, shop, ADMIN.email);
  buyer = asking(whole, tokens("u1"));
  stranger = asking(whole, tokens("u2"));
};
/** Nobody's session lasts so long: they come back. */
const pass = async (ms: number): Promise<void> => {
  whole.pass(ms);
  await quiet(whole, whole.pool);
  await signInAgain();
};

const RETURN = { serviceType: "return_refund", reason: "30.01", lines: [{ lineNo: 1, quantity: 1, condition: "unopened" }] };

beforeAll(async () => {
  whole = await startWholeServer(packFilesOf("base"), { config: WITHOUT_LIMITS });
  const orders = ["GONE", "TAKEN", "LOST", "MISSED", "OVERDUE", "OTHERWISE", "SILENT", "UNPAID", "MIXED"].map(no => ({ no }));
  shop = await openShop(whole, whole.pool, { kind: "marketplace", orders });
  desk = await signedIn(whole, shop, ADMIN.email);
  tokens = await hostTokens(whole, desk);
  await signInAgain();
});

afterAll(async () => {
  await whole?.close();
});

const say = async ({ caseId }: Summary, name: string, body: object = {}, caller: Caller = buyer): Promise<Answered> => {
  const answered = await shop.command(caseId, name, body, caller);
  await quiet(whole, whole.pool);
  return answered;
};
const detail = async ({ caseId }: Summary) => caseDetail.parse((await buyer("GET", `/v1/cases/${caseId}`)).body);
const told = ({ status, body }: Answered) => [status, body["code"]];
const running = async (filed: Summary) => (await detail(filed)).steps.filter(({ status }) => status === "active").map(({ key }) => key);
const toldOf = async (filed: Summary) =>
  (await detail(filed)).timeline.flatMap(({ type, data }) => (type.startsWith("pickup_") ? [{ type, ...data }] : []));

const carrier = () => {
  const { sandbox } = whole.composed;
  if (sandbox === null) throw new Error("the carrier is the sandbox's");
  return sandbox;
};
/** A return whose courier is booked, and the number that was booked for it. */
const booked = async (no: string): Promise<{ readonly filed: Summary; readonly trackingNo: string }> => {
  const filed = await shop.opened(no, RETURN, buyer);
  await quiet(whole, whole.pool);
  await say(filed, "request-pickup");
  return { filed, trackingNo: (await detail(filed)).returnParcel?.trackingNo ?? "" };
};
const scan = async (trackingNo: string, code: ScanCode): Promise<void> => {
  await carrier().carrier.advance({ trackingNo, code, at: whole.now() });
  await quiet(whole, whole.pool);
};
const expected = async (): Promise<readonly string[]> => (await carrier().carrier.pickups()).map(({ trackingNo }) => trackingNo);

describe("a request taken back while a courier is booked", () => {
  test("calls the courier off and is withdrawn, and its buyer reads that nobody comes", async () => {
    const { filed, trackingNo } = await booked("GONE");
    expect(await expected()).toContain(trackingNo);
    expect((await say(filed, "withdraw")).status).toBe(200);
    expect(await detail(filed)).toMatchObject({ phase: "withdrawn", returnParcel: null, courier: null });
    expect(await toldOf(filed)).toEqual([{ type: "pickup_cancelled" }]);
    expect(await expected()).not.toContain(trackingNo);
  });

  test("calls off once, though the carrier's answer is lost", async () => {
    const { filed, trackingNo } = await booked("LOST");
    carrier().mischiefs.set({
      seed: 1,
      rules: [{ methods: ["cancelPickup"], calls: { kind: "next", count: 1 }, act: { kind: "lose_answer" } }],
    });
    const asked = await shop.command(filed.caseId, "withdraw", {}, buyer);
    expect([asked.status, asked.body["phase"]]).toEqual([200, "executing"]);
    await eventually("the carrier is asked again", async () => {
      whole.pass(SECOND_MS);
      return (await shop.caseRow(filed.caseId)).phase === "withdrawn";
    });
    expect(await expected()).not.toContain(trackingNo);
    expect(await toldOf(filed)).toEqual([{ type: "pickup_cancelled" }]);
  });

  test("brings the goods in and back where the courier has them already, though nobody had heard of it", async () => {
    const { filed, trackingNo } = await booked("TAKEN");
    carrier().mischiefs.set({
      seed: 1,
      rules: [{ methods: ["tracking"], calls: { kind: "next", count: 1 }, act: { kind: "lose_answer" } }],
    });
    await scan(trackingNo, "picked_up");
    expect(await running(filed)).toEqual(["pickup"]);
    await say(filed, "withdraw");
    expect(await running(filed)).toEqual(["take_in"]);
    expect(await toldOf(filed)).toEqual([{ type: "pickup_not_cancelled", code: "already_collected" }]);
    await say(filed, "receive", { lines: [{ lineNo: 1, quantity: 1 }] }, shop.host);
    await say(filed, "send-back", { carrier: "SF", trackingNo: "SFHOME1" }, shop.host);
    expect(await detail(filed)).toMatchObject({ phase: "withdrawn", refunded: { amountMinor: 0n } });
  });
});

describe("a courier who did not come", () => {
  test("by the carrier's own word gives way to another, whom the buyer books and nobody else's buyer does", async () => {
    const { filed, trackingNo } = await booked("MISSED");
    expect(told(await say(filed, "request-pickup"))).toEqual([409, "courier_expected"]);
    await scan(trackingNo, "pickup_missed");
    expect(await detail(filed)).toMatchObject({ courier: { isMissed: true } });
    expect(told(await say(filed, "request-pickup", {}, stranger))).toEqual([404, "not_found"]);
    expect((await say(filed, "request-pickup")).status).toBe(200);
    const { returnParcel, courier } = await detail(filed);
    expect(returnParcel?.trackingNo).not.toBe(trackingNo);
    expect(courier).toMatchObject({ isMissed: false, isWithdrawing: false });
    expect(await expected()).toContain(returnParcel?.trackingNo);
    expect(await expected()).not.toContain(trackingNo);
    await scan(returnParcel?.trackingNo ?? "", "picked_up");
    expect(await running(filed)).toEqual(["receive"]);
  });

  test("and of whom nobody says anything may be replaced by a desk once the booked time is over", async () => {
    const { filed, trackingNo } = await booked("OVERDUE");
    await pass(DAY_MS);
    expect((await say(filed, "request-pickup", {}, desk)).status).toBe(200);
    expect((await detail(filed)).returnParcel?.trackingNo).not.toBe(trackingNo);
    expect(await running(filed)).toEqual(["pickup"]);
  });

  test("is not waited for by a buyer who sends the goods another way", async () => {
    const { filed, trackingNo } = await booked("OTHERWISE");
    expect((await say(filed, "hand-over", { carrier: "SF", trackingNo: "SFOWN1" })).status).toBe(200);
    expect(await running(filed)).toEqual(["receive"]);
    expect(await expected()).not.toContain(trackingNo);
    expect(await detail(filed)).toMatchObject({ returnParcel: { trackingNo: "SFOWN1" } });
  });
});

describe("a parcel that comes after its case", () => {
  let withdrawn: Summary;
  let silent: Summary;
  let mixed: Summary;

  beforeAll(async () => {
    const open = (no: string) => shop.opened(no, RETURN, buyer);
    [withdrawn, silent, mixed] = [await open("UNPAID"), await open("SILENT"), await open("MIXED")];
    await quiet(whole, whole.pool);
    await say(withdrawn, "withdraw");
    await say(silent, "hand-over", { carrier: "SF", trackingNo: "SFLATE1" });
    await say(mixed, "hand-over", { carrier: "SF", trackingNo: "SFNAMED" });
    // Nobody counts what was sent: it is taken to have come, and is paid back.
    await pass(6 * DAY_MS);
    await pass(3 * DAY_MS);
  });

  const keep = (trackingNo: string, caseId: string, caller: Caller = shop.host) =>
    caller("POST", `/v1/stray-parcels/${trackingNo}/accept`, { caseId, lines: [{ lineNo: 1, grade: "b", good: 1, damaged: 0 }] });

  test("is not kept where nothing was paid for it, and waits on for a person", async () => {
    await shop.host("POST", "/v1/stray-parcels", { carrier: "SF", trackingNo: "SFLATE2" });
    expect(told(await keep("SFLATE2", withdrawn.caseId))).toEqual([409, "goods_not_paid_back"]);
    const waiting = await shop.host("GET", "/v1/stray-parcels");
    expect(waiting.text).toContain("SFLATE2");
  });

  test("is kept where its price went back before: counted, graded, and looked for by nobody any more", async () => {
    const { phase, refunded } = await detail(silent);
    expect(phase).toBe("resolved");

    const parcel = { carrier: "SF", trackingNo: "SFLATE1", surplusOf: silent.caseId };
    expect((await shop.host("POST", "/v1/stray-parcels", parcel)).status).toBe(201);
    expect(told(await keep("SFLATE1", silent.caseId, buyer))).toEqual([403, "forbidden"]);
    const kept = await keep("SFLATE1", silent.caseId);
    expect([kept.status, kept.body]).toMatchObject([200, { status: "accepted", caseId: silent.caseId, surplusOf: silent.caseId }]);
    expect(told(await keep("SFLATE1", silent.caseId))).toEqual([404, "not_found"]);
    const after = await detail(silent);
    expect(after).toMatchObject({ phase: "resolved", refunded });
    const inspection = { grade: "b", good: 1, damaged: 0, missing: 0, wrong: 0 };
    expect(after.timeline.at(-1)).toMatchObject({
      type: "late_goods_accepted",
      data: { carrier: "SF", trackingNo: "SFLATE1", lines: [{ lineNo: 1, inspection }] },
    });
    const settled = await shop.host("GET", "/v1/stray-parcels?status=settled");
    expect(settled.text).toContain("SFLATE1");
  });

  test("is known by its number from then on, and what else was in it waits for a person", async () => {
    const parcel = { carrier: "SF", trackingNo: "SFMIXED" };
    await shop.host("POST", "/v1/stray-parcels", parcel);
    expect((await keep("SFMIXED", mixed.caseId)).body).toMatchObject({ status: "accepted", caseId: mixed.caseId });
    expect(told(await shop.host("POST", "/v1/stray-parcels", parcel))).toEqual([409, "parcel_has_case"]);
    const rest = await shop.host("POST", "/v1/stray-parcels", { ...parcel, surplusOf: mixed.caseId });
    expect([rest.status, rest.body], rest.text).toMatchObject([201, { status: "waiting", surplusOf: mixed.caseId, caseId: null }]);
    expect((await shop.host("POST", "/v1/stray-parcels/SFMIXED/send-back")).body).toMatchObject({ status: "sent_back" });
  });
});

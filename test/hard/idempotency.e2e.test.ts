import type pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  ADMIN,
  adminPool,
  asking,
  type Credentials,
  hostTokens,
  openShop,
  quiet,
  type RunningShop,
  sessionOf,
} from "../harness/running-shop.ts";
import { type OneOfServers, type Servers, startServers } from "../harness/two-servers.ts";
import { differences, portraitOf } from "../harness/whole-database.ts";
import type { Answered, Caller } from "../harness/whole-server.ts";

let servers: Servers;
let first: OneOfServers;
let second: OneOfServers;
let pool: pg.Pool;
let shop: RunningShop;
let buyer: Credentials;
let staff: Credentials;

const NUMBERS = Array.from({ length: 12 }, (_, index) => `I${index}`);

beforeAll(async () => {
  servers = await startServers(2);
  const [one, other] = servers.all;
  if (one === undefined || other === undefined) throw new Error("two servers were started");
  first = one;
  second = other;
  pool = adminPool(servers);
  shop = await openShop(first, pool, { orders: NUMBERS.map(no => ({ no, lines: [{ sku: "mug-white", quantity: 40, priceMinor: 100 }] })) });
  staff = await sessionOf(first, shop, ADMIN.email);
  buyer = (await hostTokens(first, asking(first, staff)))("u1");
});

afterAll(async () => {
  await pool?.end();
  await servers?.close();
});

const RETURN = { serviceType: "return_refund", reason: "30.01", lines: [{ lineNo: 1, quantity: 1, condition: "unopened" }] };
const key = (value: string) => ({ "idempotency-key": value });
const casesOf = async (no: string): Promise<number> => {
  const { rows } = await pool.query("select count(*)::int as n from cases where order_id = $1", [await shop.orderId(no)]);
  return rows[0].n;
};
const said = ({ status, text, body }: Answered) => (status < 300 ? `${status} ${text}` : `${status} ${body["code"]}`);
const host = (at: OneOfServers): Caller => at.as(shop.secret);

describe("a filing with a key", () => {
  test("sent twice gives the first answer byte for byte, on either server, and files once", async () => {
    const answers = [await shop.file("I0", RETURN, host(first), key("k1")), await shop.file("I0", RETURN, host(second), key("k1"))];
    expect(answers[0]?.status).toBe(201);
    expect(said(answers[1] ?? expect.fail("no answer"))).toBe(said(answers[0] ?? expect.fail("no answer")));
    expect(await casesOf("I0")).toBe(1);
  });

  test("sent with another body is refused and changes nothing", async () => {
    await quiet(first, pool);
    const before = await portraitOf(pool);
    const other = await shop.file("I0", { ...RETURN, reason: "30.03" }, host(first), key("k1"));
    expect(said(other)).toBe("422 idempotency_key_reused");
    expect(differences(before, await portraitOf(pool))).toEqual([]);
  });

  test("sent with the same content written in another order of fields is the same filing", async () => {
    const orderId = await shop.orderId("I0");
    const again = await host(first)(
      "POST",
      "/v1/cases",
      { lines: RETURN.lines, reason: RETURN.reason, orderId, serviceType: RETURN.serviceType },
      key("k1"),
    );
    expect(again.status, again.text).toBe(201);
    expect(await casesOf("I0")).toBe(1);
  });

  test("sent twenty times at once to two servers files once, and all get the same answer", async () => {
    const answers = await Promise.all(
      NUMBERS.concat(NUMBERS)
        .slice(0, 20)
        .map((_, index) => shop.file("I1", RETURN, host(index % 2 === 0 ? first : second), key("twin"))),
    );
    expect(new Set(answers.map(said)).size, [...new Set(answers.map(said))].join("\n")).toBe(1);
    expect(answers[0]?.status).toBe(201);
    expect(await casesOf("I1")).toBe(1);
  });

  test("is known after a restart of the server", async () => {
    const before = await shop.file("I2", RETURN, host(second), key("restart"));
    await second.restart();
    expect(said(await shop.file("I2", RETURN, host(second), key("restart")))).toBe(said(before));
    expect(await casesOf("I2")).toBe(1);
  });

  test("belongs to who sent it: a buyer and the host may choose the same one", async () => {
    await shop.file("I3", RETURN, host(first), key("same"));
    const own = await shop.file("I3", RETURN, asking(first, buyer), key("same"));
    expect(own.status, own.text).toBe(201);
    expect(await casesOf("I3")).toBe(2);
  });

  test("belongs to its order: the same key on another order is another filing", async () => {
    expect((await shop.file("I4", RETURN, host(first), key("order"))).status).toBe(201);
    expect((await shop.file("I5", RETURN, host(first), key("order"))).status).toBe(201);
  });

  test("that was refused is not used up", async () => {
    const refused = await shop.file(
      "I6",
      { ...RETURN, lines: [{ lineNo: 1, quantity: 41, condition: "unopened" }] },
      host(first),
      key("later"),
    );
    expect(said(refused)).toBe("409 more_than_left");
    expect((await shop.file("I6", RETURN, host(first), key("later"))).status).toBe(201);
  });

  test.each(["", "two words", "a".repeat(201), "cl\u00e9"])("of a form we do not take (%j) is refused by its place", async value => {
    const answered = await shop.file("I7", RETURN, host(first), key(value));
    expect(said(answered)).toBe("400 invalid_request");
    expect(answered.text).toContain("/idempotency-key");
  });
});

describe("a command with a key", () => {
  test("sent twenty times at once does one thing and gives one answer", async () => {
    const { caseId } = await shop.opened("I8", RETURN);
    const parcel = { carrier: "SF", trackingNo: "SF800001" };
    const versions = { "if-match": `"${(await shop.caseRow(caseId)).version}"`, ...key("hand-over") };
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => shop.command(caseId, "hand-over", parcel, host(index % 2 === 0 ? first : second), versions)),
    );
    expect(new Set(answers.map(said)).size, [...new Set(answers.map(said))].join("\n")).toBe(1);
    expect(answers[0]?.status).toBe(200);
    const { rows } = await pool.query("select count(*)::int as n from case_events where case_id = $1 and type = 'parcel_named'", [caseId]);
    expect(rows[0].n).toBe(1);
  });

  test("for another command of the same case is refused", async () => {
    const { caseId } = await shop.opened("I9", RETURN);
    const parcel = { carrier: "SF", trackingNo: "SF800002" };
    expect((await shop.command(caseId, "hand-over", parcel, asking(first, buyer), key("once"))).status).toBe(200);
    expect(said(await shop.command(caseId, "withdraw", {}, asking(first, buyer), key("once")))).toBe("422 idempotency_key_reused");
  });
});

describe("the version a command starts from", () => {
  test("must be named by staff and programs, may be left out by a buyer, and is refused when it is old", async () => {
    const { caseId, version } = await shop.opened("I10", RETURN);
    const parcel = { carrier: "SF", trackingNo: "SF800003" };
    await quiet(first, pool);
    const before = await portraitOf(pool);
    expect(said(await shop.command(caseId, "hand-over", parcel, host(first), {}))).toBe("428 version_required");
    expect(said(await shop.command(caseId, "hand-over", parcel, asking(first, staff), {}))).toBe("428 version_required");
    const old = await shop.command(caseId, "hand-over", parcel, host(first), { "if-match": `"${version - 1}"` });
    expect(said(old)).toBe("412 stale_version");
    expect(old.body).toMatchObject({ params: { id: caseId, currentVersion: version, givenVersion: version - 1 } });
    for (const tag of ["*", "7", 'W/"1"', '"1", "2"', '"1e3"', '"-1"', ""]) {
      expect(said(await shop.command(caseId, "hand-over", parcel, host(first), { "if-match": tag })), tag).toBe("400 invalid_request");
    }
    expect(differences(before, await portraitOf(pool))).toEqual([]);
    expect((await shop.command(caseId, "hand-over", parcel, asking(first, buyer), {})).status).toBe(200);
  });

  test("holds for one of two who saw it: the other is told who was faster", async () => {
    const { caseId, version } = await shop.opened("I11", RETURN);
    const seen = { "if-match": `"${version}"` };
    const answers = await Promise.all([
      shop.command(caseId, "hand-over", { carrier: "SF", trackingNo: "SF800004" }, host(first), seen),
      shop.command(caseId, "withdraw", {}, host(second), seen),
    ]);
    expect(answers.map(answered => (answered.status < 300 ? "done" : said(answered))).toSorted()).toEqual(["412 stale_version", "done"]);
  });
});

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { shopLines } from "../../../../../test/harness/a-shop.ts";
import { eventually } from "../../../../../test/harness/eventually.ts";
import {
  ADMIN,
  asking,
  hostTokens,
  openShop,
  quiet,
  type RunningShop,
  signedIn,
  WITHOUT_LIMITS,
} from "../../../../../test/harness/running-shop.ts";
import { type Answered, type Caller, call, startWholeServer, type WholeServer } from "../../../../../test/harness/whole-server.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const FILING = { serviceType: "return_refund", reason: "30.01", lines: [{ lineNo: 1, quantity: 1, condition: "unopened" }] };
type Item = Record<string, string | null>;

let whole: WholeServer;
let shop: RunningShop;
let admin: Caller;
let buyer: Caller;
let other: Caller;

beforeAll(async () => {
  whole = await startWholeServer(undefined, { config: { ...WITHOUT_LIMITS, publicOrigins: ["https://care.shop.example"] } });
  // 14:00 in the shop's zone: nobody sleeps.
  const day = Math.floor((whole.now() + 8 * HOUR_MS) / DAY_MS) * DAY_MS - 8 * HOUR_MS;
  whole.pass(day + DAY_MS + 14 * HOUR_MS - whole.now());
  shop = await openShop(whole, whole.pool, { orders: [{ no: "X1", customer: "u2" }] });
  admin = signedInAnew(ADMIN.email);
  const tokens = await hostTokens(whole, admin);
  buyer = (...asked) => asking(whole, tokens("u1"))(...asked);
  other = (...asked) => asking(whole, tokens("u2"))(...asked);
});
afterAll(() => whole?.close());

/** Weeks go by, and an order is young when it is complained about. */
const opened = async (no: string, body: object) => {
  const imported = await shop.host("POST", "/v1/orders:import", shopLines(whole.now(), [{ no }]));
  expect(imported.body["accepted"], imported.text).toBeGreaterThan(0);
  return shop.opened(no, body);
};
/** Weeks go by in these tests, and no session lasts so long. */
const signedInAnew = (email: string): Caller => {
  let caller: Promise<Caller> | undefined;
  return async (...asked) => {
    caller ??= signedIn(whole, shop, email);
    const answered = await (await caller)(...asked);
    if (answered.status !== 401) return answered;
    caller = signedIn(whole, shop, email);
    return (await caller)(...asked);
  };
};
const inbox = async (caller: Caller): Promise<readonly Item[]> =>
  (await caller("GET", "/v1/notices?limit=200")).body["items"] as unknown as Item[];
const aboutIn = (items: readonly Item[], caseId: string): readonly string[] =>
  items.flatMap(item => (item["caseId"] === caseId ? [String(item["template"])] : []));
const sentAbout = async (caseId: string): Promise<readonly string[]> => {
  const { rows } = await whole.pool.query(
    `select n.template || ' ' || s.channel || ' ' || s.status as sent from notice_sends s join notices n using (shard, notice_id)
     where n.case_id = $1 order by 1`,
    [caseId],
  );
  return rows.map(row => row.sent);
};
const wake = (): void => whole.composed.deps.notices.wake();
const withdrawn = async (no: string): Promise<string> => {
  const { caseId } = await opened(no, FILING);
  await shop.command(caseId, "withdraw", {});
  await eventually("the end is told", async () => aboutIn(await inbox(buyer), caseId).includes("notice.withdrawn"));
  return caseId;
};
/** Approved by a person, brought back, received and inspected: the case is resolved and somebody had a hand in it. */
const solved = async (no: string): Promise<string> => {
  const { caseId } = await opened(no, FILING);
  await shop.command(caseId, "hand-over", { carrier: "SF", trackingNo: `SF${no}` });
  await shop.command(caseId, "receive", { lines: [{ lineNo: 1, quantity: 1 }] }, admin);
  await shop.command(caseId, "inspect", { lines: [{ lineNo: 1, grade: "a", good: 1 }] }, admin);
  await quiet(whole, whole.pool);
  expect((await shop.caseRow(caseId)).phase).toBe("resolved");
  await eventually("the survey is planned", async () => (await surveyOf(caseId)).body["status"] !== "none");
  return caseId;
};
const surveyOf = (caseId: string): Promise<Answered> => admin("GET", `/v1/cases/${caseId}/survey`);
const later = async (ms: number, what: string, holds: () => Promise<boolean>): Promise<void> => {
  whole.pass(ms);
  wake();
  await eventually(what, holds);
};

describe("the buyer hears of every step", () => {
  test("in the inbox, in their own language, with a count of what is unread; another buyer hears nothing", async () => {
    const caseId = await withdrawn("N1");
    const told = (await inbox(buyer)).filter(item => item["caseId"] === caseId);
    expect(told.at(-1)).toMatchObject({ template: "notice.filed", title: "已收到您的售后申请", readAt: null });
    expect(String(told.at(-1)?.["body"])).toMatch(/^售后单 \d{11} 已收到/);
    const english = await buyer("GET", "/v1/notices", undefined, { "accept-language": "en" });
    expect(english.text).toContain("We have your request");
    expect(aboutIn(await inbox(other), caseId)).toEqual([]);
    const before = (await buyer("GET", "/v1/notices/unread")).body["unread"];
    expect(before).toBe((await inbox(buyer)).length);
    const noticeId = String(told[0]?.["noticeId"]);
    expect((await buyer("POST", `/v1/notices/${noticeId}/read`)).status).toBe(204);
    expect((await buyer("POST", `/v1/notices/${noticeId}/read`)).status).toBe(204);
    expect((await buyer("GET", "/v1/notices/unread")).body["unread"]).toBe(Number(before) - 1);
    expect((await other("POST", `/v1/notices/${noticeId}/read`)).body["code"]).toBe("not_found");
    await buyer("POST", "/v1/notices/read-all");
    expect((await buyer("GET", "/v1/notices/unread")).body["unread"]).toBe(0);
  });

  test("by the ways they want and each way once, and nothing kept says where they are reached", async () => {
    expect((await buyer("GET", "/v1/me/notice-settings")).body).toEqual({
      channels: ["email", "sms", "wechat"],
      language: "zh",
      quietFromMinute: 1320,
      quietToMinute: 480,
    });
    const wanted = { channels: ["sms"], language: "en", quietFromMinute: 1320, quietToMinute: 480 };
    expect((await buyer("PUT", "/v1/me/notice-settings", wanted)).body).toEqual(wanted);
    const refused = await buyer("PUT", "/v1/me/notice-settings", { ...wanted, quietToMinute: 1440 });
    expect([refused.status, refused.body["code"]]).toEqual([400, "invalid_request"]);
    const { caseId } = await opened("N2", FILING);
    await eventually("the message left", async () => (await sentAbout(caseId)).includes("notice.send_back sms sent"));
    await eventually("nothing is on its way", async () => !(await sentAbout(caseId)).some(sent => sent.endsWith("pending")));
    expect(await sentAbout(caseId)).toEqual(["notice.send_back sms sent"]);
    const listed = await admin("GET", "/v1/sandbox/messages");
    const messages = listed.body["items"] as unknown as Item[];
    expect(messages[0]).toMatchObject({ channel: "sms", template: "notice.send_back", title: "Please send the goods back" });
    expect(messages[0]?.["sentTo"]).toMatch(/^\d{3}\*{4}\d{4}$/);
    expect(messages[0]?.["link"]).toBe(`https://care.shop.example/cases/${caseId}`);
    await buyer("PUT", "/v1/me/notice-settings", { ...wanted, channels: ["email", "sms", "wechat"], language: "zh" });
  });

  test("not at night, unless it cannot wait", async () => {
    whole.pass(9 * HOUR_MS);
    const { caseId } = await opened("N3", FILING);
    await eventually("it is put off", async () => {
      const { rows } = await whole.pool.query(
        "select s.due_at::text, s.attempts from notice_sends s join notices n using (shard, notice_id) where n.case_id = $1 and s.channel = 'sms'",
        [caseId],
      );
      return rows.length > 0 && rows.every(row => row.attempts === 1 && Number(row.due_at) > whole.now() + 8 * HOUR_MS);
    });
    await later(9 * HOUR_MS, "in the morning it leaves", async () => (await sentAbout(caseId)).includes("notice.send_back sms sent"));
    whole.pass(6 * HOUR_MS);
  });

  test("a gateway that fails is tried for hours, then a person sees it and lets it try again", async () => {
    const sandbox = whole.composed.deps.notices.sandbox;
    if (sandbox === null) throw new Error("the test runs in a sandbox");
    sandbox.failWith("sms", new Error("13800000000 is not to be read in a log"));
    const { caseId } = await opened("N4", FILING);
    await eventually("it was given up", async () => {
      whole.pass(HOUR_MS / 2);
      wake();
      return (await sentAbout(caseId)).includes("notice.send_back sms parked");
    });
    const stuck = await admin("GET", "/v1/stuck");
    const [notice] = stuck.body["notices"] as unknown as Item[];
    expect(notice).toMatchObject({ caseId, channel: "sms", lastFault: "Error" });
    sandbox.failWith("sms", null);
    const noticeId = String(notice?.["noticeId"]);
    expect((await admin("POST", `/v1/stuck/notices/${noticeId}/retry`, { channel: "sms" })).status).toBe(204);
    // It may be night by now.
    await later(12 * HOUR_MS, "it left after all", async () => {
      whole.pass(HOUR_MS);
      wake();
      return (await sentAbout(caseId)).includes("notice.send_back sms sent");
    });
  });
});

test("a desk hears what its role is told, and each account reads for itself", async () => {
  for (const name of ["one", "two"]) {
    const made = await admin("POST", "/v1/accounts", {
      role: "supervisor",
      email: `${name}@shop.example`,
      name: "陈静",
      password: ADMIN.password,
    });
    expect(made.status, made.text).toBe(201);
  }
  const made = await admin("POST", "/v1/accounts", { role: "warehouse", email: "w@shop.example", name: "吴敏", password: ADMIN.password });
  expect(made.status, made.text).toBe(201);
  const [one, two, warehouse] = [signedInAnew("one@shop.example"), signedInAnew("two@shop.example"), signedInAnew("w@shop.example")];
  const { caseId } = await opened("N5", {
    serviceType: "complaint",
    reason: "80.05",
    statement: "没有人回复",
    lines: [{ lineNo: 1, quantity: 1 }],
  });
  whole.pass(2 * DAY_MS);
  await eventually("the supervisors hear", async () => aboutIn(await inbox(one), caseId).includes("notice.escalated"));
  expect((await one("POST", "/v1/notices/read-all")).status).toBe(204);
  expect((await one("GET", "/v1/notices/unread")).body["unread"]).toBe(0);
  expect(Number((await two("GET", "/v1/notices/unread")).body["unread"])).toBeGreaterThan(0);
  expect(aboutIn(await inbox(warehouse), caseId)).toEqual([]);
});

describe("a day after it was solved the buyer is asked how it was", () => {
  test("by a link that needs no sign-in; a low score asks for somebody to call, once", async () => {
    const caseId = await solved("N6");
    expect((await buyer("POST", `/v1/cases/${caseId}/survey`, { score: 1 })).body["code"]).toBe("survey_not_open");
    await later(DAY_MS, "the buyer is asked", async () => (await surveyOf(caseId)).body["status"] === "asked");
    const link = async () =>
      ((await admin("GET", "/v1/sandbox/messages")).body["items"] as unknown as Item[]).find(
        item => item["template"] === "notice.survey" && String(item["link"]).includes(caseId),
      )?.["link"];
    await eventually("the link was sent", async () => {
      whole.pass(HOUR_MS);
      wake();
      return (await link()) !== undefined;
    });
    const token = String(await link()).split("/survey/")[1];
    const mailed = (await admin("GET", "/v1/sandbox/messages")).body["items"] as unknown as readonly { link: string; choices: object[] }[];
    expect(mailed.find(item => item.link.endsWith(token ?? "?"))?.choices, "a link for each answer").toMatchObject(
      [1, 2, 3, 4, 5].map(score => ({ link: `https://care.shop.example/survey/${token}?score=${score}` })),
    );
    const nobody = (method: string, path: string, body?: unknown) => call(whole.base, method, path, body, {});
    expect((await nobody("GET", `/v1/surveys/${token}`)).body).toMatchObject({ status: "asked", score: null });
    const forged = `${caseId}.${"a".repeat(43)}`;
    expect((await nobody("POST", `/v1/surveys/${forged}`, { score: 5 })).body["code"]).toBe("link_not_valid");
    expect((await nobody("POST", `/v1/surveys/${token}`, { score: 6 })).body["code"]).toBe("invalid_request");
    // More than are looked at together, and nobody can be told of them: their cases are gone.
    await whole.pool.query(
      `insert into surveys (shard, case_id, operation_id, customer_id, status, remind_after_seconds, expire_after_seconds, low_score, channels, score, recovery_due)
       select shard, overlay(case_id placing '00' || no from 6 for 4), operation_id, customer_id, 'answered', 1, 1, low_score, channels, 1, true
       from surveys cross join generate_series(10, 70) as no where case_id = $1`,
      [caseId],
    );
    expect((await nobody("POST", `/v1/surveys/${token}`, { score: 1 })).body).toMatchObject({ status: "answered", score: 1 });
    const more = { score: 1, effort: 2, reason: "slow", text: "等了太久，没人接电话" };
    expect((await nobody("POST", `/v1/surveys/${token}`, more)).body).toMatchObject({ effort: 2, reason: "slow" });
    const recovery = async () =>
      (await whole.pool.query("select type, owner, status, outcome from steps where case_id = $1 and key = 'recovery'", [caseId])).rows;
    await eventually("somebody is to call", async () => (await recovery()).length === 1);
    await whole.pool.query("delete from surveys where case_id like 'case\\_00%'");
    expect(await recovery()).toMatchObject([{ type: "follow_up", owner: "platform", status: "active" }]);
    await eventually("the desk hears", async () => aboutIn(await inbox(admin), caseId).includes("notice.recovery_wanted"));
    expect((await surveyOf(caseId)).body).toMatchObject({ score: 1, text: more.text });
    expect((await shop.command(caseId, "close-recovery", {}, admin)).status).toBe(200);
    expect(await recovery()).toMatchObject([{ status: "done", outcome: "settled" }]);
    expect((await shop.command(caseId, "close-recovery", {}, admin)).body["code"]).toBe("step_not_open");
    const { rows } = await whole.pool.query("select * from surveys where case_id = $1", [caseId]);
    expect(JSON.stringify(rows)).not.toContain("等了太久");
  });

  test("who does not answer is reminded once; who withdrew or let the time run out is not asked; the figures count them", async () => {
    const silent = (await opened("N8", FILING)).caseId;
    const caseId = await solved("N7");
    await later(DAY_MS, "asked", async () => (await surveyOf(caseId)).body["status"] === "asked");
    await later(2 * DAY_MS, "reminded", async () => (await surveyOf(caseId)).body["status"] === "reminded");
    await later(7 * DAY_MS, "given up", async () => (await surveyOf(caseId)).body["status"] === "expired");
    await eventually("goods never sent back close a case", async () => (await shop.caseRow(silent)).phase === "closed");
    await eventually("its end is told", async () => aboutIn(await inbox(buyer), silent).includes("notice.closed"));
    expect((await surveyOf(silent)).body["status"]).toBe("none");
    expect(aboutIn(await inbox(buyer), caseId).filter(template => template.startsWith("notice.survey"))).toEqual([
      "notice.survey_reminder",
      "notice.survey",
    ]);
    const { rows } = await whole.pool.query(
      "select count(*)::int as count from surveys v join cases k using (shard, case_id) where k.phase <> 'resolved'",
    );
    expect(rows[0].count).toBe(0);
    const iso = (at: number) => encodeURIComponent(new Date(at).toISOString());
    const figures = await admin("GET", `/v1/figures/satisfaction?from=${iso(whole.now() - 60 * DAY_MS)}&until=${iso(whole.now())}`);
    expect(figures.body).toEqual({
      asked: 2,
      answered: 1,
      responseBasisPoints: 5000,
      satisfiedBasisPoints: 0,
      scoreHundredths: 100,
      effortHundredths: 200,
      reasons: [{ reason: "slow", count: 1 }],
    });
  });
});

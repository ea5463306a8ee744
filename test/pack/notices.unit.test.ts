import { createHash } from "node:crypto";
import { join } from "node:path";
import type { Recorded } from "@amends/domain/case/case-event";
import { loadRunningPack } from "@amends/domain/case/load-running-pack";
import { SHANGHAI } from "@amends/domain/kernel/calendar";
import type { Currency } from "@amends/domain/kernel/money";
import { instant } from "@amends/domain/kernel/time";
import { chooseNotice } from "@amends/domain/notice/choose-notice";
import { LANGUAGES, type NoticeParams } from "@amends/domain/notice/notice";
import { noticeParams } from "@amends/domain/notice/notice-params";
import { holesOf, noticeText } from "@amends/domain/notice/notice-text";
import { planSurvey } from "@amends/domain/notice/plan-survey";
import { readPack } from "@amends/packs/read-pack";
import { describe, expect, test } from "vitest";

const read = readPack(join(import.meta.dirname, "../../policies/base"));
if (read.kind === "unreadable") throw new Error(JSON.stringify(read.problems));
const loaded = loadRunningPack(read.source, [], bytes => createHash("sha256").update(bytes).digest("hex"));
if (loaded.kind === "refused") throw new Error(JSON.stringify(loaded.problems));
const { pack } = loaded.value;

const literalsOf = (table: string, field: string): readonly string[] =>
  (pack.tables.get(table)?.rows ?? []).flatMap(row =>
    row.results.flatMap(({ field: written, expression }) =>
      written === field && expression.kind === "literal" && typeof expression.value === "string" ? [expression.value] : [],
    ),
  );
const HOLES = new Set(["shortNo", "due", "otherwise", "amount", "carrier", "trackingNo", "name", "reason"]);

describe("every text a buyer may be told", () => {
  const templates = [...new Set([...literalsOf("notices", "template"), "notice.survey", "notice.survey_reminder"])];

  test.each(templates)("%s is there in Chinese and English, and speaks of nothing that is not known", template => {
    for (const language of LANGUAGES) {
      const text = noticeText(pack.texts, template, language, {}, SHANGHAI);
      expect(text, language).not.toBeNull();
      const plain = JSON.stringify(pack.texts[template]);
      for (const hole of holesOf(plain)) expect(HOLES, `${template} {${hole}}`).toContain(hole);
    }
  });

  test("what silence means is said for each way a step can run out", () => {
    for (const silence of new Set([...literalsOf("promises", "onSilence"), "escalate"]))
      for (const language of LANGUAGES) {
        const params = { otherwise: { kind: "word", word: `otherwise.${silence}` } } as const;
        const said = noticeText({ ...pack.texts, probe: { zh: PROBE, en: PROBE } }, "probe", language, params, SHANGHAI);
        expect(said?.body, `${silence} in ${language}`).not.toBe("");
      }
  });
});
const PROBE = { title: "", body: "{otherwise}" };

const NOW = instant(Date.parse("2026-11-22T14:30:00+08:00"));
const event = (data: object, role = "system"): Recorded => ({ seq: 9, at: NOW, by: { role, id: "x" }, ...data }) as Recorded;
const chosen = (
  audience: "buyer" | "seller" | "staff",
  data: object,
  step: { type: string; owner: string } | null = null,
  role = "system",
) => chooseNotice(pack, event(data, role), step, audience)?.template ?? null;
const started = { type: "step_started", stepNo: 1, ready: false, dueAt: NOW, onTimeout: "escalate", standardDueAt: null, climbAt: null };

describe("who hears of what", () => {
  test("the one whose turn it is, and the buyer of the seller's turn too", () => {
    expect(chosen("buyer", started, { type: "drop_off", owner: "buyer" })).toBe("notice.send_back");
    expect(chosen("buyer", started, { type: "review", owner: "seller" })).toBe("notice.in_review");
    expect(chosen("seller", started, { type: "review", owner: "seller" })).toBe("notice.seller_turn");
    expect(chosen("staff", started, { type: "review", owner: "seller" })).toBeNull();
    expect(chosen("buyer", { ...started, ready: true }, { type: "drop_off", owner: "buyer" })).toBeNull();
  });

  test("money back goes to every channel; a note among staff goes to nobody outside", () => {
    const money = event({ type: "money_returned", effectId: "effect_1", tenderNo: 1, amountMinor: 12_800n, gatewayRef: "r" });
    expect(chooseNotice(pack, money, null, "buyer")).toMatchObject({
      template: "notice.money_returned",
      channels: ["email", "sms", "wechat"],
    });
    const params = noticeParams(money, { shortNo: "A1", currency: "CNY" as Currency, handlerName: null });
    expect(noticeText(pack.texts, "notice.money_returned", "zh", params, SHANGHAI)?.body).toBe(
      "售后单 A1：¥128.00 已退回您的支付账户，到账时间以银行为准。",
    );
    for (const audience of ["buyer", "seller"] as const)
      expect(chosen(audience, { type: "note_added", textId: "text_1", textHash: "h", visibleTo: "staff" }, null, "agent")).toBeNull();
  });

  test("a buyer is not told of their own message, a seller is", () => {
    const note = { type: "note_added", textId: "text_1", textHash: "h", visibleTo: "everyone" };
    expect(chosen("buyer", note, null, "buyer")).toBeNull();
    expect(chosen("buyer", note, null, "seller")).toBe("notice.new_message");
    expect(chosen("seller", note, null, "buyer")).toBe("notice.new_message");
  });

  test("who took a case over without naming a time promises none", () => {
    const named = { shortNo: { kind: "text", text: "1" }, name: { kind: "text", text: "王敏" } } as const;
    const said = (params: NoticeParams) => noticeText(pack.texts, "notice.handler_named", "zh", params, SHANGHAI)?.body;
    expect(said(named)).toBe("售后单 1 由 王敏 负责。");
    expect(said({ ...named, due: { kind: "moment", at: instant(Date.UTC(2026, 10, 23, 10)) } })).toBe(
      "售后单 1 由 王敏 负责，最晚 11月23日 18:00 前给您答复。",
    );
  });

  test("a moment is told in the shop's time, in both languages", () => {
    const params = noticeParams(event(started), { shortNo: "A1", currency: "CNY" as Currency, handlerName: null });
    const text = (language: "zh" | "en") => noticeText(pack.texts, "notice.in_review", language, params, SHANGHAI)?.body;
    expect(text("zh")).toBe("售后单 A1：商家最晚 11月22日 14:30 前答复；超时由平台接手。");
    expect(text("en")).toBe("Case A1: the seller answers by 22 Nov, 14:30; after that the platform takes over.");
  });
});

describe("who is asked how it was", () => {
  const ended = (end: string, personInvolved: boolean) =>
    planSurvey(pack, {
      event: event({ type: "case_ended", end, reason: null }),
      serviceType: "return_refund",
      severity: "p4",
      personInvolved,
    });

  test("a buyer whose case a person solved, a day later", () => {
    expect(ended("resolved", true)).toEqual({
      askAt: NOW + 86_400_000,
      remindAfterSeconds: 172_800,
      expireAfterSeconds: 604_800,
      lowScore: 2,
      channels: ["email", "wechat"],
    });
  });

  test("nobody else: not who withdrew, was refused, ran out of time, or was served by the machine alone", () => {
    for (const end of ["withdrawn", "rejected", "closed"]) expect(ended(end, true), end).toBeNull();
    expect(ended("resolved", false)).toBeNull();
    expect(planSurvey(pack, { event: event(started), serviceType: "repair", severity: "p1", personInvolved: true })).toBeNull();
  });
});

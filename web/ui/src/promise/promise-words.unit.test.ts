import { STEP_OUTCOMES } from "@amends/domain/case/step";
import type { Currency } from "@amends/domain/kernel/money";
import { instant } from "@amends/domain/kernel/time";
import { describe, expect, it } from "vitest";
import { en } from "../words/en.ts";
import { zh } from "../words/zh.ts";
import { type PromiseLine, promiseWords, type Reader } from "./promise-words.ts";
import { urgencyOf } from "./urgency.ts";

const HOUR = 3_600_000;
const now = Date.UTC(2026, 10, 21, 10);
const at = (hours: number) => instant(now + hours * HOUR);
const refund = { amountMinor: 12_800n, currency: "CNY" as Currency };

const review: PromiseLine = {
  stepNo: 1,
  stepType: "review",
  title: { zh: "商家审核", en: "Seller reviews" },
  owner: "seller",
  startedAt: at(-13),
  dueAt: at(23),
  standardDueAt: null,
  onTimeout: "approved",
};
const said = (promise: PromiseLine, reader: Reader, language: "zh" | "en" = "zh") =>
  promiseWords(promise, { now, language, reader, refund });

describe("the promise line", () => {
  it("says who must act, by when, and what happens otherwise", () => {
    expect(said(review, "staff")).toMatchObject({
      who: "商家",
      when: "剩 23 小时",
      otherwise: "超时自动同意退款 ¥128.00",
      urgency: "on_time",
    });
    expect(said(review, "staff", "en")).toMatchObject({
      who: "Seller",
      when: "23 hours left",
      otherwise: "Approved automatically, ¥128.00 refunded",
    });
    expect(promiseWords(review, { now, language: "en", reader: "staff", refund, isShort: true }).otherwise).toBe(
      "otherwise approved automatically, ¥128.00 refunded",
    );
  });

  it("tells a buyer the moment too, in the shop's time zone", () => {
    expect(said(review, "buyer").when).toBe("剩 23 小时（最晚 明天 17:00）");
  });

  it("tells staff when they should have acted and how long silence still has", () => {
    const both = { ...review, standardDueAt: at(-9) };
    expect(said(both, "staff")).toMatchObject({ when: "已超时 9 小时", otherwise: "再过 23 小时自动同意退款 ¥128.00", urgency: "late" });
    expect(said(both, "buyer")).toMatchObject({ urgency: "on_time", otherwise: "超时自动同意退款 ¥128.00" });
  });

  it("promises no money where silence pays none", () => {
    expect(said({ ...review, stepType: "drop_off", owner: "buyer", onTimeout: "expired" }, "buyer")).toMatchObject({
      who: "您",
      otherwise: "超时申请关闭，可以重新申请",
    });
    expect(said({ ...review, onTimeout: "escalate" }, "staff").otherwise).toBe("超时升级到上一级");
  });

  it("says nothing of a time that no clock holds", () => {
    expect(said({ ...review, dueAt: null, onTimeout: null }, "buyer")).toMatchObject({ when: null, otherwise: null, urgency: "on_time" });
  });
});

it("every outcome a step can have is said in both languages", () => {
  const keys = Object.entries(STEP_OUTCOMES).flatMap(([type, outcomes]) => outcomes.map(outcome => `${type}.${outcome}`));
  expect(Object.keys(zh.outcome).sort()).toEqual(keys.sort());
  expect(Object.keys(en.outcome).sort()).toEqual(keys.sort());
});

describe("urgency", () => {
  it("turns at three quarters of the time and at its end, to the millisecond", () => {
    expect(urgencyOf(0, 100, 74)).toBe("on_time");
    expect(urgencyOf(0, 100, 75)).toBe("at_risk");
    expect(urgencyOf(0, 100, 99)).toBe("at_risk");
    expect(urgencyOf(0, 100, 100)).toBe("late");
  });
});

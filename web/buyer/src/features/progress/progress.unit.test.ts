import type { CaseId, OrderId, SellerId } from "@amends/domain/kernel/ids";
import type { Currency } from "@amends/domain/kernel/money";
import { instant } from "@amends/domain/kernel/time";
import { describe, expect, it } from "vitest";
import { type BuyerAction, buyerActions, isCourierComing } from "./buyer-actions.ts";
import { type CourierNews, courierNews } from "./courier-news.ts";
import { besideGoods, type CaseDetail, moneySentence } from "./money-words.ts";
import { progressLine } from "./progress-line.ts";

const HOUR = 3_600_000;
const now = Date.UTC(2026, 10, 21, 10);
const money = (amountMinor: bigint) => ({ amountMinor, currency: "CNY" as Currency });

const step = (stepNo: number, type: string, rest: Partial<CaseDetail["steps"][number]> = {}): CaseDetail["steps"][number] => ({
  stepNo,
  key: type,
  type,
  title: { zh: type, en: type },
  owner: "seller",
  status: "planned",
  startedAt: null,
  dueAt: null,
  standardDueAt: null,
  onTimeout: null,
  pausedAt: null,
  rung: 0,
  outcome: null,
  endedAt: null,
  automatic: null,
  ...rest,
});

const refunds = (promised: bigint, refunded = 0n): CaseDetail["refunds"] => [
  { tenderNo: 1, methodKind: "points", promised: money(0n), refunded: money(0n) },
  { tenderNo: 2, methodKind: "wallet", promised: money(promised), refunded: money(refunded) },
];

const aCase = (rest: Partial<CaseDetail> = {}): CaseDetail => ({
  caseId: "case_01jd7v8k2m0f9q3r5s7t9v1x" as CaseId,
  shortNo: "1234567",
  version: 1,
  orderId: "order_01jd7v8k2m0f9q3r5s7t9v1x" as OrderId,
  sellerId: "seller_01jd7v8k2m0f9q3r5s7t9v1x" as SellerId,
  serviceType: "return_refund",
  refundOnlyKind: null,
  reason: "30.01",
  phase: "executing",
  severity: "p4",
  filedAt: instant(now),
  endedAt: null,
  endReason: null,
  promise: null,
  refund: money(12_800n),
  refunded: money(0n),
  customerId: "customer_01jd7v8k2m0f9q3r5s7t9v1x",
  externalOrderNo: "A1001",
  judgedReason: null,
  rootCause: null,
  judgement: null,
  clocks: [],
  lines: [],
  steps: [],
  refunds: refunds(12_800n),
  collect: null,
  attention: [],
  benefits: [],
  extensions: [],
  evidenceAsked: null,
  consent: { asked: null, ifMedical: null },
  hostCodes: null,
  repair: { jobRef: null, visitAt: null, quoted: null, loan: null },
  liability: null,
  freight: { outbound: "none", return: "buyer" },
  offer: null,
  mayOffer: false,
  batchId: null,
  returnParcel: null,
  courier: null,
  replacementParcel: null,
  explanation: [],
  weighing: null,
  timeline: [],
  ...rest,
});

describe("the money sentence", () => {
  it("promises nothing while the carrier is asked whether the request can still be taken back", () => {
    const collecting = aCase({ courier: { isMissed: false, overdueAt: null, isWithdrawing: false } });
    expect(moneySentence(collecting, now, "zh")).toMatch(/全部完成后/);
    expect(moneySentence({ ...collecting, courier: { isMissed: false, overdueAt: null, isWithdrawing: true } }, now, "zh")).toBeNull();
  });

  it("names a day once a running refund has one", () => {
    const running = aCase({ steps: [step(1, "refund", { status: "active", owner: "system", dueAt: instant(now + 40 * HOUR) })] });
    expect(moneySentence(running, now, "zh")).toBe("¥128.00 将于 后天 前退回 支付钱包");
  });

  it("names none that no clock holds", () => {
    expect(
      moneySentence(aCase({ steps: [step(1, "drop_off", { status: "active", owner: "buyer", dueAt: instant(now + HOUR) })] }), now, "zh"),
    ).toBe("全部完成后，¥128.00 退回 支付钱包");
    const late = aCase({ steps: [step(1, "refund", { status: "active", dueAt: instant(now - HOUR) })] });
    expect(moneySentence(late, now, "en")).toBe("¥128.00 is on its way to your payment wallet");
  });

  it("says so when it is there, and nothing where none comes", () => {
    expect(moneySentence(aCase({ refunds: refunds(12_800n, 12_800n), endedAt: instant(now) }), now, "zh")).toBe("¥128.00 已退回 支付钱包");
    expect(moneySentence(aCase({ refunds: [] }), now, "zh")).toBeNull();
    expect(moneySentence(aCase({ phase: "withdrawn", endedAt: instant(now) }), now, "zh")).toBeNull();
  });
});

describe("the line of progress", () => {
  it("tells what happened in its order, what the promise is on first, and what comes", () => {
    const steps = [
      step(1, "review", { status: "done", endedAt: instant(now - HOUR) }),
      step(2, "refund", { status: "active" }),
      step(3, "receive", { status: "active" }),
      step(4, "inspect", { status: "planned" }),
      step(5, "pickup", { status: "skipped" }),
      step(6, "reserve", { status: "failed", endedAt: instant(now - 2 * HOUR) }),
    ];
    const line = progressLine(steps, 3);
    expect(line.done.map(({ stepNo }) => stepNo)).toEqual([6, 1]);
    expect(line.now.map(({ stepNo }) => stepNo)).toEqual([3, 2]);
    expect(line.next.map(({ stepNo }) => stepNo)).toEqual([4]);
  });
});

describe("what a buyer is offered to do", () => {
  it("is to pay back what was too much, also when the case is over, until it is paid", () => {
    const debt = (collectedMinor: bigint) => ({
      ...{ methodKind: "wallet" as const, owing: true, amount: money(5900n), collected: money(collectedMinor) },
    });
    expect(buyerActions(aCase({ phase: "resolved", collect: debt(0n) }), now)).toEqual(["pay_debt"]);
    expect(buyerActions(aCase({ phase: "resolved", collect: debt(5900n) }), now)).toEqual([]);
  });

  it("is to send the goods, or have them collected, while that waits for them", () => {
    expect(buyerActions(aCase({ steps: [step(1, "drop_off", { status: "active", owner: "buyer" })] }), now)).toEqual([
      "hand_over",
      "request_pickup",
      "withdraw",
    ]);
  });

  const PARCEL: CaseDetail["replacementParcel"] = { carrier: "sf", trackingNo: "SF-2", sentAt: instant(now) };
  it.each<readonly [CaseDetail["steps"][number]["type"], BuyerAction, Partial<CaseDetail>]>([
    ["dispose", "show_disposal", {}],
    ["quote", "answer_quote", { repair: { jobRef: "job-1", visitAt: null, quoted: money(1500n), loan: null } }],
    ["follow_up", "confirm_solution", {}],
    ["recover", "hand_over", {}],
    ["reship", "confirm_arrival", { replacementParcel: PARCEL }],
    ["ship_back", "confirm_arrival", { replacementParcel: PARCEL }],
  ])("is what a %s step waits for: %s", (type, action, more) => {
    const shown = aCase({ ...more, steps: [step(1, type, { status: "active", owner: type === "reship" ? "warehouse" : "buyer" })] });
    expect(buyerActions(shown, now)).toContain(action);
  });

  it("is to answer an offer before anything else", () => {
    const offer: CaseDetail["offer"] = {
      offerNo: 1,
      amount: money(500n),
      keepGoods: true,
      benefits: [],
      freight: null,
      expiresAt: null,
      by: { role: "seller", id: "s" },
      madeAt: instant(now),
    };
    expect(buyerActions(aCase({ offer, steps: [step(1, "offer", { status: "active", owner: "buyer" })] }), now)[0]).toBe("answer_offer");
  });

  const collecting = [step(1, "pickup", { status: "active", owner: "carrier" })];
  const COURIER = { isMissed: false, overdueAt: instant(now + HOUR), isWithdrawing: false };
  it.each<readonly [string, Partial<NonNullable<CaseDetail["courier"]>>, readonly BuyerAction[], CourierNews | null]>([
    ["is to send it themselves while a courier is to come", {}, ["hand_over", "withdraw"], null],
    [
      "is to book another courier where the carrier says that none came",
      { isMissed: true },
      ["book_again", "hand_over", "withdraw"],
      "missed",
    ],
    ["is to book another courier once the time is over", { overdueAt: instant(now) }, ["book_again", "hand_over", "withdraw"], "overdue"],
    ["is nothing while the carrier is asked whether they can withdraw", { isWithdrawing: true }, [], "withdrawing"],
  ])("%s", (_name, courier, actions, news) => {
    const shown = aCase({ steps: collecting, courier: { ...COURIER, ...courier } });
    expect(buyerActions(shown, now)).toEqual(actions);
    expect(courierNews(shown, now)).toBe(news);
    expect(isCourierComing(shown, now)).toBe(news === null);
  });

  it.each([
    ["pickup_cancelled", {}, "cancelled"],
    ["pickup_not_cancelled", { code: "already_collected" }, "collected"],
    ["pickup_not_cancelled", { code: "not_supported" }, "notCancelled"],
  ] as const)("is told after %s what became of the courier", (type, data, news) => {
    const told = { seq: 3, at: instant(now), by: { role: "system" as const, id: null }, type, data, text: null };
    expect(courierNews(aCase({ timeline: [told] }), now)).toBe(news);
  });

  it("is nothing once the case has ended, and not to withdraw while money moves", () => {
    expect(buyerActions(aCase({ phase: "resolved" }), now)).toEqual([]);
    expect(buyerActions(aCase({ steps: [step(1, "refund", { status: "active", owner: "system" })] }), now)).toEqual([]);
  });
});

describe("a refund that is not just its goods", () => {
  const lines = [{ promised: money(8_000n) }, { promised: money(1_000n) }];

  it("says what was taken off or added between the goods and the total, so that the rows come to the total", () => {
    expect([5_810n, 9_500n].map(total => besideGoods({ refund: money(total), lines })?.amountMinor)).toEqual([-3_190n, 500n]);
  });

  it("says nothing where the goods are all of it", () => {
    expect(besideGoods({ refund: money(9_000n), lines })).toBeNull();
  });
});

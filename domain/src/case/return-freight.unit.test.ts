import { describe, expect, test } from "vitest";
import { aCase, after, by, type CaseParts, type Running } from "../../../test/case/a-case.ts";
import { answered, PAID, stepsOf } from "../../../test/case/how-it-went.ts";
import { counted, inspected } from "../../../test/case/what-people-do.ts";
import type { CaseCommand, ReturnFreightClaim } from "./case-command.ts";
import { decide } from "./decide.ts";

const RECEIPT = { fileId: "file_000000000000000000000001", kind: "photo", sha256: "00" } as const;
const NOW = 1_800_000_000_000;
const handOver = (returnFreight?: ReturnFreightClaim): CaseCommand => ({
  kind: "hand_over",
  carrier: "sf",
  trackingNo: "SF-1",
  ...(returnFreight === undefined ? {} : { returnFreight }),
});
const paidBack = (amountMinor: bigint): CaseCommand => handOver({ amountMinor, receipt: [RECEIPT] });

const arrived = (running: Running): Running =>
  after(running, ["warehouse", { kind: "receive_goods", lines: counted(running.opened.state, 0), wrongGoods: false }]);
const passed = (running: Running): Running =>
  after(running, ["warehouse", { kind: "inspect_goods", lines: inspected(running.opened.state, 0, 0) }]);

const promised = ({ opened: { state } }: Running) => state.money.refunds.map(({ tenderNo, promisedMinor }) => [tenderNo, promisedMinor]);
const owedBy = ({ opened: { state } }: Running, account: string) =>
  state.money.legs.filter(leg => leg.account === account).reduce((sum, leg) => sum + leg.amountMinor, 0n);

const back = (parts: Partial<CaseParts> = {}) => aCase({ template: "return_refund", ...parts });

describe("a buyer who paid the parcel back", () => {
  test("has it back with the refund once the goods are in, from the seller who bears it", () => {
    const sent = after(back(), ["buyer", paidBack(1800n)]);
    const before = promised(sent);
    const inHouse = arrived(sent);
    expect(promised(inHouse)).toEqual([...before, [-1, 1800n]]);
    expect(owedBy(inHouse, "seller_settlement") - owedBy(sent, "seller_settlement")).toBe(1800n);
  });

  test("has it from the platform where that promised it", () => {
    const inHouse = arrived(after(back({ returnFreightBy: "platform" }), ["buyer", paidBack(1800n)]));
    expect(owedBy(inHouse, "freight_expense")).toBe(1800n);
  });

  test("has no more of it by itself than the pack says; what was said stays on record", () => {
    const inHouse = arrived(after(back(), ["buyer", paidBack(25_000n)]));
    expect(promised(inHouse).at(-1)).toEqual([-1, 10_000n]);
    expect(inHouse.opened.state.returnFreight).toEqual({ amountMinor: 25_000n, paidBy: "buyer" });
  });

  test("has it also where the same article is sent again and no other money moves", () => {
    const exchange = answered(aCase({ template: "exchange", replacementSkuId: null }), "reserve_stock", { kind: "stock_reserved" });
    const settled = passed(arrived(after(exchange, ["buyer", paidBack(900n)])));
    expect(promised(settled)).toEqual([[-1, 900n]]);
    expect(stepsOf(settled).at(-1)).toBe("refund_difference active");
  });

  test("has it paid before the case is over where the refund went ahead of the goods", () => {
    const sent = after(aCase({ template: "return_refund_after_shipped" }), ["buyer", paidBack(1800n)]);
    const ahead = answered(answered(sent, "refund_tender", PAID, -1), "refund_tender", PAID, -2);
    const settled = passed(arrived(ahead));
    expect([settled.opened.state.end, stepsOf(settled).at(-1)]).toEqual([null, "refund active"]);
    const over = answered(settled, "pay_compensation", PAID);
    expect(over.opened.state.end).toBe("resolved");
  });

  test("loses nothing of it by an inspection, and gets none where the goods were never in", () => {
    const sent = after(back(), ["buyer", paidBack(1800n)]);
    const hurt = after(arrived(sent), ["warehouse", { kind: "inspect_goods", lines: inspected(sent.opened.state, 1, 1) }]);
    expect(promised(hurt)).toContainEqual([-1, 1800n]);
    expect(promised(sent)).not.toContainEqual([-1, 1800n]);
  });
});

describe("what a buyer says the parcel cost", () => {
  const refusalOf = (running: Running, command: CaseCommand) => {
    const answer = decide(running.opened.state, command, running.rules, NOW as never, by("buyer"));
    return answer.kind === "rejected" ? answer.code : null;
  };

  test.each([
    ["where the buyer bears it", back({ returnFreightBy: "buyer" }), paidBack(1800n), "return_freight_not_owed"],
    ["where nobody does", back({ returnFreightBy: "none" }), paidBack(1800n), "return_freight_not_owed"],
    ["nothing", back(), paidBack(0n), "return_freight_not_positive"],
    ["less than nothing", back(), paidBack(-1n), "return_freight_not_positive"],
    ["a larger sum without a receipt", back(), handOver({ amountMinor: 1501n, receipt: [] }), "receipt_missing"],
    ["a parcel without a number", back(), { ...paidBack(1800n), trackingNo: " " }, "tracking_no_missing"],
  ] as const)("%s is refused", (_what, running, command, code) => {
    expect(refusalOf(running, command)).toBe(code);
  });

  test("is believed for a small sum", () => {
    expect(refusalOf(back(), handOver({ amountMinor: 1500n, receipt: [] }))).toBe(null);
  });
});

describe("a booked pickup with a fee", () => {
  const collected = (parts: CaseParts) => {
    const booked = answered(after(aCase(parts), ["buyer", { kind: "request_pickup" }]), "book_pickup", {
      kind: "pickup_booked",
      carrier: "sf",
      trackingNo: "SF-1",
      feeMinor: 1200n,
    });
    return after(booked, [
      "system",
      { kind: "report_tracking", trackingNo: "SF-1", code: "picked_up", trackedAt: booked.opened.state.filedAt },
    ]);
  };
  const total = (running: Running) => promised(running).reduce((sum, [, amount]) => sum + BigInt(amount ?? 0), 0n);

  test("is taken off the refund of a buyer who bears the way back", () => {
    const inHouse = collected({ template: "return_refund", returnFreightBy: "buyer" });
    expect(total(inHouse) - total(arrived(inHouse))).toBe(1200n);
    expect(owedBy(arrived(inHouse), "freight_expense")).toBe(-1200n);
  });

  test("costs a buyer nothing where the seller bears it, who is charged for what the platform paid", () => {
    const inHouse = collected({ template: "return_refund", returnFreightBy: "seller" });
    const charged = arrived(inHouse);
    expect(total(charged)).toBe(total(inHouse));
    expect(owedBy(charged, "freight_expense")).toBe(-1200n);
    expect(owedBy(charged, "seller_settlement") - owedBy(inHouse, "seller_settlement")).toBe(1200n);
    const hurt = after(charged, ["warehouse", { kind: "inspect_goods", lines: inspected(charged.opened.state, 1, 1) }]);
    expect(owedBy(hurt, "freight_expense")).toBe(-1200n);
  });

  test("is nobody's charge where the platform bears it", () => {
    const inHouse = collected({ template: "return_refund", returnFreightBy: "platform" });
    expect(total(arrived(inHouse))).toBe(total(inHouse));
    expect(owedBy(arrived(inHouse), "freight_expense")).toBe(0n);
  });

  test("is asked back from nobody who had all the money ahead of the goods", () => {
    const sent = collected({ template: "return_refund_after_shipped", returnFreightBy: "buyer" });
    const ahead = answered(answered(sent, "refund_tender", PAID, -1), "refund_tender", PAID, -2);
    expect(passed(arrived(ahead)).opened.state.end).toBe("resolved");
  });

  test("is added to the difference of an exchange", () => {
    const exchange = answered(aCase({ template: "exchange", replacementSkuId: null, returnFreightBy: "buyer" }), "reserve_stock", {
      kind: "stock_reserved",
    });
    const booked = answered(after(exchange, ["buyer", { kind: "request_pickup" }]), "book_pickup", {
      kind: "pickup_booked",
      carrier: "sf",
      trackingNo: "SF-1",
      feeMinor: 1200n,
    });
    const scan = { kind: "report_tracking", trackingNo: "SF-1", code: "picked_up", trackedAt: booked.opened.state.filedAt } as const;
    const settled = passed(arrived(after(booked, ["system", scan])));
    expect(stepsOf(settled).at(-1)).toBe("collect_difference active");
    expect(settled.opened.state.money.collect?.amountMinor).toBe(1200n);
  });
});

import { describe, expect, test } from "vitest";
import type { CaseId, EffectId, SellerId } from "../kernel/ids.ts";
import type { Currency } from "../kernel/money.ts";
import { DAY_MS, HOUR_MS, instant, MINUTE_MS } from "../kernel/time.ts";
import { civilDay, dayAfter, dayOf, spanOf } from "./civil-day.ts";
import { closeFaults, refuseClose } from "./daily-close.ts";
import type { GatewayLine } from "./gateway-line.ts";
import { type MatchAsk, matchLines } from "./match-lines.ts";
import type { MoneyFact } from "./money-fact.ts";
import { openItems } from "./open-item.ts";
import { confirmSettlement, decideSettlement, legsOfClearing, legsOfSettlement } from "./settle-item.ts";

const CNY = "CNY" as Currency;
const FROM = instant(1_763_654_400_000);
const UNTIL = instant(FROM + DAY_MS);
const FACT: MoneyFact = {
  ...{ factKey: "case_1:3", caseId: "case_1" as CaseId, shortNo: "1", sellerId: "seller_1" as SellerId, kind: "refund" },
  ...{ effectId: "effect_1001" as EffectId, gatewayRef: "r1", key: "1001", orderNo: "A1", amountMinor: -11_800n, currency: CNY },
  ...{ at: instant(FROM + HOUR_MS), gateway: "bank" },
};
const LINE: GatewayLine = {
  ...{ row: 2, kind: "refund", gatewayRef: "r1", key: "1001", orderNo: "A1", amountMinor: -11_800n, feeMinor: 0n },
  ...{ currency: CNY, at: instant(FROM + HOUR_MS), state: "done" },
};
const matched = (lines: readonly GatewayLine[], facts: readonly MoneyFact[], more: Partial<MatchAsk> = {}) =>
  matchLines({
    ...{ gateway: "bank", from: FROM, until: UNTIL, rules: { carryMs: 2 * HOUR_MS, suggestMs: DAY_MS }, lines, facts, links: new Map() },
    ...more,
  });

describe("around midnight", () => {
  const late = { ...FACT, at: instant(UNTIL - MINUTE_MS) };

  test("a refund of the last minutes waits for the next statement", () => {
    expect(matched([], [late])).toMatchObject([{ outcome: "carried" }]);
  });

  test("the next statement brings it, and nothing is left", () => {
    const next = { from: UNTIL, until: instant(UNTIL + DAY_MS) };
    expect(matched([{ ...LINE, at: instant(UNTIL + MINUTE_MS) }], [late], next)).toMatchObject([{ outcome: "matched" }]);
  });

  test("what the next statement does not bring either is missing", () => {
    expect(matched([], [late], { from: UNTIL, until: instant(UNTIL + DAY_MS) })).toMatchObject([{ outcome: "missing" }]);
  });

  test("a movement the books learned of days later is the same one, on another day", () => {
    const next = { ...FACT, at: instant(UNTIL + 3 * HOUR_MS) };
    expect(matched([LINE], [next])).toMatchObject([{ outcome: "different", differences: ["day"] }]);
  });
});

describe("what belongs together", () => {
  test("a refund done by hand at the gateway is extra, and its order's own refund is suggested and not taken", () => {
    const [extra, missing] = matched([{ ...LINE, gatewayRef: "x9", key: null }], [FACT]);
    expect(extra).toMatchObject({ outcome: "extra", suggested: "case_1:3" });
    expect(missing).toMatchObject({ outcome: "missing", suggestedRow: 2 });
  });

  test("two refunds of one amount and order are suggested for neither", () => {
    const [extra] = matched(
      [{ ...LINE, gatewayRef: "x9", key: null }],
      [FACT, { ...FACT, factKey: "case_1:4", gatewayRef: "r2", key: "1002" }],
    );
    expect(extra).toMatchObject({ outcome: "extra", suggested: null });
  });

  test("a line a person linked is matched by hand", () => {
    const links = new Map([["refund:x9", "case_1:3"]]);
    expect(matched([{ ...LINE, gatewayRef: "x9", key: null }], [FACT], { links })).toMatchObject([{ outcome: "matched", by: "hand" }]);
  });

  test("a refund that came back is another movement, whatever number it carries", () => {
    const back = { ...LINE, row: 3, kind: "reversal", amountMinor: 11_800n } as const;
    expect(matched([LINE, back], [FACT]).map(finding => finding.outcome)).toEqual(["matched", "extra"]);
  });

  test("what another gateway moved, or a person paid, is not missing here", () => {
    expect(
      matched(
        [],
        [
          { ...FACT, gateway: "other" },
          { ...FACT, factKey: "case_1:9", gateway: null },
        ],
      ).map(finding => finding.outcome),
    ).toEqual(["not_due", "not_due"]);
  });

  test("of two lines of one movement the one that agrees is it", () => {
    const wrong = { ...LINE, amountMinor: -1n };
    const found = matched([wrong, { ...LINE, row: 3 }], [FACT]);
    expect(found).toMatchObject([
      { outcome: "matched", line: { row: 3 } },
      { outcome: "duplicated", line: { row: 2 } },
    ]);
  });
});

describe("an item", () => {
  const extra = { status: "open", outcome: "extra", stakeMinor: -300n, resolution: null, settledBy: null } as const;
  const rules = { secondPersonFromMinor: 1000n };

  test("is worth what the gateway has more than the books", () => {
    expect(openItems(matched([], [FACT]))).toMatchObject([{ itemKey: "fact:case_1:3", stakeMinor: 11_800n }]);
    expect(openItems(matched([{ ...LINE, kind: "fee", gatewayRef: "f1", key: null, amountMinor: -5n }], []))).toMatchObject([
      { itemKey: "line:fee:f1", stakeMinor: -5n },
    ]);
  });

  test("is settled by one person below the limit and by two from it on", () => {
    expect(decideSettlement(extra, "fee", rules)).toEqual({ kind: "settled" });
    const large = { ...extra, stakeMinor: -1000n };
    expect(decideSettlement(large, "suspend", rules)).toEqual({ kind: "proposed" });
    const proposed = { ...large, status: "proposed", resolution: "suspend", settledBy: "account_a" } as const;
    expect(confirmSettlement(proposed, "account_a")).toEqual({ kind: "rejected", code: "item_needs_another" });
    expect(confirmSettlement(proposed, "account_b")).toEqual({ kind: "settled" });
    expect(confirmSettlement(extra, "account_b")).toEqual({ kind: "rejected", code: "item_not_proposed" });
  });

  test("is no fee where money came in or never left", () => {
    expect(decideSettlement({ ...extra, stakeMinor: 300n }, "fee", rules)).toMatchObject({ code: "item_not_fee" });
    expect(decideSettlement({ ...extra, outcome: "missing", stakeMinor: 300n }, "fee", rules)).toMatchObject({ code: "item_not_fee" });
    expect(decideSettlement({ ...extra, stakeMinor: null }, "suspend", rules)).toMatchObject({ code: "item_no_stake" });
    expect(decideSettlement({ ...extra, outcome: "missing" }, "link", rules)).toMatchObject({ code: "item_link_unfit" });
    expect(decideSettlement({ ...extra, status: "cleared" }, "suspend", rules)).toMatchObject({ code: "item_settled" });
  });

  test("brings the clearing account to what the gateway says, and is undone the other way round", () => {
    expect(legsOfSettlement("suspend", "bank", -300n)).toEqual([
      { account: "gateway_clearing", partyRef: "bank", amountMinor: -300n },
      { account: "suspense", partyRef: "bank", amountMinor: 300n },
    ]);
    expect(legsOfClearing("fee", "bank", -300n)).toEqual([
      { account: "gateway_clearing", partyRef: "bank", amountMinor: 300n },
      { account: "gateway_fee_expense", partyRef: "bank", amountMinor: -300n },
    ]);
  });
});

describe("a day", () => {
  const day = civilDay("2026-02-28");
  if (day === null) throw new Error("that day exists");
  const ready = {
    ...{ day, isOver: true, isClosed: false, earlierOpen: null, withoutStatement: [], unexplained: 0 },
    ...{ unsettledMinor: 0n, deciders: new Set<string>(), secondPersonFromMinor: 1000n },
  };

  test("is one of a calendar with a fixed offset", () => {
    expect(civilDay("2026-02-29")).toBeNull();
    expect(dayAfter(day)).toBe("2026-03-01");
    const { from, until } = spanOf(day, 480);
    expect([dayOf(from, 480), dayOf(instant(from - 1), 480), dayOf(until, 480)]).toEqual(["2026-02-28", "2026-02-27", "2026-03-01"]);
  });

  test("is closed once, after it is over, after the one before, with every statement matched and every item explained", () => {
    expect(refuseClose(ready, "account_a")).toBeNull();
    expect(refuseClose({ ...ready, unexplained: 1 }, "account_a")).toBe("close_items_open");
    expect(refuseClose({ ...ready, unexplained: 1, withoutStatement: ["alipay"] }, "account_a")).toBe("close_statement_missing");
    expect(refuseClose({ ...ready, earlierOpen: day, withoutStatement: ["alipay"] }, "account_a")).toBe("close_earlier_open");
    expect(refuseClose({ ...ready, isOver: false, earlierOpen: day }, "account_a")).toBe("close_day_not_over");
    expect(refuseClose({ ...ready, isClosed: true, isOver: false }, "account_a")).toBe("close_exists");
  });

  test("with much put aside is not signed by whoever put it there", () => {
    const much = { ...ready, unsettledMinor: 1000n, deciders: new Set(["account_a"]) };
    expect(refuseClose(much, "account_a")).toBe("close_needs_another");
    expect(refuseClose(much, "account_b")).toBeNull();
  });

  test("whose sums do not add up says in which account", () => {
    const account = { account: "suspense", currency: CNY, openingMinor: 0n, debitMinor: 5n, creditMinor: 0n, closingMinor: 5n } as const;
    const other = { ...account, account: "gateway_clearing", debitMinor: 0n, creditMinor: 5n, closingMinor: -5n } as const;
    expect(closeFaults({ accounts: [account, other] })).toEqual([]);
    expect(closeFaults({ accounts: [{ ...account, closingMinor: 6n }, other] })).toEqual(["suspense CNY", "CNY"]);
  });
});

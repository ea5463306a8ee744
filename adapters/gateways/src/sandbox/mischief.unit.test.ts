import { addMs, type Instant, instant } from "@amends/domain/kernel/time";
import { beforeEach, describe, expect, test } from "vitest";
import { keyNo, refundOf, STARTED_AT } from "../contract/requests.ts";
import { GatewayUnavailable } from "../gateway-unavailable.ts";
import { createSandboxBank, type SandboxBank } from "../sandbox-bank/sandbox-bank.ts";
import { createMischiefs, type Mischief, type MischiefAct, type Mischiefs } from "./mischief.ts";
import { parseMischief } from "./parse-mischief.ts";
import type { SettledNotice } from "./partner.ts";
import { fieldsOf } from "./request-fields.ts";
import { fromWire, toWire } from "./wire.ts";

let now: Instant;
let mischiefs: Mischiefs;
let bank: SandboxBank;
let notices: SettledNotice[];
beforeEach(() => {
  now = instant(STARTED_AT);
  mischiefs = createMischiefs();
  notices = [];
  bank = createSandboxBank({ clock: () => now, mischiefs, onSettled: notice => void notices.push(notice) });
});

const nextRefund = (act: MischiefAct): void =>
  mischiefs.set({ seed: 1, rules: [{ methods: ["refund"], calls: { kind: "next", count: 1 }, act }] });
const request = refundOf(keyNo(1));

describe("for the next call", () => {
  test("a failure before booking leaves nothing behind, and a repeat books it", async () => {
    nextRefund({ kind: "fail_before" });
    await expect(bank.refund(request)).rejects.toThrow(GatewayUnavailable);
    expect(await bank.find(request.key)).toBeNull();
    expect((await bank.refund(request)).kind).toBe("done");
  });

  test.each(["fail_after", "lose_answer"] as const)(
    "after %s the money has moved, find says so, and a repeat moves nothing",
    async kind => {
      nextRefund({ kind });
      await expect(bank.refund(request)).rejects.toThrow(GatewayUnavailable);
      const found = await bank.find(request.key);
      expect(found?.kind).toBe("done");
      expect(await bank.refund(request)).toEqual(found);
      expect(await bank.statement()).toHaveLength(1);
    },
  );

  test("a request that arrives twice is one movement", async () => {
    nextRefund({ kind: "twice" });
    expect((await bank.refund(request)).kind).toBe("done");
    expect(await bank.statement()).toHaveLength(1);
  });

  test("a refusal on order has its code and is final", async () => {
    nextRefund({ kind: "refuse", code: "method_closed" });
    const answer = await bank.refund(request);
    expect(answer).toMatchObject({ kind: "refused", code: "method_closed" });
    expect(await bank.refund(request)).toEqual(answer);
    expect(await bank.statement()).toEqual([]);
  });

  test("pending ends with the third question, and only then is the money on the statement", async () => {
    nextRefund({ kind: "pending", until: { kind: "finds", count: 3 } });
    expect(await bank.refund(request)).toEqual({ kind: "pending" });
    expect(await bank.find(request.key)).toEqual({ kind: "pending" });
    expect(await bank.find(request.key)).toEqual({ kind: "pending" });
    expect(await bank.statement()).toEqual([]);
    now = addMs(now, 5000);
    const done = await bank.find(request.key);
    expect(done).toMatchObject({ kind: "done", at: now });
    expect(await bank.find(request.key)).toEqual(done);
    expect(await bank.statement()).toMatchObject([{ key: request.key, at: now }]);
  });

  test("pending until a time ends by itself and is told once", async () => {
    nextRefund({ kind: "pending", until: { kind: "ms", ms: 1000 } });
    await bank.refund(request);
    await bank.settleDue();
    expect(notices).toEqual([]);
    now = addMs(now, 60_000);
    await bank.settleDue();
    await bank.settleDue();
    expect(notices).toMatchObject([{ key: request.key, answer: { kind: "done", at: STARTED_AT + 1000 } }]);
  });

  test("a call-back is made twice, or never, when told so", async () => {
    const pendingThen = (act: MischiefAct, key: number) => {
      mischiefs.set({
        seed: 1,
        rules: [
          { methods: ["refund"], calls: { kind: "next", count: 1 }, act: { kind: "pending", until: { kind: "ms", ms: 10 } } },
          { methods: ["settled"], calls: { kind: "next", count: 1 }, act },
        ],
      });
      return bank.refund(refundOf(keyNo(key)));
    };
    await pendingThen({ kind: "twice" }, 1);
    now = addMs(now, 10);
    await bank.settleDue();
    expect(notices).toHaveLength(2);
    await pendingThen({ kind: "lose_answer" }, 2);
    now = addMs(now, 10);
    await bank.settleDue();
    expect(notices).toHaveLength(2);
  });
});

describe("by chance", () => {
  const often: Mischief = {
    seed: 42,
    rules: [{ methods: "all", calls: { kind: "chance", basisPoints: 3000 }, act: { kind: "fail_before" } }],
  };
  const struck = (seed: number, order: readonly number[]): readonly number[] => {
    const drawn = createMischiefs({ ...often, seed });
    return order.filter(no => drawn.draw("refund", keyNo(no)).length > 0).toSorted((left, right) => left - right);
  };
  const numbers = Array.from({ length: 1000 }, (_, no) => no);

  test("the same seed strikes the same calls whatever their order, another seed others", () => {
    expect(struck(42, numbers)).toEqual(struck(42, numbers.toReversed()));
    expect(struck(43, numbers)).not.toEqual(struck(42, numbers));
  });

  test("it strikes about as often as it was told", () => {
    expect(struck(42, numbers).length).toBeGreaterThan(250);
    expect(struck(42, numbers).length).toBeLessThan(350);
  });

  test("a struck key gets through by repeating", () => {
    const drawn = createMischiefs(often);
    for (const no of numbers) expect([...Array(40)].some(() => drawn.draw("refund", keyNo(no)).length === 0)).toBe(true);
  });
});

test("a mischief survives the way over HTTP, and one with a typing error is refused", () => {
  const mischief: Mischief = {
    seed: 3,
    rules: [
      { methods: "all", calls: { kind: "chance", basisPoints: 100 }, act: { kind: "slow", ms: 20 } },
      {
        methods: ["collect", "find"],
        calls: { kind: "next", count: 2 },
        act: { kind: "pending", until: { kind: "finds", count: 2 } },
      },
      { methods: ["amend"], calls: { kind: "next", count: 1 }, act: { kind: "refuse", code: "already_shipped" } },
    ],
  };
  expect(parseMischief(fieldsOf(fromWire(toWire(mischief))))).toEqual(mischief);
  const wrong = { seed: 1, rules: [{ methods: ["refunds"], calls: { kind: "next", count: 1 }, act: { kind: "twice" } }] };
  expect(() => parseMischief(wrong)).toThrow(/method must be one of/);
});

import { instant } from "@amends/domain/kernel/time";
import { beforeEach, describe, expect, test } from "vitest";
import { collectOf, keyNo, refundOf, STARTED_AT } from "../contract/requests.ts";
import { createMischiefs } from "../sandbox/mischief.ts";
import { createSandboxBank, type SandboxBank } from "./sandbox-bank.ts";

let bank: SandboxBank;
beforeEach(() => {
  bank = createSandboxBank({ clock: () => instant(STARTED_AT) });
});

describe("a gift card", () => {
  const gift = { tenderKind: "gift_card", methodRef: "gift-1" } as const;

  test("can be collected from until it is empty, and a refund fills it again", async () => {
    await bank.openAccount({ methodRef: "gift-1", kind: "gift_card", balanceMinor: 1000n });
    expect((await bank.collect(collectOf(keyNo(1), { ...gift, amountMinor: 700n }))).kind).toBe("done");
    expect(await bank.collect(collectOf(keyNo(2), { ...gift, amountMinor: 301n }))).toMatchObject({ code: "insufficient_balance" });
    await bank.refund(refundOf(keyNo(3), { ...gift, amountMinor: 1n }));
    expect((await bank.collect(collectOf(keyNo(4), { ...gift, amountMinor: 301n }))).kind).toBe("done");
    expect(await bank.balanceOf("gift-1")).toBe(0n);
  });

  test("that nobody opened has nothing to collect, but takes a refund and keeps it", async () => {
    expect(await bank.collect(collectOf(keyNo(1), gift))).toMatchObject({ code: "unknown_method" });
    expect((await bank.refund(refundOf(keyNo(2), { ...gift, amountMinor: 400n }))).kind).toBe("done");
    expect(await bank.balanceOf("gift-1")).toBe(400n);
  });

  test("is not spent twice while a collection is pending", async () => {
    const mischiefs = createMischiefs({
      seed: 1,
      rules: [{ methods: ["collect"], calls: { kind: "next", count: 1 }, act: { kind: "pending", until: { kind: "finds", count: 1 } } }],
    });
    bank = createSandboxBank({ clock: () => instant(STARTED_AT), mischiefs });
    await bank.openAccount({ methodRef: "gift-1", kind: "gift_card", balanceMinor: 500n });
    expect((await bank.collect(collectOf(keyNo(1), gift))).kind).toBe("pending");
    expect(await bank.collect(collectOf(keyNo(2), gift))).toMatchObject({ code: "insufficient_balance" });
  });
});

test("a card has no end and no balance; a closed one takes nothing any more", async () => {
  expect((await bank.collect(collectOf(keyNo(1), { amountMinor: 10n ** 12n }))).kind).toBe("done");
  expect(await bank.balanceOf("card-1")).toBeNull();
  await bank.closeAccount("card-1");
  expect(await bank.refund(refundOf(keyNo(2)))).toMatchObject({ kind: "refused", code: "method_closed" });
});

describe("refunds and captures", () => {
  const forOrder = (no: number, amountMinor: bigint, externalOrderNo: string) =>
    bank.refund(refundOf(keyNo(no), { amountMinor, externalOrderNo }));

  test("where captures of the order are known, no more goes back than came", async () => {
    await bank.recordCapture({ externalOrderNo: "N1", methodRef: "card-1", amountMinor: 1000n });
    expect((await forOrder(1, 600n, "N1")).kind).toBe("done");
    expect(await forOrder(2, 401n, "N1")).toMatchObject({ kind: "refused", code: "amount_above_captured" });
    expect((await forOrder(3, 400n, "N1")).kind).toBe("done");
  });

  test("an order whose captures are not known is not held against others", async () => {
    await bank.recordCapture({ externalOrderNo: "N1", methodRef: "card-1", amountMinor: 1000n });
    expect((await forOrder(1, 5000n, "N2")).kind).toBe("done");
  });

  test("what was collected later for the order may go back too", async () => {
    await bank.recordCapture({ externalOrderNo: "N1", methodRef: "card-1", amountMinor: 1000n });
    await bank.collect(collectOf(keyNo(1), { amountMinor: 200n, externalOrderNo: "N1" }));
    expect((await forOrder(2, 1200n, "N1")).kind).toBe("done");
  });
});

test("what is paid on top is held against no capture, and uses none up", async () => {
  await bank.recordCapture({ externalOrderNo: "N1", methodRef: "card-1", amountMinor: 1000n });
  expect((await bank.pay(collectOf(keyNo(1), { amountMinor: 5000n }))).kind).toBe("done");
  expect((await bank.refund(refundOf(keyNo(2), { amountMinor: 1000n, externalOrderNo: "N1" }))).kind).toBe("done");
});

test("nothing, or less, cannot be moved", async () => {
  await expect(bank.refund(refundOf(keyNo(1), { amountMinor: 0n }))).rejects.toThrow(/more than nothing/);
});

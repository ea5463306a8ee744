import type { OperationId } from "@amends/domain/kernel/ids";
import { instant } from "@amends/domain/kernel/time";
import { type ConfiguredPayments, routePayments } from "@amends/gateways/configured/route-payments";
import { keyNo, refundOf } from "@amends/gateways/contract/requests";
import { sandboxNoticeReader } from "@amends/gateways/sandbox-bank/bank-notice";
import { createSandboxBank } from "@amends/gateways/sandbox-bank/sandbox-bank";
import { beforeEach, describe, expect, test } from "vitest";

const SHOP: OperationId = "operation_01jd7v8k2m0f9q3r5s7t9v1x";
const newBank = () => createSandboxBank({ clock: () => instant(0) });

let alipay = newBank();
let stripe = newBank();
let rest = newBank();
beforeEach(() => {
  [alipay, stripe, rest] = [newBank(), newBank(), newBank()];
});

const configured = (otherwise: ConfiguredPayments["otherwise"]): ConfiguredPayments => {
  const reader = sandboxNoticeReader("secret");
  return {
    gateways: new Map([
      ["alipay", { gateway: alipay, reader, account: null, byHand: null }],
      ["stripe", { gateway: stripe, reader, account: null, byHand: null }],
    ]),
    routes: [
      { gateway: "alipay", operations: ["shop"], tenderKinds: ["wallet"], methodRefPrefix: "alipay:" },
      { gateway: "stripe", operations: null, tenderKinds: ["card"], methodRefPrefix: "" },
    ],
    otherwise,
  };
};
const routed = (otherwise: ConfiguredPayments["otherwise"] = "by_hand") =>
  routePayments(configured(otherwise), rest, async operationId => (operationId === SHOP ? "shop" : "market"));
const WALLET = { tenderKind: "wallet", methodRef: "alipay:T-1", operationId: SHOP } as const;

describe("a refund", () => {
  test("goes to the first gateway whose every condition holds, which sees the reference without the prefix", async () => {
    await routed().refund(refundOf(keyNo(1), WALLET));
    expect(await alipay.statement()).toMatchObject([{ key: keyNo(1), methodRef: "T-1" }]);
    await routed().refund(refundOf(keyNo(2), { tenderKind: "card", methodRef: "pi_1" }));
    expect(await stripe.statement()).toMatchObject([{ key: keyNo(2), methodRef: "pi_1" }]);
  });

  test("is looked for where it was sent", async () => {
    const request = refundOf(keyNo(1), WALLET);
    const answer = await routed().refund(request);
    expect(await routed().find(request.key, { ...request, kind: "refund_tender" })).toEqual(answer);
    expect(await stripe.find(request.key)).toBeNull();
  });

  test.each([
    ["of another operation", { ...WALLET, operationId: "operation_01jd7v8k2m0f9q3r5s7t9v1y" as OperationId }],
    ["of no known operation", { tenderKind: "wallet", methodRef: "alipay:T-1" } as const],
    ["of another kind of tender", { ...WALLET, tenderKind: "gift_card" } as const],
    ["with another reference", { ...WALLET, methodRef: "wx:T-1" }],
  ])("%s has no route and is left to a person, unless the sandbox bank may pretend", async (_what, over) => {
    expect(await routed().refund(refundOf(keyNo(1), over))).toMatchObject({ kind: "refused", code: "not_supported" });
    expect(await rest.statement()).toEqual([]);
    expect((await routed("sandbox").refund(refundOf(keyNo(2), over))).kind).toBe("done");
    expect(await rest.statement()).toHaveLength(1);
  });
});

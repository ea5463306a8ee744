import { expect, test } from "vitest";
import { splitAdvance } from "./bearer-shares.ts";

test("a seller who bears a pickup the platform paid owes it with the refund, and the platform has its expense back", () => {
  const leg = (account: "gateway_clearing" | "seller_settlement" | "freight_expense", partyRef: string, amountMinor: bigint) => ({
    ...{ account, partyRef, amountMinor },
  });
  const sums = [
    leg("gateway_clearing", "wallet", -10_000n),
    leg("seller_settlement", "s", 11_200n),
    leg("freight_expense", "platform", -1200n),
  ];
  expect(splitAdvance(sums, { inward: [], goodsMinor: 10_000n })).toEqual({
    advancedMinor: 10_000n,
    shares: [{ bearer: "seller", postedTo: "seller", owedMinor: 11_200n }],
    platformMinor: -1200n,
  });
});

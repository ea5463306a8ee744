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

test("what two bear falls on them by largest remainder, so that the cent left over is with whoever is nearer to it", () => {
  const sums = [
    { account: "seller_settlement", partyRef: "s", amountMinor: 101n },
    { account: "gateway_clearing", partyRef: "wallet", amountMinor: -101n },
  ] as const;
  const inward = [
    { party: "seller", shareBasisPoints: 3_000 },
    { party: "creator", shareBasisPoints: 7_000 },
  ] as const;
  const owed = splitAdvance(sums, { inward, goodsMinor: 101n }).shares.map(({ bearer, owedMinor }) => [bearer, owedMinor]);
  expect(owed).toEqual([
    ["seller", 30n],
    ["creator", 71n],
  ]);
});

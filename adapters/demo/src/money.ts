import { allocate } from "@amends/domain/kernel/allocate";
import { type Minor, minMinor, sumMinor } from "@amends/domain/kernel/money";
import type { Chance } from "./chance.ts";
import type { NativeOrder } from "./parcels.ts";
import type { Method } from "./people.ts";

export type PricedLine = { readonly lineNo: number; readonly sellerExternalId: string; readonly grossMinor: Minor };
type Discount = NonNullable<NativeOrder["discounts"]>[number];
type Tender = NativeOrder["tenders"][number];
type Freight = NonNullable<NativeOrder["freight"]>;

type Coupon = { readonly bearer: Discount["bearer"]; readonly offMinor: Minor; readonly thresholdMinor: Minor | null };

const PLATFORM_COUPONS: readonly Coupon[] = [
  { bearer: "platform", offMinor: 500n, thresholdMinor: 4900n },
  { bearer: "platform", offMinor: 2000n, thresholdMinor: 19_900n },
  { bearer: "platform", offMinor: 300n, thresholdMinor: null },
];
const SELLER_COUPONS: readonly Coupon[] = [
  { bearer: "seller", offMinor: 1000n, thresholdMinor: 9900n },
  { bearer: "seller", offMinor: 5000n, thresholdMinor: 49_900n },
];
const CREATOR_COUPON: Coupon = { bearer: "creator", offMinor: 800n, thresholdMinor: 5900n };

/** The cuts that applied, each spread over the lines it was given for; never more than the lines cost. */
export const makeDiscounts = (lines: readonly PricedLine[], isLive: boolean, chance: Chance): Discount[] => {
  const [first] = lines;
  const ofFirstSeller = lines.filter(line => line.sellerExternalId === first?.sellerExternalId);
  const wanted = [
    ...(chance.inThousand(300) ? [{ coupon: chance.oneOf(PLATFORM_COUPONS), lines }] : []),
    ...(chance.inThousand(250) ? [{ coupon: chance.oneOf(SELLER_COUPONS), lines: ofFirstSeller }] : []),
    ...(isLive ? [{ coupon: CREATOR_COUPON, lines: ofFirstSeller }] : []),
  ];
  return wanted
    .filter(({ coupon, lines: on }) => (coupon.thresholdMinor ?? coupon.offMinor * 4n) <= sumMinor(on.map(line => line.grossMinor)))
    .map(({ coupon, lines: on }, index) => toDiscount(index + 1, coupon, on));
};

const toDiscount = (discountNo: number, { bearer, offMinor, thresholdMinor }: Coupon, lines: readonly PricedLine[]): Discount => {
  const parts = allocate(
    offMinor,
    lines.map(line => line.grossMinor),
  );
  return {
    discountNo,
    bearer,
    amountMinor: Number(offMinor),
    thresholdMinor: thresholdMinor === null ? null : Number(thresholdMinor),
    shares: lines.map(({ lineNo }, index) => ({ lineNo, amountMinor: Number(parts[index] ?? 0n) })),
  };
};

export const cutOf = (discounts: readonly Discount[], lineNo: number): Minor =>
  sumMinor(discounts.flatMap(({ shares }) => shares.filter(share => share.lineNo === lineNo).map(share => BigInt(share.amountMinor))));

export const makeFreight = (grossMinor: Minor, feeMinor: Minor, freeFromMinor: Minor | null): Freight => {
  const isFree = freeFromMinor !== null && grossMinor >= freeFromMinor;
  return {
    paidMinor: isFree ? 0 : Number(feeMinor),
    freeFromMinor: freeFromMinor === null ? null : Number(freeFromMinor),
    feeMinor: Number(feeMinor),
  };
};

/** Points and stored value first, as far as they go; the rest by one other route. */
export const makeTenders = (owedMinor: Minor, methods: readonly Method[], chance: Chance): Tender[] => {
  const points = chance.inThousand(220) ? methods.find(method => method.tenderKind === "points") : undefined;
  const stored = chance.inThousand(200)
    ? methods.find(({ tenderKind }) => tenderKind === "gift_card" || tenderKind === "store_credit")
    : undefined;
  const byPoints = points === undefined ? 0n : minMinor(owedMinor / 20n, 2000n);
  const byStored = stored === undefined ? 0n : minMinor(owedMinor / 2n, 5000n);
  const rest = owedMinor - byPoints - byStored;
  const main = chance.oneOf(methods.filter(({ tenderKind }) => tenderKind === "wallet" || tenderKind === "card"));
  const parts = [
    [main, rest],
    [stored, byStored],
    [points, byPoints],
  ] as const;
  return parts
    .flatMap(([method, minor]) => (method === undefined || minor === 0n ? [] : [{ method, minor }]))
    .map(({ method, minor }, index) => ({
      tenderNo: index + 1,
      kind: method.tenderKind,
      methodRef: method.methodRef,
      paidMinor: Number(minor),
    }));
};

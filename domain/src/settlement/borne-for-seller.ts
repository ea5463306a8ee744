import { allocate } from "../kernel/allocate.ts";
import type { SellerId } from "../kernel/ids.ts";
import { type Minor, maxMinor, minMinor, sumMinor } from "../kernel/money.ts";
import { type LiabilityFinding, WHOLE_BASIS_POINTS } from "../liability/attribute-liability.ts";
import { balanced, type Leg } from "./postings.ts";

export type ChargedSeller = {
  readonly sellerId: SellerId;
  /** The promise as it is on the books. */
  readonly legs: readonly Leg[];
  readonly inward: LiabilityFinding["inward"];
  /** How much of the charge is goods: what is found to be shared is the goods, and nothing that came with them. */
  readonly goodsMinor: Minor;
};

/**
 * The seller answers to the buyer and is charged first (policy.md §5.1). Where the platform is found to bear it, the charge passes to the platform in a
 * posting of its own, so that the seller reads both. A seller who has nothing in it is left with nothing: no freight, and no sum on top.
 */
export const postingsForBorne = ({ sellerId, legs, inward, goodsMinor }: ChargedSeller): readonly Leg[] => {
  const chargedMinor = sumMinor(
    legs.flatMap(({ account, partyRef, amountMinor }) => (account === "seller_settlement" && partyRef === sellerId ? [amountMinor] : [])),
  );
  const borneMinor = partOfPlatform(maxMinor(0n, chargedMinor), inward, goodsMinor);
  return balanced([
    { account: "seller_settlement", partyRef: sellerId, amountMinor: -borneMinor },
    { account: "borne_for_seller", partyRef: "platform", amountMinor: borneMinor },
  ]);
};

const partOfPlatform = (chargedMinor: Minor, inward: ChargedSeller["inward"], goodsMinor: Minor): Minor => {
  const place = inward.findIndex(({ party }) => party === "platform");
  const share = inward[place];
  if (share === undefined) return 0n;
  if (share.shareBasisPoints === WHOLE_BASIS_POINTS) return chargedMinor;
  const weights = inward.map(({ shareBasisPoints }) => BigInt(shareBasisPoints));
  return allocate(minMinor(chargedMinor, maxMinor(0n, goodsMinor)), weights)[place] ?? 0n;
};

import type { OrderFacts, Shipment } from "./order-facts.ts";
import { type Custodian, carries, holderAfter } from "./parcel-track.ts";

/**
 * With whom a parcel grew lighter than it was at its first weighing (policy.md §5.3, K1 to K6): `nobody` where each parcel of the line was weighed twice and
 * none did, `unknown` where one was not.
 */
export type LighterWith = Custodian | "nobody";

/** A loss counts above both: so many grams, and so many basis points of the first weight. Scales differ, and cardboard dries. */
export type WeightTolerance = { readonly grams: number; readonly basisPoints: number };

export const lighterWith = (
  { shipments, channel }: Pick<OrderFacts, "shipments" | "channel">,
  lineNo: number,
  tolerance: WeightTolerance,
): LighterWith => {
  const each = shipments.filter(parcel => carries(parcel, lineNo)).map(parcel => parcelLighterWith(parcel, channel, tolerance));
  const holder = each.find(found => found !== "nobody" && found !== "unknown");
  return holder ?? (each.length > 0 && each.every(found => found === "nobody") ? "nobody" : "unknown");
};

const WHOLE_BASIS_POINTS = 10_000;

const parcelLighterWith = (
  { packedGrams, events }: Shipment,
  channel: OrderFacts["channel"],
  { grams: tolerated, basisPoints }: WeightTolerance,
): LighterWith => {
  let holder: Custodian = "seller";
  let first = packedGrams;
  let isWeighedAgain = false;
  for (const { code, grams } of events) {
    if (grams !== undefined && first !== undefined) {
      const lost = first - grams;
      if (lost > tolerated && lost * WHOLE_BASIS_POINTS > first * basisPoints) return holder;
      isWeighedAgain = true;
    }
    first ??= grams;
    holder = holderAfter(holder, code, channel);
  }
  return isWeighedAgain ? "nobody" : "unknown";
};

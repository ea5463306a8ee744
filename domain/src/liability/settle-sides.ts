import { ask, type StagePack, tableOf, wordOf } from "../intake/stage.ts";
import { PARTIES } from "../party/party.ts";
import type { Hit } from "../policy/compile-table.ts";
import type { SideStanding } from "./weigh-side.ts";

/** The two whose words differ; whoever else answers for something is found by the cause. */
export const SIDES = ["buyer", "seller"] as const;
export type Side = (typeof SIDES)[number];

export type Contest = {
  readonly standing: Readonly<Record<Side, SideStanding>>;
  /** The rows of `burden` for the cause each side names; the seller's is null where it denies and names none. */
  readonly burden: { readonly buyer: Hit; readonly seller: Hit | null };
  /** The buyer has shown the least that the reason asks for: then it is for the seller to answer. */
  readonly isMinimumShown: boolean;
};

/** `hit`: the row that says why, of the ranks or of the burden. */
export type Settled = { readonly holds: Side | "neither"; readonly by: "rank" | "burden" | "equal"; readonly hit: Hit };

/**
 * Two sides say different things (policy.md §5.6, step 4): what weighs more holds; of equal weight, the later burden row tells who had to show it; and where
 * that tells neither, the last row of the table. Words against words are settled by nobody but that row.
 */
export const settleSides = (pack: StagePack, { standing, burden, isMinimumShown }: Contest): Settled => {
  const { buyer, seller } = standing;
  if (buyer.rank < seller.rank) return { holds: "buyer", by: "rank", hit: buyer.rankHit };
  if (seller.rank < buyer.rank) return { holds: "seller", by: "rank", hit: seller.rankHit };
  const { rows } = tableOf(pack, "burden");
  const placeOf = (hit: Hit): number => rows.findIndex(({ id }) => id === hit.rowId);
  const later = burden.seller === null || placeOf(burden.seller) < placeOf(burden.buyer) ? burden.buyer : burden.seller;
  const bearer = bearerOf(later, isMinimumShown);
  const isLast = placeOf(later) === rows.length - 1;
  // Nothing is known of an empty context, so the row that answers is the one without conditions.
  if (buyer.isWordAlone || isLast || bearer === null) return { holds: "neither", by: "equal", hit: ask(pack, "burden", {}) };
  return { holds: bearer === "buyer" ? "seller" : "buyer", by: "burden", hit: later };
};

/** What the buyer had to show first passes to the seller once it is shown; the seller's own is met by nothing that only weighs the same. */
const bearerOf = (burden: Hit, isMinimumShown: boolean): Side | null => {
  const on = wordOf(burden, "burdenOn", PARTIES);
  const bearer = on === "buyer" && isMinimumShown && wordOf(burden, "shiftsTo", PARTIES) === "seller" ? "seller" : on;
  return bearer === "buyer" || bearer === "seller" ? bearer : null;
};

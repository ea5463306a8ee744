import type { CaseState } from "@amends/domain/case/case-state";
import { claimOf } from "@amends/domain/case/claim";
import { holdingsOf } from "@amends/domain/case/holdings";
import type { LoadedOrder } from "./case-ports.ts";

/**
 * What a linked case of the same filing is decided on: an order on which this one stands already. Decided on the order as it was read, each would take
 * the discount it breaks off once more, none would bring the freight back, and each would spend the whole of a balance or a quota.
 */
export const afterOpening = (known: LoadedOrder, state: CaseState): LoadedOrder => {
  const { uses, claims } = known;
  const { methodRef, heldMinor, instantMinor } = holdingsOf(state);
  const held = methodRef === null ? uses.held : { ...uses.held, [methodRef]: (uses.held[methodRef] ?? 0) + Number(heldMinor) };
  return {
    ...known,
    claims: [...claims, claimOf(state)],
    uses: { ...uses, instantUsedMinor: uses.instantUsedMinor + instantMinor, held },
  };
};

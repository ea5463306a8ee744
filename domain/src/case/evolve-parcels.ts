import type { Recorded } from "./case-event.ts";
import type { CaseState } from "./case-state.ts";
import { courierCancelled, courierKept, courierScanned, courierWithdrawn } from "./evolve-couriers.ts";
import { withoutEffect } from "./evolve-effects.ts";
import type { LateGoodsAccepted, ParcelTracked, PickupCancelled, PickupNotCancelled, WithdrawalAsked } from "./goods-event.ts";
import { parcelSeen } from "./parcel-seen.ts";

type ParcelEvent = ParcelTracked | WithdrawalAsked | PickupCancelled | PickupNotCancelled | LateGoodsAccepted;

/** What is heard of parcels and couriers between the naming of a parcel and its receipt, and of what came too late. */
export const evolveParcels = (state: CaseState, event: Recorded<ParcelEvent>): CaseState => {
  switch (event.type) {
    case "parcel_tracked":
      return courierScanned(parcelSeen(state, event), event);
    case "withdrawal_asked":
      return courierWithdrawn(state, event);
    case "pickup_cancelled":
      return withoutEffect(courierCancelled(state, event), event.effectId);
    case "pickup_not_cancelled":
      return withoutEffect(courierKept(state, event), event.effectId);
    case "late_goods_accepted": {
      const { carrier, trackingNo, lines } = event;
      return { ...state, lateGoods: [...(state.lateGoods ?? []), { carrier, trackingNo, lines }] };
    }
  }
};

import type { courierView } from "@amends/contract/views/courier-view";
import { expectedCourier, withdrawingCourier } from "@amends/domain/case/call-off-couriers";
import type { CaseState } from "@amends/domain/case/case-state";
import { overdueAt } from "@amends/domain/case/parcel";
import type { z } from "zod";

export const courierViewOf = (state: CaseState): z.output<typeof courierView> | null => {
  const courier = withdrawingCourier(state) ?? expectedCourier(state);
  if (courier === null) return null;
  return { isMissed: courier.isMissed === true, overdueAt: overdueAt(courier), isWithdrawing: courier.withdraws === true };
};

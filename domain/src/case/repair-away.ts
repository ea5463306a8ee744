import type { Instant } from "../kernel/time.ts";
import type { CaseRepair, CaseState } from "./case-state.ts";
import type { Parcel } from "./parcel.ts";

/** The first parcel of a repair is the goods; a later one is what was lent meanwhile. */
export const goneForRepair = ({ serviceType, repair }: CaseState, { sentAt }: Parcel): CaseRepair =>
  serviceType === "repair" && repair.away === undefined ? { ...repair, away: { startedAt: sentAt, endedAt: null } } : repair;

export const homeFromRepair = (repair: CaseRepair, isHome: boolean, at: Instant): CaseRepair =>
  repair.away !== undefined && isHome ? { ...repair, away: { ...repair.away, endedAt: at } } : repair;

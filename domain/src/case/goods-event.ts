import type { EffectId, TextId } from "../kernel/ids.ts";
import type { Minor } from "../kernel/money.ts";
import type { Instant } from "../kernel/time.ts";
import type { PartUsed } from "./case-command.ts";
import type { LateGoods, LentUnit, LineInspection } from "./case-state.ts";
import type { NamedParcel, Parcel, ReturnFreight, ScanCode } from "./parcel.ts";
import type { Step, StepOwner } from "./step.ts";

/** Where the goods of a case are, what was found in them and what is done to them. */
export type GoodsEvent =
  | ReturnAddressAsked
  | ReturnAddressCorrected
  | ParcelTraced
  | RepairOrdered
  | VisitBooked
  | RepairQuoted
  | UnitLent
  | RepairReported
  | StockReserved
  | StockReleased
  | ParcelNamed
  | ParcelCorrected
  | ReturnFreightStated
  | ParcelTracked
  | WithdrawalAsked
  | PickupCancelled
  | PickupNotCancelled
  | GoodsReceived
  | GoodsInspected
  | LateGoodsAccepted;

/** Nobody knows where the goods are to go: somebody is asked, and until the answer the buyer's step has not begun. */
export type ReturnAddressAsked = {
  readonly type: "return_address_asked";
  readonly step: Step;
  readonly heldStepNo: number;
  /** Who is to take the goods in. */
  readonly receiver: StepOwner;
};
/** The goods are to go elsewhere than the buyer was told: the time for sending them begins anew. */
export type ReturnAddressCorrected = {
  readonly type: "return_address_corrected";
  readonly stepNo: number;
  readonly dueAt: Instant;
  readonly nextAt: Instant | null;
  readonly sendTo: TextId;
};

/** Where a carrier, or whoever asked it, says that a parcel is. */
export type ParcelTraced = {
  readonly type: "parcel_traced";
  readonly effectId: EffectId | null;
  readonly finding: "moving" | "arrived" | "lost" | "damaged";
};

/** The repairer has taken the job. */
export type RepairOrdered = { readonly type: "repair_ordered"; readonly effectId: EffectId; readonly jobRef: string };
/** Somebody will come at this time. */
export type VisitBooked = {
  readonly type: "visit_booked";
  readonly effectId: EffectId;
  readonly visitRef: string;
  readonly slotAt: Instant;
};
/** The repair is not free: the buyer says whether it is wanted at this price. */
export type RepairQuoted = { readonly type: "repair_quoted"; readonly amountMinor: Minor };
/** The seller has lent something to use until the repair is done. */
export type UnitLent = { readonly type: "unit_lent"; readonly loan: LentUnit };
export type RepairReported = {
  readonly type: "repair_reported";
  readonly result: "repaired" | "beyond_repair";
  readonly parts: readonly PartUsed[];
};

/** The warehouse keeps the stock under the key of the effect that asked for it. */
export type StockReserved = { readonly type: "stock_reserved"; readonly effectId: EffectId };
export type StockReleased = { readonly type: "stock_released"; readonly effectId: EffectId };

export type ParcelNamed = {
  readonly type: "parcel_named";
  readonly way: "return" | "replacement";
  readonly parcel: Parcel;
  /** The booking it answers; null when a person named it. */
  readonly effectId: EffectId | null;
};
/** The return travels under another number than was first said. */
export type ParcelCorrected = {
  readonly type: "parcel_corrected";
  readonly was: NamedParcel;
} & NamedParcel;
/** What the way back cost, as the buyer who paid it says, or the carrier whose pickup the platform pays. It counts once the goods are in. */
export type ReturnFreightStated = { readonly type: "return_freight_stated" } & ReturnFreight;
export type ParcelTracked = {
  readonly type: "parcel_tracked";
  readonly trackingNo: string;
  readonly code: ScanCode;
  readonly trackedAt: Instant;
};

/** The buyer takes the request back while a courier is on the way to them: it is done once the carrier says that nobody comes. */
export type WithdrawalAsked = { readonly type: "withdrawal_asked"; readonly booking: EffectId };
/** The carrier sends nobody any more. */
export type PickupCancelled = { readonly type: "pickup_cancelled"; readonly effectId: EffectId; readonly booking: EffectId };
/** The carrier does not call its courier back: the goods are with it already, or it cannot. */
export type PickupNotCancelled = {
  readonly type: "pickup_not_cancelled";
  readonly effectId: EffectId;
  readonly booking: EffectId;
  readonly code: string;
};

export type GoodsReceived = {
  readonly type: "goods_received";
  readonly stepNo: number;
  readonly lines: readonly { readonly lineNo: number; readonly quantity: number }[];
};
export type GoodsInspected = {
  readonly type: "goods_inspected";
  readonly stepNo: number;
  readonly lines: readonly { readonly lineNo: number; readonly inspection: LineInspection }[];
};
/** They came when nobody waited for them any more, and stay: their price had been paid back. */
export type LateGoodsAccepted = { readonly type: "late_goods_accepted" } & LateGoods;

import type { EffectId } from "../kernel/ids.ts";
import type { Minor } from "../kernel/money.ts";
import { addMs, HOUR_MS, type Instant } from "../kernel/time.ts";
import { TRACKING_CODES } from "../order/order-facts.ts";

export type NamedParcel = { readonly carrier: string; readonly trackingNo: string };

export type Parcel = NamedParcel & {
  readonly sentAt: Instant;
  /** When somebody first saw a return under this number; absent until then, and on the way to a buyer. */
  readonly seenAt?: Instant;
  /** When the carrier comes for it; absent where the buyer takes it there, or no time was said. */
  readonly slotAt?: Instant;
};

export type ReturnFreight = { readonly amountMinor: Minor; readonly paidBy: "buyer" | "platform" };

/** What a carrier says of a parcel of a case: a scan, or that its courier did not come for it in the time that was booked. */
export const SCAN_CODES = [...TRACKING_CODES, "pickup_missed"] as const;
export type ScanCode = (typeof SCAN_CODES)[number];

/** From these scans on the goods of a pickup are with the carrier. */
export const COLLECTED_CODES: ReadonlySet<ScanCode> = new Set(["picked_up", "hub_scan", "out_for_delivery", "at_pickup_point", "signed"]);

/** A courier who was booked, from then until the goods are with the carrier or the booking is called off. */
export type BookedCourier = NamedParcel & {
  /** The booking's own key, by which it is called off. */
  readonly booking: EffectId;
  readonly stepNo: number;
  readonly slotAt?: Instant;
  /** The carrier says that nobody came. */
  readonly isMissed?: true;
  /** The carrier was asked not to come, and has not answered. */
  readonly isCalledOff?: true;
  /** The buyer takes the request back: whether that can be is known once the carrier has answered. */
  readonly withdraws?: true;
};

/** A slot is two hours long; who has not come by its end is late, whatever the carrier says (policy.md §3.14). */
const SLOT_MS = 2 * HOUR_MS;

/** From when on another courier may be booked though the carrier says nothing; null where no time was named. */
export const overdueAt = ({ slotAt }: Pick<BookedCourier, "slotAt">): Instant | null =>
  slotAt === undefined ? null : addMs(slotAt, SLOT_MS);

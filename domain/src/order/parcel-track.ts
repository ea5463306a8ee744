import { HOUR_MS, type Instant } from "../kernel/time.ts";
import type { OrderFacts, Shipment, TrackingCode, TrackingEvent } from "./order-facts.ts";

/** Who had the goods in hand when their harm or loss was first on record (policy.md §5.3); `unknown` where no scan tells of any. */
export const CUSTODIANS = ["seller", "carrier_out", "pickup_point", "buyer", "unknown"] as const;
export type Custodian = (typeof CUSTODIANS)[number];

/**
 * What the scans of the parcels that carry a line say (policy.md §3.4). Each length is the worst of its parcels, in hours of which
 * one begun counts whole, so that "more than 48" is true a moment after the forty-eighth; null where no parcel was handed in. A leg not ended yet is
 * measured up to now.
 */
export type ParcelTrack = {
  readonly last: TrackingEvent | null;
  readonly pickupHours: number | null;
  readonly hubHours: number | null;
  /** The longest silence between two scans on the way. */
  readonly gapHours: number | null;
  readonly pickedUpBeforePayment: boolean;
  readonly custody: Custodian;
};

export const parcelTrack = (order: Pick<OrderFacts, "shipments" | "paidAt" | "channel">, lineNo: number, at: Instant): ParcelTrack => {
  let track = NOTHING_SENT;
  for (const shipment of order.shipments) if (carries(shipment, lineNo)) track = worse(track, trackOf(shipment, order, at));
  return track;
};

/** Every parcel of the line stays in the province it was sent from; false where one does not, or nobody said. */
export const staysInRegion = ({ shipments, region }: Pick<OrderFacts, "shipments" | "region">, lineNo: number): boolean => {
  const parcels = shipments.filter(shipment => carries(shipment, lineNo));
  return region !== undefined && parcels.length > 0 && parcels.every(({ fromRegion }) => fromRegion === region);
};

const NOTHING_SENT: ParcelTrack = {
  last: null,
  pickupHours: null,
  hubHours: null,
  gapHours: null,
  pickedUpBeforePayment: false,
  custody: "unknown",
};

export const carries = (shipment: Shipment, lineNo: number): boolean => {
  for (const part of shipment.lines) if (part.lineNo === lineNo) return true;
  return false;
};

const trackOf = (shipment: Shipment, order: Pick<OrderFacts, "paidAt" | "channel">, at: Instant): ParcelTrack => {
  const { events, shippedAt, signedAt } = shipment;
  const pickedUp = firstOf(events, isMoving);
  const atHub = firstOf(events, isBeyondPickup);
  const last = latestOf(events);
  const until = signedAt ?? (last !== null && ENDS.has(last.code) ? last.at : at);
  return {
    last,
    pickupHours: hours(shippedAt, pickedUp?.at ?? until),
    hubHours: pickedUp === null ? null : hours(pickedUp.at, atHub?.at ?? until),
    gapHours: pickedUp === null ? null : longestGap(events, pickedUp.at, until),
    pickedUpBeforePayment: pickedUp !== null && order.paidAt !== null && pickedUp.at < order.paidAt,
    custody: custodyOf(events, order),
  };
};

const isMoving = (code: TrackingCode): boolean => code !== "number_entered";
const isBeyondPickup = (code: TrackingCode): boolean => code !== "number_entered" && code !== "picked_up";
/** After these a parcel is not on its way to the buyer any more, and its silence says nothing. */
const ENDS: ReadonlySet<TrackingCode> = new Set(["signed", "refused", "lost", "intercepted", "returned_to_sender"]);

const firstOf = (events: readonly TrackingEvent[], fits: (code: TrackingCode) => boolean): TrackingEvent | null => {
  let first: TrackingEvent | null = null;
  for (const event of events) if (fits(event.code) && (first === null || event.at < first.at)) first = event;
  return first;
};

const latestOf = (events: readonly TrackingEvent[]): TrackingEvent | null => {
  let last: TrackingEvent | null = null;
  for (const event of events) if (last === null || event.at >= last.at) last = event;
  return last;
};

const hours = (from: Instant, to: Instant): number => Math.max(0, Math.ceil((to - from) / HOUR_MS));

const longestGap = (events: readonly TrackingEvent[], from: Instant, until: Instant): number => {
  let longest = 0;
  let before = from;
  for (const { at } of events) {
    if (at <= before || at > until) continue;
    longest = Math.max(longest, hours(before, at));
    before = at;
  }
  return Math.max(longest, hours(before, until));
};

/**
 * The rule of the last clean checkpoint, as far as scans go: who holds the goods changes with a scan, and whoever held them when the first scan of harm
 * was made answers for it. A locker or station holds them only where the buyer chose one by the way of ordering (ECL a52).
 */
const custodyOf = (events: readonly TrackingEvent[], { channel }: Pick<OrderFacts, "channel">): Custodian => {
  let holder: Custodian = "seller";
  for (const { code } of events) {
    if (code === "damaged" || code === "lost") return holder;
    holder = holderAfter(holder, code, channel);
  }
  return "unknown";
};

export const holderAfter = (holder: Custodian, code: TrackingCode, channel: OrderFacts["channel"]): Custodian => {
  if (code === "signed") return "buyer";
  if (code === "at_pickup_point" && channel === "group_buy") return "pickup_point";
  return code !== "number_entered" && holder === "seller" ? "carrier_out" : holder;
};

const worse = (left: ParcelTrack, right: ParcelTrack): ParcelTrack => ({
  last: left.last === null || (right.last !== null && right.last.at >= left.last.at) ? right.last : left.last,
  pickupHours: longer(left.pickupHours, right.pickupHours),
  hubHours: longer(left.hubHours, right.hubHours),
  gapHours: longer(left.gapHours, right.gapHours),
  pickedUpBeforePayment: left.pickedUpBeforePayment || right.pickedUpBeforePayment,
  custody: left.custody === "unknown" ? right.custody : left.custody,
});

const longer = (left: number | null, right: number | null): number | null =>
  left === null ? right : right === null ? left : Math.max(left, right);

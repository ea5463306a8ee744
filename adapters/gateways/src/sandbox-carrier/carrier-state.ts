import { createHash } from "node:crypto";
import type { ScanCode } from "@amends/domain/case/parcel";
import type { EffectId } from "@amends/domain/kernel/ids";
import type { Minor } from "@amends/domain/kernel/money";
import type { Instant } from "@amends/domain/kernel/time";

export const SANDBOX_CARRIER = "sandbox";

/** What the carrier knows of a parcel at one moment. */
export type CarrierScan = { readonly at: Instant; readonly code: ScanCode };

export type CarrierNote =
  | {
      readonly note: "scanned";
      readonly carrier: string;
      readonly trackingNo: string;
      readonly scanNo: number;
      readonly code: ScanCode;
      readonly at: Instant;
    }
  | { readonly note: "pickup_booked"; readonly key: EffectId; readonly trackingNo: string; readonly slotAt: Instant }
  | { readonly note: "pickup_cancelled"; readonly booking: EffectId }
  | { readonly note: "capacity_set"; readonly perSlot: number | null }
  | { readonly note: "fee_set"; readonly feeMinor: Minor | null };

type Pickup = { readonly key: EffectId; readonly trackingNo: string; readonly slotAt: Instant };

export type CarrierState = {
  has(trackingNo: string): boolean;
  carrierOf(trackingNo: string): string | null;
  eventsOf(trackingNo: string): readonly CarrierScan[];
  isSlotFree(slotAt: Instant): boolean;
  pickups(): readonly Pickup[];
  pickupFeeMinor(): Minor | null;
  apply(note: CarrierNote): void;
};

export const createCarrierState = (): CarrierState => {
  const parcels = new Map<string, { readonly carrier: string; readonly events: CarrierScan[] }>();
  const pickups: Pickup[] = [];
  const booked = new Map<Instant, number>();
  let perSlot: number | null = null;
  let feeMinor: Minor | null = null;

  const parcelOf = (trackingNo: string, carrier: string): { readonly events: CarrierScan[] } => {
    const parcel = parcels.get(trackingNo) ?? { carrier, events: [] };
    parcels.set(trackingNo, parcel);
    return parcel;
  };
  return {
    has: trackingNo => parcels.has(trackingNo),
    carrierOf: trackingNo => parcels.get(trackingNo)?.carrier ?? null,
    eventsOf: trackingNo => [...(parcels.get(trackingNo)?.events ?? [])],
    isSlotFree: slotAt => perSlot === null || (booked.get(slotAt) ?? 0) < perSlot,
    pickups: () => [...pickups],
    pickupFeeMinor: () => feeMinor,
    apply: note => {
      switch (note.note) {
        case "scanned":
          parcelOf(note.trackingNo, note.carrier).events.push({ at: note.at, code: note.code });
          return;
        case "pickup_booked":
          parcelOf(note.trackingNo, SANDBOX_CARRIER);
          pickups.push({ key: note.key, trackingNo: note.trackingNo, slotAt: note.slotAt });
          booked.set(note.slotAt, (booked.get(note.slotAt) ?? 0) + 1);
          return;
        case "pickup_cancelled": {
          const [cancelled] = pickups.splice(
            pickups.findIndex(({ key }) => key === note.booking),
            1,
          );
          if (cancelled !== undefined) booked.set(cancelled.slotAt, (booked.get(cancelled.slotAt) ?? 1) - 1);
          return;
        }
        case "capacity_set":
          perSlot = note.perSlot;
          return;
        case "fee_set":
          feeMinor = note.feeMinor;
          return;
      }
    },
  };
};

/** `SBX` and 13 digits, from the key alone: the same effect has the same number in every run, and before the carrier is even asked. */
export const trackingNoOf = (key: EffectId): string =>
  `SBX${(createHash("sha256").update(key).digest().readBigUInt64BE(0) % 10n ** 13n).toString().padStart(13, "0")}`;

export const isOwnTrackingNo = (trackingNo: string): boolean => OWN_NUMBER.test(trackingNo);

const OWN_NUMBER = /^SBX\d{13}$/;

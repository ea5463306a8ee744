import type { BookPickup, CancelPickup, InterceptParcel, TraceParcel } from "@amends/domain/case/effect";
import { COLLECTED_CODES, type ScanCode } from "@amends/domain/case/parcel";
import type { EffectId } from "@amends/domain/kernel/ids";
import type { Minor } from "@amends/domain/kernel/money";
import { type Instant, latest } from "@amends/domain/kernel/time";
import type { BookedPickup, CarrierGateway, Keyed, ParcelFinding } from "@amends/flows/gateway-ports";
import { memoryJournal } from "../sandbox/journal.ts";
import { createMischiefs } from "../sandbox/mischief.ts";
import { createPartner, type Decided, type PartnerOptions, refused, SandboxMisused } from "../sandbox/partner.ts";
import { type CarrierNote, type CarrierScan, createCarrierState, isOwnTrackingNo, SANDBOX_CARRIER, trackingNoOf } from "./carrier-state.ts";
import { firstFreeSlot } from "./pickup-slots.ts";

/** One scan of a parcel, told once or more: `noticeId` is the same every time. */
export type TrackingNotice = CarrierScan & { readonly noticeId: string; readonly carrier: string; readonly trackingNo: string };

export type Waybill = { readonly trackingNo: string; readonly carrier: string };

export type CarrierBooks = {
  /** Plays the next scan of a parcel. A number of the host's own carrier is taken on with its first mention. */
  advance(scan: {
    readonly trackingNo: string;
    readonly code: ScanCode;
    readonly at: Instant;
    /** Of a parcel not known yet. */
    readonly carrier?: string;
  }): Promise<void>;
  /** Registers a parcel that is about to leave; the same key gets the same number. */
  issueWaybill(key: EffectId): Promise<Waybill>;
  /** Pickups per slot; `null` = as many as come. */
  setPickupCapacity(perSlot: number | null): Promise<void>;
  /** What a pickup costs whoever books it from now on; `null` = the carrier does not say. */
  setPickupFee(feeMinor: Minor | null): Promise<void>;
  /** `null` where the carrier never had the parcel. */
  parcel(trackingNo: string): Promise<{ readonly trackingNo: string; readonly events: readonly CarrierScan[] } | null>;
  pickups(): Promise<readonly { readonly key: EffectId; readonly trackingNo: string; readonly slotAt: Instant }[]>;
};

export type SandboxCarrierOptions = PartnerOptions & { readonly onTracking?: (notice: TrackingNotice) => void | Promise<void> };

export type SandboxCarrier = CarrierGateway & CarrierBooks & { settleDue(): Promise<void> };

export const createSandboxCarrier = ({
  clock,
  journal = memoryJournal(),
  mischiefs = createMischiefs(),
  onSettled = () => undefined,
  onTracking = () => undefined,
}: SandboxCarrierOptions): SandboxCarrier => {
  const state = createCarrierState();
  const partner = createPartner<CarrierNote>({ clock, journal, mischiefs, onSettled, apply: state.apply });

  const tellScan = async ({ carrier, trackingNo, ...event }: Extract<CarrierNote, { note: "scanned" }>): Promise<void> => {
    const notice = { at: event.at, code: event.code, noticeId: `${trackingNo}-${event.scanNo}`, carrier, trackingNo };
    await partner.callBack("tracking", notice.noticeId, () => onTracking(notice));
  };
  const scanOf = (trackingNo: string, code: ScanCode, at: Instant, carrier: string) =>
    ({
      note: "scanned",
      carrier: state.carrierOf(trackingNo) ?? carrier,
      trackingNo,
      code,
      at,
      scanNo: state.eventsOf(trackingNo).length + 1,
    }) as const;

  const intercept = async ({ key, carrier, trackingNo }: Keyed<InterceptParcel>) => {
    let scan: Extract<CarrierNote, { note: "scanned" }> | null = null;
    const decide = (at: Instant): Decided<Record<never, never>, CarrierNote> => {
      const codes = state.eventsOf(trackingNo).map(event => event.code);
      if (isOwnTrackingNo(trackingNo) && !state.has(trackingNo))
        return { answer: refused("unknown_parcel", `no parcel ${trackingNo}`), note: null };
      if (codes.includes("signed")) return { answer: refused("already_delivered", `parcel ${trackingNo} was delivered`), note: null };
      if (!codes.includes("intercepted")) scan = scanOf(trackingNo, "intercepted", at, carrier);
      return { answer: { kind: "done", at }, note: scan };
    };
    const answer = await partner.call({ method: "intercept", key, asked: { method: "intercept", carrier, trackingNo }, decide });
    if (scan !== null) await tellScan(scan);
    return answer;
  };
  const bookPickup = async ({ key, sellerId, fromTextId, returnAddressNo, receiverId, toTextId, notBefore }: Keyed<BookPickup>) => {
    const to = { ...(receiverId === undefined ? {} : { receiverId }), ...(toTextId === undefined ? {} : { toTextId }) };
    const asked = { method: "bookPickup", sellerId, fromTextId, returnAddressNo, ...to, notBefore };
    const decide = (at: Instant): Decided<BookedPickup, CarrierNote> => {
      const slotAt = firstFreeSlot(latest(notBefore, at), state.isSlotFree);
      if (slotAt === null) return { answer: refused("no_slot", `pickup ${key}: every slot of the next days is taken`), note: null };
      const waybill = { trackingNo: trackingNoOf(key), carrier: SANDBOX_CARRIER };
      const feeMinor = state.pickupFeeMinor();
      return {
        answer: { kind: "done", at, ...waybill, slotAt, ...(feeMinor === null ? {} : { feeMinor }) },
        note: { note: "pickup_booked", key, trackingNo: waybill.trackingNo, slotAt },
      };
    };
    return partner.call({ method: "bookPickup", key, asked, decide });
  };
  const cancelPickup = async ({ key, booking, carrier, trackingNo }: Keyed<CancelPickup>) => {
    const decide = (at: Instant): Decided<Record<never, never>, CarrierNote> => {
      if (!state.has(trackingNo)) return { answer: refused("unknown_parcel", `no pickup ${booking}`), note: null };
      if (state.eventsOf(trackingNo).some(({ code }) => COLLECTED_CODES.has(code)))
        return { answer: refused("already_collected", `parcel ${trackingNo} was collected`), note: null };
      const isBooked = state.pickups().some(pickup => pickup.key === booking);
      return { answer: { kind: "done", at }, note: isBooked ? { note: "pickup_cancelled", booking } : null };
    };
    return partner.call({ method: "cancelPickup", key, asked: { method: "cancelPickup", booking, carrier, trackingNo }, decide });
  };
  const trace = async ({ key, carrier, trackingNo }: Keyed<TraceParcel>) => {
    const decide = (at: Instant): Decided<{ readonly finding: ParcelFinding }, CarrierNote> => ({
      answer: { kind: "done", at, finding: findingOf(state.eventsOf(trackingNo).map(event => event.code)) },
      note: null,
    });
    return partner.call({ method: "trace", key, asked: { method: "trace", carrier, trackingNo }, decide });
  };
  return {
    intercept,
    trace,
    bookPickup,
    cancelPickup,
    advance: async ({ trackingNo, code, at, carrier = SANDBOX_CARRIER }) => {
      if (isOwnTrackingNo(trackingNo) && !state.has(trackingNo)) throw new SandboxMisused(`parcel ${trackingNo} was never issued here`);
      const scan = scanOf(trackingNo, code, at, carrier);
      await partner.note(scan);
      await tellScan(scan);
    },
    issueWaybill: async key => {
      const trackingNo = trackingNoOf(key);
      if (state.has(trackingNo)) return partner.read(() => ({ trackingNo, carrier: SANDBOX_CARRIER }));
      const scan = scanOf(trackingNo, "number_entered", clock(), SANDBOX_CARRIER);
      await partner.note(scan);
      await tellScan(scan);
      return { trackingNo, carrier: SANDBOX_CARRIER };
    },
    setPickupCapacity: perSlot => partner.note({ note: "capacity_set", perSlot }),
    setPickupFee: feeMinor => partner.note({ note: "fee_set", feeMinor }),
    parcel: trackingNo => partner.read(() => (state.has(trackingNo) ? { trackingNo, events: state.eventsOf(trackingNo) } : null)),
    pickups: () => partner.read(() => state.pickups()),
    settleDue: partner.settleDue,
  };
};

/** The worst that a scan said; a parcel the carrier only knows to be moving is moving. */
const findingOf = (codes: readonly ScanCode[]): ParcelFinding => {
  if (codes.includes("lost")) return "lost";
  if (codes.includes("damaged")) return "damaged";
  return codes.includes("signed") ? "arrived" : "moving";
};

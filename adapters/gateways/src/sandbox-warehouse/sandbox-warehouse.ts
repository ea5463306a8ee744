import type { HoldParcel, ReserveStock, ShipGoods } from "@amends/domain/case/effect";
import type { EffectId } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type { Keyed, WarehouseGateway } from "@amends/flows/gateway-ports";
import { memoryJournal } from "../sandbox/journal.ts";
import { createMischiefs } from "../sandbox/mischief.ts";
import { createPartner, type Decided, type PartnerOptions, refused } from "../sandbox/partner.ts";
import { createWarehouseState, type Stock, type WarehouseNote } from "./warehouse-state.ts";

type Waybill = { readonly trackingNo: string; readonly carrier: string };

export type WarehouseBooks = {
  /** Counts an article: this many lie free on the shelf. Without a count there are as many as anyone wants. */
  setStock(skuId: string, quantity: number): Promise<void>;
  stockOf(skuId: string): Promise<Stock>;
  /** A parcel packed here has been handed to its carrier: it can no longer be held. */
  recordDeparture(trackingNo: string): Promise<void>;
  /** Parcels that were packed and stayed. */
  held(): Promise<readonly string[]>;
};

export type SandboxWarehouseOptions = PartnerOptions & {
  /** The carrier's waybill; must give the same number for the same key. */
  readonly issueWaybill: (key: EffectId) => Promise<Waybill>;
};

export type SandboxWarehouse = WarehouseGateway & WarehouseBooks & { settleDue(): Promise<void> };

/** A shelf and a packing table. A reservation takes the goods off the free stock at once; shipping uses it up; everything or nothing. */
export const createSandboxWarehouse = ({
  clock,
  issueWaybill,
  journal = memoryJournal(),
  mischiefs = createMischiefs(),
  onSettled = () => undefined,
}: SandboxWarehouseOptions): SandboxWarehouse => {
  const state = createWarehouseState();
  const partner = createPartner<WarehouseNote>({ clock, journal, mischiefs, onSettled, apply: state.apply });
  const outOfStock = (skuId: string) => ({ answer: refused("out_of_stock", `not enough of ${skuId}`), note: null });

  const reserve = ({ key, items }: Keyed<ReserveStock>) => {
    const decide = (at: Instant): Decided<{ readonly reservation: EffectId }, WarehouseNote> => {
      if (state.isReleased(key)) return { answer: refused("declined", `reservation ${key} was released before it arrived`), note: null };
      const short = state.shortOf(items, null);
      return short === null
        ? { answer: { kind: "done", at, reservation: key }, note: { note: "reserved", key, items } }
        : outOfStock(short);
    };
    return partner.call({ method: "reserve", key, asked: { method: "reserve", items }, decide });
  };
  const ship = async ({ key, reservation, items, toTextId }: Keyed<ShipGoods>) => {
    // A waybill is a name for a parcel and costs nothing, so it may be wasted on a refusal; a booked parcel without one may not be.
    const waybill = await issueWaybill(key);
    const decide = (at: Instant): Decided<Waybill, WarehouseNote> => {
      const short = state.shortOf(items, reservation);
      return short === null
        ? { answer: { kind: "done", at, ...waybill }, note: { note: "shipped", key, reservation, items } }
        : outOfStock(short);
    };
    return partner.call({ method: "ship", key, asked: { method: "ship", reservation, items, toTextId }, decide });
  };
  const hold = ({ key, trackingNo }: Keyed<HoldParcel>) => {
    const decide = (at: Instant): Decided<Record<never, never>, WarehouseNote> =>
      state.hasLeft(trackingNo)
        ? { answer: refused("already_shipped", `parcel ${trackingNo} has left`), note: null }
        : { answer: { kind: "done", at }, note: { note: "held", trackingNo } };
    return partner.call({ method: "hold", key, asked: { method: "hold", trackingNo }, decide });
  };
  return {
    reserve,
    ship,
    hold,
    recordDeparture: trackingNo => partner.note({ note: "left", trackingNo }),
    held: () => partner.read(() => state.held()),
    release: reservation =>
      partner.tell("release", reservation, () => (state.isReleased(reservation) ? null : { note: "released", reservation })),
    setStock: (skuId, quantity) => partner.note({ note: "stock_set", skuId, quantity }),
    stockOf: skuId => partner.read(() => state.stockOf(skuId)),
    settleDue: partner.settleDue,
  };
};

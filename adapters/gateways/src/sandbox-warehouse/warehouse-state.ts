import type { SkuQuantity } from "@amends/domain/case/effect";
import type { EffectId } from "@amends/domain/kernel/ids";

export type WarehouseNote =
  | { readonly note: "stock_set"; readonly skuId: string; readonly quantity: number }
  | { readonly note: "reserved"; readonly key: EffectId; readonly items: readonly SkuQuantity[] }
  | { readonly note: "held"; readonly trackingNo: string }
  | { readonly note: "left"; readonly trackingNo: string }
  | { readonly note: "released"; readonly reservation: EffectId }
  | { readonly note: "shipped"; readonly key: EffectId; readonly reservation: EffectId | null; readonly items: readonly SkuQuantity[] };

/** `available` is null where the stock is unlimited: no count was ever set. */
export type Stock = { readonly available: number | null; readonly reserved: number; readonly shipped: number };

export type WarehouseState = {
  stockOf(skuId: string): Stock;
  /** The article that is short, or null; what the reservation holds counts as there. */
  shortOf(items: readonly SkuQuantity[], reservation: EffectId | null): string | null;
  isReleased(reservation: EffectId): boolean;
  hasLeft(trackingNo: string): boolean;
  held(): readonly string[];
  apply(note: WarehouseNote): void;
};

export const createWarehouseState = (): WarehouseState => {
  const available = new Map<string, number>();
  const shipped = new Map<string, number>();
  const left = new Set<string>();
  const held = new Set<string>();
  const reservations = new Map<EffectId, readonly SkuQuantity[]>();

  const add = (items: readonly SkuQuantity[], sign: 1 | -1): void => {
    for (const { skuId, quantity } of items) {
      const count = available.get(skuId);
      if (count !== undefined) available.set(skuId, count + sign * quantity);
    }
  };
  /** A release may overtake the reservation it undoes; the late one must then hold nothing. */
  const released = new Set<EffectId>();
  const free = (reservation: EffectId): void => {
    add(reservations.get(reservation) ?? [], 1);
    reservations.delete(reservation);
  };
  return {
    stockOf: skuId => ({
      available: available.get(skuId) ?? null,
      reserved: [...reservations.values()].reduce((sum, items) => sum + quantityOf(items, skuId), 0),
      shipped: shipped.get(skuId) ?? 0,
    }),
    shortOf: (items, reservation) => {
      const held = (reservation === null ? undefined : reservations.get(reservation)) ?? [];
      const short = items.find(({ skuId }) => {
        const count = available.get(skuId);
        return count !== undefined && quantityOf(items, skuId) > count + quantityOf(held, skuId);
      });
      return short?.skuId ?? null;
    },
    isReleased: reservation => released.has(reservation),
    hasLeft: trackingNo => left.has(trackingNo),
    held: () => [...held],
    apply: note => {
      switch (note.note) {
        case "stock_set":
          available.set(note.skuId, note.quantity);
          return;
        case "reserved":
          reservations.set(note.key, note.items);
          return add(note.items, -1);
        case "held":
          held.add(note.trackingNo);
          return;
        case "left":
          left.add(note.trackingNo);
          return;
        case "released":
          released.add(note.reservation);
          return free(note.reservation);
        case "shipped":
          if (note.reservation !== null) free(note.reservation);
          for (const { skuId, quantity } of note.items) shipped.set(skuId, (shipped.get(skuId) ?? 0) + quantity);
          return add(note.items, -1);
      }
    },
  };
};

const quantityOf = (items: readonly SkuQuantity[], skuId: string): number =>
  items.reduce((sum, item) => (item.skuId === skuId ? sum + item.quantity : sum), 0);

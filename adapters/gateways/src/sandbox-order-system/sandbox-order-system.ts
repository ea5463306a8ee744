import type { AmendOrder } from "@amends/domain/case/effect";
import { canonicalText } from "@amends/domain/kernel/canonical-json";
import type { OperationId } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type { OrderFacts } from "@amends/domain/order/order-facts";
import type { Keyed, OrderSystem, Outdated } from "@amends/flows/gateway-ports";
import { memoryJournal } from "../sandbox/journal.ts";
import { createMischiefs } from "../sandbox/mischief.ts";
import { createPartner, type Decided, type PartnerOptions, refused } from "../sandbox/partner.ts";
import { applyOrderChange, isBalanced } from "./apply-order-change.ts";
import type { Catalogue, CatalogueItem } from "./catalogue.ts";

export type OrderName = { readonly operationId: OperationId; readonly source: string; readonly externalOrderNo: string };

export type OrderSystemBooks = {
  /** Tells the order system of an order as it stands; older than what it knows is ignored. */
  putOrder(order: OrderFacts): Promise<void>;
  /** `null` where it never heard of the order. */
  order(name: OrderName): Promise<OrderFacts | null>;
  /** Puts an article of one operation on sale as it stands now; a catalogue that was passed in comes first. */
  listItem(operationId: OperationId, item: CatalogueItem): Promise<void>;
};

export type SandboxOrderSystemOptions = PartnerOptions & { readonly catalogue?: Catalogue };

export type SandboxOrderSystem = OrderSystem & OrderSystemBooks & { settleDue(): Promise<void> };

type OrderNote =
  | { readonly note: "order_stands"; readonly order: OrderFacts }
  | { readonly note: "item_listed"; readonly operationId: OperationId; readonly item: CatalogueItem };

/**
 * The shop's own order book. It learns an order with the first request about it, answers a change with the next version, and sends back a change that was
 * thought out on an older version than the one it holds, with the version that stands.
 */
export const createSandboxOrderSystem = ({
  clock,
  catalogue = () => null,
  journal = memoryJournal(),
  mischiefs = createMischiefs(),
  onSettled = () => undefined,
}: SandboxOrderSystemOptions): SandboxOrderSystem => {
  const orders = new Map<string, OrderFacts>();
  const items = new Map<string, CatalogueItem>();
  const apply = (note: OrderNote): void => {
    if (note.note === "order_stands") orders.set(nameOf(note.order), note.order);
    else items.set(itemName(note.operationId, note.item.skuId), note.item);
  };
  const partner = createPartner<OrderNote>({ clock, journal, mischiefs, onSettled, apply });
  const lookUp =
    (operationId: OperationId): Catalogue =>
    skuId =>
      catalogue(skuId) ?? items.get(itemName(operationId, skuId)) ?? null;

  const amend = ({ key, source, externalOrderNo, change, order }: Keyed<AmendOrder> & { readonly order: OrderFacts }) => {
    const name = nameOf({ operationId: order.operationId, source, externalOrderNo });
    const hindrance = (): Outdated | null => {
      const known = orders.get(name);
      return known !== undefined && known.sourceVersion > order.sourceVersion ? { kind: "outdated", order: known } : null;
    };
    const decide = (at: Instant): Decided<{ readonly order: OrderFacts | null }, OrderNote> => {
      if (nameOf(order) !== name || !isBalanced(order))
        return { answer: refused("unknown_order", `amend ${key}: these are not the facts of this order`), note: null };
      const changed = applyOrderChange(order, change, at, lookUp(order.operationId));
      if ("kind" in changed) return { answer: refused(changed.code, `amend ${key}: ${changed.why}`), note: null };
      return { answer: { kind: "done", at, order: changed }, note: { note: "order_stands", order: changed } };
    };
    return partner.call({ method: "amend", key, asked: { method: "amend", source, externalOrderNo, change }, hindrance, decide });
  };
  return {
    amend,
    putOrder: async order => {
      const known = orders.get(nameOf(order));
      if (known === undefined || known.sourceVersion < order.sourceVersion) await partner.note({ note: "order_stands", order });
    },
    order: name => partner.read(() => orders.get(nameOf(name)) ?? null),
    listItem: async (operationId, item) => {
      if (canonicalText(items.get(itemName(operationId, item.skuId)) ?? null) !== canonicalText(item))
        await partner.note({ note: "item_listed", operationId, item });
    },
    settleDue: partner.settleDue,
  };
};

const itemName = (operationId: OperationId, skuId: string): string => JSON.stringify([operationId, skuId]);

const nameOf = ({ operationId, source, externalOrderNo }: OrderName): string => JSON.stringify([operationId, source, externalOrderNo]);

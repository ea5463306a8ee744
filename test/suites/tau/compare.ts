import { isDeepStrictEqual } from "node:util";
import { centsOf } from "@amends/importers/tau-retail/cents-of";
import type { Movement, SeenContact, SeenOrder, SeenUser } from "./observe.ts";
import type { TauOrder, TauUser } from "./task.ts";
import { contactOf } from "./world.ts";

export type Difference = { readonly field: string; readonly expected: unknown; readonly seen: unknown };

/** What the order should look like, in the suite's words, against what the API says of it. */
export const orderDifferences = (
  before: TauOrder,
  expected: TauOrder,
  seen: SeenOrder,
  { withMoney }: { readonly withMoney: boolean },
): readonly Difference[] =>
  differences(expectedOrder(before, expected), seenOrder(seen)).concat(
    withMoney ? differences({ money: rows(movementsIn(expected)) }, { money: rows([...movementsIn(before), ...seen.moved]) }) : [],
  );

const expectedOrder = (before: TauOrder, order: TauOrder) => ({
  status: order.status,
  user: order.user_id,
  items: pieces(
    order.items.map(item => ({
      itemId: item.item_id,
      productId: item.product_id,
      cents: centsOf(item.price),
      options: item.options,
    })),
  ),
  // Of an order that had been cancelled before we heard of it, nothing is on its way.
  parcels: (before.status === "cancelled" ? [] : order.fulfillments).map(({ tracking_id, item_ids }) => ({
    trackingId: tracking_id.join(" "),
    itemIds: [...item_ids].sort(),
  })),
  cancelReason: order.cancel_reason ?? null,
  returned: order.return_items === undefined ? null : { itemIds: [...order.return_items].sort(), methodId: order.return_payment_method_id },
  exchanged:
    order.exchange_items === undefined
      ? null
      : {
          itemIds: [...order.exchange_items].sort(),
          newItemIds: [...(order.exchange_new_items ?? [])].sort(),
          methodId: order.exchange_payment_method_id,
          differenceCents: signedCents(order.exchange_price_difference ?? 0),
        },
});

/** The tools name articles and rewrite the first line that holds one, be it one they have just rewritten: which line became which means nothing. */
const pieces = (items: SeenOrder["items"]): SeenOrder["items"] =>
  [...items].sort((left, right) => rankOf(left).localeCompare(rankOf(right)));
const rankOf = ({ itemId, cents }: SeenOrder["items"][number]): string => `${itemId} ${cents}`;

const seenOrder = ({ status, user, items, parcels, cancelReason, returned, exchanged }: SeenOrder) => ({
  status,
  user,
  items: pieces(items),
  parcels,
  cancelReason,
  returned,
  exchanged,
});

/** Sums of differences carry the noise of the binary numbers they were added up in; a cent is the nearest. */
const signedCents = (amount: number): number => {
  const cents = centsOf(Number(Math.abs(amount).toFixed(2)));
  return amount < 0 ? -cents : cents;
};

const movementsIn = (order: TauOrder): readonly Movement[] =>
  order.payment_history.map(row => ({
    type: row.transaction_type === "refund" ? "refund" : "payment",
    cents: signedCents(row.amount),
    methodId: row.payment_method_id,
  }));

/** A row over nothing moved nothing; the order of rows written at one moment means nothing. */
const rows = (movements: readonly Movement[]): readonly string[] =>
  movements
    .filter(({ cents }) => cents !== 0)
    .map(({ type, cents, methodId }) => `${type} ${cents} ${methodId}`)
    .sort();

export const balanceDifferences = (expected: TauUser, seen: SeenUser, without: ReadonlySet<string>): readonly Difference[] => {
  const should = Object.values(expected.payment_methods).flatMap(({ id, balance }) =>
    balance === undefined || without.has(id) ? [] : [[id, signedCents(balance)] as const],
  );
  const are = Object.entries(seen.balances).filter(([methodId]) => !without.has(methodId));
  return differences({ balances: sorted(should) }, { balances: sorted(are) });
};

const sorted = (balances: readonly (readonly [string, number])[]) => balances.map(([id, cents]) => `${id} ${cents}`).sort();

export const contactDifferences = (address: TauOrder["address"], owner: TauUser, seen: SeenContact | null): readonly Difference[] =>
  differences({ address: contactOf(address, owner) }, { address: seen });

const differences = (expected: Readonly<Record<string, unknown>>, seen: Readonly<Record<string, unknown>>): readonly Difference[] =>
  Object.keys(expected).flatMap(field =>
    isDeepStrictEqual(expected[field], seen[field]) ? [] : [{ field, expected: expected[field], seen: seen[field] }],
  );

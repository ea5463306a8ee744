import { expect, test } from "vitest";
import { orderDifferences } from "./compare.ts";
import type { SeenOrder } from "./observe.ts";
import type { TauOrder } from "./task.ts";

const piece = (item_id: string, price: number) => ({ name: "Lamp", product_id: "lamp", item_id, price, options: { color: item_id } });
const order = (items: TauOrder["items"]): TauOrder => ({
  order_id: "#W1",
  user_id: "li",
  address: { address1: "", address2: "", city: "", country: "", state: "", zip: "" },
  items,
  fulfillments: [],
  status: "pending",
  payment_history: [],
});
const seen = (items: TauOrder["items"]): SeenOrder => ({
  status: "pending",
  user: "li",
  items: items.map(({ item_id, price, options }) => ({ itemId: item_id, productId: "lamp", cents: price * 100, options })),
  parcels: [],
  moved: [],
  tenders: [],
  cancelReason: null,
  returned: null,
  exchanged: null,
});

test("two lines that took each other's article are the same order, and one cent more is not", () => {
  const [red, blue] = [piece("red", 3), piece("blue", 4)];
  const differences = (items: TauOrder["items"]) =>
    orderDifferences(order([red, blue]), order([red, blue]), seen(items), { withMoney: true });
  expect(differences([blue, red])).toEqual([]);
  expect(differences([blue, blue]).map(({ field }) => field)).toEqual(["items"]);
  expect(differences([blue, piece("red", 3.01)]).map(({ field }) => field)).toEqual(["items"]);
});

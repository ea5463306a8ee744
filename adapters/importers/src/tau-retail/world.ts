import * as z from "zod";

/** The files of the world as they are. Amounts stay JSON numbers here; `centsOf` reads their decimal digits. */

const address = z.object({
  address1: z.string(),
  address2: z.string(),
  city: z.string(),
  country: z.string(),
  state: z.string(),
  zip: z.string(),
});
export type WorldAddress = z.infer<typeof address>;

const method = z.discriminatedUnion("source", [
  z.object({ source: z.literal("credit_card"), id: z.string(), brand: z.string() }),
  z.object({ source: z.literal("gift_card"), id: z.string(), balance: z.number() }),
  z.object({ source: z.literal("paypal"), id: z.string() }),
]);
export type WorldMethod = z.infer<typeof method>;

const user = z.object({
  name: z.object({ first_name: z.string(), last_name: z.string() }),
  address,
  email: z.string(),
  payment_methods: z.record(z.string(), method),
});
export type WorldUser = z.infer<typeof user>;

const order = z.object({
  order_id: z.string(),
  user_id: z.string(),
  address,
  items: z.array(
    z.object({
      name: z.string(),
      product_id: z.string(),
      item_id: z.string(),
      price: z.number(),
      options: z.record(z.string(), z.string()),
    }),
  ),
  fulfillments: z.array(z.object({ tracking_id: z.array(z.string()), item_ids: z.array(z.string()) })),
  status: z.enum(["pending", "processed", "delivered", "cancelled"]),
  payment_history: z.array(
    z.object({ transaction_type: z.enum(["payment", "refund"]), amount: z.number(), payment_method_id: z.string() }),
  ),
});
export type WorldOrder = z.infer<typeof order>;

const product = z.object({
  name: z.string(),
  product_id: z.string(),
  variants: z.record(
    z.string(),
    z.object({ item_id: z.string(), options: z.record(z.string(), z.string()), available: z.boolean(), price: z.number() }),
  ),
});
export type WorldProduct = z.infer<typeof product>;

export const users = z.record(z.string(), user);
export const orders = z.record(z.string(), order);
export const products = z.record(z.string(), product);

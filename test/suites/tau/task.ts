import { readFileSync } from "node:fs";
import { z } from "zod";

/** The files of the suite as they are: what was done, what its own tools said to it, and how the world stood afterwards. */

const amount = z.number();
const address = z.object({
  address1: z.string(),
  address2: z.string(),
  city: z.string(),
  country: z.string(),
  state: z.string(),
  zip: z.string(),
});

const orderId = z.object({ order_id: z.string() });
const method = z.object({ payment_method_id: z.string() });
const items = z.object({ item_ids: z.array(z.string()) });
const newItems = z.object({ new_item_ids: z.array(z.string()) });

const tool = z.discriminatedUnion("name", [
  z.object({ name: z.literal("cancel_pending_order"), args: z.object({ ...orderId.shape, reason: z.string() }) }),
  z.object({ name: z.literal("modify_pending_order_address"), args: z.object({ ...orderId.shape, ...address.shape }) }),
  z.object({ name: z.literal("modify_pending_order_payment"), args: z.object({ ...orderId.shape, ...method.shape }) }),
  z.object({
    name: z.literal("modify_pending_order_items"),
    args: z.object({ ...orderId.shape, ...items.shape, ...newItems.shape, ...method.shape }),
  }),
  z.object({ name: z.literal("return_delivered_order_items"), args: z.object({ ...orderId.shape, ...items.shape, ...method.shape }) }),
  z.object({
    name: z.literal("exchange_delivered_order_items"),
    args: z.object({ ...orderId.shape, ...items.shape, ...newItems.shape, ...method.shape }),
  }),
  z.object({ name: z.literal("modify_user_address"), args: z.object({ user_id: z.string(), ...address.shape }) }),
]);
export type Tool = z.infer<typeof tool>;
export type Write = Tool & { readonly ok: boolean };

const order = z.object({
  order_id: z.string(),
  user_id: z.string(),
  address,
  items: z.array(
    z.object({
      name: z.string(),
      product_id: z.string(),
      item_id: z.string(),
      price: amount,
      options: z.record(z.string(), z.string()),
    }),
  ),
  fulfillments: z.array(z.object({ tracking_id: z.array(z.string()), item_ids: z.array(z.string()) })),
  status: z.string(),
  payment_history: z.array(z.object({ transaction_type: z.string(), amount, payment_method_id: z.string() })),
  cancel_reason: z.string().optional(),
  return_items: z.array(z.string()).optional(),
  return_payment_method_id: z.string().optional(),
  exchange_items: z.array(z.string()).optional(),
  exchange_new_items: z.array(z.string()).optional(),
  exchange_payment_method_id: z.string().optional(),
  exchange_price_difference: amount.optional(),
});
export type TauOrder = z.infer<typeof order>;

const user = z.object({
  name: z.object({ first_name: z.string(), last_name: z.string() }),
  address,
  email: z.string(),
  payment_methods: z.record(z.string(), z.object({ source: z.string(), id: z.string(), balance: amount.optional() })),
});
export type TauUser = z.infer<typeof user>;

const isTool = (value: unknown): boolean => tool.safeParse(value).success;

const taskLine = z
  .object({
    id: z.string(),
    /** Several where the conversation is about the orders of more than one. */
    user_id: z.union([z.string().transform(userId => [userId]), z.array(z.string())]),
    writes: z.array(z.object({ ok: z.boolean() }).loose().refine(isTool)),
    changed: z.object({ orders: z.record(z.string(), order), users: z.record(z.string(), user) }),
    tau2_disagrees: z.unknown().optional(),
  })
  .transform(
    ({ id, writes, changed, tau2_disagrees, ...line }): Task => ({
      kind: "task",
      id,
      userIds: line.user_id,
      writes: writes.map(write => ({ ...tool.parse(write), ok: write.ok })),
      changed,
      tau2Disagrees: tau2_disagrees !== undefined,
    }),
  );

export type Task = {
  readonly kind: "task";
  readonly id: string;
  readonly userIds: readonly string[];
  readonly writes: readonly Write[];
  readonly changed: { readonly orders: Readonly<Record<string, TauOrder>>; readonly users: Readonly<Record<string, TauUser>> };
  readonly tau2Disagrees: boolean;
};

const negativeLine = z
  .object({ id: z.string(), category: z.string(), setup: z.array(tool), tau2_accepts: z.boolean().optional() })
  .loose()
  .refine(isTool)
  .transform(
    (line): Negative => ({
      kind: "negative",
      id: line.id,
      category: line.category,
      setup: line.setup,
      forbidden: tool.parse(line),
      tau2Accepts: line.tau2_accepts === true,
    }),
  );

/** One forbidden action, after what makes it so. */
export type Negative = {
  readonly kind: "negative";
  readonly id: string;
  readonly category: string;
  readonly setup: readonly Tool[];
  readonly forbidden: Tool;
  readonly tau2Accepts: boolean;
};

export const readTasks = (file: string): readonly Task[] => read(file, line => taskLine.parse(line));
export const readNegatives = (file: string): readonly Negative[] => read(file, line => negativeLine.parse(line));

/** Either kind, told apart by what a line holds. */
export const readEntries = (file: string): readonly (Task | Negative)[] =>
  read(file, line => (typeof line === "object" && line !== null && "writes" in line ? taskLine.parse(line) : negativeLine.parse(line)));

const read = <T>(file: string, parse: (line: unknown) => T): readonly T[] =>
  readFileSync(file, "utf8")
    .split("\n")
    .flatMap((line, index) => (line.trim() === "" ? [] : [orPlace(`${file}:${index + 1}`, () => parse(JSON.parse(line)))]));

const orPlace = <T>(place: string, parse: () => T): T => {
  try {
    return parse();
  } catch (error) {
    throw new Error(`${place}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
};

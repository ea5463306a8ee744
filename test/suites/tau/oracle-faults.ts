import type { Task, Tool, Write } from "./task.ts";

/** Where the suite's own tools do what their policy forbids, or count money twice. Read off the task itself; ours does the right thing there. */
export const ORACLE_FAULTS = {
  same_variant: "an exchange into the very same variant is accepted though the policy forbids it; ours refuses",
  nothing_named: "an empty list of items moves the order on; ours refuses",
  paid_back_thrice: "cancelling after a change of payment refunds every payment row; ours gives back what was paid",
  last_price_for_all: "tau2 gives all modified lines the last new item's price; ours takes each line's own",
  address_after_items: "tau2 lets the address change after the items, tau1 does not; ours does not",
} as const;
export type OracleFault = keyof typeof ORACLE_FAULTS;

/** The fault of each action that its tools accepted, null elsewhere. An order with one is not judged further: its tools go on from a state that should not be. */
export const faultsOf = (writes: readonly Write[]): readonly (OracleFault | null)[] =>
  writes.map((write, index) =>
    write.ok
      ? faultOf(
          write,
          writes.slice(0, index).filter(({ ok }) => ok),
        )
      : null,
  );

const faultOf = (tool: Tool, done: readonly Tool[]): OracleFault | null => {
  if (tool.name === "modify_user_address") return null;
  if ("item_ids" in tool.args && tool.args.item_ids.length === 0) return "nothing_named";
  if ("new_item_ids" in tool.args && isSameVariant(tool.args)) return "same_variant";
  const earlier = done.filter(other => other.name !== "modify_user_address" && other.args.order_id === tool.args.order_id);
  if (tool.name === "modify_pending_order_address" && earlier.some(other => other.name === "modify_pending_order_items"))
    return "address_after_items";
  return null;
};

const isSameVariant = (args: { readonly item_ids: readonly string[]; readonly new_item_ids: readonly string[] }): boolean =>
  args.item_ids.some((itemId, index) => itemId === args.new_item_ids[index]);

/** Orders whose money the tools counted wrongly: accepted as an action, judged by what should have moved. */
export const isPaidBackThrice = ({ writes }: Task, orderNo: string): boolean => {
  const done = writes.filter(write => write.ok && write.name !== "modify_user_address" && write.args.order_id === orderNo);
  const paidAnew = done.findIndex(write => write.name === "modify_pending_order_payment");
  return paidAnew >= 0 && done.slice(paidAnew).some(write => write.name === "cancel_pending_order");
};

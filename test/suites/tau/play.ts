import { balanceDifferences, contactDifferences, type Difference, orderDifferences } from "./compare.ts";
import { seeDefaultAddress, seeEverything, seeOrder, seeRecipient, seeUser } from "./observe.ts";
import { faultsOf, isPaidBackThrice, ORACLE_FAULTS, type OracleFault } from "./oracle-faults.ts";
import { type Performed, perform } from "./perform.ts";
import type { Shop } from "./shop.ts";
import type { Negative, Task, TauOrder, TauUser, Tool } from "./task.ts";
import { type Copy, copyFor, type World } from "./world.ts";

export type Played = {
  readonly id: string;
  /** What did not come out as it should; none = passed. */
  readonly failures: readonly string[];
  readonly faults: readonly OracleFault[];
};

type Stage = { readonly shop: Shop; readonly world: World; readonly copy: Copy };

export const playTask = async (shop: Shop, world: World, task: Task): Promise<Played> => {
  const stage = { shop, world, copy: copyFor(world, shop.run, task) };
  const failures: string[] = [];
  const faults = new Set<OracleFault>(task.tau2Disagrees ? ["last_price_for_all"] : []);
  const unjudged = new Set<string>();
  const faultsOfWrites = faultsOf(task.writes);
  for (const [index, write] of task.writes.entries()) {
    const fault = faultsOfWrites[index] ?? null;
    const orderNo = orderOf(write);
    const isJudged = orderNo === null || !unjudged.has(orderNo);
    const performed = await perform(stage, write);
    if (fault !== null && orderNo !== null) {
      faults.add(fault);
      unjudged.add(orderNo);
    }
    if (isJudged) failures.push(...misjudged(write, performed, write.ok && fault === null));
  }
  const miscounted = new Set(unjudged);
  for (const orderNo of stage.copy.orders) {
    if (isPaidBackThrice(task, orderNo)) {
      faults.add("paid_back_thrice");
      miscounted.add(orderNo);
    }
    if (!unjudged.has(orderNo)) failures.push(...(await orderFailures(stage, task, orderNo)));
  }
  const withoutMethods = new Set([...miscounted].flatMap(orderNo => methodsOf(task.changed.orders[orderNo])));
  for (const userId of stage.copy.users) failures.push(...(await userFailures(stage, task, userId, withoutMethods)));
  return { id: task.id, failures, faults: [...faults] };
};

const orderOf = (tool: Tool): string | null => (tool.name === "modify_user_address" ? null : tool.args.order_id);

const misjudged = (tool: Tool, performed: Performed, isAllowed: boolean): readonly string[] => {
  if ((performed.kind === "accepted") === isAllowed) return [];
  const how = performed.kind === "accepted" ? "was accepted" : `was refused (${performed.why})`;
  return [`${tool.name} ${JSON.stringify(tool.args)} ${how}`];
};

const orderFailures = async (stage: Stage, task: Task, orderNo: string): Promise<readonly string[]> => {
  const before = inWorld<TauOrder>(stage.world.orders, orderNo);
  const changed = task.changed.orders[orderNo];
  const isMiscounted = isPaidBackThrice(task, orderNo);
  const seen = await seeOrder(stage, orderNo);
  const found = [...orderDifferences(before, changed ?? before, seen, { withMoney: !isMiscounted })];
  if (isMiscounted) found.push(...nothingKept(before, seen.moved));
  if (changed !== undefined) {
    const owner = inWorld<TauUser>(stage.world.users, before.user_id);
    found.push(...contactDifferences(changed.address, owner, await seeRecipient(stage, orderNo)));
  }
  return described(orderNo, found);
};

/** A cancelled order has cost nobody anything. */
const nothingKept = (before: TauOrder, moved: Awaited<ReturnType<typeof seeOrder>>["moved"]): readonly Difference[] => {
  const paid = before.payment_history.reduce((sum, row) => sum + Math.round(row.amount * 100), 0);
  const kept = moved.reduce((sum, { type, cents }) => sum + (type === "payment" ? cents : -cents), paid);
  return kept === 0 ? [] : [{ field: "kept", expected: 0, seen: kept }];
};

/** @param withoutMethods what the tools paid in or out by them they counted wrongly. */
const userFailures = async (stage: Stage, task: Task, userId: string, withoutMethods: ReadonlySet<string>): Promise<readonly string[]> => {
  const before = inWorld<TauUser>(stage.world.users, userId);
  const changed = task.changed.users[userId];
  const found = [...balanceDifferences(changed ?? before, await seeUser(stage, userId), withoutMethods)];
  if (changed !== undefined) found.push(...contactDifferences(changed.address, before, await seeDefaultAddress(stage, userId)));
  return described(userId, found);
};

const methodsOf = (order: TauOrder | undefined): readonly string[] => (order?.payment_history ?? []).map(row => row.payment_method_id);

const inWorld = <T>(part: Readonly<Record<string, T>>, name: string): T => {
  const found = part[name];
  if (found === undefined) throw new Error(`the world has no ${name}`);
  return found;
};

const described = (name: string, found: readonly Difference[]): readonly string[] =>
  found.map(({ field, expected, seen }) => `${name} ${field}: expected ${JSON.stringify(expected)}, found ${JSON.stringify(seen)}`);

export const playNegative = async (shop: Shop, world: World, negative: Negative): Promise<Played> => {
  const stage = { shop, world, copy: copyFor(world, shop.run, negative) };
  const failures: string[] = [];
  const setup = negative.setup.map(tool => ({ ...tool, ok: true }));
  const faultsOfSetup = faultsOf(setup);
  for (const [index, tool] of setup.entries()) {
    const fault = faultsOfSetup[index] ?? null;
    failures.push(...misjudged(tool, await perform(stage, tool), fault === null));
    // What was forbidden after it is not forbidden where it was refused.
    if (fault !== null) return { id: negative.id, failures, faults: [fault] };
  }
  const before = await seeEverything(stage);
  failures.push(...misjudged(negative.forbidden, await perform(stage, negative.forbidden), false));
  const after = await seeEverything(stage);
  if (before !== after) failures.push(`${negative.category}: something changed: ${firstChange(before, after)}`);
  return { id: negative.id, failures, faults: negative.tau2Accepts ? ["address_after_items"] : [] };
};

const firstChange = (before: string, after: string): string => {
  const lines = after.split("\n");
  const changed = before.split("\n").findIndex((line, index) => line !== lines[index]);
  return `${before.split("\n")[changed]?.trim()} → ${lines[changed]?.trim()}`;
};

export const faultText = (fault: OracleFault): string => ORACLE_FAULTS[fault];

import { setTimeout as pause } from "node:timers/promises";
import type { CaseId, OrderId } from "@amends/domain/kernel/ids";
import { ProblemError } from "@amends/sdk/problem-error";
import { type Shop, sendRecords } from "./shop.ts";
import type { Tool } from "./task.ts";
import { type Copy, contactOf, copiedCustomer, type World } from "./world.ts";

/** What the API said to an action. */
export type Performed = { readonly kind: "accepted" } | { readonly kind: "refused"; readonly why: string };

type Filing = Parameters<Shop["host"]["fileCase"]>[0]["body"];
type Stage = { readonly shop: Shop; readonly world: World; readonly copy: Copy };

/** The one place that knows which API call each tool stands for. */
export const perform = async (stage: Stage, tool: Tool): Promise<Performed> => {
  if (tool.name === "modify_user_address") return changeUser(stage, tool.args);
  const orderId = await orderNamed(stage, tool.args.order_id);
  if (orderId === null) return { kind: "refused", why: `no order ${tool.args.order_id}` };
  return file(stage, await filingFor(stage, orderId, tool), SETTLES[tool.name]);
};

type OrderTool = Exclude<Tool, { readonly name: "modify_user_address" }>;

/** Goods have to come back before a return or an exchange goes on; everything else is carried out to its end. */
const SETTLES: Readonly<Record<OrderTool["name"], "at_the_end" | "when_filed">> = {
  cancel_pending_order: "at_the_end",
  modify_pending_order_address: "at_the_end",
  modify_pending_order_payment: "at_the_end",
  modify_pending_order_items: "at_the_end",
  return_delivered_order_items: "when_filed",
  exchange_delivered_order_items: "when_filed",
};

const filingFor = async (stage: Stage, orderId: OrderId, tool: OrderTool): Promise<Filing> => {
  const { called } = stage.copy;
  switch (tool.name) {
    case "cancel_pending_order":
      return {
        orderId,
        serviceType: "refund_only",
        refundOnlyKind: "pre_ship",
        reason: reasonCode(tool.args.reason),
        lines: (await linesOf(stage, orderId)).map(({ lineNo }) => ({ lineNo, goodsReceived: false })),
      };
    case "modify_pending_order_address": {
      const owner = stage.world.users[stage.world.orders[tool.args.order_id]?.user_id ?? ""];
      if (owner === undefined) throw new Error(`${tool.args.order_id} has no owner in the world`);
      const recipient = { ...contactOf(tool.args, owner), phone: null };
      return { orderId, serviceType: "amend_order", reason: "order-changed", amendment: { kind: "address", recipient } };
    }
    case "modify_pending_order_payment": {
      const methodRef = called(tool.args.payment_method_id);
      return { orderId, serviceType: "amend_order", reason: "order-changed", amendment: { kind: "payment", methodRef } };
    }
    case "modify_pending_order_items":
      return {
        orderId,
        serviceType: "amend_order",
        reason: "order-changed",
        amendment: { kind: "items" },
        differenceBy: { methodRef: called(tool.args.payment_method_id) },
        lines: await namedLines(stage, orderId, tool.args.item_ids, tool.args.new_item_ids),
      };
    case "return_delivered_order_items":
      return {
        orderId,
        serviceType: "return_refund",
        reason: "goods-returned",
        refundTo: { methodRef: called(tool.args.payment_method_id), consented: true },
        lines: await namedLines(stage, orderId, tool.args.item_ids, []),
      };
    case "exchange_delivered_order_items":
      return {
        orderId,
        serviceType: "exchange",
        reason: "goods-exchanged",
        differenceBy: { methodRef: called(tool.args.payment_method_id) },
        refundTo: { methodRef: called(tool.args.payment_method_id), consented: true },
        lines: await namedLines(stage, orderId, tool.args.item_ids, tool.args.new_item_ids),
      };
  }
};

/** Codes are signs without blanks, 128 at most. Two reasons never become one code before they are cut, so that what only looks like a reason is none. */
export const reasonCode = (reason: string): string =>
  encodeURIComponent(reason).replaceAll("-", "%2D").replaceAll("%20", "-").slice(0, REASON_LENGTH_MAX) || "%";
export const reasonWords = (code: string): string => code.replaceAll("-", " ");

const REASON_LENGTH_MAX = 128;

type OrderLines = Awaited<ReturnType<typeof linesOf>>;
const linesOf = async ({ shop }: Stage, orderId: OrderId) => (await shop.host.showOrder({ params: { orderId } })).body.lines;

/**
 * Articles are named, lines are meant: each naming takes the next line that holds the article. What the order does not have (an article, one piece more,
 * a replacement for nothing) is named all the same, so that it is the API that says no.
 */
const namedLines = async (stage: Stage, orderId: OrderId, itemIds: readonly string[], newItemIds: readonly string[]) => {
  const lines = await linesOf(stage, orderId);
  const named = itemIds.map((itemId, index) => lineNoOf(lines, itemId, itemIds.slice(0, index).filter(other => other === itemId).length));
  const beyond = newItemIds.slice(itemIds.length).map((_, index) => lines.length + itemIds.length + index + 1);
  return [...named, ...beyond].map((lineNo, index) => {
    const replacementSkuId = newItemIds[index];
    return replacementSkuId === undefined ? { lineNo } : { lineNo, replacementSkuId };
  });
};

const lineNoOf = (lines: OrderLines, itemId: string, namedBefore: number): number => {
  const holding = lines.filter(line => line.skuId === itemId);
  return (holding[namedBefore] ?? holding.at(-1))?.lineNo ?? lines.length + 1;
};

const orderNamed = async ({ shop, copy }: Stage, orderNo: string): Promise<OrderId | null> => {
  const { body } = await shop.host.listOrders({ query: { externalOrderNo: copy.called(orderNo) } });
  return body.items[0]?.orderId ?? null;
};

const file = async ({ shop }: Stage, body: Filing, settles: "at_the_end" | "when_filed"): Promise<Performed> => {
  const filed = await orRefusal(() => shop.host.fileCase({ body }));
  if (filed instanceof ProblemError) return { kind: "refused", why: filed.code };
  if (settles === "at_the_end") for (const { caseId } of filed.body.cases) await ended(shop, caseId);
  return { kind: "accepted" };
};

const PATIENCE_MS = 60_000;
const LOOK_MS = 15;

/** What a case asks of the world leaves after it was filed; it has been carried out when the case has come to its end. */
const ended = async ({ host }: Shop, caseId: CaseId): Promise<void> => {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    const { body } = await host.showCase({ params: { caseId } });
    if (body.endedAt !== null) return;
    if (Date.now() > until) throw new Error(`${caseId} was not carried out: ${JSON.stringify(body.promise)}`);
    await pause(LOOK_MS);
  }
};

/** A rule or a check said no. Anything else that goes wrong is no answer to the question. */
const orRefusal = async <T>(call: () => Promise<T>): Promise<T | ProblemError> => {
  try {
    return await call();
  } catch (error) {
    if (error instanceof ProblemError && error.status >= 400 && error.status < 500 && !NO_ANSWERS.includes(error.code)) return error;
    throw error;
  }
};

const NO_ANSWERS: readonly string[] = ["unauthenticated", "forbidden", "conflict_retry"];

/** A host has one way to say that a customer has moved: it sends the customer anew. */
const changeUser = async (
  { shop, world, copy }: Stage,
  { user_id: userId, ...address }: Extract<Tool, { readonly name: "modify_user_address" }>["args"],
): Promise<Performed> => {
  const { body } = await shop.host.listCustomers({ query: { externalId: copy.called(userId) } });
  const [known] = body.items;
  const user = world.users[userId];
  const customer = world.customers.get(userId);
  if (known === undefined || user === undefined || customer === undefined) return { kind: "refused", why: `no user ${userId}` };
  const record = copiedCustomer(customer, copy.called);
  const sent = await sendRecords(shop, [
    {
      ...record,
      sourceVersion: nextVersion(copy.called(userId)),
      addresses: [contactOf(address, user)],
      methods: known.methods.map(({ methodRef, kind, label, balance }) => ({
        methodRef,
        tenderKind: kind,
        label,
        balanceMinor: balance === null ? null : Number(balance.amountMinor),
      })),
    },
  ]);
  return sent.refused === 0 ? { kind: "accepted" } : { kind: "refused", why: sent.errors[0]?.code ?? "refused" };
};

const versions = new Map<string, number>();
const nextVersion = (name: string): number => {
  const version = (versions.get(name) ?? 1) + 1;
  versions.set(name, version);
  return version;
};

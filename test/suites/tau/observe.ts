import type { CustomerId, OrderId, PersonId, TextId } from "@amends/domain/kernel/ids";
import { z } from "zod";
import { reasonWords } from "./perform.ts";
import type { Shop } from "./shop.ts";
import type { Copy } from "./world.ts";

/** An order as the suite speaks of it, amounts in cents, put together from what the public API says. */
export type SeenOrder = {
  readonly status: string;
  readonly user: string;
  readonly items: readonly { readonly itemId: string; readonly productId: string; readonly cents: number; readonly options: Options }[];
  readonly parcels: readonly { readonly trackingId: string; readonly itemIds: readonly string[] }[];
  /** What moved since the order was sent to us; what it had cost before stands in the world. */
  readonly moved: readonly Movement[];
  /** What the order was paid by, as the shop's facts now say. */
  readonly tenders: readonly { readonly methodId: string; readonly cents: number }[];
  readonly cancelReason: string | null;
  readonly returned: { readonly itemIds: readonly string[]; readonly methodId: string | null } | null;
  readonly exchanged: {
    readonly itemIds: readonly string[];
    readonly newItemIds: readonly string[];
    readonly methodId: string | null;
    readonly differenceCents: number;
  } | null;
};
type Options = Readonly<Record<string, string>>;
export type Movement = { readonly type: "payment" | "refund"; readonly cents: number; readonly methodId: string };

export type SeenContact = { readonly name: string; readonly region: string; readonly detail: string };

type Stage = { readonly shop: Shop; readonly copy: Copy };
type OrderDetail = Awaited<ReturnType<Shop["host"]["showOrder"]>>["body"];
type CaseDetail = Awaited<ReturnType<Shop["host"]["showCase"]>>["body"];

export const findOrder = async ({ shop, copy }: Stage, orderNo: string): Promise<OrderId> => {
  const { body } = await shop.host.listOrders({ query: { externalOrderNo: copy.called(orderNo) } });
  const [found] = body.items;
  if (found === undefined) throw new Error(`${orderNo} was imported and cannot be found`);
  return found.orderId;
};

export const seeOrder = async (stage: Stage, orderNo: string): Promise<SeenOrder> => {
  const { shop, copy } = stage;
  const { body: order } = await shop.host.showOrder({ params: { orderId: await findOrder(stage, orderNo) } });
  const cases = await Promise.all(order.cases.map(async ({ caseId }) => (await shop.host.showCase({ params: { caseId } })).body));
  const { body: customer } = await shop.host.showCustomer({ params: { customerId: order.customerId } });
  const returning = cases.find(shown => shown.serviceType === "return_refund" && stands(shown));
  const exchanging = cases.find(shown => shown.serviceType === "exchange" && stands(shown));
  return {
    status: statusOf(order, cases),
    user: copy.nameOf(customer.externalId),
    items: order.lines.map(({ skuId, productId, paid, options }) => ({
      itemId: skuId,
      productId,
      cents: Number(paid.amountMinor),
      options,
    })),
    parcels: order.shipments.map(({ trackingNo, lines }) => ({
      trackingId: copy.nameOf(trackingNo),
      itemIds: lines.map(({ lineNo }) => order.lines.find(line => line.lineNo === lineNo)?.skuId ?? "").sort(),
    })),
    moved: cases.flatMap(shown => movementsOf(shown, copy)),
    tenders: order.tenders.map(({ methodRef, paid }) => ({ methodId: copy.nameOf(methodRef), cents: Number(paid.amountMinor) })),
    cancelReason: cancelReasonOf(order, cases),
    returned:
      returning === undefined
        ? null
        : { itemIds: returning.lines.map(line => line.skuId).sort(), methodId: methodIn(returning, copy, "refunds") },
    exchanged: exchanging === undefined ? null : exchangeOf(exchanging, copy),
  };
};

const stands = ({ phase }: CaseDetail): boolean => phase !== "rejected" && phase !== "withdrawn" && phase !== "closed";

const PLAIN_STATUS: Readonly<Record<OrderDetail["state"], string>> = {
  awaiting_payment: "pending",
  not_shipped: "pending",
  partly_shipped: "processed",
  shipped: "processed",
  delivered: "delivered",
  cancelled: "cancelled",
};

const statusOf = ({ state }: OrderDetail, cases: readonly CaseDetail[]): string => {
  const standing = cases.filter(stands);
  if (standing.some(shown => shown.serviceType === "return_refund")) return "return requested";
  if (standing.some(shown => shown.serviceType === "exchange")) return "exchange requested";
  const isRewritten = standing.some(
    shown => shown.serviceType === "amend_order" && shown.lines.some(line => line.replacementSkuId !== null),
  );
  return state === "not_shipped" && isRewritten ? "pending (item modified)" : PLAIN_STATUS[state];
};

const cancelReasonOf = ({ state }: OrderDetail, cases: readonly CaseDetail[]): string | null => {
  const cancelling = cases.find(shown => shown.serviceType === "refund_only" && shown.phase === "resolved");
  return state !== "cancelled" || cancelling === undefined ? null : reasonWords(cancelling.reason);
};

const exchangeOf = (shown: CaseDetail, copy: Copy): NonNullable<SeenOrder["exchanged"]> => {
  const { refunds, collect } = moneyOf(shown);
  return {
    itemIds: shown.lines.map(line => line.skuId).sort(),
    newItemIds: shown.lines.map(line => line.replacementSkuId ?? "").sort(),
    methodId: methodIn(shown, copy, "collect"),
    differenceCents: (collect?.amountMinor ?? 0) - refunds.reduce((sum, refund) => sum + refund.promisedMinor, 0),
  };
};

/** Ways to pay stand in the history: what a case is to move, and by which. */
const money = z.object({
  refunds: z.array(z.object({ tenderNo: z.number(), methodRef: z.string(), promisedMinor: z.number() })),
  collect: z.object({ methodRef: z.string(), amountMinor: z.number() }).nullable(),
});
const hasMoney = z.object({ money });

const moneyOf = ({ timeline }: CaseDetail): z.output<typeof money> => {
  const last = timeline.findLast(event => hasMoney.safeParse(event.data).success);
  return last === undefined ? { refunds: [], collect: null } : hasMoney.parse(last.data).money;
};

const methodIn = (shown: CaseDetail, copy: Copy, part: "refunds" | "collect"): string | null => {
  const { refunds, collect } = moneyOf(shown);
  const methodRef = part === "collect" ? collect?.methodRef : refunds[0]?.methodRef;
  return methodRef === undefined ? null : copy.nameOf(methodRef);
};

const returned = z.object({ tenderNo: z.number(), amountMinor: z.number() });
const collected = z.object({ amountMinor: z.number() });

const movementsOf = (shown: CaseDetail, copy: Copy): readonly Movement[] => {
  const { refunds, collect } = moneyOf(shown);
  return shown.timeline.flatMap(({ type, data }): readonly Movement[] => {
    if (type === "money_collected") {
      return [{ type: "payment", cents: collected.parse(data).amountMinor, methodId: copy.nameOf(collect?.methodRef ?? "") }];
    }
    if (type !== "money_returned") return [];
    const { tenderNo, amountMinor } = returned.parse(data);
    const methodRef = refunds.find(refund => refund.tenderNo === tenderNo)?.methodRef ?? collect?.methodRef ?? "";
    return [{ type: "refund", cents: amountMinor, methodId: copy.nameOf(methodRef) }];
  });
};

/** Where the order goes, in plain: only a desk may ask for it, and it stands on record. */
export const seeRecipient = async (stage: Stage, orderNo: string): Promise<SeenContact | null> => {
  const { body } = await stage.shop.desk.showOrder({ params: { orderId: await findOrder(stage, orderNo) } });
  return body.unmask === null ? null : revealed(stage, body.unmask.personId, body.unmask.textIds);
};

export type SeenUser = { readonly balances: Readonly<Record<string, number>> };

export const seeUser = async (stage: Stage, userId: string): Promise<SeenUser> => {
  const { body } = await stage.shop.host.listCustomers({ query: { externalId: stage.copy.called(userId) } });
  const methods = body.items[0]?.methods ?? [];
  return {
    balances: Object.fromEntries(
      methods.flatMap(({ methodRef, balance }) =>
        balance === null ? [] : [[stage.copy.nameOf(methodRef), Number(balance.amountMinor)] as const],
      ),
    ),
  };
};

export const seeDefaultAddress = async (stage: Stage, userId: string): Promise<SeenContact | null> => {
  const { body } = await stage.shop.desk.listCustomers({ query: { externalId: stage.copy.called(userId) } });
  const unmask = body.items[0]?.unmask ?? null;
  return unmask === null ? null : revealed(stage, unmask.personId, unmask.addressTextIds.slice(0, 1));
};

const revealed = async ({ shop }: Stage, personId: PersonId, textIds: readonly TextId[]): Promise<SeenContact | null> => {
  if (textIds.length === 0) return null;
  const { body } = await shop.desk.revealPerson({ params: { personId }, body: { textIds: [...textIds], reason: "suite" } });
  const [text] = body.texts;
  return text?.kind !== "address" ? null : { name: text.contact.name, region: text.contact.region, detail: text.contact.detail };
};

/**
 * Everything the API says of the orders and people of a copy, as bytes: what must not change when an action is refused. Versions of cases are left out,
 * for a case is told of every change of its order, its own among them, and that word may still be on its way.
 */
export const seeEverything = async (stage: Stage): Promise<string> => {
  const { shop, copy } = stage;
  const users = await Promise.all(
    copy.users.map(async userId => (await shop.host.listCustomers({ query: { externalId: copy.called(userId) } })).body.items),
  );
  const orders = await Promise.all(
    copy.orders.map(async orderNo => (await shop.host.showOrder({ params: { orderId: await findOrder(stage, orderNo) } })).body),
  );
  const customerIds: readonly CustomerId[] = users.flat().map(user => user.customerId);
  const cases = await Promise.all(
    customerIds.flatMap(customerId =>
      (["open", "ended"] as const).map(async status => (await shop.host.listCases({ query: { customerId, status } })).body.items),
    ),
  );
  return JSON.stringify({ users, orders, cases }, plain, 1);
};

const plain = (key: string, value: unknown): unknown => (key === "version" ? undefined : typeof value === "bigint" ? Number(value) : value);

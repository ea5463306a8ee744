import type { CaseState } from "@amends/domain/case/case-state";
import { claimOf } from "@amends/domain/case/claim";
import type { PlanTemplate } from "@amends/domain/case/plan-graph";
import { piecesSpokenFor } from "@amends/domain/intake/claims-context";
import type { OrderId, PersonId, SellerId } from "@amends/domain/kernel/ids";
import { type GoodsState, goodsOfLine } from "@amends/domain/order/goods-state";
import type { OrderFacts, OrderLine } from "@amends/domain/order/order-facts";
import type { PostalContact } from "@amends/domain/party/postal-contact";
import type { ReadPorts } from "./read-ports.ts";
import { viewPersonalData } from "./reveal-personal-data.ts";
import { type Principal, scopeOf } from "./scope.ts";
import { templateOf } from "./show-case.ts";

export type ShownOrder = {
  /** As far as the reader is concerned by it: a seller's own lines, and no route the money came by. */
  readonly order: OrderFacts;
  readonly lines: readonly ShownLine[];
  readonly sellers: readonly { readonly sellerId: SellerId; readonly name: string }[];
  readonly cases: readonly { readonly state: CaseState; readonly template: PlanTemplate }[];
  /** Masked; null where the reader has no use for it, or it was erased. */
  readonly recipient: PostalContact | null;
  /** Whose personal data stand behind the order, for those who may unmask it. */
  readonly personId: PersonId | null;
};

export type ShownLine = {
  readonly line: OrderLine;
  readonly goods: Readonly<Record<GoodsState, number>>;
  /** Pieces no case has spoken for. */
  readonly piecesLeft: number;
};

export const showOrder = async (
  { orders, policy, personalData }: Pick<ReadPorts, "orders" | "policy" | "personalData">,
  principal: Principal,
  orderId: OrderId,
): Promise<ShownOrder | null> => {
  const found = await orders.show(scopeOf(principal), orderId);
  if (found === null) return null;
  const claims = found.cases.map(claimOf);
  const order = orderFor(principal, found.order);
  return {
    order,
    lines: order.lines.map(line => ({
      line,
      goods: goodsOfLine(found.order, line.lineNo).counts,
      piecesLeft: Math.max(0, line.quantity - piecesSpokenFor(claims, line.lineNo)),
    })),
    sellers: found.sellers.filter(({ sellerId }) => order.lines.some(line => line.sellerId === sellerId)),
    cases: await Promise.all(found.cases.map(async state => ({ state, template: await templateOf(policy, state) }))),
    recipient: await recipientFor(personalData, principal, found.personId, found.order),
    personId: UNMASKS.has(principal.role) ? found.personId : null,
  };
};

/** Who may ask to see what is masked. */
export const UNMASKING_ROLES = ["agent", "complaint_owner", "supervisor", "warehouse", "admin"] as const;
const UNMASKS: ReadonlySet<string> = new Set(UNMASKING_ROLES);

/** Money people and machines need no address, and a seller ships through a carrier: the buyer's telephone is not theirs. */
const recipientFor = async (
  ports: ReadPorts["personalData"],
  principal: Principal,
  personId: PersonId,
  { recipientTextId }: OrderFacts,
): Promise<PostalContact | null> => {
  if (recipientTextId === null || principal.role === "finance" || principal.role === "integrator" || principal.role === "system")
    return null;
  const [text] = await viewPersonalData(ports, principal, personId, [recipientTextId]);
  if (text?.kind !== "address") return null;
  return principal.role === "seller" ? { ...text.contact, phone: null } : text.contact;
};

export const orderFor = (principal: Principal, order: OrderFacts): OrderFacts => {
  if (principal.role !== "seller") return order;
  const lines = order.lines.filter(line => line.sellerId === principal.sellerId);
  const isOwn = ({ lineNo }: { readonly lineNo: number }) => lines.some(line => line.lineNo === lineNo);
  return {
    ...order,
    lines,
    tenders: [],
    discounts: order.discounts.flatMap(discount => {
      const shares = discount.shares.filter(isOwn);
      return shares.length === 0 ? [] : [{ ...discount, shares, amountMinor: shares.reduce((sum, share) => sum + share.amountMinor, 0n) }];
    }),
    gifts: order.gifts.filter(gift => gift.withLineNos.some(lineNo => isOwn({ lineNo }))),
    shipments: order.shipments.flatMap(shipment => {
      const own = shipment.lines.filter(isOwn);
      return own.length === 0 ? [] : [{ ...shipment, lines: own }];
    }),
  };
};

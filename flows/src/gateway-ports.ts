import type {
  AmendOrder,
  BookPickup,
  BookVisit,
  CancelPickup,
  CollectPayment,
  GrantBenefit,
  HoldParcel,
  InterceptParcel,
  OrderRepair,
  PayCompensation,
  RefundTender,
  ReserveStock,
  ShipGoods,
  TraceParcel,
} from "@amends/domain/case/effect";
import type { EffectId, OperationId } from "@amends/domain/kernel/ids";
import type { Minor } from "@amends/domain/kernel/money";
import type { Instant } from "@amends/domain/kernel/time";
import type { OrderFacts } from "@amends/domain/order/order-facts";

/**
 * The world outside, one port for each kind of partner. Rules every implementation keeps:
 * - `key` (the effect's id) makes a call idempotent: the same key twice gives the same answer and moves nothing twice.
 * - `pending` means accepted, the end comes later; the caller asks `find` until it is told.
 * - `refused` is final for this key and says why. A network fault, a time-out, a 5xx is thrown: the outcome is unknown, so the caller asks `find`
 *   before it repeats.
 */
export type Answer<T> = ({ readonly kind: "done"; readonly at: Instant } & T) | { readonly kind: "pending" } | Refused;
export type Refused = { readonly kind: "refused"; readonly code: GatewayRefusal; readonly message: string };

export const GATEWAY_REFUSALS = [
  "unknown_method",
  "amount_above_captured",
  "insufficient_balance",
  "method_closed",
  "declined",
  "out_of_stock",
  "unknown_sku",
  "unknown_parcel",
  "already_delivered",
  /** The courier has been: the goods are with the carrier. */
  "already_collected",
  "no_slot",
  "address_not_served",
  "unknown_order",
  "already_shipped",
  "order_changed",
  "benefit_not_offered",
  "no_capacity",
  /** This gateway, or this contract with it, cannot do that at all: a person does it another way. */
  "not_supported",
  "currency_not_supported",
  "refund_window_closed",
  /** The payer's account takes no money any more. */
  "account_abnormal",
  /** The buyer was to agree themselves and did not in the time they had. */
  "not_agreed_in_time",
] as const;
export type GatewayRefusal = (typeof GATEWAY_REFUSALS)[number];

export type Keyed<R> = Omit<R, "kind"> & { readonly key: EffectId };

/**
 * The host's order number, under which the money was captured. Gateways that refund a transaction and not a method (Alipay, WeChat Pay) may know it by
 * this number; with it the sandbox bank holds a refund against what this order brought. The operation chooses among configured gateways.
 */
export type ForOrder = { readonly externalOrderNo?: string; readonly operationId?: OperationId };

export type Paid = { readonly gatewayRef: string };

/** The gateway has something else under this key than was asked (an amount, a currency). Nothing is assumed: a person has to look. */
export type Unclear = { readonly kind: "unclear"; readonly message: string };
export type PaymentAnswer = Answer<Paid> | Unclear;

export type MoneyRequest = RefundTender | CollectPayment | PayCompensation;
/** What was asked under a key. Gateways that keep a movement with its transaction are asked for it by the transaction. */
export type AskedMoney = MoneyRequest & ForOrder & { readonly key: EffectId };

/**
 * What the buyer does themselves where a gateway moves money only when they agree on their phone. Gateways give it anew as often as they are asked, for
 * the same movement, so nothing is kept of it.
 *
 * open_page          a page of the gateway; it leads back to us
 * scan_code          the text of a code to be scanned with the gateway's app
 * confirm_in_wechat  what WeChat's own bridge is called with, in a page that runs in WeChat
 */
export type BuyerDeed =
  | { readonly kind: "open_page"; readonly url: string }
  | { readonly kind: "scan_code"; readonly code: string }
  | { readonly kind: "confirm_in_wechat"; readonly merchantId: string; readonly appId: string; readonly package: string };

/** Where the buyer is when they are about to agree: gateways ask for their address, and lead them back to a page of ours. */
export type BuyerPlace = { readonly returnUrl: string; readonly ip: string };

export type PaymentGateway = {
  refund(request: Keyed<RefundTender> & ForOrder): Promise<PaymentAnswer>;
  collect(request: Keyed<CollectPayment> & ForOrder): Promise<PaymentAnswer>;
  /** Money on top of what was paid: it is held against no capture. */
  pay(request: Keyed<PayCompensation> & ForOrder): Promise<PaymentAnswer>;
  /** `null` = this key never arrived, so repeating is safe. */
  find(key: EffectId, asked: AskedMoney): Promise<PaymentAnswer | null>;
  /** `null` = there is nothing for the buyer to do: it moves by itself, or has moved. */
  askBuyer(asked: AskedMoney, place: BuyerPlace): Promise<BuyerDeed | Refused | null>;
};

/** What a carrier knows of a parcel. `moving` is no end: it is asked again when its step runs out of time. */
export type ParcelFinding = "moving" | "arrived" | "lost" | "damaged";

/** `feeMinor` is what the pickup costs the one who booked it, in the operation's currency; absent where the carrier does not say. */
export type BookedPickup = {
  readonly trackingNo: string;
  readonly carrier: string;
  readonly slotAt: Instant;
  readonly feeMinor?: Minor;
};

export type CarrierGateway = {
  trace(request: Keyed<TraceParcel>): Promise<Answer<{ readonly finding: ParcelFinding }>>;
  intercept(request: Keyed<InterceptParcel>): Promise<Answer<Record<never, never>>>;
  bookPickup(request: Keyed<BookPickup>): Promise<Answer<BookedPickup>>;
  /**
   * Nobody comes any more for what was booked under `booking`. Called off twice, under whatever keys, it is called off. `already_collected` where the
   * courier has the goods, `not_supported` where nobody can be called back.
   */
  cancelPickup(request: Keyed<CancelPickup>): Promise<Answer<Record<never, never>>>;
};

export type WarehouseGateway = {
  reserve(request: Keyed<ReserveStock>): Promise<Answer<{ readonly reservation: EffectId }>>;
  release(reservation: EffectId): Promise<void>;
  hold(request: Keyed<HoldParcel>): Promise<Answer<Record<never, never>>>;
  ship(request: Keyed<ShipGoods>): Promise<Answer<{ readonly trackingNo: string; readonly carrier: string }>>;
};

/** Coupons, points, gifts and longer warranties are the host's to give: its marketing system keeps them. */
export type BenefitGateway = {
  grant(request: Keyed<GrantBenefit>): Promise<Answer<{ readonly grantRef: string }>>;
};

/** A workshop or a partner's people who come. Taking the job is their answer; what they found they report to the case later. */
export type RepairGateway = {
  orderRepair(request: Keyed<OrderRepair>): Promise<Answer<{ readonly jobRef: string }>>;
  bookVisit(request: Keyed<BookVisit>): Promise<Answer<{ readonly visitRef: string; readonly slotAt: Instant }>>;
};

export type OrderSystem = {
  /** `order` is the host's new version of the facts where it answers with it at once; otherwise it arrives by import. */
  amend(request: Keyed<AmendOrder> & { readonly order: OrderFacts }): Promise<Answer<{ readonly order: OrderFacts | null }> | Outdated>;
};

/**
 * The order has changed since the version that was sent, by another case of it or by the host itself. It is no answer: nothing is kept under the key, and
 * the same is asked for again on the newer facts, which come with this where the host says them at once and otherwise by import.
 */
export type Outdated = { readonly kind: "outdated"; readonly order: OrderFacts | null };

export type Gateways = {
  readonly payment: PaymentGateway;
  readonly carrier: CarrierGateway;
  readonly warehouse: WarehouseGateway;
  readonly orderSystem: OrderSystem;
  readonly benefits: BenefitGateway;
  readonly repair: RepairGateway;
};

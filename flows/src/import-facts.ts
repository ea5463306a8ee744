import type { CatalogueSku } from "@amends/domain/intake/catalogue-sku";
import type { CustomerProfile, ReceiverProfile, ReturnAddress, SellerProfile } from "@amends/domain/intake/profiles";
import type { CustomerId, OperationId, OrderId, SellerId, TextId } from "@amends/domain/kernel/ids";
import type { HostCustomer, HostOrder, HostReceiver, HostReturnAddress, HostSeller, HostSku } from "@amends/domain/order/host-record";
import type { OrderFacts } from "@amends/domain/order/order-facts";
import { regionOfOrder } from "@amends/domain/order/region";
import { contactField, type PersonalField, phoneField, plainField } from "./import-texts.ts";

/** Turns one personal field into its reference. */
export type Refer = (field: PersonalField) => TextId | null;

export const sellerProfile = (operationId: OperationId, sellerId: SellerId, seller: HostSeller, refer: Refer): SellerProfile => ({
  sellerId,
  operationId,
  externalId: seller.externalId,
  name: seller.name,
  isTrader: seller.isTrader,
  flagship: seller.flagship,
  closed: seller.closed,
  returnAddresses: bookOf(seller.returnAddresses, refer),
});

export const receiverProfile = (
  { operationId, receiverId, sellerId }: Pick<ReceiverProfile, "operationId" | "receiverId" | "sellerId">,
  receiver: HostReceiver,
  refer: Refer,
): ReceiverProfile => ({
  receiverId,
  operationId,
  externalId: receiver.externalId,
  name: receiver.name,
  takesInAs: receiver.takesInAs,
  sellerId,
  closed: receiver.closed,
  returnAddresses: bookOf(receiver.returnAddresses, refer),
});

const bookOf = (addresses: readonly HostReturnAddress[], refer: Refer): readonly ReturnAddress[] =>
  addresses.map(({ addressNo, isDefault, contact }) => ({ addressNo, isDefault, contactTextId: refer(contactField(contact)) }));

export const customerProfile = (
  operationId: OperationId,
  customerId: CustomerId,
  customer: HostCustomer,
  refer: Refer,
): CustomerProfile => ({
  customerId,
  operationId,
  externalId: customer.externalId,
  tier: customer.tier,
  riskSignals: customer.riskSignals,
  nameTextId: customer.name === null ? null : refer(plainField("name", customer.name)),
  phoneTextId: customer.phone === null ? null : refer(phoneField(customer.phone)),
  emailTextId: customer.email === null ? null : refer(plainField("email", customer.email)),
  addressTextIds: customer.addresses.map(contact => refer(contactField(contact))).filter(textId => textId !== null),
  methods: customer.methods,
});

export const catalogueSku = (sku: HostSku): CatalogueSku => ({
  skuId: sku.skuId,
  productId: sku.productId,
  name: sku.name,
  category: sku.category,
  options: sku.options,
  priceMinor: sku.priceMinor,
  available: sku.available,
  asOf: sku.asOf,
  ...(sku.offer === undefined || sku.offer === "public" ? {} : { offer: sku.offer }),
});

export type OrderReferences = {
  readonly orderId: OrderId;
  readonly operationId: OperationId;
  readonly customerId: CustomerId;
  readonly sellerIdOf: (externalId: string) => SellerId;
};

export const orderFacts = (order: HostOrder, references: OrderReferences, refer: Refer): OrderFacts => ({
  ...regionFact(order),
  orderId: references.orderId,
  operationId: references.operationId,
  customerId: references.customerId,
  externalOrderNo: order.externalOrderNo,
  source: order.source,
  sourceVersion: order.sourceVersion,
  currency: order.currency,
  channel: order.channel,
  placedAt: order.placedAt,
  paidAt: order.paidAt,
  cancelledAt: order.cancelledAt,
  recipientTextId: order.recipient === null ? null : refer(contactField(order.recipient)),
  lines: order.lines.map(({ sellerExternalId, ...line }) => ({ ...line, sellerId: references.sellerIdOf(sellerExternalId) })),
  tenders: order.tenders,
  discounts: order.discounts,
  freight: order.freight,
  gifts: order.gifts,
  shipments: order.shipments,
  promises: order.promises,
});

/** Absent rather than null: facts that say nothing new keep their bytes. */
const regionFact = (order: HostOrder): Pick<OrderFacts, "region"> => {
  const region = regionOfOrder(order);
  return region === null ? {} : { region };
};

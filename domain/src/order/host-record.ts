import type { Currency, Minor } from "../kernel/money.ts";
import type { Instant } from "../kernel/time.ts";
import type { PostalContact } from "../party/postal-contact.ts";
import type { OrderFacts, OrderLine, TenderKind } from "./order-facts.ts";
import type { PriceOffer } from "./price-facts.ts";

/**
 * What a host sends before anything has an id of ours: people and sellers are named by the host's own ids, and personal data still stands inline.
 * It lives between the reader and the import flow only; what is stored has references in place of every personal field.
 */
export type HostRecord = HostSeller | HostReceiver | HostCustomer | HostSku | HostOrder;

/** Who says it, and which saying it is: a higher number replaces, a lower one is ignored, the same one must say the same. */
export type HostVersion = { readonly source: string; readonly sourceVersion: number };

export type HostSeller = HostVersion & {
  readonly kind: "seller";
  readonly externalId: string;
  /** The name buyers see. A private seller's legal name belongs into a contact, where it is encrypted. */
  readonly name: string;
  readonly isTrader: boolean;
  readonly flagship: boolean;
  readonly closed: boolean;
  readonly returnAddresses: readonly HostReturnAddress[];
};

export type HostReturnAddress = { readonly addressNo: number; readonly isDefault: boolean; readonly contact: PostalContact };

/** In whose stead goods are taken in: of an inspection centre, of a return warehouse (an agent's, a store's, one abroad), of a repair shop. */
export const TAKES_IN_AS = ["inspector", "warehouse", "repairer"] as const;
export type TakesInAs = (typeof TAKES_IN_AS)[number];

/** Somebody other than a seller who takes goods in. */
export type HostReceiver = HostVersion & {
  readonly kind: "receiver";
  readonly externalId: string;
  readonly name: string;
  readonly takesInAs: TakesInAs;
  /** Whose goods alone it takes in; null = those of every seller. */
  readonly sellerExternalId: string | null;
  readonly closed: boolean;
  readonly returnAddresses: readonly HostReturnAddress[];
};

export const CUSTOMER_TIERS = ["standard", "vip", "green_lane"] as const;
export type CustomerTier = (typeof CUSTOMER_TIERS)[number];

export type HostCustomer = HostVersion & {
  readonly kind: "customer";
  readonly externalId: string;
  readonly currency: Currency;
  readonly tier: CustomerTier;
  readonly riskSignals: readonly string[];
  readonly name: string | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly addresses: readonly PostalContact[];
  readonly methods: readonly CustomerMethod[];
};

/** A way money may go back to a customer. `label` is a brand or bank name, never a card number. */
export type CustomerMethod = {
  readonly methodRef: string;
  readonly tenderKind: TenderKind;
  readonly balanceMinor: Minor | null;
  readonly label: string | null;
};

export type HostSku = HostVersion & {
  readonly kind: "sku";
  readonly skuId: string;
  readonly productId: string;
  readonly name: string;
  readonly category: string;
  readonly options: Readonly<Record<string, string>>;
  readonly currency: Currency;
  readonly priceMinor: Minor;
  /** null = unlimited. */
  readonly available: number | null;
  readonly asOf: Instant;
  /** To whom the price is open; absent = to everybody. */
  readonly offer?: PriceOffer;
};

export type HostOrder = HostVersion &
  Omit<OrderFacts, "orderId" | "operationId" | "customerId" | "recipientTextId" | "region" | "lines"> & {
    readonly kind: "order";
    readonly customerExternalId: string;
    readonly lines: readonly HostOrderLine[];
    readonly recipient: PostalContact | null;
    /** As `OrderFacts.region`; null = as the recipient's address says. */
    readonly region: string | null;
    /** What the buyer wrote to the seller with the order. */
    readonly message: string | null;
  };

export type HostOrderLine = Omit<OrderLine, "sellerId"> & { readonly sellerExternalId: string };

import type { Consent } from "../evidence/consent.ts";
import type { FileShows } from "../evidence/file-shows.ts";
import type { CustomerId, FileId, OrderId, SellerId, TextId } from "../kernel/ids.ts";
import type { Currency, Minor } from "../kernel/money.ts";
import type { Instant } from "../kernel/time.ts";
import type { OrderFacts, TenderKind } from "../order/order-facts.ts";
import type { PriceFact } from "../order/price-facts.ts";
import type { RefundTotals } from "../order/refund-totals.ts";
import type { Actor } from "../party/party.ts";
import type { AmendmentKind, RefundOnlyKind, ServiceType } from "./service-type.ts";

/**
 * Everything a decision may look at, loaded once before it. A decision stores the canonical bytes of this whole object, so whatever is added here is
 * replayable, and whatever is not here cannot have played a part. No personal data.
 */
export type CaseFacts = {
  readonly schemaVersion: 1;
  readonly at: Instant;
  readonly operation: OperationFacts;
  readonly order: OrderFacts;
  readonly customer: CustomerFacts;
  readonly seller: SellerFacts;
  readonly claims: readonly EarlierClaim[];
  /** The goods asked for in an exchange or a changed order, as the catalogue knew them when loaded. */
  readonly catalogue: readonly SkuFacts[];
  /** What the articles cost since the order was paid; absent where nobody asks what they cost meanwhile. */
  readonly prices?: readonly PriceFact[];
  /** What this buyer asked back on other orders in the thirty days before because a price fell, and has not given up; absent where nobody asks. */
  readonly priceDropsBefore?: readonly PriceDropBefore[];
  readonly request: FilingRequest;
  /** What a person found out after the filing; a filing holds none. */
  readonly proven?: { readonly lossMinor: Minor };
};

export type PriceDropBefore = { readonly filedAt: Instant; readonly skuIds: readonly string[]; readonly amountMinor: Minor };

export const OPERATION_KINDS = ["c2c", "group_buy", "marketplace", "brand"] as const;
export type OperationKind = (typeof OPERATION_KINDS)[number];

export type OperationFacts = {
  readonly kind: OperationKind;
  readonly currency: Currency;
  readonly zone: { readonly id: string; readonly offsetMinutes: number };
  /** Day numbers (days since 1970-01-01) that are public holidays, and weekend days worked instead, around the dates in question. */
  readonly holidays: readonly number[];
  readonly extraWorkdays: readonly number[];
};

export type CustomerFacts = {
  readonly customerId: CustomerId;
  readonly tier: "standard" | "vip" | "green_lane";
  /** Soft signals only: they send a case to a person, they never refuse or lower (PIPL a24). */
  readonly riskSignals: readonly string[];
  /** What may still be refunded to this buyer ahead of the goods. */
  readonly instantQuotaMinor: Minor;
  readonly methods: readonly RefundTarget[];
};

export type RefundTarget = {
  readonly methodRef: string;
  readonly tenderKind: TenderKind;
  /** Known for stored value (gift card, store credit); null = not limited by us. */
  readonly balanceMinor: Minor | null;
};

export type SellerFacts = {
  readonly sellerId: SellerId;
  /** C2C: a private person is not bound by the seven-day right; a trader in disguise is (SPC8 a7). */
  readonly isTrader: boolean;
  readonly flagship: boolean;
  readonly closed: boolean;
  readonly returnAddressNos: readonly number[];
};

export type SkuFacts = {
  readonly skuId: string;
  readonly productId: string;
  readonly priceMinor: Minor;
  /** null = unlimited. A hint as of loading: the warehouse decides at `reserve`. */
  readonly available: number | null;
};

/** An earlier case of the same order, as far as later ones must know it. */
export type EarlierClaim = {
  readonly caseId: string;
  readonly serviceType: ServiceType;
  readonly open: boolean;
  readonly rejected: boolean;
  readonly filedAt: Instant;
  /** What was said and shown, and about which lines, so that the same request can be told from a new one. */
  readonly reason: string;
  readonly lineNos: readonly number[];
  readonly evidence: readonly string[];
  /** What a change of the order changed; null for any other case and for a change that was given up. */
  readonly amendment: AmendmentKind | null;
  /** Pieces spoken for: asked and not given up. A rejected or withdrawn case holds none; an ended one holds those it settled. */
  readonly lines: readonly { readonly lineNo: number; readonly quantity: number }[];
  /** What the case promised or paid back, as the arithmetic of later refunds needs it. */
  readonly refund: RefundTotals;
  /** The goods of an exchange have come: its pieces are the buyer's again, and yet the order has had an exchange. Absent otherwise. */
  readonly isExchanged?: true;
  /** The goods came back repaired: its pieces are free again, and yet they have been repaired once more. Absent otherwise. */
  readonly isRepaired?: true;
  /** From when to when the goods were away to be repaired, null = they still are. Absent where they never went away for it. */
  readonly repairedFor?: { readonly startedAt: Instant; readonly endedAt: Instant | null };
  /** When other goods came in place of the buyer's own. Absent where none did. */
  readonly renewedAt?: Instant;
};

/** What a host said in its own codes; it comes out again as it came in. Null where it spoke in ours. */
export type HostCodes = { readonly reason: string | null; readonly type: string | null };

/** What is asked, after the border has checked its form. */
export type FilingRequest = {
  readonly orderId: OrderId;
  readonly serviceType: ServiceType;
  readonly refundOnlyKind: RefundOnlyKind | null;
  readonly reason: string;
  /** The host's own words for it, where it used them; absent otherwise. */
  readonly hostCodes?: HostCodes;
  readonly lines: readonly FiledLine[];
  readonly appliedBy: Actor;
  /** Where money should go; null = the original routes. Another method counts only with the buyer's own consent (7D a14). */
  readonly refundTo: { readonly methodRef: string; readonly consented: boolean } | null;
  /** How a difference upwards is paid, or how it comes back. */
  readonly differenceBy: { readonly methodRef: string } | null;
  readonly agreedMinor: Minor | null;
  readonly amendment: AmendmentRequest | null;
  readonly evidence: readonly EvidenceItem[];
  readonly statementTextId: TextId | null;
  /** The buyer was told no and asks for a person (PIPL a24): the case opens for review instead of being refused. */
  readonly contestsRefusal: boolean;
};

export type FiledLine = {
  readonly lineNo: number;
  readonly quantity: number;
  readonly goodsReceived: boolean;
  readonly condition: GoodsCondition;
  /** Share damaged as the buyer says it, in basis points; null where the reason does not ask. */
  readonly damageBasisPoints: number | null;
  readonly replacementSkuId: string | null;
  /** What a vehicle has run, as the buyer says it; absent for everything else. */
  readonly usedKilometres?: number;
};

/** What the buyer says about the goods; inspection later says what is so (policy.md §1.2). */
export const GOODS_CONDITIONS = [
  "unopened",
  "opened_intact",
  "seal_broken",
  "tag_removed",
  "activated",
  "used",
  "damaged",
  "unknown",
] as const;
export type GoodsCondition = (typeof GOODS_CONDITIONS)[number];

export type AmendmentRequest =
  | { readonly kind: Extract<AmendmentKind, "address">; readonly recipientTextId: TextId }
  | { readonly kind: Extract<AmendmentKind, "items"> }
  | { readonly kind: Extract<AmendmentKind, "payment">; readonly methodRef: string };

export const EVIDENCE_KINDS = ["photo", "video", "document", "statement"] as const;
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number];

export type EvidenceItem = {
  readonly fileId: FileId;
  readonly kind: EvidenceKind;
  readonly sha256: string;
  /** What the buyer agreed to when they showed it; absent where nothing had to be. */
  readonly consent?: Consent;
  /** What it shows, as whoever gave it says; absent where they said nothing. */
  readonly shows?: FileShows;
  /** Whether it told of the camera when it came in; absent of files that came before anybody asked, which count as the best of their kind. */
  readonly hasMetadata?: boolean;
};

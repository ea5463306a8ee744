import type { CatalogueSku } from "@amends/domain/intake/catalogue-sku";
import type { CustomerProfile, ReceiverProfile, SellerProfile } from "@amends/domain/intake/profiles";
import type {
  CustomerId,
  Id,
  IdKind,
  OperationId,
  OrderId,
  PersonId,
  ReceiverId,
  SellerId,
  Shard,
  TextId,
} from "@amends/domain/kernel/ids";
import type { Currency, Minor } from "@amends/domain/kernel/money";
import type { Instant } from "@amends/domain/kernel/time";
import type { AcceptanceEntry } from "@amends/domain/order/acceptance-record";
import type { HostRecord, HostVersion } from "@amends/domain/order/host-record";
import type { ImportErrorCode, ImportFault } from "@amends/domain/order/import-error";
import type { OrderFacts } from "@amends/domain/order/order-facts";
import type { NewPerson, NewText, PersonalDataCipher, WrappedSecret } from "./personal-data-ports.ts";

/** One line of an import, read: a record, or why there is none. */
export type ImportItem = { readonly lineNumber: number } & (
  | { readonly ok: true; readonly record: HostRecord }
  | { readonly ok: false; readonly fault: ImportFault }
);

export type ImportContext = {
  readonly operation: { readonly operationId: OperationId; readonly currency: Currency };
  readonly store: ImportStore;
  readonly cipher: PersonalDataCipher;
  readonly newId: <K extends IdKind>(kind: K, shard: Shard) => Id<K>;
  /** A collision-free digest of a canonical text. */
  readonly contentHash: (canonical: string) => string;
  readonly now: () => Instant;
  readonly onProgress?: (progress: ImportProgress) => void;
  /** Records a transaction; 200 by default. */
  readonly batchSize?: number;
  /** How many errors are kept word for word; 1,000 by default. All are counted. */
  readonly errorsKept?: number;
};

export type ImportCounts = {
  readonly lines: number;
  readonly accepted: number;
  readonly updated: number;
  readonly unchanged: number;
  /** Sayings older than what we have. */
  readonly older: number;
  readonly refused: number;
};

export type ImportProgress = ImportCounts & { readonly perSecond: number };

export type ImportResult = ImportCounts & {
  /** How many were refused for which reason, of all, also where the words are left off. */
  readonly refusedByCode: Readonly<Partial<Record<ImportErrorCode, number>>>;
  readonly errors: readonly ImportError[];
  readonly errorsOmitted: number;
};

/** What became of the cancellations of a data set that names them on lines of their own. The last five sum to `cancelLines`. */
export type CancellationTally = {
  readonly rows: number;
  /** Pieces matched, each at the price it was cancelled at. */
  readonly matchedValueMinor: Minor;
  readonly cancelLines: number;
  readonly fullyMatched: number;
  readonly partlyMatched: number;
  readonly withoutPurchase: number;
  readonly withoutCustomer: number;
  readonly ofNoArticle: number;
};

export type ImportError = ImportFault & {
  readonly lineNumber: number;
  /** null where the line was not read so far. */
  readonly record: { readonly kind: HostRecord["kind"]; readonly externalId: string } | null;
};

/**
 * Where imports are kept. `load` and `commit` are not one transaction: every write names the version it was decided on, and a commit that finds
 * another one writes nothing at all and says `stale`; the batch is then decided again.
 */
export interface ImportStore {
  load(operationId: OperationId, wanted: ImportWanted): Promise<ImportKnown>;
  findTexts(probes: readonly TextProbe[]): Promise<readonly KnownText[]>;
  commit(operationId: OperationId, writes: ImportWrites, at: Instant): Promise<"committed" | "stale">;
}

export type ImportWanted = {
  readonly sellers: readonly string[];
  readonly receivers: readonly string[];
  readonly customers: readonly { readonly shard: Shard; readonly externalId: string }[];
  readonly skus: readonly string[];
  readonly orders: readonly { readonly source: string; readonly externalOrderNo: string }[];
};

export type ImportKnown = {
  readonly sellers: readonly KnownSeller[];
  readonly receivers: readonly KnownReceiver[];
  readonly customers: readonly KnownCustomer[];
  readonly skus: readonly KnownSku[];
  readonly orders: readonly KnownOrder[];
};

export type KnownPerson = { readonly personId: PersonId /** null once erased. */; readonly secret: WrappedSecret | null };
export type KnownVersion = HostVersion & { readonly contentHash: string };
export type KnownSeller = KnownVersion & {
  readonly externalId: string;
  readonly sellerId: SellerId;
  readonly shard: Shard;
  readonly person: KnownPerson;
};
export type KnownReceiver = KnownVersion & {
  readonly externalId: string;
  readonly receiverId: ReceiverId;
  readonly shard: Shard;
  readonly person: KnownPerson;
};
export type KnownCustomer = KnownVersion & {
  readonly externalId: string;
  readonly customerId: CustomerId;
  readonly shard: Shard;
  readonly person: KnownPerson;
};
export type KnownSku = KnownVersion & { readonly skuId: string };
export type KnownOrder = KnownVersion & {
  readonly externalOrderNo: string;
  readonly orderId: OrderId;
  readonly shard: Shard;
  readonly customerId: CustomerId;
  readonly currency: Currency;
  readonly factsVersion: number;
  /** What was said here at its hand-overs: the host does not know of it. */
  readonly acceptances: readonly AcceptanceEntry[];
};

export type TextProbe = { readonly shard: Shard; readonly personId: PersonId; readonly saltedHash: string };
export type KnownText = TextProbe & { readonly textId: TextId };

/** `fromVersion` is the version the write replaces; null = there must be none yet. */
export type VersionedWrite = HostVersion & { readonly fromVersion: number | null; readonly contentHash: string };
export type SellerWrite = VersionedWrite & { readonly shard: Shard; readonly personId: PersonId; readonly profile: SellerProfile };
export type ReceiverWrite = VersionedWrite & { readonly shard: Shard; readonly personId: PersonId; readonly profile: ReceiverProfile };
export type CustomerWrite = VersionedWrite & { readonly shard: Shard; readonly personId: PersonId; readonly profile: CustomerProfile };
export type SkuWrite = VersionedWrite & { readonly sku: CatalogueSku };
/** A known order is written only over the facts it was decided on: they change by what is said at a hand-over too. */
export type OrderWrite = VersionedWrite & {
  readonly shard: Shard;
  readonly facts: OrderFacts;
  readonly factsVersion: number | null;
  readonly messageTextId: TextId | null;
};

export type ImportWrites = {
  readonly persons: readonly NewPerson[];
  readonly texts: readonly NewText[];
  readonly sellers: readonly SellerWrite[];
  readonly receivers: readonly ReceiverWrite[];
  readonly customers: readonly CustomerWrite[];
  readonly skus: readonly SkuWrite[];
  readonly orders: readonly OrderWrite[];
};

import type { ReturnPlaces } from "@amends/domain/case/return-destination";
import type { CaseId, OperationId, SellerId, Shard } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";

/** A book of addresses was given or corrected. `was` is what stood in its place; `sellerId` null = cases of any seller may mean it. */
export type AddressNews = {
  readonly operationId: OperationId;
  readonly newsNo: string;
  readonly sellerId: SellerId | null;
  readonly was: Partial<ReturnPlaces>;
  readonly since: Instant;
};

/** How far one pass through the open cases has come. */
export type NewsPlace = { readonly shard: Shard | -1; readonly caseId: string };

/** News is written with the book itself, so none is lost; here it is worked off. */
export type AddressNewsStore = {
  /** One with work to do, kept from other workers for a while; null when there is none. */
  lease(at: Instant, leaseMs: number): Promise<{ readonly news: AddressNews; readonly place: NewsPlace } | null>;
  /** The next open cases in which goods are to be sent, in the order of their place. */
  casesAfter(news: AddressNews, place: NewsPlace, most: number): Promise<readonly CaseId[]>;
  save(news: AddressNews, place: NewsPlace): Promise<void>;
  done(news: AddressNews): Promise<void>;
};

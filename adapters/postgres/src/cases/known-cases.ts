import type { CaseState } from "@amends/domain/case/case-state";
import type { ReturnPlaces } from "@amends/domain/case/return-destination";
import type { EarlierClaim } from "@amends/domain/intake/case-facts";
import type { CaseId, CustomerId, OrderId, PersonId, SellerId } from "@amends/domain/kernel/ids";
import type { OrderFacts } from "@amends/domain/order/order-facts";
import type { CommandWrite, FilingWrite, LoadedOrder } from "@amends/flows/case-ports";

/**
 * What this server has read or written of late, each part with the version it is of. A read says what it knows and is told only what has another version
 * by now: so it sees what is committed, as it would without, and does not fetch and open again what it sent a moment ago.
 */
export type KnownCases = {
  readonly order: (orderId: OrderId) => KnownOrder | undefined;
  readonly case: (caseId: CaseId) => KnownCase | undefined;
  readonly customer: (customerId: CustomerId) => KnownCustomer | undefined;
  readonly places: (sellerId: SellerId) => KnownPlaces | undefined;
  readonly keepOrder: (known: KnownOrder) => void;
  readonly keepCase: (known: KnownCase) => void;
  readonly keepCustomer: (known: KnownCustomer) => void;
  readonly keepPlaces: (sellerId: SellerId, known: KnownPlaces) => void;
  /** After a commit: the cases are what was written. */
  readonly filed: (write: FilingWrite) => void;
  readonly commanded: (write: CommandWrite) => void;
};

export type KnownOrder = {
  readonly factsVersion: number;
  readonly order: OrderFacts;
  /** What a filing on it was told of earlier claims; null where it was read for a command. */
  readonly earlier: ClaimsKnown | null;
};

export type KnownCase = {
  readonly state: CaseState;
  readonly headHash: Uint8Array;
  readonly nextPostingNo: number;
  /** The other claims on its order and the version of the order's claims they are of; null where nobody has read them yet. */
  readonly others: ClaimsKnown | null;
};

type ClaimsKnown = { readonly claimsVersion: number; readonly claims: readonly EarlierClaim[] };

/** Of a buyer without stored value: balances have no version. */
export type KnownCustomer = { readonly contentHash: string; readonly customer: LoadedOrder["customer"]; readonly personId: PersonId };

/** Where goods of a seller may go to. */
export type KnownPlaces = { readonly version: string; readonly places: ReturnPlaces };

/** Some kilobytes each. */
const KEPT_MOST = 1000;

export const createKnownCases = (): KnownCases => {
  const orders = latest<OrderId, KnownOrder>();
  const cases = latest<CaseId, KnownCase>();
  const customers = latest<CustomerId, KnownCustomer>();
  const places = latest<SellerId, KnownPlaces>();
  const keepCase = (known: KnownCase): void => cases.keep(known.state.caseId, known);
  return {
    order: orders.find,
    case: cases.find,
    customer: customers.find,
    places: places.find,
    keepOrder: known => orders.keep(known.order.orderId, known),
    keepCase,
    keepCustomer: known => customers.keep(known.customer.customerId, known),
    keepPlaces: places.keep,
    filed: write => {
      const earlier = orders.find(write.orderId)?.earlier;
      // Alone it has beside it what was there before it, under the version it gave the order.
      const others =
        write.cases.length === 1 && earlier?.claimsVersion === write.claimsVersion
          ? { claimsVersion: write.claimsVersion + 1, claims: earlier.claims }
          : null;
      for (const { state, headHash, postings } of write.cases) keepCase({ state, headHash, nextPostingNo: postings.length + 1, others });
    },
    commanded: ({ state, headHash, postings, before, claims }) => {
      const was = cases.find(before.caseId);
      if (was === undefined || was.state.version !== before.version) return;
      // Its own claim is none of the others: they are as they were, under the version this write gave the order.
      const others = was.others === null || claims === null ? was.others : { ...was.others, claimsVersion: claims.claimsVersion + 1 };
      keepCase({ state, headHash, nextPostingNo: was.nextPostingNo + postings.length, others });
    },
  };
};

/** The last that were kept or found; a map goes through its keys in the order they were set. */
const latest = <K, V>(): { readonly find: (key: K) => V | undefined; readonly keep: (key: K, value: V) => void } => {
  const kept = new Map<K, V>();
  const keep = (key: K, value: V): void => {
    kept.delete(key);
    kept.set(key, value);
    if (kept.size <= KEPT_MOST) return;
    const [oldest] = kept.keys();
    if (oldest !== undefined) kept.delete(oldest);
  };
  return {
    find: key => {
      const value = kept.get(key);
      if (value !== undefined) keep(key, value);
      return value;
    },
    keep,
  };
};

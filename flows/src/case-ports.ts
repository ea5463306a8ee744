import type { Recorded } from "@amends/domain/case/case-event";
import type { CaseState } from "@amends/domain/case/case-state";
import type { Effect, EffectRequest } from "@amends/domain/case/effect";
import type { ReturnPlaces } from "@amends/domain/case/return-destination";
import type { Decision } from "@amends/domain/evaluation/decision";
import type { SealedTexts } from "@amends/domain/evidence/chain";
import type { CaseFacts, CustomerFacts, EarlierClaim, SellerFacts, SkuFacts } from "@amends/domain/intake/case-facts";
import type { CaseId, CustomerId, EffectId, FileId, OperationId, OrderId, PersonId, SellerId, Shard } from "@amends/domain/kernel/ids";
import type { Minor } from "@amends/domain/kernel/money";
import type { Instant } from "@amends/domain/kernel/time";
import type { OrderFacts } from "@amends/domain/order/order-facts";
import type { NewText, WrappedSecret } from "./personal-data-ports.ts";
import type { Scope } from "./scope.ts";

/**
 * Where cases live. One command is one read and one write, each a single statement in one shard, which commands that wait at the same time may share; where
 * one follows another, the read is left out. Both `commit`s are all or nothing: guard, case, events with their hashes, steps, deadlines, effects, postings,
 * decision and the idempotent answer become durable together, or `stale` says that what was read has changed since and nothing was written.
 */
export type CaseStore = {
  /** Null when the order does not exist or lies outside the scope: the two are not told apart. */
  loadOrder(scope: Scope, orderId: OrderId, ask: LoadAsk): Promise<LoadedOrder | null>;
  /**
   * What articles of an order cost since it was paid, beginning with the price in force then, and what its buyer asked back elsewhere in the thirty days
   * before `at`. A read of its own, which only price protection pays for.
   */
  pricesSince(scope: Scope, order: Pick<OrderFacts, "orderId" | "customerId">, ask: PricesAsk): Promise<PriceNews>;
  loadCase(scope: Scope, caseId: CaseId, idempotency: IdempotencyKey | null): Promise<LoadedCase | null>;
  /**
   * The case as this server read or wrote it last, without asking: null where it does not know all that a decision looks at, or the case lies outside the
   * scope. It may be out of date, so it is for nothing but a commit that names what was `seen`. The buyer's key is never among what is kept.
   */
  recallCase(scope: Scope, caseId: CaseId): RecalledCase | null;
  commitFiling(write: FilingWrite): Promise<CommitResult>;
  commitCommand(write: CommandWrite): Promise<CommitResult>;
};

export type PricesAsk = { readonly skuIds: readonly string[]; readonly since: Instant; readonly at: Instant };
export type PriceNews = Required<Pick<CaseFacts, "prices" | "priceDropsBefore">>;

export type CommitResult = "committed" | "stale";

export type LoadAsk = { readonly idempotency: IdempotencyKey | null; readonly skuIds: readonly string[] };

/** A client's key for one request, unique per principal and addressed order or case. */
export type IdempotencyKey = { readonly principal: string; readonly key: string };
export type IdempotentAnswer = { readonly requestHash: string; readonly status: number; readonly response: string };

export type LoadedOrder = {
  readonly order: OrderFacts;
  readonly claimsVersion: number;
  readonly factsVersion: number;
  readonly customer: Omit<CustomerFacts, "instantQuotaMinor">;
  /** What the buyer's open cases hold at once; claimed at this version by a filing that holds more. */
  readonly uses: { readonly version: number; readonly instantUsedMinor: Minor; readonly held: Readonly<Record<string, number>> };
  readonly person: CasePerson;
  readonly sellers: readonly SellerFacts[];
  readonly claims: readonly EarlierClaim[];
  readonly skus: readonly SkuFacts[];
  /** Where goods of each of its sellers may go to. */
  readonly places: ReadonlyMap<SellerId, ReturnPlaces>;
  readonly answered: IdempotentAnswer | null;
};

/** The buyer behind the order: whoever writes a text about this matter writes it under this person's key. `secret` is null once they were erased. */
export type CasePerson = { readonly personId: PersonId; readonly ownerId: CustomerId; readonly secret: WrappedSecret | null };

/** A command is decided on what the order and the buyer are; its seller and the catalogue were looked at when it was filed. */
export type LoadedCase = Omit<LoadedOrder, "sellers" | "skus" | "uses" | "places"> & {
  readonly places: ReturnPlaces;
  readonly state: CaseState;
  readonly headHash: Uint8Array;
  readonly nextPostingNo: number;
};

export type RecalledCase = LoadedCase & { readonly seen: SeenVersions };

/** Of what lies beside the case and was looked at from memory: the write holds only where each is still the committed one. */
export type SeenVersions = {
  readonly orderId: OrderId;
  readonly factsVersion: number;
  readonly claimsVersion: number;
  readonly customerId: CustomerId;
  /** Of the host's record of the buyer. */
  readonly customerHash: string;
  readonly sellerId: SellerId;
  /** Of the records of the seller and of all who take goods in beside the sellers. */
  readonly placesHash: string;
};

export type CaseWrite = {
  readonly state: CaseState;
  readonly events: readonly SealedEvent[];
  readonly effects: readonly Effect[];
  readonly postings: readonly PostingRow[];
  /** Texts people wrote, sealed; the events name them and hold their salted hash. */
  readonly texts: readonly NewText[];
  readonly headHash: Uint8Array;
};

/** The texts are what was hashed, and so what is stored. */
export type SealedEvent = SealedTexts & { readonly event: Recorded; readonly hash: Uint8Array };

export type PostingRow = {
  readonly postingNo: number;
  readonly kind: "promise" | "reversal" | "settlement" | "collection" | "borne_by_platform";
  readonly eventSeq: number;
  readonly legs: readonly { readonly account: string; readonly partyRef: string; readonly amountMinor: Minor }[];
};

export type DecisionRow = {
  readonly caseId: CaseId;
  readonly decision: Decision;
  readonly factsText: string;
  readonly factsSchema: number;
};

export type FilingWrite = {
  readonly shard: Shard;
  readonly operationId: OperationId;
  readonly orderId: OrderId;
  readonly claimsVersion: number;
  readonly factsVersion: number;
  readonly cases: readonly (CaseWrite & { readonly decision: DecisionRow })[];
  /** What the new cases set aside of the buyer's; null where nothing. */
  readonly uses: UsesChange | null;
  readonly answer: AnswerRow | null;
  readonly at: Instant;
};

/** `version` set: nobody may have set aside or freed anything since it was read. Null when something is only freed, which can never be too much. */
export type UsesChange = {
  readonly customerId: CustomerId;
  readonly version: number | null;
  readonly instantMinor: Minor;
  readonly held: { readonly methodRef: string; readonly amountMinor: Minor } | null;
};

/** Stored value that went back to a method of the buyer, or was taken from it. */
export type BalanceChange = { readonly customerId: CustomerId; readonly methodRef: string; readonly amountMinor: Minor };

export type CommandWrite = CaseWrite & {
  readonly shard: Shard;
  readonly before: CaseState;
  /** Null where it was read for this command. */
  readonly seen: SeenVersions | null;
  /** Set where the case's claim on the order changed: then nobody may have claimed on that order in between. */
  readonly claims: { readonly orderId: OrderId; readonly claimsVersion: number } | null;
  /** The effect whose answer this command carries; it ends in the same transaction. */
  readonly endsEffect: EffectId | null;
  readonly uses: UsesChange | null;
  readonly balances: readonly BalanceChange[];
  /** Parcels named now, so that a scan of one finds its case. */
  readonly parcels: readonly string[];
  /** Numbers that were named by mistake: a scan of one finds the case no more. */
  readonly parcelsDropped: readonly string[];
  /** Files nobody may read from now on, as nobody agrees to it any more; their content goes with the next sweep. */
  readonly filesErased: readonly FileId[];
  readonly answer: AnswerRow | null;
  readonly at: Instant;
};

export type AnswerRow = IdempotentAnswer & IdempotencyKey & { readonly targetId: string };

/**
 * Work that is due, leased for a while so that no second worker does it at the same time. A lease that runs out gives the work back, so whoever holds
 * one may die without a word. The times are the caller's; nothing here asks a clock of its own.
 */
export type WorkQueue = {
  leaseEffects(at: Instant, leaseMs: number, most: number): Promise<readonly LeasedEffect[]>;
  /**
   * The partner can be reached and will answer later: earlier faults no longer count. What was made due while it was asked stays due: the partner has
   * called back in between.
   */
  awaitEffect(effectId: EffectId, at: Instant, until: Instant): Promise<void>;
  /** The partner could not be reached, or the answer could not be kept. One more fault counts. */
  putOffEffect(effectId: EffectId, until: Instant, fault: string): Promise<void>;
  /** Out of the queue and in sight of a person, who may ask for it again. */
  parkEffect(effectId: EffectId, fault: string): Promise<void>;
  /** Ends an effect whose case does not wait for it any more. */
  dropEffect(effectId: EffectId): Promise<void>;
  /** At most one of each case, its earliest: the next one is given out when that one is settled. Earliest first. */
  leaseDeadlines(at: Instant, leaseMs: number, most: number): Promise<readonly LeasedDeadline[]>;
  putOffDeadline(deadline: LeasedDeadline, until: Instant): Promise<void>;
  /** Makes a deadline say what its step says now; one whose step waits for no time any more goes. Changes nothing that was set meanwhile. */
  realignDeadline(deadline: LeasedDeadline): Promise<void>;
  /** When the next deadline falls due after `at`; null while there is none. */
  nextDeadlineAt(at: Instant): Promise<Instant | null>;
};

export type LeasedEffect = {
  readonly effectId: EffectId;
  readonly caseId: CaseId;
  readonly operationId: OperationId;
  /** How often it was leased, this time included: from the second on, the partner may already know it. */
  readonly attempts: number;
  /** Faults in a row. */
  readonly faults: number;
  readonly request: EffectRequest;
  readonly externalOrderNo: string;
  /** The order as it stands, for changes of it; null for every other kind. */
  readonly order: OrderFacts | null;
};
export type LeasedDeadline = {
  readonly caseId: CaseId;
  readonly operationId: OperationId;
  readonly stepNo: number;
  readonly dueAt: Instant;
};

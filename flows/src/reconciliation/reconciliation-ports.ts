import type { CaseId, OperationId } from "@amends/domain/kernel/ids";
import type { Currency, Minor } from "@amends/domain/kernel/money";
import type { Instant } from "@amends/domain/kernel/time";
import type { TenderKind } from "@amends/domain/order/order-facts";
import type { CivilDay } from "@amends/domain/reconciliation/civil-day";
import type { GatewayLine } from "@amends/domain/reconciliation/gateway-line";
import type { Difference, Finding } from "@amends/domain/reconciliation/match-lines";
import type { MoneyFact } from "@amends/domain/reconciliation/money-fact";
import type { ItemOutcome, OpenItem, OutcomeSums } from "@amends/domain/reconciliation/open-item";
import type { StatementFormat } from "@amends/domain/reconciliation/reconciliation-rules";
import type { Resolution, StoredItem } from "@amends/domain/reconciliation/settle-item";
import type { Leg } from "@amends/domain/settlement/postings";
import type { LedgerPosting } from "../ledger-ports.ts";
import type { Scope } from "../scope.ts";

export type StatementKey = { readonly operationId: OperationId; readonly statementId: string };
export type GatewayDay = { readonly operationId: OperationId; readonly gateway: string; readonly day: CivilDay };

export type StatementFault = { readonly row: number; readonly code: string; readonly message: string };
export type StatementItem =
  | { readonly kind: "line"; readonly line: GatewayLine }
  | { readonly kind: "fault"; readonly fault: StatementFault };
/** Reads a file as it comes in, a row at a time; what is wrong with a row is told and does not throw. */
export type StatementReader = (
  chunks: AsyncIterable<Uint8Array>,
  ask: {
    readonly gateway: string;
    readonly format: StatementFormat;
    readonly currency: Currency;
    readonly day: CivilDay;
    readonly from: Instant;
    readonly until: Instant;
  },
) => AsyncIterable<StatementItem>;

export type StatementStatus = "reading" | "taken" | "refused" | "replaced";
export type Statement = GatewayDay & {
  readonly statementId: string;
  readonly format: StatementFormat;
  readonly status: StatementStatus;
  readonly fileHash: string | null;
  readonly linesHash: string | null;
  readonly lineCount: number;
  readonly amountMinor: Minor;
  readonly feeMinor: Minor;
  readonly faults: readonly StatementFault[];
  readonly faultCount: number;
  readonly importedAt: Instant;
  readonly importedBy: string;
  /** Of the newest match while it is in force; null before and after. */
  readonly outcomes: OutcomeSums | null;
  /** The fees of its matched lines, as they are on the books. */
  readonly postedFeeMinor: Minor;
};
export type StatementUnderWay = Pick<Statement, "statementId" | "gateway" | "day" | "importedAt"> & {
  readonly stage: "reading" | "matching";
  /** So many are read. */
  readonly lines: number;
};
export type StatementEnd = Pick<Statement, "fileHash" | "linesHash" | "lineCount" | "amountMinor" | "feeMinor">;

export type StatementStore = {
  begin(statement: GatewayDay & Pick<Statement, "statementId" | "format" | "importedAt" | "importedBy">): Promise<void>;
  addLines(key: StatementKey, lines: readonly GatewayLine[]): Promise<void>;
  /** In force from now on, in place of the one that was; `closed` when the day was closed meanwhile, and nothing was changed. */
  take(day: GatewayDay, statementId: string, end: StatementEnd): Promise<"taken" | "closed">;
  refuse(key: StatementKey, faults: readonly StatementFault[], faultCount: number, fileHash: string): Promise<void>;
  /** As if it had never been sent. */
  forget(key: StatementKey): Promise<void>;
  inForce(day: GatewayDay): Promise<Statement | null>;
  /** What is being read or matched right now, by whomever. */
  underWay(scope: Scope, at: Instant): Promise<readonly StatementUnderWay[]>;
  find(scope: Scope, statementId: string): Promise<Statement | null>;
  list(
    scope: Scope,
    filter: { readonly day: CivilDay | null; readonly gateway: string | null },
    page: ListPage,
  ): Promise<readonly Statement[]>;
  /** In the order of the file, a thousand or so at a time. */
  lines(key: StatementKey): AsyncIterable<readonly GatewayLine[]>;
  /** The same with what became of each. */
  linesWithOutcome(key: StatementKey): AsyncIterable<readonly LineWithOutcome[]>;
};
export type ListPage = { readonly after: readonly [at: number, id: string] | null; readonly most: number };
export type LineWithOutcome = GatewayLine & { readonly outcome: string; readonly factKey: string | null; readonly shortNo: string | null };

/** Where money facts are read from: the books themselves, and what the gateway was asked. */
export type MoneyFacts = {
  /**
   * All of the operation between two moments that no other gateway's day has matched, and those of items of this gateway that are not settled for good; a
   * thousand or so at a time, as of one moment.
   */
  forMatch(day: GatewayDay, from: Instant, until: Instant): AsyncIterable<readonly StoredFact[]>;
  /** How money moved between two moments: each way once, its reference cut to the longest of the prefixes it begins with. */
  methodsUsed(
    operationId: OperationId,
    span: { readonly from: Instant; readonly until: Instant },
    prefixes: readonly string[],
  ): Promise<readonly PaymentMethod[]>;
};
/** Postings on the clearing account, as whoever looks for the other half of a line sees them. */
export type LedgerFact = Pick<
  MoneyFact,
  "factKey" | "caseId" | "shortNo" | "orderNo" | "gatewayRef" | "amountMinor" | "currency" | "at"
> & {
  readonly sellerName: string | null;
  readonly isTaken: boolean;
};
export type FactFinder = {
  find(operationId: OperationId, factKey: string): Promise<LedgerFact | null>;
  /** Those of an order or a case by its number; without a number, those that stand open in some item. None that has its line already. */
  unmatched(
    operationId: OperationId,
    ask: { readonly number: string | null; readonly amountMinor: Minor | null; readonly currency: Currency; readonly most: number },
  ): Promise<readonly LedgerFact[]>;
};
/** What money is routed by. */
export type PaymentMethod = { readonly tenderKind: TenderKind; readonly methodRef: string };
/** Without a method: a person paid it another way. */
export type StoredFact = Omit<MoneyFact, "gateway"> & { readonly method: PaymentMethod | null };

export type MatchWrite = GatewayDay & {
  readonly statementId: string;
  readonly at: Instant;
  readonly findings: readonly Finding[];
  readonly items: readonly OpenItem[];
  readonly outcomes: OutcomeSums;
  /** What is to be on the books as the gateway's fees of this day. */
  readonly feeMinor: Minor;
  readonly currency: Currency;
};

/** An item as people see it; who and whose it is has a name. */
export type Item = StoredItem &
  GatewayDay & {
    readonly itemKey: string;
    readonly outcome: ItemOutcome;
    readonly currency: Currency;
    readonly differences: readonly Difference[];
    readonly suggested: string | null;
    readonly line: GatewayLine | null;
    readonly factKey: string | null;
    readonly factMinor: Minor | null;
    readonly caseId: CaseId | null;
    readonly shortNo: string | null;
    readonly sellerName: string | null;
    readonly ownerId: string | null;
    readonly ownerName: string | null;
    readonly note: string | null;
    readonly linkedFact: string | null;
    readonly confirmedBy: string | null;
    readonly askedAt: Instant | null;
    readonly gatewaySaid: string | null;
    readonly postedMinor: Minor;
    readonly postedTimes: number;
  };
export type ItemName = { readonly gateway: string; readonly itemKey: string };
export type ItemFilter = {
  readonly day: CivilDay | null;
  readonly gateway: string | null;
  readonly outcome: ItemOutcome | null;
  readonly status: "unsettled" | "all";
};

export type Settlement = {
  readonly status: "proposed" | "settled";
  readonly resolution: Resolution;
  readonly linkedFact: string | null;
  readonly settledBy: string;
  readonly confirmedBy: string | null;
  readonly at: Instant;
  /** Why a link that nothing suggested is right; null leaves what was said before. */
  readonly note: string | null;
  /** Posted in the same transaction; none for what is only proposed, and for a link. */
  readonly legs: readonly Leg[];
};

export type ReconciliationStore = {
  /** Matches, items and sums become durable together; what an item that found its other half had posted is posted back. `closed`: nothing was changed. */
  save(write: MatchWrite): Promise<"saved" | "closed">;
  linksOf(day: GatewayDay): Promise<ReadonlyMap<string, string>>;
  item(scope: Scope, name: ItemName): Promise<Item | null>;
  items(
    scope: Scope,
    filter: ItemFilter,
    page: { readonly after: readonly [day: string, gateway: string, itemKey: string] | null; readonly most: number },
  ): Promise<readonly Item[]>;
  /** Who sees to it, and what is known of it. */
  explain(scope: Scope, name: ItemName, said: { readonly ownerId: string; readonly note: string }): Promise<boolean>;
  /** `stale` when somebody else has settled it meanwhile. */
  settle(item: Item, settlement: Settlement): Promise<"done" | "stale">;
  /** Open again, posted back, and its other half too; `stale` when somebody was faster. */
  undo(item: Item, at: Instant): Promise<"done" | "stale">;
  /** The line a fact was linked with by hand. */
  lineOfLink(operationId: OperationId, factKey: string): Promise<Item | null>;
  /** Lines no posting was found for; of a number the gateway, the order or we know them by, or of a sum. */
  openLines(
    operationId: OperationId,
    ask: { readonly number: string | null; readonly amountMinor: Minor | null; readonly currency: Currency; readonly most: number },
  ): Promise<readonly Item[]>;
  isDayClosed(operationId: OperationId, day: CivilDay): Promise<boolean>;
  gatewaySaid(scope: Scope, name: ItemName, said: string, at: Instant): Promise<void>;
  /** Days matched and not closed yet, the newest first. */
  openItemsUpTo(operationId: OperationId, day: CivilDay): Promise<readonly Item[]>;
  matchedOn(operationId: OperationId, day: CivilDay): Promise<readonly MatchedDay[]>;
};
export type MatchedDay = { readonly gateway: string; readonly statement: Statement; readonly outcomes: OutcomeSums };

export type CloseKey = { readonly operationId: OperationId; readonly day: CivilDay };
export type StoredClose = CloseKey & {
  readonly closeHash: string;
  readonly previousHash: string | null;
  readonly lastEntryNo: number;
  /** Canonical JSON of a `DailyClose`: its UTF-8 bytes are exactly what is signed. */
  readonly summary: string;
  readonly signature: Uint8Array;
  readonly keyId: string;
  readonly closedAt: Instant;
  readonly closedBy: string;
};

export type CloseStore = {
  find(key: CloseKey): Promise<StoredClose | null>;
  findByHash(operationId: OperationId, closeHash: string): Promise<StoredClose | null>;
  latest(operationId: OperationId): Promise<StoredClose | null>;
  list(operationId: OperationId, most: number): Promise<readonly StoredClose[]>;
  /** `taken`: somebody else has closed a day after the same one. */
  insert(close: StoredClose): Promise<"closed" | "taken">;
  /** What the books have for a day that is not summed yet; nothing is signed before it is. */
  hasUnsummed(operationId: OperationId, before: Instant): Promise<boolean>;
  lastEntryNo(operationId: OperationId): Promise<number>;
  /** The day's postings and those that came late, in the order of the books: dated before `until`, and not counted by the close before. */
  counted(ask: CountedAsk): AsyncIterable<readonly CountedPosting[]>;
  /** For the first close: the balances of all that is dated before a moment and was entered up to a number. By `account currency`. */
  opening(operationId: OperationId, before: Instant, lastEntryNo: number): Promise<ReadonlyMap<string, Minor>>;
};
export type CountedAsk = {
  readonly operationId: OperationId;
  readonly from: Instant;
  readonly until: Instant;
  readonly lastEntryNo: number;
  /** Null for the first close: what is dated earlier is its opening. */
  readonly previousEntryNo: number | null;
};
export type CountedPosting = LedgerPosting & { readonly isLate: boolean; readonly entryNo: number };

/** The key of the installation; who holds the public half can check what was signed without us. */
export type CloseSigner = {
  readonly keyId: string;
  readonly publicKeyPem: string;
  sign(bytes: Uint8Array): Uint8Array;
  verify(bytes: Uint8Array, signature: Uint8Array): boolean;
};

/** SHA-256 over several pieces, in hexadecimal. */
export type Hashing = { readonly start: () => { update(bytes: Uint8Array): void; end(): string } };

import type { Recorded } from "@amends/domain/case/case-event";
import type { CasePhase, CaseState } from "@amends/domain/case/case-state";
import type { ReturnPlace, ReturnPlaces } from "@amends/domain/case/return-destination";
import type { StepOwner } from "@amends/domain/case/step";
import type { Decision } from "@amends/domain/evaluation/decision";
import type { CatalogueSku } from "@amends/domain/intake/catalogue-sku";
import type { CustomerProfile } from "@amends/domain/intake/profiles";
import type { ServiceType } from "@amends/domain/intake/service-type";
import type { AccountId, CaseId, CustomerId, EffectId, OperationId, OrderId, PersonId, SellerId, TextId } from "@amends/domain/kernel/ids";
import type { ShortNumber } from "@amends/domain/kernel/short-number";
import type { Instant } from "@amends/domain/kernel/time";
import type { OrderFacts } from "@amends/domain/order/order-facts";
import type { Severity } from "@amends/domain/triage/severity";
import type { CaseStore } from "./case-ports.ts";
import type { FindPerson } from "./erase-customer.ts";
import type { AccessRecord, SealedText, WrappedSecret } from "./personal-data-ports.ts";
import type { Policy } from "./policy-port.ts";
import type { PersonalDataPorts } from "./reveal-personal-data.ts";
import type { Scope } from "./scope.ts";

/** What screens are drawn from. Everything here reads in its scope and writes nothing, but for what stands on record. */
export type ReadPorts = {
  readonly cases: CaseReader;
  readonly orders: OrderReader;
  readonly customers: CustomerReader;
  readonly search: SearchReader;
  readonly stuck: StuckWork;
  readonly policy: Policy;
  readonly personalData: PersonalDataPorts;
  readonly findPerson: FindPerson;
  /** Where goods of a seller may go to, as the host last said it. */
  readonly returnBooks: (operationId: OperationId, sellerId: SellerId) => Promise<ReturnBooks>;
  /** What the people at a desk are called towards a buyer; one who has no place at the queue any more is left out. */
  readonly handlerNames: (operationId: OperationId, accountIds: readonly AccountId[]) => Promise<ReadonlyMap<AccountId, string>>;
  /** The read a filing decides on: what is offered beforehand is decided on the same facts. */
  readonly loadOrder: CaseStore["loadOrder"];
  /** What articles cost since they were bought, for whom that was promised against. */
  readonly pricesSince: CaseStore["pricesSince"];
  /** Every article of a product, as the catalogue last knew it. */
  readonly listSkus: (scope: Scope, productId: string) => Promise<readonly CatalogueSku[]>;
};

/** The addresses, and the people behind them. */
export type ReturnBooks = { readonly places: ReturnPlaces; readonly personOf: (place: ReturnPlace) => PersonId | null };

export type CaseReader = {
  /** Open ones by what is due first, those that wait for no time last; ended ones latest first. */
  list(
    scope: Scope,
    filter: CaseFilter,
    page: { readonly after: CaseCursor | null; readonly limit: number },
  ): Promise<readonly ListedCase[]>;
  show(scope: Scope, caseId: CaseId): Promise<StoredCaseDetail | null>;
  decision(scope: Scope, caseId: CaseId): Promise<StoredDecision | null>;
  /** Of the texts that events of the case name, those still there. Null when the case is not in scope or its buyer was erased. */
  texts(scope: Scope, caseId: CaseId, textIds: readonly TextId[]): Promise<CaseTexts | null>;
};

export type CaseFilter = {
  readonly status: "open" | "ended";
  readonly phase?: CasePhase | undefined;
  readonly waitsFor?: StepOwner | undefined;
  readonly serviceType?: ServiceType | undefined;
  readonly severity?: Severity | undefined;
  readonly sellerId?: SellerId | undefined;
  readonly customerId?: CustomerId | undefined;
  readonly orderId?: OrderId | undefined;
};

/** `at` is the due time of an open case (null: waits for none), the end of an ended one. */
export type CaseCursor = { readonly at: Instant | null; readonly caseId: CaseId };

export type ListedCase = {
  /** Lines are left out, and of the steps all but the active ones. */
  readonly state: CaseState;
  readonly externalOrderNo: string;
  readonly goods: readonly { readonly lineNo: number; readonly name: string; readonly quantity: number }[];
  readonly sortAt: Instant | null;
};

export type StoredCaseDetail = {
  readonly state: CaseState;
  readonly order: OrderFacts;
  readonly decision: Decision;
  /** The canonical text the decision was made on. */
  readonly factsText: string;
  readonly events: readonly Recorded[];
  /** The buyer's when it was decided: what was promised was promised to it. */
  readonly tier: string;
};

export type StoredDecision = {
  readonly state: CaseState;
  readonly decision: Decision;
  /** The canonical text the decision was made on. */
  readonly factsText: string;
  readonly factsSchema: number;
};

export type CaseTexts = { readonly personId: PersonId; readonly secret: WrappedSecret; readonly texts: readonly SealedText[] };

export type OrderReader = {
  /** Latest first. A seller's are those with a line of theirs. */
  list(
    scope: Scope,
    filter: OrderFilter,
    page: { readonly after: OrderCursor | null; readonly limit: number },
  ): Promise<readonly OrderFacts[]>;
  show(scope: Scope, orderId: OrderId): Promise<StoredOrderDetail | null>;
};

/** One of them at least: nobody leafs through the orders of a whole operation. */
export type OrderFilter =
  | { readonly kind: "customer"; readonly customerId: CustomerId }
  | { readonly kind: "seller"; readonly sellerId: SellerId }
  | { readonly kind: "external_no"; readonly externalOrderNo: string };
export type OrderCursor = { readonly placedAt: Instant; readonly orderId: OrderId };

export type StoredOrderDetail = {
  readonly order: OrderFacts;
  readonly personId: PersonId;
  readonly sellers: readonly { readonly sellerId: SellerId; readonly name: string }[];
  /** Cases of the order that the scope may see, the first filed first. */
  readonly cases: readonly CaseState[];
};

export type CustomerReader = {
  find(scope: Scope, customerId: CustomerId): Promise<StoredCustomer | null>;
  /** By the id their shop knows them by. */
  findByExternalId(scope: Scope, externalId: string): Promise<StoredCustomer | null>;
};

export type StoredCustomer = { readonly profile: CustomerProfile; readonly personId: PersonId };

export type SearchReader = { find(scope: Scope, keys: SearchKeys): Promise<readonly SearchHit[]> };

export type SearchKeys = {
  readonly shortNo: ShortNumber | null;
  /** As an order or a parcel may be numbered; exact, in the spellings people use. */
  readonly numbers: readonly string[];
  readonly phoneKey: string | null;
  readonly caseId: CaseId | null;
  readonly orderId: OrderId | null;
  readonly customerId: CustomerId | null;
};

export type SearchHit =
  | {
      readonly kind: "case";
      readonly by: "case_no" | "tracking_no" | "id";
      readonly caseId: CaseId;
      readonly shortNo: string;
      readonly orderId: OrderId;
      readonly serviceType: ServiceType;
      readonly phase: CasePhase;
    }
  | {
      readonly kind: "order";
      readonly by: "order_no" | "tracking_no" | "id";
      readonly orderId: OrderId;
      readonly customerId: CustomerId;
      readonly externalOrderNo: string;
      readonly placedAt: Instant;
      readonly goods: string;
    }
  | {
      readonly kind: "customer";
      readonly by: "phone" | "id";
      readonly customerId: CustomerId;
      readonly externalId: string;
      readonly tier: string;
    };

export type StuckWork = {
  find(scope: Scope, at: Instant, most: number): Promise<Stuck>;
  /** One more round for an effect that was given up, on record; false where it is not parked or not in scope. */
  retry(scope: Scope, effectId: EffectId, record: AccessRecord): Promise<boolean>;
};

export type Stuck = {
  readonly effects: readonly StuckEffect[];
  readonly deadlines: readonly StuckDeadline[];
  /** How long the oldest event has waited to be numbered. */
  readonly feedLagSeconds: number;
};
type StuckPart = { readonly caseId: CaseId; readonly shortNo: string; readonly dueAt: Instant };
export type StuckEffect = StuckPart & {
  readonly effectId: EffectId;
  readonly kind: string;
  readonly status: "parked" | "overdue";
  readonly attempts: number;
  readonly lastFault: string | null;
};
export type StuckDeadline = StuckPart & { readonly stepNo: number; readonly stepType: string; readonly owner: StepOwner };

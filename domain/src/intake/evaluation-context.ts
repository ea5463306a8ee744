import type { GoodsState, ORDER_STATES } from "../order/goods-state.ts";
import type { GoodsKind, OrderChannel, PromiseKind, SevenDayClass, TenderKind, TrackingCode } from "../order/order-facts.ts";
import type { Custodian } from "../order/parcel-track.ts";
import type { LighterWith } from "../order/parcel-weight.ts";
import type { Role } from "../party/party.ts";
import type { PolicyValue } from "../policy/value.ts";
import type { EvidenceKind, GoodsCondition, OperationKind } from "./case-facts.ts";
import type { AmendmentKind, RefundOnlyKind, ServiceType } from "./service-type.ts";

/**
 * All that a table may ask about, for one line of one filing. Plain data with dotted names (`line.state`), whole numbers, closed words
 * (`vocabulary.ts`). What is unknown is null, and a test on null never matches. The parts shared by all lines are built once.
 * The slots at the end are filled as the stages pass, each under its stage's name: a later table may ask what an earlier one said.
 */
export type EvaluationContext = {
  readonly operation: OperationContext;
  readonly order: OrderContext;
  readonly line: LineContext;
  readonly request: RequestContext;
  readonly buyer: BuyerContext;
  readonly seller: SellerContext;
  readonly claims: ClaimsContext;
  readonly amendment: AmendmentContext;
  readonly money: MoneyContext;
  readonly lines: LinesContext;
  reason: StageOutputs;
  intactness: StageOutputs;
  sevenDay: StageOutputs;
  eligibility: StageOutputs;
  severity: StageOutputs;
  burden: StageOutputs;
  liability: StageOutputs;
  freight: StageOutputs;
  ratio: StageOutputs;
  remedy: StageOutputs;
};

export type StageOutputs = Readonly<Record<string, PolicyValue>>;
export const NOT_ASKED: StageOutputs = {};

export type OperationContext = { readonly kind: OperationKind; readonly currency: string };

export type OrderContext = {
  readonly channel: OrderChannel;
  readonly state: (typeof ORDER_STATES)[number];
  readonly lineCount: number;
  readonly tenderCount: number;
  readonly paidMinor: number;
  /** The buyer paid nothing for the way out. */
  readonly freeShipping: boolean;
  /** Where the goods went (`CN-XJ`); null where the host did not say. */
  readonly region: string | null;
  readonly cashOnDelivery: boolean;
};

/** Where the pieces asked about are: one state when it holds for all of them, else `mixed`. */
export type PiecesState = GoodsState | "mixed";
export const PIECES_STATES = [
  "not_shipped",
  "in_transit",
  "delivered",
  "refused",
  "lost",
  "cancelled",
  "mixed",
] as const satisfies readonly PiecesState[];

/** What our own and the carrier's records say of the claim: policy.md §5.6 counts a record that agrees, and one that contradicts. */
export const RECORD_VOICES = ["agrees", "contradicts", "silent"] as const;
export type RecordVoice = (typeof RECORD_VOICES)[number];

export type LineContext = {
  readonly no: number;
  readonly state: PiecesState;
  readonly received: boolean;
  /** The whole dotted path, and its first part. */
  readonly category: string;
  readonly department: string;
  readonly goods: GoodsKind;
  readonly condition: GoodsCondition;
  readonly damageBasisPoints: number | null;
  readonly quantity: number;
  readonly wholeLine: boolean;
  /** What the odometer shows, where the buyer said it. */
  readonly usedKm: number | null;
  readonly sevenDayClass: SevenDayClass;
  /** The exclusion was confirmed for this one purchase, not pre-ticked (7D a7, a20). */
  readonly confirmed: boolean;
  readonly inSevenDayWindow: boolean;
  inReasonWindow: boolean;
  /** The listing gives it days to ripen after it came. */
  readonly ripens: boolean;
  /** Civil days since the sign-off, 0 on its own day; null when nothing was signed for. */
  readonly daysSinceSigned: number | null;
  readonly hoursSinceSigned: number | null;
  /** The guarantee of the goods is no older than seven days, two and three years, by T-4 and T-7 (CRPL a24, CC a621, CAR a18); also before it begins. */
  readonly inSevenDays: boolean;
  readonly inTwoYears: boolean;
  readonly inThreeYears: boolean;
  /** Civil days the goods have been there to be used, days of repair apart; null while none have come. */
  readonly daysInUse: number | null;
  /** The flaw showed within six months of the sign-off, or nothing was signed for yet (CRPL a23). */
  readonly inSixMonths: boolean;
  /** The buyer recorded or confirmed at the hand-over what they got, all pieces of it. */
  readonly accepted: boolean;
  /** Hours by which the promised shipping time had passed when the pieces went out, or has passed by now; 0 when not late. */
  hoursLate: number;
  /** Hours from the payment to the promised shipping time; where none was promised those of the pack, and null where it has none either. */
  shipPromiseHours: number | null;
  /** Civil days from the payment to the sign-off, or until now where nothing was signed for; null while nothing is paid. */
  readonly deliveryDays: number | null;
  /** The dearest gift that came with the line, by the price marked on it; null where none is marked. */
  readonly giftMinor: number | null;
  readonly hoursSinceTracking: number | null;
  readonly lastEvent: TrackingCode | null;
  /** Hours from the waybill to the pickup, from the pickup to the next scan, and of the longest silence between scans; null before the leg began. */
  readonly pickupHours: number | null;
  readonly hubHours: number | null;
  readonly gapHours: number | null;
  /** How long a parcel to this region may go without a scan. */
  gapLimitHours: number;
  /** Its parcels were sent within one province. */
  readonly staysInRegion: boolean;
  readonly pickedUpBeforePayment: boolean;
  /** Who held the goods when a scan first told of harm or loss. */
  readonly custody: Custodian;
  /** With whom its parcels grew lighter on the way, by more than the pack lets scales differ. */
  lighterWith: LighterWith;
  record: RecordVoice;
  readonly promise: Readonly<Record<PromiseKind, boolean>>;
  readonly promiseValue: Readonly<Record<PromiseKind, number | null>>;
  /** A badge that pays out on its own terms was shown: bad items, short weight, fakes, allergy, late delivery, insured freight. */
  readonly guaranteed: boolean;
  /** Who promised ×N for a fake, whether the price itself is one of the N, and the most it comes to where the promise says so. */
  readonly fake: {
    readonly promiseBy: "seller" | "platform" | "creator" | "none";
    readonly includesPrice: boolean;
    readonly capMinor: number | null;
  };
  /** Who promised the price to hold, and who put up the badges that pay out; the seller answers where several did (policy.md §5.5, L-34). */
  readonly pricePromiseBy: "seller" | "platform" | "creator" | "none";
  readonly guaranteeBy: "seller" | "platform" | "creator" | "none";
  /** Who promised a free way back. */
  readonly freightPromiseBy: "seller" | "platform" | "none";
};

/** Where money is to go: a method that did not pay for this order counts only with consent, or where a row lets the buyer's own stored value in. */
export const REFUND_ROUTES = ["original", "stored_value_own", "other_consented", "other_unconsented"] as const;
export type RefundRouteKind = (typeof REFUND_ROUTES)[number];

export const DIFFERENCES = ["none", "dearer", "cheaper"] as const;

export type RequestContext = {
  readonly type: ServiceType;
  readonly kind: RefundOnlyKind | null;
  readonly reason: string;
  readonly by: Role;
  readonly lineCount: number;
  /** Every piece of the order is asked for, earlier claims apart. */
  readonly wholeOrder: boolean;
  /** Giving these pieces back takes the order below its free-shipping sum (7D a18). */
  readonly breaksFreeFreight: boolean;
  readonly evidence: Readonly<Record<EvidenceKind, number>>;
  evidenceComplete: boolean;
  readonly agreed: boolean;
  readonly contestsRefusal: boolean;
  readonly refundRoute: RefundRouteKind;
  readonly differenceRoute: TenderKind | "none" | "unknown";
  /** Stored value named for a difference upwards holds enough for it; true for any other method. */
  readonly differenceCovered: boolean;
  readonly replacement: ReplacementContext;
};

export type ReplacementContext = {
  readonly given: boolean;
  readonly available: boolean;
  readonly sameProduct: boolean;
  readonly sameSku: boolean;
  readonly difference: (typeof DIFFERENCES)[number];
};

export type BuyerContext = {
  readonly tier: "standard" | "vip" | "green_lane";
  readonly risk: "none" | "signals";
  readonly signals: readonly string[];
  readonly instantQuotaMinor: number;
};

export type SellerContext = {
  readonly isTrader: boolean;
  readonly flagship: boolean;
  readonly closed: boolean;
  readonly hasReturnAddress: boolean;
};

/** Earlier cases of the order. A rejected or withdrawn one asked for nothing in the end and is in none of the lists. */
export type ClaimsContext = {
  readonly open: number;
  readonly openTypes: readonly ServiceType[];
  readonly onOrder: number;
  readonly types: readonly ServiceType[];
  readonly amendments: readonly AmendmentKind[];
  /** What was claimed, of cases that are open or have given something. */
  readonly reasons: readonly string[];
  readonly rejected: number;
  /** Repairs that were begun and not given up: the second that fails opens the way to an exchange or a refund. */
  readonly repairs: number;
  /** Days on which the goods were away to be repaired, and how long the longest repair has taken. */
  readonly repairDays: number;
  readonly longestRepairDays: number;
  /** Differences asked for on the same seller's lines because a price fell, and not given up. */
  readonly priceDrops: number;
  /** Of the buyer's other orders: what was asked back in thirty days because prices fell, how often today, and for this article in seven days. */
  readonly priceDropMonthMinor: number;
  readonly priceDropsToday: number;
  readonly priceDropOfSku: boolean;
};

export type AmendmentContext = {
  readonly kind: AmendmentKind | "none";
  readonly methodKind: TenderKind | "none" | "unknown";
  readonly sameMethod: boolean;
  readonly balanceCovers: boolean;
};

export type MoneyContext = {
  /** Really paid for the pieces asked about, over all lines. */
  readonly paidMinor: number;
  /** Their price: what was paid, and what others than the seller took off it (CRPL a55; FSP9 a1 counts what was paid). */
  readonly priceMinor: number;
  readonly agreedMinor: number | null;
  refundMinor: number;
  collectMinor: number;
};

/** How the lines of the filing fared: `review` if one needs a person, `refused` if none goes forward. */
export const VERDICTS = ["eligible", "review", "refused"] as const;
export type Verdict = (typeof VERDICTS)[number];
export type LinesContext = { verdict: Verdict; eligible: number; review: number; refused: number };

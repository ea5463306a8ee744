import { bearingRule } from "@amends/domain/case/bearing-rule";
import type { CaseCommand } from "@amends/domain/case/case-command";
import type { CaseRules } from "@amends/domain/case/case-rules";
import type { CaseState } from "@amends/domain/case/case-state";
import { type Decided, decide } from "@amends/domain/case/decide";
import { openCase } from "@amends/domain/case/open-case";
import type { StepPromise } from "@amends/domain/case/plan-context";
import type { StepTemplate } from "@amends/domain/case/plan-graph";
import type { ReturnPlaces } from "@amends/domain/case/return-destination";
import type { Decision } from "@amends/domain/evaluation/decision";
import { judgeCause, knowsReason } from "@amends/domain/evaluation/judge-cause";
import type { CaseFacts, EarlierClaim, FilingRequest, SkuFacts } from "@amends/domain/intake/case-facts";
import { type RefundOnlyKind, SERVICE_TYPES, type ServiceType } from "@amends/domain/intake/service-type";
import { addMs, DAY_MS, type Instant, instant } from "@amends/domain/kernel/time";
import type { OrderFacts, Shipment, TrackingCode } from "@amends/domain/order/order-facts";
import { sumOfRefunds } from "@amends/domain/order/refund-totals";
import type { Actor, Role } from "@amends/domain/party/party";
import { serviceStandard } from "@amends/domain/promise/service-standard";
import type { FreightFinding } from "@amends/domain/remedy/bear-freight";
import { computeRefund } from "@amends/domain/settlement/compute-refund";
import type { RefundAsk } from "@amends/domain/settlement/refund-ask";
import { rungAbove } from "../../domain/src/promise/ladder.ts";
import { compiledPack } from "../policy/read-pack.ts";
import { aLine, anAsk, anOrder, aTender, pieces } from "../settlement/an-order.ts";
import { planNamed } from "./plans.ts";

const PACK = compiledPack("policies/base");

export const FILED_AT = instant(Date.parse("2026-11-04T10:00:00+08:00"));
export const later = (days: number, from: Instant = FILED_AT): Instant => addMs(from, days * DAY_MS);

export const by = (role: Role): Actor => ({ role, id: `${role}-1` });

const NEW_CUP: SkuFacts = { skuId: "cup-new", productId: "cup", priceMinor: 4000n, available: 9 };
const SHIPPED_AT = later(-3);

/** Three cups for ¥100.00 and a pot for ¥50.00, freight ¥8.00, paid by wallet and card. */
export const shopOrder = (parcel: TrackingCode | "not_shipped" = "signed"): OrderFacts => {
  const order = anOrder({
    lines: [aLine(1, 3, 3600n, 10_000n), aLine(2, 1, 5000n, 5000n)],
    tenders: [aTender(1, "wallet", 9800n), aTender(2, "card", 6000n)],
    freight: { paidMinor: 800n },
  });
  return { ...order, shipments: parcel === "not_shipped" ? [] : [shipmentOf(parcel)] };
};

const shipmentOf = (code: TrackingCode): Shipment => ({
  shipmentNo: 1,
  carrier: "sf",
  trackingNo: "SF-OUT",
  lines: [
    { lineNo: 1, quantity: 3 },
    { lineNo: 2, quantity: 1 },
  ],
  shippedAt: SHIPPED_AT,
  signedAt: code === "signed" ? later(-2) : null,
  events: [{ at: later(-2), code }],
});

export type CaseParts = {
  readonly template: string;
  readonly outcome?: "approved" | "review";
  readonly contests?: boolean;
  readonly lines?: readonly { readonly lineNo: number; readonly quantity: number }[];
  /** An exchange for this article; null = the same one again. */
  readonly replacementSkuId?: string | null;
  readonly replacementPriceMinor?: bigint;
  readonly parcel?: TrackingCode | "not_shipped";
  readonly claims?: readonly EarlierClaim[];
  readonly offersMax?: number;
  readonly shopClosed?: boolean;
  readonly asksAtFiling?: boolean;
  /** The parcel is refused at the door: asked for by that name, and dealt with like any other that is on its way. */
  readonly refusesAtDoor?: boolean;
  readonly returnFreightBy?: FreightFinding["return"];
  /** How sure the records and the evidence make us; quite, by default. */
  readonly confidenceBasisPoints?: number;
  /** The seller promised a refund without a return for just this. */
  readonly refundPromised?: boolean;
  /** Whose promise that is; the seller's by default. */
  readonly refundPromisedBy?: "seller" | "platform";
  /** Where goods may go to; by default nobody looks. */
  readonly places?: ReturnPlaces | undefined;
};

/** What a person says of goods that are not what their mark says. */
export const FAKE_REASON = "50.05";

export const NOWHERE: ReturnPlaces = { book: [], receivers: [] };
export const SHOP_BOOK: ReturnPlaces = {
  book: [{ addressNo: 1, isDefault: true, contactTextId: "text_000000000000000000000009" }],
  receivers: [],
};

/** An inspection centre takes goods in too. */
export const EVERYWHERE: ReturnPlaces = {
  ...SHOP_BOOK,
  receivers: [
    {
      receiverId: "receiver_000000000000000000000001",
      takesInAs: "inspector",
      sellerId: null,
      addresses: [{ addressNo: 1, isDefault: false, contactTextId: "text_000000000000000000000008" }],
    },
  ],
};

/** Plans in which other goods come for those that go back. */
const EXCHANGES: readonly string[] = ["exchange", "exchange_ship_first", "quality_exchange", "free_renewal"];

type Kind = { readonly serviceType: ServiceType; readonly refundOnlyKind: RefundOnlyKind | null };

/** What the buyer of a plan asked for. */
export const kindOf = (template: string): Kind => {
  if (template.startsWith("return_refund") || template === "platform_review") return { serviceType: "return_refund", refundOnlyKind: null };
  if (EXCHANGES.includes(template)) return { serviceType: "exchange", refundOnlyKind: null };
  if (template.startsWith("amend")) return { serviceType: "amend_order", refundOnlyKind: null };
  if (template.startsWith("repair")) return { serviceType: "repair", refundOnlyKind: null };
  const named = SERVICE_TYPES.find(serviceType => serviceType === template);
  if (named !== undefined) return { serviceType: named, refundOnlyKind: null };
  if (template === "refund_pre_ship") return { serviceType: "refund_only", refundOnlyKind: "pre_ship" };
  if (template === "refund_agreed") return { serviceType: "refund_only", refundOnlyKind: "agreed" };
  if (template === "allergy_care") return { serviceType: "guarantee_claim", refundOnlyKind: null };
  if (["refund_unreturnable", "refund_destroyed", "fresh_refund"].includes(template))
    return { serviceType: "refund_only", refundOnlyKind: "unreturnable" };
  return { serviceType: "refund_only", refundOnlyKind: "not_received" };
};

export const rulesFor = ({
  template,
  parcel = "signed",
  claims = [],
  offersMax = 3,
  asksAtFiling = false,
  refundPromised = false,
  refundPromisedBy = "seller",
  places,
}: CaseParts): CaseRules => ({
  template: planNamed(template),
  order: shopOrder(parcel),
  claims,
  ...(places === undefined ? {} : { places }),
  promiseOf,
  // These cases live without a ladder; what climbs is tried on the pack itself.
  rungAbove: () => null,
  quietHours: null,
  rejectionReason: reason => (reason === "goods_used" ? "allowed" : reason === "opened" ? "barred" : "unknown"),
  inspectionVerdict: (_line, { good, damaged, missing, wrong }, { judgedReason }) => {
    if (judgedReason === FAKE_REASON && damaged > 0) return { outcome: "proven_fake", damageBasisPoints: 0, rowId: "V-4" };
    if (good + damaged === 0) return { outcome: "not_passed", damageBasisPoints: 0, rowId: "V-3" };
    return damaged + missing + wrong === 0
      ? { outcome: "passed", damageBasisPoints: 0, rowId: "V-1" }
      : { outcome: "passed_with_deduction", damageBasisPoints: 5000, rowId: "V-2" };
  },
  offersMax,
  asksAtFiling: () => asksAtFiling,
  consentTerms: () => ({
    asked: { rowId: "CO-1", version: "paper-1", files: ["document"], zh: "我单独同意", en: "I agree" },
    ifMedical: null,
  }),
  returnFreight: { mostMinor: 10_000n, receiptAboveMinor: 1500n },
  paidByHandAloneMinor: () => 6000n,
  grantMostMinor: role => (role === "agent" ? 5000n : 100_000n),
  knowsReason: reason => knowsReason(PACK, reason),
  judgeCause: (named, { serviceType, refundOnlyKind, lines: [line] }, at) =>
    judgeCause(
      PACK,
      { ...named, request: { type: serviceType, kind: refundOnlyKind } },
      { order: shopOrder(parcel), lineNo: line?.lineNo ?? 0, at },
    ),
  refundPromisedBy: () => (refundPromised ? refundPromisedBy : "none"),
  bearingRule: state => bearingRule(PACK, state, refundPromised ? refundPromisedBy : "none"),
  graveFromReopened: () => 2,
  objectionTerms: () => ({ withinMs: 7 * DAY_MS, answeredWithinMs: 5 * DAY_MS }),
});

/** The same rules with the base pack's own ladder. */
export const withLadder = (rules: CaseRules, quietHours: CaseRules["quietHours"] = null): CaseRules => ({
  ...rules,
  quietHours,
  rungAbove: ({ type, owner }, { serviceType, refundOnlyKind, severity }, taken) =>
    rungAbove(
      PACK,
      {
        step: { type, owner },
        request: { type: serviceType, kind: refundOnlyKind },
        severity: { level: severity },
        buyer: { tier: "standard" },
      },
      taken,
    ),
});

/** The base pack's own promises. */
export const promiseOf = (
  step: Pick<StepTemplate, "type" | "owner">,
  { serviceType, refundOnlyKind, severity }: Pick<CaseState, "serviceType" | "refundOnlyKind" | "severity">,
): StepPromise => ({
  basis: { kind: "around_the_clock" },
  ...serviceStandard(PACK, {
    step: { type: step.type, owner: step.owner },
    request: { type: serviceType, kind: refundOnlyKind },
    severity: { level: severity },
    buyer: { tier: "standard" },
  }),
});

export type Running = { readonly rules: CaseRules; readonly opened: Decided };

/** A case just opened on a plan of the base pack. */
export const aCase = (parts: CaseParts, bind: (rules: CaseRules) => CaseRules = rules => rules): Running => {
  const rules = bind(rulesFor(parts));
  const facts = factsFor(parts, rules.order);
  const ask = askFor(facts);
  const breakdown =
    ask === null ? null : computeRefund({ order: rules.order, earlier: sumOfRefunds(facts.claims.map(claim => claim.refund)), ask });
  if (breakdown?.kind === "refused") throw new Error(breakdown.code);
  const promised = ask === null || breakdown === null ? null : { ask, breakdown };
  const opened = openCase(
    { caseId: "case_000000000000000000000001", shortNo: "2611-0001", facts, decision: decisionFor(parts, facts), promised },
    rules,
  );
  return { rules, opened };
};

const factsFor = (parts: CaseParts, order: OrderFacts): CaseFacts => ({
  schemaVersion: 1,
  at: FILED_AT,
  operation: {
    kind: "marketplace",
    currency: order.currency,
    zone: { id: "Asia/Shanghai", offsetMinutes: 480 },
    holidays: [],
    extraWorkdays: [],
  },
  order,
  customer: {
    customerId: order.customerId,
    tier: "standard",
    riskSignals: [],
    instantQuotaMinor: 0n,
    methods: [{ methodRef: "wallet-new", tenderKind: "wallet", balanceMinor: null }],
  },
  seller: {
    sellerId: "seller_0000000000000000000000s1",
    isTrader: true,
    flagship: false,
    closed: parts.shopClosed ?? false,
    returnAddressNos: [1],
  },
  claims: parts.claims ?? [],
  catalogue: [{ ...NEW_CUP, priceMinor: parts.replacementPriceMinor ?? NEW_CUP.priceMinor }],
  request: requestFor(parts, order),
});

const requestFor = (parts: CaseParts, order: OrderFacts): FilingRequest => ({
  orderId: order.orderId,
  ...(parts.refusesAtDoor === true ? { serviceType: "refuse_delivery", refundOnlyKind: null } : kindOf(parts.template)),
  reason: "30.01",
  lines: (parts.lines ?? [{ lineNo: 1, quantity: 2 }]).map(({ lineNo, quantity }) => ({
    lineNo,
    quantity,
    goodsReceived: true,
    condition: "unopened",
    damageBasisPoints: null,
    replacementSkuId: replacementFor(parts),
  })),
  appliedBy: by("buyer"),
  refundTo: null,
  differenceBy: null,
  agreedMinor: null,
  amendment: amendmentFor(parts.template),
  evidence: [],
  statementTextId: null,
  contestsRefusal: parts.contests ?? false,
});

const replacementFor = ({ template, replacementSkuId }: CaseParts): string | null => {
  if (template !== "amend_items" && !EXCHANGES.includes(template)) return null;
  return replacementSkuId === undefined ? NEW_CUP.skuId : replacementSkuId;
};

const amendmentFor = (template: string): FilingRequest["amendment"] => {
  if (template === "amend_address") return { kind: "address", recipientTextId: "text_000000000000000000000009" };
  if (template === "amend_items") return { kind: "items" };
  return template === "amend_payment" ? { kind: "payment", methodRef: "wallet-new" } : null;
};

const PAYS_NOTHING_AS_FILED: ReadonlySet<ServiceType> = new Set([
  "amend_order",
  "resend",
  "repair",
  "compensation",
  "price_protection",
  "logistics",
  "complaint",
]);

/** The whole claim back, less the price of what is sent instead; nothing where the same article is sent again. */
const askFor = ({ request, catalogue }: CaseFacts): RefundAsk | null => {
  const { serviceType, lines } = request;
  const isLikeForLike = serviceType === "exchange" && lines.every(line => line.replacementSkuId === null);
  if (PAYS_NOTHING_AS_FILED.has(serviceType) || isLikeForLike) return null;
  const newItems = lines.flatMap(({ replacementSkuId, quantity }) => {
    const sku = catalogue.find(candidate => candidate.skuId === replacementSkuId);
    return sku === undefined ? [] : [{ skuId: sku.skuId, name: "新杯子", quantity, unitPriceMinor: sku.priceMinor }];
  });
  return anAsk({ lines: lines.map(line => pieces(line.lineNo, line.quantity)), newItems });
};

const decisionFor = (
  { template, outcome = "approved", returnFreightBy = "seller", confidenceBasisPoints = 10_000 }: CaseParts,
  { request }: CaseFacts,
): Decision => ({
  engine: 1,
  packId: "base",
  packHash: PACK.hash,
  serviceType: request.serviceType,
  refundOnlyKind: request.refundOnlyKind,
  outcome,
  severity: "p4",
  lines: request.lines.map(({ lineNo }) => ({
    lineNo,
    eligible: true,
    route: "seven_day",
    refusal: null,
    ratioBasisPoints: 10_000,
    explanation: { zh: "", en: "", source: "" },
  })),
  liability: {
    outward: "seller",
    inward: [{ party: "seller", shareBasisPoints: 10_000 }],
    burdenOn: "seller",
    confidenceBasisPoints,
  },
  freight: { outbound: "none", return: returnFreightBy },
  remedy: { planTemplate: template, ratioBasisPoints: 10_000, instantRefund: "none", refundMinor: 0n, collectMinor: 0n },
  compensation: [],
  floors: [],
  trace: [],
});

/** What follows when these commands are given one after the other, each as its role, a minute apart; a refusal stops the test. */
export const after = ({ rules, opened }: Running, ...commands: readonly (readonly [Role, CaseCommand, Instant?])[]): Running => {
  let last = opened;
  let at = FILED_AT;
  for (const [role, command, when] of commands) {
    at = when ?? addMs(at, 60_000);
    const next = decide(last.state, command, rules, at, by(role));
    if (next.kind === "rejected") throw new Error(`${command.kind} by ${role}: ${next.code} ${JSON.stringify(next.params)}`);
    last = { ...next, events: [...last.events, ...next.events], effects: [...last.effects, ...next.effects] };
  }
  return { rules, opened: last };
};

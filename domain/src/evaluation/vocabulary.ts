import { GOODS_CONDITIONS, OPERATION_KINDS } from "../intake/case-facts.ts";
import { INTACTNESS, SEVEN_DAY_VERDICTS } from "../intake/eligibility.ts";
import { DIFFERENCES, PIECES_STATES, RECORD_VOICES, REFUND_ROUTES, VERDICTS } from "../intake/evaluation-context.ts";
import { EVIDENCE_SETS, NO_PROMISE, RECORDS, SENSITIVITIES, typeKey, WINDOW_UNITS } from "../intake/reason.ts";
import { AMENDMENT_KINDS, REFUND_ONLY_KINDS, SERVICE_TYPES } from "../intake/service-type.ts";
import { WINDOW_STARTS } from "../intake/windows.ts";
import { ORDER_STATES } from "../order/goods-state.ts";
import { GOODS_KINDS, ORDER_CHANNELS, PROMISE_KINDS, SEVEN_DAY_CLASSES, TENDER_KINDS, TRACKING_CODES } from "../order/order-facts.ts";
import { CUSTODIANS } from "../order/parcel-track.ts";
import { PRICE_OFFERS } from "../order/price-facts.ts";
import { PARTIES, ROLES } from "../party/party.ts";
import type { Vocabulary } from "../policy/vocabulary.ts";
import { FREIGHT_PAYERS } from "../remedy/bear-freight.ts";
import { INSTANT_REFUNDS, OUTCOMES } from "../remedy/decide-remedy.ts";
import { ROUNDINGS, STANDINGS, SUM_FORMS } from "../remedy/sums-due.ts";
import { SEVERITIES } from "../triage/severity.ts";
import { CHANNEL_DISCOUNTS, PRICE_COUNTS } from "./price-drops.ts";

/**
 * The closed words of the evaluation by field, for what a table may ask (`line.state`) and what it may answer (`verdict`). A pack's manifest repeats them,
 * so that a pack file can be checked by itself; words a pack makes up for itself (`ground`, `route`, `refusal`, `cause`) are declared in the manifest alone.
 */
export const EVALUATION_VOCABULARY: Vocabulary = {
  "operation.kind": OPERATION_KINDS,
  "order.channel": ORDER_CHANNELS,
  "order.state": ORDER_STATES,
  "line.state": PIECES_STATES,
  "line.goods": GOODS_KINDS,
  "line.condition": GOODS_CONDITIONS,
  "line.sevenDayClass": SEVEN_DAY_CLASSES,
  "line.lastEvent": TRACKING_CODES,
  "line.custody": CUSTODIANS,
  "line.record": RECORD_VOICES,
  "line.freightPromiseBy": ["seller", "platform", "none"],
  "line.fake.promiseBy": ["seller", "platform", "creator", "none"],
  "request.type": SERVICE_TYPES,
  "request.kind": REFUND_ONLY_KINDS,
  "request.by": ROLES,
  "request.refundRoute": REFUND_ROUTES,
  "request.differenceRoute": [...TENDER_KINDS, "none", "unknown"],
  "request.replacement.difference": DIFFERENCES,
  "buyer.tier": ["standard", "vip", "green_lane"],
  "buyer.risk": ["none", "signals"],
  "claims.openTypes": SERVICE_TYPES,
  "claims.types": SERVICE_TYPES,
  "claims.amendments": AMENDMENT_KINDS,
  "amendment.kind": [...AMENDMENT_KINDS, "none"],
  "amendment.methodKind": [...TENDER_KINDS, "none", "unknown"],
  "lines.verdict": VERDICTS,
  types: SERVICE_TYPES.flatMap(type => (type === "refund_only" ? REFUND_ONLY_KINDS.map(kind => typeKey(type, kind)) : [type])),
  evidence: EVIDENCE_SETS,
  "reason.evidence": EVIDENCE_SETS,
  liable: PARTIES,
  "reason.liable": PARTIES,
  windowFrom: WINDOW_STARTS,
  windowUnit: WINDOW_UNITS,
  windowPromise: [NO_PROMISE, ...PROMISE_KINDS],
  record: RECORDS,
  sensitive: SENSITIVITIES,
  "reason.sensitive": SENSITIVITIES,
  intact: INTACTNESS,
  "intactness.intact": INTACTNESS,
  verdict: SEVEN_DAY_VERDICTS,
  "sevenDay.verdict": SEVEN_DAY_VERDICTS,
  "eligibility.verdict": VERDICTS,
  because: ["eligibility", "seven_day"],
  level: SEVERITIES,
  "severity.level": SEVERITIES,
  outward: PARTIES,
  inward: PARTIES,
  inwardOther: PARTIES,
  burdenOn: PARTIES,
  shiftsTo: PARTIES,
  standing: STANDINGS,
  form: SUM_FORMS,
  rounding: ROUNDINGS,
  bearer: PARTIES,
  "price.offer": PRICE_OFFERS,
  "price.promiseBy": ["seller", "platform", "creator"],
  counts: PRICE_COUNTS,
  channelDiscount: CHANNEL_DISCOUNTS,
  outbound: FREIGHT_PAYERS,
  return: FREIGHT_PAYERS,
  outcome: [...OUTCOMES, "passed", "passed_with_deduction", "not_passed", "proven_fake"],
  instantRefund: INSTANT_REFUNDS,
  "remedy.instantRefund": INSTANT_REFUNDS,
};

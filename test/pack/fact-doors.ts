/**
 * By which door each fact comes in that a table of a pack may ask for. `sent` names a field of what somebody sends: of a record of an import
 * (`order.lines.ripensDays`) or of a call of the interface (`POST /v1/cases lines.condition`). `said` names an output of a table, as table/output. `kept`
 * names the file that keeps the fact from what happened before. A name covers what lies below it; the longest one counts.
 */
export type Door = { readonly sent: string } | { readonly said: string } | { readonly kept: string };

const sent = (...fields: readonly string[]): readonly Door[] => fields.map(field => ({ sent: field }));
const said = (...outputs: readonly string[]): readonly Door[] => outputs.map(output => ({ said: output }));
const kept = (...files: readonly string[]): readonly Door[] => files.map(path => ({ kept: path }));

const filed = (...fields: readonly string[]): readonly Door[] => sent(...fields.map(field => `POST /v1/cases ${field}`));
const inspected = (field: string): readonly Door[] => sent(`POST /v1/cases/{caseId}/inspect lines.${field}`);

const SCANS = sent("order.shipments.events.at", "order.shipments.events.code");
const SIGNED = sent("order.shipments.signedAt");
const GUARANTEE = [...SIGNED, ...sent("order.lines.installedAt"), ...kept("domain/src/intake/guarantee.ts")];
const EARLIER = kept("domain/src/intake/claims-context.ts");
const PLAN = kept("domain/src/case/plan-graph.ts");
const REPLACEMENT = filed("lines.replacementSkuId");

export const FACT_DOORS: Readonly<Record<string, readonly Door[]>> = {
  operation: sent("POST /v1/operations kind", "POST /v1/operations currency"),

  "order.channel": sent("order.channel"),
  "order.state": [...sent("order.paidAt", "order.cancelledAt"), ...SIGNED, ...SCANS],
  "order.lineCount": sent("order.lines"),
  "order.tenderCount": sent("order.tenders"),
  "order.paidMinor": sent("order.tenders.paidMinor"),
  "order.freeShipping": sent("order.freight.paidMinor"),
  "order.cashOnDelivery": sent("order.tenders.kind"),
  "order.region": sent("order.region", "order.recipient.region"),

  "line.no": sent("order.lines.lineNo"),
  "line.state": [...sent("order.lines.cancelledQuantity", "order.shipments.lines.quantity"), ...SIGNED, ...SCANS],
  "line.received": filed("lines.goodsReceived"),
  "line.category": sent("order.lines.category"),
  "line.department": sent("order.lines.category"),
  "line.goods": sent("order.lines.goods"),
  "line.condition": filed("lines.condition"),
  "line.damageBasisPoints": filed("lines.damageBasisPoints"),
  "line.quantity": filed("lines.quantity"),
  "line.wholeLine": [...filed("lines.quantity"), ...sent("order.lines.quantity")],
  "line.usedKm": filed("lines.usedKilometres"),
  "line.sevenDayClass": sent("order.lines.sevenDay.class"),
  "line.confirmed": sent("order.lines.sevenDay.confirmation.at", "order.lines.sevenDay.confirmation.defaultChecked"),
  "line.inSevenDayWindow": SIGNED,
  "line.inReasonWindow": [...SIGNED, ...said("reasons/windowFrom")],
  "line.ripens": sent("order.lines.ripensDays"),
  "line.daysSinceSigned": SIGNED,
  "line.hoursSinceSigned": SIGNED,
  "line.inSevenDays": GUARANTEE,
  "line.inTwoYears": GUARANTEE,
  "line.inThreeYears": GUARANTEE,
  "line.daysInUse": GUARANTEE,
  "line.inSixMonths": GUARANTEE,
  "line.accepted": sent("order.lines.acceptance.at", "order.lines.acceptance.pieces"),
  "line.hoursLate": [...sent("order.lines.shipBy", "order.shipments.shippedAt"), ...said("tracking_limits/shipHours")],
  "line.shipPromiseHours": [...sent("order.lines.shipBy", "order.paidAt"), ...said("tracking_limits/shipHours")],
  "line.deliveryDays": [...sent("order.paidAt"), ...SIGNED],
  "line.giftMinor": sent("order.gifts.markedPriceMinor"),
  "line.hoursSinceTracking": SCANS,
  "line.lastEvent": SCANS,
  "line.pickupHours": SCANS,
  "line.hubHours": SCANS,
  "line.gapHours": SCANS,
  "line.gapLimitHours": said("tracking_limits/gapHours"),
  "line.staysInRegion": sent("order.shipments.fromRegion", "order.region"),
  "line.pickedUpBeforePayment": [...SCANS, ...sent("order.paidAt")],
  "line.custody": SCANS,
  "line.lighterWith": [...sent("order.shipments.packedGrams", "order.shipments.events.grams"), ...said("tracking_limits/lighterGrams")],
  "line.record": [...SCANS, ...said("reasons/record")],
  "line.promise": sent("order.lines.promises.kind", "order.promises.kind"),
  "line.promiseValue": sent("order.lines.promises.value", "order.promises.value"),
  "line.guaranteed": sent("order.lines.promises.kind", "order.promises.kind"),
  "line.freightPromiseBy": sent("order.lines.promises.by", "order.promises.by"),
  "line.pricePromiseBy": sent("order.lines.promises.by", "order.promises.by"),
  "line.guaranteeBy": sent("order.lines.promises.by", "order.promises.by"),
  "line.fake.promiseBy": sent("order.lines.promises.by", "order.promises.by"),
  "line.fake.includesPrice": sent("order.lines.promises.includesPrice", "order.promises.includesPrice"),
  "line.fake.capMinor": sent("order.lines.promises.capMinor", "order.promises.capMinor"),

  "request.type": filed("serviceType"),
  "request.kind": filed("refundOnlyKind"),
  "request.reason": filed("reason"),
  "request.by": kept("domain/src/party/party.ts"),
  "request.lineCount": filed("lines"),
  "request.wholeOrder": [...filed("lines.quantity"), ...EARLIER],
  "request.breaksFreeFreight": [...sent("order.freight.freeFromMinor"), ...filed("lines.quantity")],
  "request.evidence": filed("evidence.kind", "statement"),
  "request.evidenceComplete": [...filed("evidence.kind"), ...said("evidence/photos")],
  "request.agreed": filed("agreed"),
  "request.contestsRefusal": filed("contestsRefusal"),
  "request.refundRoute": filed("refundTo.methodRef", "refundTo.consented"),
  "request.differenceRoute": filed("differenceBy.methodRef"),
  "request.differenceCovered": sent("customer.methods.balanceMinor"),
  "request.replacement.given": REPLACEMENT,
  "request.replacement.available": [...REPLACEMENT, ...sent("sku.available")],
  "request.replacement.sameProduct": [...REPLACEMENT, ...sent("sku.productId")],
  "request.replacement.sameSku": REPLACEMENT,
  "request.replacement.difference": [...REPLACEMENT, ...sent("sku.priceMinor")],

  "buyer.tier": sent("customer.tier"),
  "buyer.risk": sent("customer.riskSignals"),
  "buyer.signals": sent("customer.riskSignals"),
  "buyer.instantQuotaMinor": kept("policies/base/parameters.json"),

  "seller.id": sent("order.lines.sellerExternalId"),
  "seller.isTrader": sent("seller.isTrader"),
  "seller.flagship": sent("seller.flagship"),
  "seller.closed": sent("seller.closed"),
  "seller.hasReturnAddress": sent("seller.returnAddresses.addressNo"),

  claims: EARLIER,
  "amendment.kind": filed("amendment.kind"),
  "amendment.methodKind": filed("amendment.methodRef"),
  "amendment.sameMethod": filed("amendment.methodRef"),
  "amendment.balanceCovers": sent("customer.methods.balanceMinor"),

  "money.paidMinor": sent("order.lines.paidMinor"),
  "money.priceMinor": sent("order.discounts.bearer", "order.discounts.shares.amountMinor"),
  "money.agreedMinor": filed("agreed"),
  "money.refundMinor": kept("domain/src/evaluation/refund-at-filing.ts"),
  "money.collectMinor": kept("domain/src/evaluation/refund-at-filing.ts"),

  lines: said("eligibility/verdict"),
  reason: said("reasons/ground"),
  intactness: said("intactness/intact"),
  sevenDay: said("seven_day/verdict"),
  eligibility: said("eligibility/verdict"),
  severity: said("severity/level"),
  burden: said("burden/burdenOn"),
  liability: said("liability/outward"),
  freight: said("freight/return"),
  ratio: said("ratio/basisPoints"),
  remedy: said("remedy/outcome"),
  "sum.head": said("entitlements/heads"),

  "host.platform": filed("reason", "serviceType"),
  "host.code": filed("reason", "serviceType"),
  "price.offer": sent("sku.offer"),
  "price.hoursStanding": sent("sku.asOf"),
  "price.promiseBy": sent("order.lines.promises.by"),
  "price.capMinor": sent("order.lines.promises.capMinor"),

  "file.kind": filed("evidence.kind"),
  "file.shows": filed("evidence.shows"),
  file: kept("domain/src/liability/weigh-side.ts"),
  "confidence.ground": kept("domain/src/liability/weigh-side.ts"),

  "inspection.grade": inspected("grade"),
  "inspection.good": inspected("good"),
  "inspection.damaged": inspected("damaged"),
  "inspection.missing": inspected("missing"),
  "inspection.wrong": inspected("wrong"),
  "judged.cause": sent("POST /v1/cases/{caseId}/judge-cause rootCause"),

  "step.type": PLAN,
  "step.owner": PLAN,
  "ladder.rung": kept("domain/src/promise/ladder.ts"),
  "clock.kind": kept("domain/src/promise/clock.ts"),
  "item.kind": kept("domain/src/work/work-item.ts"),
  "item.owner": kept("domain/src/work/work-item.ts"),
  "item.language": kept("flows/src/work/project-work.ts"),
  team: kept("domain/src/work/route-item.ts"),
  recourse: kept("domain/src/recourse/recourse-state.ts"),
  event: kept("domain/src/case/case-event.ts"),
  audience: kept("domain/src/notice/choose-notice.ts"),
  end: kept("domain/src/notice/plan-survey.ts"),
  personInvolved: kept("domain/src/notice/plan-survey.ts"),
  "statement.format": sent("POST /v1/reconciliation/statements:import format"),
};

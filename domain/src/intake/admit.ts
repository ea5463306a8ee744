import { type ConsentRejectionCode, consentFault } from "../evidence/consent.ts";
import { goodsOfLine } from "../order/goods-state.ts";
import type { OrderFacts, OrderLine } from "../order/order-facts.ts";
import type { CompiledPack } from "../policy/pack.ts";
import type { CaseFacts, EarlierClaim, FiledLine, FilingRequest } from "./case-facts.ts";
import { piecesSpokenFor } from "./claims-context.ts";
import { consentTerms } from "./consent-asked.ts";
import { unknownHostCode } from "./host-reason.ts";
import { departmentOf } from "./line-context.ts";
import { allowsType } from "./reason.ts";
import { paidForRequest } from "./request-context.ts";
import { takesPieces, takesReplacement } from "./service-type.ts";
import { type StagePack, tableOf } from "./stage.ts";

/** Why a filing is not even looked at, in order of precedence: the first that holds is the answer. What the rules say is no rejection but a decision. */
export const FILING_REJECTIONS = [
  "order_not_yours",
  "no_lines",
  "line_unknown",
  "line_named_twice",
  "quantity_not_positive",
  "several_sellers",
  "more_than_left",
  "host_reason_unknown",
  "reason_unknown",
  "kind_missing",
  "kind_not_for_type",
  "reason_not_for_type",
  "nothing_new",
  "too_many_requests_for_line",
  "damage_share_out_of_range",
  "evidence_named_twice",
  "evidence_consent_missing",
  "evidence_consent_differs",
  "replacement_not_for_type",
  "replacement_unknown",
  "amendment_missing",
  "amendment_not_for_type",
  "payment_method_unknown",
  "refund_target_unknown",
  "refund_consent_missing",
  "agreed_amount_missing",
  "agreed_amount_not_positive",
  "agreed_amount_above_paid",
  "wrong_currency",
] as const;
export type FilingRejectionCode = (typeof FILING_REJECTIONS)[number];

export type FilingRejected = {
  readonly kind: "rejected";
  readonly code: FilingRejectionCode;
  /** Ids and figures for the message; no text of the buyer's. */
  readonly params: Readonly<Record<string, string | number>>;
};

export type AdmittingPack = Pick<CompiledPack, "tables" | "parameters">;

/** Whether a filing hangs together with its order, before any rule is asked. The border has checked its form; null = it may be decided. */
export const admit = (facts: CaseFacts, pack: AdmittingPack): FilingRejected | null => {
  for (const code of FILING_REJECTIONS) {
    const params = CHECKS[code](facts, pack);
    if (params !== null) return { kind: "rejected", code, params: { orderId: facts.order.orderId, ...params } };
  }
  return null;
};

type Check = (facts: CaseFacts, pack: AdmittingPack) => FilingRejected["params"] | null;

const HOLDS: FilingRejected["params"] = {};
const when = (fault: boolean, params: FilingRejected["params"] = HOLDS) => (fault ? params : null);

const lineOf = (order: OrderFacts, lineNo: number): OrderLine | undefined => order.lines.find(line => line.lineNo === lineNo);

const firstLine = (request: FilingRequest, wrong: (line: FiledLine) => boolean, params: (line: FiledLine) => FilingRejected["params"]) => {
  const line = request.lines.find(wrong);
  return line === undefined ? null : params(line);
};

const piecesLeft = ({ order, claims }: CaseFacts, lineNo: number): number =>
  (lineOf(order, lineNo)?.quantity ?? 0) - piecesSpokenFor(claims, lineNo);

const reasonRow = ({ operation, order, request }: CaseFacts, pack: StagePack) =>
  tableOf(pack, "reasons").evaluate({
    request: { reason: request.reason },
    operation: { kind: operation.kind },
    line: { department: departmentOf(lineOf(order, request.lines[0]?.lineNo ?? 0)?.category ?? "") },
  });

/** The same request over again, with nothing shown that was not shown before; who contests the refusal is heard all the same (PIPL a24). */
const isRepeated = ({ serviceType, reason, lineNos, evidence }: EarlierClaim, request: FilingRequest): boolean =>
  !request.contestsRefusal &&
  serviceType === request.serviceType &&
  reason === request.reason &&
  request.lines.every(({ lineNo }) => lineNos.includes(lineNo)) &&
  request.evidence.every(({ sha256 }) => evidence.includes(sha256));

/**
 * How often one thing may be asked of a line, and of one that nobody has signed for yet; whoever needs it once more talks to a person, who files it for
 * them. A pack that names no most has none.
 */
const requestsMost = ({ order }: CaseFacts, { parameters }: AdmittingPack, lineNo: number): number => {
  const { "requests.mostPerLine": most, "requests.mostBeforeReceipt": before } = parameters;
  const named = goodsOfLine(order, lineNo).signedAt === null && typeof before === "number" ? before : most;
  return typeof named === "number" ? named : Number.POSITIVE_INFINITY;
};

const isBuyers = ({ appliedBy }: FilingRequest): boolean => appliedBy.role === "buyer" || appliedBy.role === "integrator";

const askedBefore = (claims: readonly EarlierClaim[], serviceType: FilingRequest["serviceType"], lineNo: number): number =>
  claims.filter(claim => claim.serviceType === serviceType && claim.lineNos.includes(lineNo) && isFree(claim)).length;

/** Requests that speak for pieces are bounded by the pieces; one that asks for none, as a complaint does, is bounded by nothing else even while it is open. */
const isFree = ({ lines }: EarlierClaim): boolean => lines.length === 0;

/** The rules of consent are asked only where something is shown. */
const consentLacking = (code: ConsentRejectionCode, facts: CaseFacts, pack: AdmittingPack): FilingRejected["params"] | null => {
  const { evidence, appliedBy } = facts.request;
  if (evidence.length === 0) return null;
  const fault = consentFault(evidence, consentTerms(pack, reasonRow(facts, pack), appliedBy.role));
  return fault?.code === code ? fault.params : null;
};

const CHECKS: Readonly<Record<FilingRejectionCode, Check>> = {
  order_not_yours: ({ order, customer }) => when(order.customerId !== customer.customerId),
  no_lines: ({ request }) => when(request.lines.length === 0),
  line_unknown: ({ request, order }) =>
    firstLine(
      request,
      line => lineOf(order, line.lineNo) === undefined,
      ({ lineNo }) => ({ lineNo }),
    ),
  line_named_twice: ({ request }) =>
    firstLine(
      request,
      line => request.lines.filter(other => other.lineNo === line.lineNo).length > 1,
      ({ lineNo }) => ({ lineNo }),
    ),
  quantity_not_positive: ({ request }) =>
    firstLine(
      request,
      line => !Number.isSafeInteger(line.quantity) || line.quantity <= 0,
      ({ lineNo, quantity }) => ({ lineNo, quantity }),
    ),
  several_sellers: ({ request, order, seller }) =>
    firstLine(
      request,
      line => lineOf(order, line.lineNo)?.sellerId !== seller.sellerId,
      ({ lineNo }) => ({ lineNo, sellerId: seller.sellerId }),
    ),
  more_than_left: facts =>
    takesPieces(facts.request.serviceType)
      ? firstLine(
          facts.request,
          line => line.quantity > piecesLeft(facts, line.lineNo),
          ({ lineNo, quantity }) => ({ lineNo, askedQuantity: quantity, leftQuantity: Math.max(0, piecesLeft(facts, lineNo)) }),
        )
      : firstLine(
          facts.request,
          line => line.quantity > (lineOf(facts.order, line.lineNo)?.quantity ?? 0),
          ({ lineNo, quantity }) => ({ lineNo, askedQuantity: quantity, leftQuantity: lineOf(facts.order, lineNo)?.quantity ?? 0 }),
        ),
  host_reason_unknown: ({ request: { reason } }, pack) => {
    const unknown = unknownHostCode(pack, "host_reasons", reason);
    return unknown === null ? null : { reason, ...unknown };
  },
  reason_unknown: (facts, pack) => when(reasonRow(facts, pack) === null, { reason: facts.request.reason }),
  kind_missing: ({ request }) => when(request.serviceType === "refund_only" && request.refundOnlyKind === null),
  kind_not_for_type: ({ request }) =>
    when(request.serviceType !== "refund_only" && request.refundOnlyKind !== null, { serviceType: request.serviceType }),
  reason_not_for_type: (facts, pack) => {
    const { reason, serviceType, refundOnlyKind } = facts.request;
    const hit = reasonRow(facts, pack);
    return when(hit !== null && !allowsType(hit, serviceType, refundOnlyKind), { reason, serviceType });
  },
  nothing_new: facts => {
    const before = facts.claims.find(claim => claim.rejected && isRepeated(claim, facts.request));
    return before === undefined ? null : { caseId: before.caseId };
  },
  too_many_requests_for_line: (facts, pack) =>
    firstLine(
      facts.request,
      ({ lineNo }) =>
        isBuyers(facts.request) && askedBefore(facts.claims, facts.request.serviceType, lineNo) >= requestsMost(facts, pack, lineNo),
      ({ lineNo }) => ({ lineNo, most: requestsMost(facts, pack, lineNo) }),
    ),
  damage_share_out_of_range: ({ request }) =>
    firstLine(
      request,
      ({ damageBasisPoints: share }) => share !== null && !(Number.isSafeInteger(share) && share > 0 && share <= 10_000),
      ({ lineNo, damageBasisPoints }) => ({ lineNo, damageBasisPoints: damageBasisPoints ?? 0 }),
    ),
  evidence_named_twice: ({ request }) => {
    const twice = request.evidence.find((item, index) => request.evidence.findIndex(other => other.fileId === item.fileId) !== index);
    return twice === undefined ? null : { fileId: twice.fileId };
  },
  evidence_consent_missing: (facts, pack) => consentLacking("evidence_consent_missing", facts, pack),
  evidence_consent_differs: (facts, pack) => consentLacking("evidence_consent_differs", facts, pack),
  replacement_not_for_type: ({ request }) =>
    takesReplacement(request.serviceType)
      ? null
      : firstLine(
          request,
          line => line.replacementSkuId !== null,
          ({ lineNo }) => ({ lineNo, serviceType: request.serviceType }),
        ),
  replacement_unknown: ({ request, catalogue }) =>
    firstLine(
      request,
      ({ replacementSkuId: wanted }) => wanted !== null && !catalogue.some(sku => sku.skuId === wanted),
      ({ lineNo, replacementSkuId }) => ({ lineNo, skuId: replacementSkuId ?? "" }),
    ),
  amendment_missing: ({ request }) => when(request.serviceType === "amend_order" && request.amendment === null),
  amendment_not_for_type: ({ request }) =>
    when(request.serviceType !== "amend_order" && request.amendment !== null, { serviceType: request.serviceType }),
  payment_method_unknown: ({ request, customer }) => {
    const named = [request.differenceBy?.methodRef, request.amendment?.kind === "payment" ? request.amendment.methodRef : undefined];
    const unknown = named.find(methodRef => methodRef !== undefined && !customer.methods.some(method => method.methodRef === methodRef));
    return unknown === undefined ? null : { methodRef: unknown };
  },
  refund_target_unknown: ({ request: { refundTo }, order, customer }) =>
    when(
      refundTo !== null &&
        !customer.methods.some(method => method.methodRef === refundTo.methodRef) &&
        !order.tenders.some(tender => tender.methodRef === refundTo.methodRef),
      { methodRef: refundTo?.methodRef ?? "" },
    ),
  refund_consent_missing: ({ request: { refundTo }, order }) =>
    when(refundTo !== null && !refundTo.consented && !order.tenders.some(tender => tender.methodRef === refundTo.methodRef), {
      methodRef: refundTo?.methodRef ?? "",
    }),
  agreed_amount_missing: ({ request }) => when(request.refundOnlyKind === "agreed" && request.agreedMinor === null),
  agreed_amount_not_positive: ({ request }) =>
    when(request.agreedMinor !== null && request.agreedMinor <= 0n, { agreedMinor: Number(request.agreedMinor ?? 0n) }),
  agreed_amount_above_paid: facts =>
    when(facts.request.agreedMinor !== null && facts.request.agreedMinor > paidForRequest(facts), {
      agreedMinor: (facts.request.agreedMinor ?? 0n).toString(),
      paidMinor: Number(paidForRequest(facts)),
    }),
  wrong_currency: ({ order, operation }) =>
    when(order.currency !== operation.currency, { orderCurrency: order.currency, operationCurrency: operation.currency }),
};

import { linesToJudge, type OrderView, orderView } from "../intake/build-context.ts";
import type { CaseFacts, FilingRequest } from "../intake/case-facts.ts";
import { piecesSpokenFor } from "../intake/claims-context.ts";
import type { EvaluationContext } from "../intake/evaluation-context.ts";
import { allowsType, promisedDays, windowOf } from "../intake/reason.ts";
import { REFUND_ONLY_KINDS, type RefundOnlyKind, SERVICE_TYPES, type ServiceType } from "../intake/service-type.ts";
import { ask, tableOf, textsOf, wholeOf } from "../intake/stage.ts";
import { SEVEN_DAYS, sevenDayWindowEnd, windowEnd } from "../intake/windows.ts";
import type { Minor } from "../kernel/money.ts";
import type { Instant } from "../kernel/time.ts";
import { WHOLE_BASIS_POINTS } from "../liability/attribute-liability.ts";
import type { OrderLine } from "../order/order-facts.ts";
import type { CompiledPack } from "../policy/pack.ts";
import { bearFreight, type FreightFinding, type FreightPayer } from "../remedy/bear-freight.ts";
import type { Explanation } from "./decision.ts";
import { type JudgedLine, judgeLine } from "./judge-line.ts";
import { refundAtFiling } from "./refund-at-filing.ts";
import { explanationOf } from "./trace.ts";

/** What can be asked for on an order, before anything is asked. The page of an order is drawn from this alone. */
export type LineOptions = { readonly lineNo: number; readonly piecesLeft: number; readonly options: readonly ServiceOption[] };

export type ServiceOption = OpenOption | ClosedOption;

export type OpenOption = {
  readonly kind: "open";
  readonly type: ServiceType;
  readonly refundOnlyKind: RefundOnlyKind | null;
  /** The commonest reason under which it is open now. */
  readonly reason: string;
  readonly name: Explanation;
  /** The first moment that is too late; null = nothing closes it by itself. */
  readonly until: Instant | null;
  readonly needsPerson: boolean;
  readonly evidence: { readonly photos: number; readonly videos: number; readonly documents: number; readonly explanation: Explanation };
  readonly returnFreight: FreightPayer;
  /** What comes back for all pieces left, by the route it came in. */
  readonly back: readonly { readonly tenderNo: number; readonly amountMinor: Minor }[];
  readonly rowId: string;
  readonly explanation: Explanation;
};

export type ClosedOption = {
  readonly kind: "closed";
  readonly type: ServiceType;
  readonly refundOnlyKind: RefundOnlyKind | null;
  readonly name: Explanation;
  readonly refusal: string;
  readonly rowId: string;
  /** Says why not, and what would change it. */
  readonly explanation: Explanation;
};

export type KnownFacts = Omit<CaseFacts, "request">;

/** Asks the tables for each service type with the reasons the pack names for it: no rule is written twice. */
export const serviceOptions = (known: KnownFacts, pack: CompiledPack): readonly LineOptions[] => {
  const view = orderView(known.order, known.operation);
  const candidates = candidatesOf(pack);
  return known.order.lines.map(line => {
    const piecesLeft = line.quantity - piecesSpokenFor(known.claims, line.lineNo);
    const backs: Backs = new Map();
    const options = candidates.map(candidate =>
      piecesLeft <= 0 ? nothingLeft(candidate) : optionFor(known, pack, view, line, piecesLeft, candidate, backs),
    );
    return { lineNo: line.lineNo, piecesLeft, options };
  });
};

/** Most options of a line give back the same sums, so each is worked out once. */
type Backs = Map<string, OpenOption["back"]>;

type Candidate = {
  readonly type: ServiceType;
  readonly refundOnlyKind: RefundOnlyKind | null;
  readonly reasons: readonly string[];
  readonly name: Explanation;
};

const candidatesOf = (pack: CompiledPack): readonly Candidate[] => {
  const table = tableOf(pack, "options");
  return TYPES.flatMap(({ type, kind }) => {
    const hit = table.evaluate({ request: { type, kind } });
    return hit === null ? [] : [{ type, refundOnlyKind: kind, reasons: textsOf(hit, "reasons"), name: explanationOf(hit.meta) }];
  });
};

type TypeAndKind = { readonly type: ServiceType; readonly kind: RefundOnlyKind | null };
const TYPES: readonly TypeAndKind[] = SERVICE_TYPES.flatMap((type): readonly TypeAndKind[] =>
  type === "refund_only" ? REFUND_ONLY_KINDS.map(kind => ({ type, kind })) : [{ type, kind: null }],
);

/** The first reason that goes forward opens the option; if none does, the first one's answer says why not. */
const optionFor = (
  known: KnownFacts,
  pack: CompiledPack,
  view: OrderView,
  line: OrderLine,
  quantity: number,
  candidate: Candidate,
  backs: Backs,
): ServiceOption => {
  let closed: ClosedOption | null = null;
  for (const reason of candidate.reasons) {
    const facts = { ...known, request: supposedRequest(known, line, quantity, candidate, reason) };
    const [toJudge] = linesToJudge(facts, view);
    if (toJudge === undefined) continue;
    const supposed = { ...toJudge, context: withReplacement(toJudge.context, candidate.type) };
    const judged = judgeLine(pack, supposed, known.at, null);
    if (!allowsType(judged.reason, candidate.type, candidate.refundOnlyKind)) continue;
    if (judged.judged.verdict !== "refused") return openOption(facts, pack, judged, candidate, reason, backs);
    closed ??= closedOption(judged, candidate);
  }
  return closed ?? nothingLeft(candidate);
};

const openOption = (
  facts: CaseFacts,
  pack: CompiledPack,
  judged: JudgedLine,
  candidate: Candidate,
  reason: string,
  backs: Backs,
): OpenOption => {
  const { context } = judged.line;
  const { freight } = bearFreight(pack, context);
  const evidence = ask(pack, "evidence", context);
  const { because } = judged.judged;
  return {
    kind: "open",
    type: candidate.type,
    refundOnlyKind: candidate.refundOnlyKind,
    reason,
    name: candidate.name,
    until: untilOf(judged),
    needsPerson: judged.judged.verdict === "review",
    evidence: {
      photos: wholeOf(evidence, "photos"),
      videos: wholeOf(evidence, "videos"),
      documents: wholeOf(evidence, "documents"),
      explanation: explanationOf(evidence.meta),
    },
    returnFreight: freight.return,
    back: backOf(facts, judged, freight, backs),
    rowId: because.rowId,
    explanation: explanationOf(because.meta),
  };
};

const backOf = (facts: CaseFacts, { line }: JudgedLine, freight: FreightFinding, backs: Backs): OpenOption["back"] => {
  const { request, reason } = line.context;
  if (!MONEY_TYPES.has(request.type)) return NOTHING_BACK;
  const key = `${request.kind === "pre_ship"} ${freight.outbound} ${reason["liable"] === "buyer"} ${reason["basis"] === "paid_less_gift"}`;
  const known = backs.get(key);
  if (known !== undefined) return known;
  const { computed } = refundAtFiling(facts, [{ line, ratioBasisPoints: WHOLE_BASIS_POINTS }], freight);
  const back =
    computed?.kind === "refund" ? computed.tenders.map(({ tenderNo, amountMinor }) => ({ tenderNo, amountMinor })) : NOTHING_BACK;
  backs.set(key, back);
  return back;
};

const NOTHING_BACK: OpenOption["back"] = [];
const MONEY_TYPES: ReadonlySet<ServiceType> = new Set(["refund_only", "return_refund", "refuse_delivery"]);

/** The seven-day right has a window of its own, which a longer promise stretches; any other reason brings its window along. */
const untilOf = ({ line, reason }: JudgedLine): Instant | null => {
  const { context, terms } = line;
  const days = Math.max(SEVEN_DAYS, context.line.promiseValue.longer_return ?? 0);
  if (context.sevenDay["verdict"] === "eligible" && terms.goods.signedAt !== null)
    return sevenDayWindowEnd(terms.goods.signedAt, days, terms);
  const end = windowEnd(windowOf(reason), promisedDays(reason, context), terms);
  return context.line.inReasonWindow ? end : null;
};

const closedOption = ({ judged }: JudgedLine, { type, refundOnlyKind, name }: Candidate): ClosedOption => ({
  kind: "closed",
  type,
  refundOnlyKind,
  name,
  refusal: judged.refusal ?? "refused",
  rowId: judged.because.rowId,
  explanation: explanationOf(judged.because.meta),
});

const nothingLeft = ({ type, refundOnlyKind, name }: Candidate): ClosedOption => ({
  kind: "closed",
  type,
  refundOnlyKind,
  name,
  refusal: "no_pieces_left",
  rowId: "no_pieces_left",
  explanation: ALL_IN_OTHER_CASES,
});

const ALL_IN_OTHER_CASES: Explanation = {
  zh: "这些商品已在另一张售后单里；撤回那张单后可以重新申请",
  en: "These pieces are in another case already; withdraw that one to file anew",
  source: "intake",
};

/** The most favourable thing the buyer could say: a refusal shown here is one no wording would change. */
const supposedRequest = (known: KnownFacts, line: OrderLine, quantity: number, candidate: Candidate, reason: string): FilingRequest => ({
  orderId: known.order.orderId,
  serviceType: candidate.type,
  refundOnlyKind: candidate.refundOnlyKind,
  reason,
  lines: [
    {
      lineNo: line.lineNo,
      quantity,
      goodsReceived: candidate.refundOnlyKind !== "pre_ship" && candidate.refundOnlyKind !== "not_received",
      condition: "unopened",
      damageBasisPoints: null,
      replacementSkuId: null,
    },
  ],
  appliedBy: { role: "buyer", id: known.customer.customerId },
  refundTo: null,
  differenceBy: null,
  agreedMinor: null,
  amendment:
    candidate.type === "amend_order" && known.order.recipientTextId !== null
      ? { kind: "address", recipientTextId: known.order.recipientTextId }
      : null,
  evidence: [],
  statementTextId: null,
  contestsRefusal: false,
});

/** Which version the buyer would take is not known yet, so any other one in stock is supposed. */
const withReplacement = (context: EvaluationContext, type: ServiceType): EvaluationContext =>
  type === "exchange" ? { ...context, request: { ...context.request, replacement: SUPPOSED_REPLACEMENT } } : context;

const SUPPOSED_REPLACEMENT: EvaluationContext["request"]["replacement"] = {
  given: true,
  available: true,
  sameProduct: true,
  sameSku: false,
  difference: "none",
};

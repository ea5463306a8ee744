import type { ConsentAsked } from "../evidence/consent.ts";
import { type OrderView, orderView } from "../intake/build-context.ts";
import type { CaseFacts } from "../intake/case-facts.ts";
import { consentAsked } from "../intake/consent-asked.ts";
import type { EvaluationContext } from "../intake/evaluation-context.ts";
import { promisedDays, termsFor, windowOf } from "../intake/reason.ts";
import { REFUND_ONLY_KINDS, type RefundOnlyKind, SERVICE_TYPES, type ServiceType } from "../intake/service-type.ts";
import { ask, tableOf, textsOf, wholeOf } from "../intake/stage.ts";
import { SEVEN_DAYS, sevenDayWindowEnd, windowEnd } from "../intake/windows.ts";
import type { Minor } from "../kernel/money.ts";
import { type Instant, instant } from "../kernel/time.ts";
import { WHOLE_BASIS_POINTS } from "../liability/attribute-liability.ts";
import type { CompiledPack } from "../policy/pack.ts";
import { bearFreight, type FreightFinding, type FreightPayer } from "../remedy/bear-freight.ts";
import { rateDamage } from "../remedy/decide-remedy.ts";
import type { Explanation } from "./decision.ts";
import type { JudgedLine } from "./judge-line.ts";
import { priceDrop } from "./price-drops.ts";
import { refundAtFiling, totalsOf } from "./refund-at-filing.ts";
import { type KnownFacts, piecesFor, piecesLeft, type SupposedFiling, type SupposedPieces, supposeFiling } from "./suppose-filing.ts";
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
  readonly evidence: {
    readonly photos: number;
    readonly videos: number;
    readonly documents: number;
    readonly explanation: Explanation;
    readonly consent?: ConsentAsked;
  };
  readonly returnFreight: FreightPayer;
  /** What comes back goes by the share that is bad, so whoever files should say it. */
  readonly asksShare: boolean;
  /** What it has run takes something off what comes back, so whoever files should say it. */
  readonly asksKilometres: boolean;
  /** What comes back for all pieces left, by the route it came in; all of it, while no share and no kilometres are said. */
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

/** What can be asked for on several lines at once: a rule may be about the whole order and say no to each line of it. */
export type WholeOptions = {
  readonly pieces: readonly { readonly lineNo: number; readonly quantity: number }[];
  readonly options: readonly ServiceOption[];
};

/** Asks the tables for each service type with the reasons the pack names for it: no rule is written twice. */
export const serviceOptions = (known: KnownFacts, pack: CompiledPack): readonly LineOptions[] => {
  const view = orderView(known.order, known.operation);
  const candidates = candidatesOf(pack);
  return known.order.lines.map(line => ({
    lineNo: line.lineNo,
    piecesLeft: piecesLeft(known, line),
    options: optionsFor(known, pack, view, type => [{ line, quantity: piecesFor(known, line, type) }], candidates),
  }));
};

/** The same for all that is left of the seller's lines; null where that is one line or none, which `serviceOptions` has answered. */
export const wholeOptions = (known: KnownFacts, pack: CompiledPack): WholeOptions | null => {
  const pieces = known.order.lines
    .filter(({ sellerId }) => sellerId === known.seller.sellerId)
    .map(line => ({ line, quantity: piecesLeft(known, line) }))
    .filter(({ quantity }) => quantity > 0);
  if (pieces.length < 2) return null;
  const options = optionsFor(known, pack, orderView(known.order, known.operation), () => pieces, candidatesOf(pack));
  return { pieces: pieces.map(({ line, quantity }) => ({ lineNo: line.lineNo, quantity })), options };
};

const optionsFor = (
  known: KnownFacts,
  pack: CompiledPack,
  view: OrderView,
  piecesOf: (type: ServiceType) => readonly SupposedPieces[],
  candidates: readonly Candidate[],
): readonly ServiceOption[] => {
  const backs: Backs = new Map();
  return candidates.map(candidate => {
    const pieces = piecesOf(candidate.type);
    return pieces.every(({ quantity }) => quantity > 0) ? optionFor(known, pack, view, pieces, candidate, backs) : nothingLeft(candidate);
  });
};

/** Most options of a line give back the same sums, so each is worked out once. */
type Backs = Map<string, OpenOption["back"]>;

export type Way = { readonly type: ServiceType; readonly refundOnlyKind: RefundOnlyKind | null; readonly name: Explanation };
type Candidate = Way & { readonly reasons: readonly string[] };

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
  pieces: readonly SupposedPieces[],
  candidate: Candidate,
  backs: Backs,
): ServiceOption => {
  let closed: ClosedOption | null = null;
  for (const reason of candidate.reasons) {
    const supposed = supposeFiling(known, pack, view, pieces, { ...candidate, reason });
    if (supposed === null) continue;
    const refused = supposed.judged.find(({ judged }) => judged.verdict === "refused");
    if (refused === undefined) return openOption(supposed, pack, candidate, backs);
    closed ??= closedOption(refused, candidate);
  }
  return closed ?? nothingLeft(candidate);
};

/** A way that no line of the filing is refused. What the lines share is the first one's, as it is when the filing is decided. */
export const openOption = (supposed: SupposedFiling, pack: CompiledPack, way: Way, backs: Backs = new Map()): OpenOption => {
  const { facts, judged } = supposed;
  const [leading] = judged;
  if (leading === undefined) throw new Error("broken invariant: a supposed filing names at least one line");
  const { context } = leading.line;
  const { freight } = bearFreight(pack, context);
  const evidence = ask(pack, "evidence", context);
  const consent = consentAsked(pack, leading.reason, facts.request.appliedBy.role);
  const shown = judged.find(line => line.judged.verdict === "review") ?? leading;
  const { because } = shown.judged;
  return {
    kind: "open",
    type: way.type,
    refundOnlyKind: way.refundOnlyKind,
    reason: facts.request.reason,
    name: way.name,
    until: earliest(judged.map(untilOf)),
    needsPerson: judged.some(line => line.judged.verdict === "review"),
    evidence: {
      photos: wholeOf(evidence, "photos"),
      videos: wholeOf(evidence, "videos"),
      documents: wholeOf(evidence, "documents"),
      explanation: explanationOf(evidence.meta),
      ...(consent === null ? {} : { consent }),
    },
    returnFreight: freight.return,
    asksShare: goesByShare(pack, context),
    asksKilometres: judged.some(({ line }) => goesByKilometres(pack, line.context)),
    back: backOf(facts, pack, judged, freight, backs),
    rowId: because.rowId,
    explanation: explanationOf(because.meta),
  };
};

const earliest = (untils: readonly (Instant | null)[]): Instant | null => {
  const bounds = untils.filter(until => until !== null);
  return bounds.length === 0 ? null : instant(Math.min(...bounds));
};

/** Asked of the pack itself: whether next to nothing bad is rated otherwise than all of it. */
const goesByShare = (pack: CompiledPack, context: EvaluationContext): boolean => {
  const ratedAt = (damageBasisPoints: number): number =>
    rateDamage(pack, { ...context, line: { ...context.line, damageBasisPoints } }).ratioBasisPoints;
  return ratedAt(1) !== ratedAt(WHOLE_BASIS_POINTS);
};

/** The same of what a vehicle has run: whether any distance is rated otherwise than none. */
const goesByKilometres = (pack: CompiledPack, context: EvaluationContext): boolean => {
  const ratedAt = (usedKm: number | null): number => rateDamage(pack, { ...context, line: { ...context.line, usedKm } }).ratioBasisPoints;
  return ratedAt(FAR_KM) !== ratedAt(null);
};
const FAR_KM = 10_000;

const backOf = (
  facts: CaseFacts,
  pack: CompiledPack,
  judged: readonly JudgedLine[],
  freight: FreightFinding,
  backs: Backs,
): OpenOption["back"] => {
  const [leading] = judged;
  // A sum agreed is what both said, not what the arithmetic finds.
  if (leading === undefined || !MONEY_TYPES.has(facts.request.serviceType) || facts.request.refundOnlyKind === "agreed")
    return NOTHING_BACK;
  const { request, reason } = leading.line.context;
  const isPriceDrop = facts.request.serviceType === "price_protection";
  const ratios = judged.map(({ line }) => rateDamage(pack, line.context).ratioBasisPoints);
  const key = `${ratios.join()} ${isPriceDrop} ${request.kind === "pre_ship"} ${freight.outbound} ${reason["liable"] === "buyer"} ${reason["basis"] === "paid_less_gift"}`;
  const known = backs.get(key);
  if (known !== undefined) return known;
  const granted = judged.map(({ line }, index) => ({
    line,
    ratioBasisPoints: ratios[index] ?? WHOLE_BASIS_POINTS,
    ...(isPriceDrop ? { priceDrops: priceDrop(pack, facts, line, totalsOf(facts.claims)).asks } : {}),
  }));
  const { computed } = refundAtFiling(facts, granted, freight);
  const back =
    computed?.kind === "refund" ? computed.tenders.map(({ tenderNo, amountMinor }) => ({ tenderNo, amountMinor })) : NOTHING_BACK;
  backs.set(key, back);
  return back;
};

const NOTHING_BACK: OpenOption["back"] = [];
const MONEY_TYPES: ReadonlySet<ServiceType> = new Set(["refund_only", "return_refund", "refuse_delivery", "price_protection"]);

/** The seven-day right has a window of its own, which a longer promise stretches; any other reason brings its window along. */
const untilOf = ({ line, reason }: JudgedLine): Instant | null => {
  const { context, terms } = line;
  const days = Math.max(SEVEN_DAYS, context.line.promiseValue.longer_return ?? 0);
  if (context.sevenDay["verdict"] === "eligible" && terms.goods.signedAt !== null)
    return sevenDayWindowEnd(terms.goods.signedAt, days, terms);
  const end = windowEnd(windowOf(reason), promisedDays(reason, context), termsFor(reason, line));
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

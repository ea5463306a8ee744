import { type LineToJudge, linesToJudge, type OrderView } from "../intake/build-context.ts";
import type { CaseFacts, FiledLine, FilingRequest } from "../intake/case-facts.ts";
import { piecesSpokenFor } from "../intake/claims-context.ts";
import type { EvaluationContext } from "../intake/evaluation-context.ts";
import { allowsType } from "../intake/reason.ts";
import { isBesideOtherCases, type RefundOnlyKind, type ServiceType } from "../intake/service-type.ts";
import { type StagePack, tableOf } from "../intake/stage.ts";
import type { OrderLine } from "../order/order-facts.ts";
import { type JudgedLine, judgeLine } from "./judge-line.ts";

export type KnownFacts = Omit<CaseFacts, "request">;

/** A way to ask, with the reason given for it. */
export type SupposedWay = { readonly type: ServiceType; readonly refundOnlyKind: RefundOnlyKind | null; readonly reason: string };

/** What would be asked about: a line with so many of its pieces. */
export type SupposedPieces = {
  readonly line: OrderLine;
  readonly quantity: number;
  /** The share that is bad, where it was said. */
  readonly damageBasisPoints?: number;
  /** What a vehicle has run, where it was said. */
  readonly usedKilometres?: number;
};

export type SupposedFiling = { readonly facts: CaseFacts; readonly judged: readonly JudgedLine[] };

export const piecesLeft = ({ claims }: KnownFacts, line: OrderLine): number => line.quantity - piecesSpokenFor(claims, line.lineNo);

/** How many pieces of a line can be asked about in this way, whatever other cases have of it. */
export const piecesFor = (known: KnownFacts, line: OrderLine, type: ServiceType): number =>
  isBesideOtherCases(type) ? line.quantity : piecesLeft(known, line);

/** Null where the pack does not know the reason here, or it may not be given for this way. */
export const supposeFiling = (
  known: KnownFacts,
  pack: StagePack,
  view: OrderView,
  pieces: readonly SupposedPieces[],
  way: SupposedWay,
): SupposedFiling | null => {
  const facts = { ...known, request: supposedRequest(known, pieces, way) };
  const lines = linesToJudge(facts, view);
  if (lines.length === 0 || !lines.every(({ context }) => mayBeGiven(pack, context, way))) return null;
  return { facts, judged: lines.map(line => judgeLine(pack, withReplacement(line, way.type), known.at, null)) };
};

const mayBeGiven = (pack: StagePack, context: EvaluationContext, { type, refundOnlyKind }: SupposedWay): boolean => {
  const hit = tableOf(pack, "reasons").evaluate(context);
  return hit !== null && allowsType(hit, type, refundOnlyKind);
};

/** The most favourable thing the buyer could say: a refusal shown here is one no wording would change. */
export const supposedRequest = (known: KnownFacts, pieces: readonly SupposedPieces[], way: SupposedWay): FilingRequest => ({
  orderId: known.order.orderId,
  serviceType: way.type,
  refundOnlyKind: way.refundOnlyKind,
  reason: way.reason,
  lines: pieces.map(each => supposedLine(each, way)),
  appliedBy: { role: "buyer", id: known.customer.customerId },
  refundTo: null,
  differenceBy: null,
  agreedMinor: null,
  amendment:
    way.type === "amend_order" && known.order.recipientTextId !== null
      ? { kind: "address", recipientTextId: known.order.recipientTextId }
      : null,
  evidence: [],
  statementTextId: null,
  contestsRefusal: false,
});

const supposedLine = (
  { line, quantity, damageBasisPoints, usedKilometres }: SupposedPieces,
  { refundOnlyKind }: SupposedWay,
): FiledLine => ({
  lineNo: line.lineNo,
  quantity,
  goodsReceived: refundOnlyKind !== "pre_ship" && refundOnlyKind !== "not_received",
  condition: "unopened",
  damageBasisPoints: damageBasisPoints ?? null,
  replacementSkuId: null,
  ...(usedKilometres === undefined ? {} : { usedKilometres }),
});

/** Which version the buyer would take is not known yet, so any other one in stock is supposed. */
const withReplacement = (line: LineToJudge, type: ServiceType): LineToJudge =>
  type === "exchange"
    ? { ...line, context: { ...line.context, request: { ...line.context.request, replacement: SUPPOSED_REPLACEMENT } } }
    : line;

const SUPPOSED_REPLACEMENT: EvaluationContext["request"]["replacement"] = {
  given: true,
  available: true,
  sameProduct: true,
  sameSku: false,
  difference: "none",
};

import type { FileId, TextId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import type { Actor } from "../party/party.ts";
import type { Acceptance, AcceptedCondition, OrderFacts, OrderLine } from "./order-facts.ts";

export const ACCEPTANCE_ENTRY_KINDS = ["recorded", "confirmed", "added"] as const;

/** One saying about a hand-over. Nothing of it changes afterwards: who has more to say adds an entry. */
export type AcceptanceEntry = {
  readonly entryNo: number;
  readonly lineNo: number;
  readonly kind: (typeof ACCEPTANCE_ENTRY_KINDS)[number];
  readonly at: Instant;
  readonly by: Actor;
  /** What was handed over, where the entry says it; a confirmation and an addition say nothing new of it. */
  readonly goods: AcceptedGoods | null;
  readonly files: readonly AcceptanceFile[];
  readonly remarkTextId: TextId | null;
};

export type AcceptedGoods = {
  readonly condition: AcceptedCondition;
  readonly pieces: number;
  readonly accessories: readonly string[];
  readonly serialNo: string | null;
};

export type AcceptanceFile = { readonly fileId: FileId; readonly kind: "photo" | "video" | "document"; readonly sha256: string };

/** In the order they are asked. */
export const ACCEPTANCE_REJECTIONS = [
  "acceptance_between_people_only",
  "acceptance_line_unknown",
  "acceptance_nothing_to_hand_over",
  "acceptance_recorded_before",
  "acceptance_missing",
  "acceptance_pieces_wrong",
  "acceptance_own_record",
  "acceptance_confirmed_before",
  "acceptance_says_nothing",
  "acceptance_full",
] as const;
export type AcceptanceRejection = (typeof ACCEPTANCE_REJECTIONS)[number];

/** A matter between two people is told in a few sayings; a quarrel belongs into a case. */
const ENTRIES_PER_LINE_MAX = 20;

export type AcceptanceAsk = Omit<AcceptanceEntry, "entryNo">;

/** Who hands over: the law of sales between private people lets them agree on what was seen; a trader may not (SPC8 a1). */
export type HandOver = { readonly order: OrderFacts; readonly betweenPeople: boolean; readonly entries: readonly AcceptanceEntry[] };

/** The entry as it is to be kept, or why it is none. */
export const admitAcceptance = (handOver: HandOver, ask: AcceptanceAsk): AcceptanceEntry | AcceptanceRejection => {
  const line = handOver.order.lines.find(({ lineNo }) => lineNo === ask.lineNo);
  if (!handOver.betweenPeople) return "acceptance_between_people_only";
  if (line === undefined) return "acceptance_line_unknown";
  if (handOver.order.paidAt === null || piecesDue(handOver.order, line) === 0) return "acceptance_nothing_to_hand_over";
  const ofLine = handOver.entries.filter(({ lineNo }) => lineNo === ask.lineNo);
  const refused = againstEarlier(ask, line, ofLine, piecesDue(handOver.order, line));
  return refused ?? { ...ask, entryNo: handOver.entries.length + 1 };
};

const againstEarlier = (
  { kind, goods, by, files, remarkTextId }: AcceptanceAsk,
  { acceptance }: OrderLine,
  ofLine: readonly AcceptanceEntry[],
  due: number,
): AcceptanceRejection | null => {
  const recorded = ofLine.find(entry => entry.kind === "recorded");
  if (kind === "recorded" ? recorded !== undefined || acceptance !== undefined : recorded === undefined)
    return kind === "recorded" ? "acceptance_recorded_before" : "acceptance_missing";
  if (kind === "recorded" && (goods === null || goods.pieces < 1 || goods.pieces > due)) return "acceptance_pieces_wrong";
  if (kind === "confirmed" && recorded?.by.role === by.role) return "acceptance_own_record";
  if (kind === "confirmed" && ofLine.some(entry => entry.kind === "confirmed")) return "acceptance_confirmed_before";
  if (kind === "added" && files.length === 0 && remarkTextId === null) return "acceptance_says_nothing";
  return ofLine.length >= ENTRIES_PER_LINE_MAX ? "acceptance_full" : null;
};

const piecesDue = ({ cancelledAt }: OrderFacts, line: OrderLine): number =>
  cancelledAt === null ? line.quantity - line.cancelledQuantity : 0;

/**
 * What counts against the buyer later is what the buyer said: a record of their own, or the seller's once they confirmed it. It is the record as it was
 * written; what was added afterwards is there to be read, and moves nothing.
 */
export const acceptanceOf = (ofLine: readonly AcceptanceEntry[]): Acceptance | null => {
  const recorded = ofLine.find(({ kind }) => kind === "recorded");
  if (recorded === undefined || recorded.goods === null) return null;
  const said = recorded.by.role === "buyer" ? recorded : ofLine.find(({ kind, by }) => kind === "confirmed" && by.role === "buyer");
  if (said === undefined) return null;
  return { at: said.at, ...recorded.goods, photos: recorded.files.filter(({ kind }) => kind === "photo").map(({ sha256 }) => sha256) };
};

/** The order with what was accepted of it here. What was recorded with us stands, whatever the host sends later. */
export const withAcceptances = (order: OrderFacts, entries: readonly AcceptanceEntry[]): OrderFacts => {
  if (entries.length === 0) return order;
  const lines = order.lines.map(line => {
    const acceptance = acceptanceOf(entries.filter(({ lineNo }) => lineNo === line.lineNo));
    return acceptance === null ? line : { ...line, acceptance };
  });
  return { ...order, lines };
};

/** Every piece that was to be handed over was looked at and counted; what was never handed over nobody has accepted (CC 623). */
export const isWhollyAccepted = (order: OrderFacts, line: OrderLine): boolean =>
  line.acceptance !== undefined && (line.acceptance.pieces ?? line.quantity) >= piecesDue(order, line);

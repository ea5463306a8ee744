import { departmentOf } from "../intake/line-context.ts";
import { promisersOf, promisesOf } from "../intake/promise-context.ts";
import { allowsType } from "../intake/reason.ts";
import type { RefundOnlyKind, ServiceType } from "../intake/service-type.ts";
import { ask, type StagePack, tableOf, textOf, wordOf } from "../intake/stage.ts";
import { assert } from "../kernel/assert.ts";
import type { Instant } from "../kernel/time.ts";
import { inwardShares, type LiabilityFinding } from "../liability/attribute-liability.ts";
import type { OrderFacts, OrderLine } from "../order/order-facts.ts";
import { parcelTrack } from "../order/parcel-track.ts";
import { PARTIES } from "../party/party.ts";
import type { Hit } from "../policy/compile-table.ts";
import type { CompiledPack } from "../policy/pack.ts";
import { FREIGHT_PAYERS, type FreightFinding } from "../remedy/bear-freight.ts";
import { refundPromiser } from "../remedy/floors.ts";
import type { Explanation } from "./decision.ts";
import { reasonsOf } from "./filing-reasons.ts";
import { explanationOf } from "./trace.ts";

/** What a cause is named for: the judged reason, by its code in the pack, and the request it was found in. */
export type CauseAsk = {
  readonly reason: string;
  readonly request: { readonly type: ServiceType; readonly kind: RefundOnlyKind | null };
};

/** The order as it stands when the cause is named, and the line it is named for. */
export type CausePlace = { readonly order: OrderFacts; readonly lineNo: number; readonly at: Instant };

/** Who answers for a cause and who pays the way back; `rowId` is the row of `liability` that says so. */
export type JudgedCause = {
  readonly rowId: string;
  readonly liability: Pick<LiabilityFinding, "outward" | "inward">;
  readonly freight: FreightFinding;
  readonly needsEvidence: boolean;
  readonly explanation: Explanation;
};

/** A cause that may be named, in the pack's words. */
export type CauseChoice = { readonly cause: string; readonly name: Explanation; readonly needsEvidence: boolean };

export type CauseRejection = "judged_reason_unknown" | "cause_not_for_reason";

/** Causes a person may find behind this reason, in the pack's order. A pack without the table `judged_causes` lets nobody name one. */
export const causeChoices = (pack: CompiledPack, asked: CauseAsk): readonly CauseChoice[] => {
  const reason = reasonRow(pack, asked.reason, null);
  if (reason === null) return [];
  return (pack.vocabulary["judged.cause"] ?? []).flatMap(cause => {
    const hit = causeRow(pack, asked, reason, cause);
    return hit === null ? [] : [{ cause, name: explanationOf(hit.meta), needsEvidence: hit.outputs["needsEvidence"] === true }];
  });
};

export type ReasonName = { readonly reason: string; readonly name: Explanation };

/** Reasons under which a request of this kind may stand, in the pack's order: what was claimed as one of them may be judged to be another. */
export const reasonsFor = (pack: CompiledPack, { type, kind }: CauseAsk["request"]): readonly ReasonName[] =>
  reasonsOf(pack).flatMap(reason => {
    const hit = reasonRow(pack, reason, null);
    return hit === null || !allowsType(hit, type, kind) ? [] : [{ reason, name: explanationOf(hit.meta) }];
  });

export const knowsReason = (pack: StagePack, reason: string): boolean => reasonRow(pack, reason, null) !== null;

/**
 * What follows from a cause that a person found: liability by its row of the matrix (policy.md §5.5), freight by the judged reason unless the cause says
 * otherwise. Custody is asked of the scans as they are now, which may tell more than when the case was filed.
 */
export const judgeCause = (
  pack: StagePack,
  asked: CauseAsk & { readonly cause: string },
  { order, lineNo, at }: CausePlace,
): JudgedCause | CauseRejection => {
  const line = order.lines.find(candidate => candidate.lineNo === lineNo);
  assert(line !== undefined, `${order.orderId} has line ${lineNo}`);
  const reason = reasonRow(pack, asked.reason, line);
  if (reason === null) return "judged_reason_unknown";
  const named = causeRow(pack, asked, reason, asked.cause);
  if (named === null) return "cause_not_for_reason";
  const { freightPromiseBy, pricePromiseBy, guaranteeBy } = promisesOf(order, line);
  const context = {
    order: { channel: order.channel, freeShipping: order.freight.paidMinor === 0n },
    line: {
      category: line.category,
      department: departmentOf(line.category),
      sevenDayClass: line.sevenDay.class,
      custody: parcelTrack(order, lineNo, at).custody,
      ...{ freightPromiseBy, pricePromiseBy, guaranteeBy },
    },
    request: { ...asked.request, reason: asked.reason },
  };
  const liability = ask(pack, "liability", { ...context, reason: { ...reason.outputs, cause: asked.cause } });
  const freight = ask(pack, "freight", { ...context, reason: { ...reason.outputs, freight: freightWord(named, reason) } });
  return {
    rowId: liability.rowId,
    liability: { outward: wordOf(liability, "outward", PARTIES), inward: inwardShares(liability) },
    freight: { outbound: wordOf(freight, "outbound", FREIGHT_PAYERS), return: wordOf(freight, "return", FREIGHT_PAYERS) },
    needsEvidence: named.outputs["needsEvidence"] === true,
    explanation: explanationOf(liability.meta),
  };
};

/** Who promised a refund without a return for this reason on the line it is asked for (G-1 b). */
export const refundPromisedBy = (
  pack: StagePack,
  reason: string,
  { order, lineNo }: Pick<CausePlace, "order" | "lineNo">,
): "seller" | "platform" | "none" => {
  const line = order.lines.find(candidate => candidate.lineNo === lineNo);
  // The host may have taken the line off since: then nothing is promised for it any more.
  if (line === undefined) return "none";
  const row = reasonRow(pack, reason, line);
  return row === null ? "none" : refundPromiser(row.outputs, promisersOf(order, line));
};

const freightWord = (named: Hit, reason: Hit): string => {
  const word = textOf(named, "judgedFreight");
  return word === "by_reason" ? textOf(reason, "freight") : word;
};

/** A reason as the pack knows it for the goods of this line. */
export const reasonRow = (pack: StagePack, reason: string, line: OrderLine | null): Hit | null =>
  tableOf(pack, "reasons").evaluate({ request: { reason }, line: { department: line === null ? null : departmentOf(line.category) } });

const causeRow = ({ tables }: StagePack, { request }: CauseAsk, reason: Hit, cause: string): Hit | null => {
  const hit = tables.get("judged_causes")?.evaluate({ judged: { cause }, reason: reason.outputs, request }) ?? null;
  return hit?.outputs["allowed"] === true ? hit : null;
};

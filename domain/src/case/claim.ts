import type { EarlierClaim } from "../intake/case-facts.ts";
import { takesPieces } from "../intake/service-type.ts";
import { maxMinor, minMinor, sumMinor } from "../kernel/money.ts";
import { NO_REFUNDS, type RefundTotals } from "../order/refund-totals.ts";
import type { CaseState } from "./case-state.ts";
import { acceptedPieces } from "./revise-refund.ts";

/**
 * What later filings on the same order must know of this case. Pieces are spoken for while the case is open and stay spoken for when it settled them; a
 * case that ended otherwise gives them back, but for those it has already paid for. The steps are not asked: whoever files reads the other cases of the
 * order without them.
 */
export const claimOf = (state: CaseState): EarlierClaim => {
  const standing = state.end === null || state.end === "resolved";
  const paidBack = state.money.refunds.some(refund => refund.refundedMinor > 0n);
  const holdsMoney = standing && state.serviceType !== "amend_order";
  return {
    caseId: state.caseId,
    serviceType: state.serviceType,
    open: state.end === null,
    rejected: state.end === "rejected",
    filedAt: state.filedAt,
    reason: state.claimedReason,
    lineNos: state.lines.map(line => line.lineNo),
    evidence: state.evidence,
    amendment: standing ? (state.amendment?.kind ?? null) : null,
    lines: holdsPieces(state, paidBack)
      ? state.lines.map(line => ({ lineNo: line.lineNo, quantity: spokenFor(state, line) }))
      : piecesSettled(state, standing),
    refund: holdsMoney || paidBack ? withPayment(state, withoutOpenPrice(withoutComing(state))) : NO_REFUNDS,
    ...(state.end === "resolved" && isExchanged(state) ? { isExchanged: true } : {}),
    ...(state.end === "resolved" && state.serviceType === "repair" && !paidBack ? { isRepaired: true } : {}),
    ...repairedFor(state, paidBack),
    ...(state.end === "resolved" && state.serviceType !== "repair" && state.replacementParcel !== null && state.endedAt !== null
      ? { renewedAt: state.endedAt }
      : {}),
  };
};

/** Goods that are still to come in exchange are not the buyer's yet: nothing is paid back for them, which would be lost with an exchange that fails. */
const withoutComing = ({ end, money }: CaseState): Pick<CaseState, "end" | "money"> => {
  const { replacements = [], ...totals } = money.totals;
  const settled = replacements.filter(({ quantity }) => end !== null || quantity < 0);
  return { end, money: { ...money, totals: settled.length === 0 ? totals : { ...totals, replacements: settled } } };
};

/**
 * What other goods still cost is asked for by this case alone: kept back of another refund as well, the buyer would pay it twice, or for nothing. What was
 * paid for them is given back by this case alone while it may still come to nothing: given back by another as well, it would go back twice.
 */
const withoutOpenPrice = ({ end, money: { totals, ask } }: Pick<CaseState, "end" | "money">): RefundTotals => {
  const priceMinor = sumMinor((ask?.newItems ?? []).map(({ unitPriceMinor, quantity }) => unitPriceMinor * BigInt(quantity)));
  const dueMinor = maxMinor(0n, minMinor(totals.collectDueMinor, priceMinor));
  const paidMinor = end === null ? maxMinor(0n, minMinor(totals.collectPaidMinor, priceMinor - dueMinor)) : 0n;
  if (dueMinor + paidMinor === 0n) return totals;
  return {
    ...totals,
    collectDueMinor: totals.collectDueMinor - dueMinor,
    collectPaidMinor: totals.collectPaidMinor - paidMinor,
    deductedMinor: totals.deductedMinor - dueMinor - paidMinor,
  };
};

/** By what the buyer paid what this case collected: where a later refund gives it back, it goes back there. */
const withPayment = ({ money: { collect } }: CaseState, refund: RefundTotals): RefundTotals => {
  const { collectPaidMinor, collections = [] } = refund;
  const paidMinor = collectPaidMinor - sumMinor(collections.map(({ amountMinor }) => amountMinor));
  if (collect === null || paidMinor <= 0n) return refund;
  const { tenderKind: methodKind, methodRef, collectedUnder } = collect;
  const payment = { methodKind, methodRef, ...(collectedUnder === undefined ? {} : { collectedUnder }), amountMinor: paidMinor };
  return { ...refund, collections: [...collections, payment] };
};

/** A repair that came to nothing gave nothing, and takes no time off a guarantee. Who visits takes nothing away. */
const repairedFor = ({ repair: { away }, end, endedAt }: CaseState, paidBack: boolean): Pick<EarlierClaim, "repairedFor"> =>
  away !== undefined && !paidBack && (end === null || end === "resolved")
    ? { repairedFor: { ...away, endedAt: away.endedAt ?? endedAt } }
    : {};

/** Who has the missing piece, the repaired one or the one sent instead has bought it like any other: it may be claimed again. */
const holdsPieces = (state: CaseState, paidBack: boolean): boolean => {
  const { end, serviceType } = state;
  if (!takesPieces(serviceType) || (end !== null && end !== "resolved")) return false;
  if (end === null) return true;
  return serviceType === "exchange" ? !isExchanged(state) : paidBack || (serviceType !== "resend" && serviceType !== "repair");
};

/** Goods went to the buyer and were not said to have failed to come: the new ones, or the old ones back with a sum agreed. */
const isExchanged = ({ serviceType, replacementParcel }: CaseState): boolean => serviceType === "exchange" && replacementParcel !== null;

/** Whatever a case is about: pieces that were paid back whole are the seller's again, but for those others came in place of. */
const piecesSettled = ({ money }: CaseState, standing: boolean): EarlierClaim["lines"] =>
  standing && money.promised
    ? money.totals.lines.flatMap(({ lineNo, settledQuantity }) => {
        const replaced = (money.totals.replacements ?? []).reduce((sum, one) => (one.lineNo === lineNo ? sum + one.quantity : sum), 0);
        return settledQuantity > replaced ? [{ lineNo, quantity: settledQuantity - replaced }] : [];
      })
    : [];

/** After an inspection that passed only the pieces that were paid for stay claimed; the others may be claimed again. */
const spokenFor = (state: CaseState, line: CaseState["lines"][number]): number => {
  if (state.end !== "resolved") return line.quantity;
  const paid = state.money.totals.lines.find(({ lineNo }) => lineNo === line.lineNo);
  return paid === undefined ? acceptedPieces(state, line) : paid.settledQuantity + Math.max(0, paid.partlyQuantity);
};

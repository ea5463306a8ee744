import { type Minor, sumMinor } from "../kernel/money.ts";
import type { OrderFacts } from "../order/order-facts.ts";
import { type LinesRefunded, lineTotals, type RefundTotals } from "../order/refund-totals.ts";
import type { CostBearer, FreightAsk } from "./refund-ask.ts";

export type FreightShare = {
  readonly outboundMinor: Minor;
  readonly outboundBearer: CostBearer;
  /** Charged because the free-freight threshold broke; negative when an earlier charge is given back. */
  readonly freeFreightMinor: Minor;
  readonly returnDeductedMinor: Minor;
  readonly returnReimbursedMinor: Minor;
  readonly returnBearer: CostBearer | null;
  /** What one who advanced the way back has back from the one who bears it; absent where the buyer has to do with it. */
  readonly returnCharged?: { readonly amountMinor: Minor; readonly bearer: CostBearer; readonly advancedBy: CostBearer };
};

export const shareFreight = (order: OrderFacts, before: RefundTotals, after: LinesRefunded, ask: FreightAsk): FreightShare => ({
  outboundMinor: outboundAsked(order, before, ask),
  outboundBearer: ask.outboundBearer,
  freeFreightMinor: freeFreightCharge(order, after) - before.freeFreightMinor,
  returnDeductedMinor: ask.returnTrip.kind === "deduct" ? ask.returnTrip.amountMinor : 0n,
  returnReimbursedMinor: ask.returnTrip.kind === "reimburse" ? ask.returnTrip.amountMinor : 0n,
  returnBearer: returnBearer(ask),
  ...(ask.returnTrip.kind === "charge" ? { returnCharged: withoutKind(ask.returnTrip) } : {}),
});

const withoutKind = <T extends { readonly kind: string }>({ kind: _kind, ...rest }: T): Omit<T, "kind"> => rest;

export const outboundLeft = (order: OrderFacts, before: RefundTotals): Minor => order.freight.paidMinor - before.freightMinor;

const outboundAsked = (order: OrderFacts, before: RefundTotals, { outbound }: FreightAsk): Minor => {
  switch (outbound.kind) {
    case "none":
      return 0n;
    case "rest":
      return outboundLeft(order, before);
    case "amount":
      return outbound.amountMinor;
  }
};

/**
 * M-5 (7D a18): outbound freight may be charged when what is kept no longer reaches the sum that made it free. A return of everything is not charged
 * (a free-shipping order pays the way back only), so the charge of an earlier part comes back with the last piece.
 */
const freeFreightCharge = (order: OrderFacts, totals: LinesRefunded): Minor => {
  const { freeFromMinor, feeMinor } = order.freight;
  if (freeFromMinor === null || order.lines.every(line => lineTotals(totals, line.lineNo).settledQuantity === line.quantity)) return 0n;
  const bought = sumMinor(order.lines.map(line => line.unitPriceMinor * BigInt(line.quantity)));
  const outside = sumMinor(order.lines.map(line => line.unitPriceMinor * BigInt(lineTotals(totals, line.lineNo).outsideFreightQuantity)));
  return bought >= freeFromMinor && bought - outside < freeFromMinor ? feeMinor : 0n;
};

const returnBearer = ({ returnTrip }: FreightAsk): CostBearer | null => {
  switch (returnTrip.kind) {
    case "none":
    case "charge":
      return null;
    case "deduct":
      return returnTrip.advancedBy;
    case "reimburse":
      return returnTrip.bearer;
  }
};

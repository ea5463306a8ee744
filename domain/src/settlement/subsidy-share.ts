import { roundDiv } from "../kernel/allocate.ts";
import type { SellerId } from "../kernel/ids.ts";
import type { Minor } from "../kernel/money.ts";
import { lineTotals, type RefundTotals, type SubsidyTotals, subsidyTotals, withLines, withSubsidies } from "../order/refund-totals.ts";
import type { LineShare } from "./line-share.ts";
import type { SubsidyBearer } from "./refund-ask.ts";

/** What somebody else than the seller adds to the price of pieces that stay sold; less than nothing where it falls back with the sale. */
export type SubsidyMove = {
  readonly lineNo: number;
  readonly sellerId: SellerId;
  readonly bearer: SubsidyBearer;
  readonly amountMinor: Minor;
};

/**
 * A price drop that the platform or a creator promised against costs the seller nothing: the sale stands at its price. When the pieces come back after all
 * and what is left of their price with them, the subsidy falls back to whoever gave it (policy.md PP-4). Pieces with a part refunded are not told apart,
 * so each takes an equal share of it along.
 */
export const moveSubsidies = (earlier: RefundTotals, shares: readonly LineShare[]): readonly SubsidyMove[] => {
  const moves: SubsidyMove[] = [];
  let totals: Pick<RefundTotals, "lines" | "subsidies"> = earlier;
  for (const { line, ask, amountMinor, adds } of shares) {
    const { basis } = ask;
    const of = (bearer: SubsidyBearer, moved: Minor) => {
      if (moved !== 0n) moves.push({ lineNo: line.lineNo, sellerId: line.sellerId, bearer, amountMinor: moved });
      return { lineNo: line.lineNo, bearer, amountMinor: moved };
    };
    const now: SubsidyTotals[] =
      basis.kind === "price_drop"
        ? basis.bearer === "seller"
          ? []
          : [of(basis.bearer, amountMinor)]
        : ask.from === "partly_refunded" && adds.settledQuantity > 0
          ? fellBack(totals, adds).map(({ bearer, amountMinor: back }) => of(bearer, -back))
          : [];
    totals = { ...withLines(totals, [adds]), ...withSubsidies(totals, now) };
  }
  return moves;
};

/** Settled pieces take with them the same part of a subsidy as of what their pool had been given. */
const fellBack = (
  totals: Pick<RefundTotals, "lines" | "subsidies">,
  { lineNo, partlyMinor }: LineShare["adds"],
): readonly SubsidyTotals[] => {
  const givenMinor = lineTotals(totals, lineNo).partlyMinor;
  if (givenMinor === 0n) return [];
  return subsidyTotals(totals, lineNo).map(subsidy => ({
    ...subsidy,
    amountMinor: roundDiv(subsidy.amountMinor * -partlyMinor, givenMinor, "half_up"),
  }));
};

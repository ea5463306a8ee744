import type { Minor } from "@amends/domain/kernel/money";
import type { ImportFault } from "@amends/domain/order/import-error";
import type { CancellationTally } from "@amends/flows/import-ports";
import type { SaleRow } from "./read-sales.ts";

export type MatchedCancellations = {
  /** Pieces taken back, by the place of the purchase. */
  readonly cancelled: ReadonlyMap<string, number>;
  /** The last cancellation of anything on an invoice. */
  readonly changedAt: ReadonlyMap<string, string>;
  /** What is to be told of a cancellation, by its place. */
  readonly unmatched: ReadonlyMap<string, ImportFault>;
  readonly tally: CancellationTally;
};

/** Articles have five digits first; what has not is a fee, postage, a discount or a correction. */
export const isArticle = (code: string): boolean => /^\d{5}/.test(code);

/**
 * Takes each cancellation back from the newest earlier purchases of the same article by the same customer, as far as pieces are left there. `rows` is read
 * twice, in the order of time, so that only purchases somebody cancels are held: memory grows with the cancellations and not with the sales.
 */
export const matchCancellations = async (rows: () => AsyncIterable<SaleRow>): Promise<MatchedCancellations> => {
  const wanted = new Set<string>();
  for await (const sale of rows()) if (sale.kind === "cancellation" && isMatchable(sale)) wanted.add(pairOf(sale));
  const left = new Map<string, { readonly place: string; readonly invoice: string; pieces: number }[]>();
  const cancelled = new Map<string, number>();
  const changedAt = new Map<string, string>();
  const unmatched = new Map<string, ImportFault>();
  const counts = { rows: 0, cancelLines: 0, ofNoArticle: 0, withoutCustomer: 0, withoutPurchase: 0, fullyMatched: 0, partlyMatched: 0 };
  let matchedValueMinor: Minor = 0n;
  const takeBack = (sale: Extract<SaleRow, { readonly kind: "cancellation" }>): number => {
    const purchases = left.get(pairOf(sale)) ?? [];
    let open = sale.quantity;
    while (open > 0) {
      const newest = purchases.at(-1);
      if (newest === undefined) break;
      const pieces = Math.min(open, newest.pieces);
      open -= pieces;
      newest.pieces -= pieces;
      cancelled.set(newest.place, (cancelled.get(newest.place) ?? 0) + pieces);
      changedAt.set(newest.invoice, sale.at);
      if (newest.pieces === 0) purchases.pop();
    }
    return sale.quantity - open;
  };
  for await (const sale of rows()) {
    counts.rows += 1;
    if (sale.kind === "purchase" && wanted.has(pairOf(sale))) {
      const purchases = left.get(pairOf(sale)) ?? [];
      left.set(pairOf(sale), purchases);
      purchases.push({ place: sale.place, invoice: sale.invoice, pieces: sale.quantity });
    }
    if (sale.kind !== "cancellation") continue;
    counts.cancelLines += 1;
    const matched = isMatchable(sale) ? takeBack(sale) : 0;
    matchedValueMinor += BigInt(matched) * sale.unitPriceMinor;
    const outcome = outcomeOf(sale, matched);
    counts[outcome] += 1;
    const fault = faultOf(sale, matched, outcome);
    if (fault !== null) unmatched.set(sale.place, fault);
  }
  return { cancelled, changedAt, unmatched, tally: { ...counts, matchedValueMinor } };
};

type Cancellation = Extract<SaleRow, { readonly kind: "cancellation" }>;
type Outcome = Exclude<keyof CancellationTally, "rows" | "cancelLines" | "matchedValueMinor">;

const isMatchable = ({ article, customer }: SaleRow): boolean => isArticle(article) && customer !== null;
const pairOf = ({ article, customer }: SaleRow): string => `${customer} ${article}`;

const outcomeOf = ({ article, customer, quantity }: Cancellation, matched: number): Outcome => {
  if (!isArticle(article)) return "ofNoArticle";
  if (customer === null) return "withoutCustomer";
  if (matched === 0) return "withoutPurchase";
  return matched === quantity ? "fullyMatched" : "partlyMatched";
};

const faultOf = ({ row, article, quantity }: Cancellation, matched: number, outcome: Outcome): ImportFault | null => {
  switch (outcome) {
    case "ofNoArticle":
      return { code: "cancellation_of_no_article", params: { row, article } };
    case "withoutCustomer":
      return { code: "cancellation_without_customer", params: { row, article } };
    case "withoutPurchase":
      return { code: "cancellation_without_purchase", params: { row, article, quantity } };
    case "partlyMatched":
      return { code: "cancellation_partly_matched", params: { row, article, quantity, matched } };
    case "fullyMatched":
      return null;
  }
};

import { type Minor, sumMinor } from "../kernel/money.ts";
import type { OrderFacts, OrderLine } from "./order-facts.ts";

/** Pieces of a line that give place to others, at the price the others cost today. */
export type ReplacedPieces = { readonly lineNo: number; readonly quantity: number; readonly newUnitPriceMinor: Minor };

/** What the new pieces cost above what was really paid for the old ones; negative when they are cheaper. */
export const priceDifference = (order: OrderFacts, replaced: readonly ReplacedPieces[]): Minor =>
  sumMinor(
    replaced.map(({ lineNo, quantity, newUnitPriceMinor }) => {
      const line = order.lines.find(candidate => candidate.lineNo === lineNo);
      return line === undefined ? 0n : newUnitPriceMinor * BigInt(quantity) - paidForPieces(line, quantity);
    }),
  );

/** What is left of a line is rounded down, as the host rounds it, so the pieces taken out are worth the cent more. */
const paidForPieces = ({ paidMinor, quantity: bought }: OrderLine, quantity: number): Minor =>
  paidMinor - (paidMinor * BigInt(bought - quantity)) / BigInt(bought);

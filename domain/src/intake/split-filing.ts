import type { SellerId } from "../kernel/ids.ts";
import type { OrderFacts } from "../order/order-facts.ts";
import type { FiledLine, FilingRequest } from "./case-facts.ts";

/**
 * One filing request for each seller it names, in the order their lines come; linked cases are opened from them in one transaction. Lines the order does
 * not have stay with the first, where `admit` rejects them by name. A sum agreed with several sellers cannot be split by us and is left for `admit` too.
 */
export const splitFiling = (request: FilingRequest, order: OrderFacts): readonly FilingRequest[] => {
  const bySeller = new Map<SellerId | null, FiledLine[]>();
  for (const line of request.lines) {
    const seller = order.lines.find(candidate => candidate.lineNo === line.lineNo)?.sellerId ?? null;
    bySeller.set(seller, [...(bySeller.get(seller) ?? []), line]);
  }
  const unknown = bySeller.get(null) ?? [];
  bySeller.delete(null);
  const parts = [...bySeller.values()];
  const [first = [], ...others] = parts;
  if (others.length === 0) return [request];
  return [[...first, ...unknown], ...others].map(lines => ({ ...request, lines }));
};

import type { SellerId } from "../kernel/ids.ts";
import type { OrderFacts } from "../order/order-facts.ts";
import type { FiledLine, FilingRequest } from "./case-facts.ts";

/** A filing as it comes in: of some of its lines something else may be asked than of the others. */
export type AskedFiling = Omit<FilingRequest, "lines"> & { readonly lines: readonly AskedLine[] };
type AskedLine = FiledLine & { readonly asks?: AskedOfLine };
type AskedOfLine = Pick<FilingRequest, "serviceType" | "refundOnlyKind" | "reason">;

/**
 * One filing request for each seller and each service asked for, in the order their lines come; linked cases are opened from them in one transaction. Lines
 * the order does not have stay with the first, where `admit` rejects them by name. A sum agreed with several sellers cannot be split by us and is left for
 * `admit` too, and so is one, or a change of the order, for which no line is left.
 */
export const splitFiling = (filing: AskedFiling, order: OrderFacts): readonly FilingRequest[] => {
  const { lines, ...request } = filing;
  const parts = new Map<string, Part>();
  for (const { asks, ...line } of lines) {
    const sellerId = order.lines.find(candidate => candidate.lineNo === line.lineNo)?.sellerId ?? null;
    const key = keyOf(request, asks, sellerId);
    const part = parts.get(key);
    if (part === undefined) parts.set(key, { asks, sellerId, lines: [line] });
    else part.lines.push(line);
  }
  const known = [...parts.values()].filter(({ sellerId }) => sellerId !== null);
  const unknown = [...parts.values()].filter(({ sellerId }) => sellerId === null).flatMap(part => part.lines);
  const [first, ...others] = known.map(({ asks, lines: own }) => requestOf(request, asks, own));
  if (first === undefined) return [{ ...request, lines: unknown }];
  const split = [{ ...first, lines: [...first.lines, ...unknown] }, ...others];
  const isLeftOut = isOneForAll(request) && known.every(({ asks }) => asks !== undefined);
  return isLeftOut ? [...split, { ...request, lines: [] }] : split;
};

type Part = { readonly asks: AskedOfLine | undefined; readonly sellerId: SellerId | null; readonly lines: FiledLine[] };
type Whole = Omit<FilingRequest, "lines">;

const keyOf = (request: Whole, asks: AskedOfLine | undefined, sellerId: SellerId | null): string => {
  if (asks !== undefined) return `${sellerId} ${asks.serviceType} ${asks.refundOnlyKind} ${asks.reason}`;
  return request.agreedMinor !== null && sellerId !== null ? "agreed" : `${sellerId}`;
};

/** A sum agreed and a change of the order are what the filing itself asks for, and so are a host's own words. */
const requestOf = ({ hostCodes, ...request }: Whole, asks: AskedOfLine | undefined, lines: readonly FiledLine[]): FilingRequest =>
  asks === undefined
    ? { ...request, ...(hostCodes === undefined ? {} : { hostCodes }), lines }
    : { ...request, ...asks, agreedMinor: null, amendment: null, lines };

const isOneForAll = ({ agreedMinor, amendment }: Whole): boolean => agreedMinor !== null || amendment !== null;

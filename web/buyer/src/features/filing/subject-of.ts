import { isBesideOtherCases } from "@amends/domain/intake/service-type";
import type { OrderDetail, OrderOptions } from "../orders/api/get-order.ts";
import { optionKey } from "../orders/option-key.ts";
import type { FilingSubject } from "./filing-of.ts";

/** How pieces and a way to ask are named in an address and in a draft. */
export type Named = { readonly about: string; readonly option: string };

/** What is named so, if it is (still) open. */
export const subjectOf = (
  order: Pick<OrderDetail, "lines">,
  { lines, wholes }: OrderOptions,
  { about, option: named }: Named,
): FilingSubject | null => {
  const whole = wholes.find(({ sellerId }) => sellerId === about);
  const ofLine = lines.find(({ lineNo }) => String(lineNo) === about);
  const option = (whole ?? ofLine)?.options.find(each => optionKey(each) === named);
  const isBeside = option !== undefined && isBesideOtherCases(option.type);
  const asked = whole?.pieces ?? (ofLine === undefined ? [] : [{ lineNo: ofLine.lineNo, quantity: isBeside ? null : ofLine.piecesLeft }]);
  const pieces = asked.flatMap(({ lineNo, quantity }) => {
    const line = order.lines.find(candidate => candidate.lineNo === lineNo);
    return line === undefined ? [] : [{ line, left: quantity ?? line.quantity }];
  });
  return option?.kind !== "open" || pieces.length === 0 ? null : { pieces, sellerId: whole?.sellerId ?? null, option };
};

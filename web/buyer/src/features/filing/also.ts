import { isBesideOtherCases, takesPieces } from "@amends/domain/intake/service-type";
import type { OpenOption, OrderDetail, OrderLine, OrderOptions } from "../orders/api/get-order.ts";
import { openOptions } from "../orders/open-options.ts";
import { optionKey } from "../orders/option-key.ts";
import type { Also, AlsoFiled, FilingPieces, FilingSubject } from "./filing-of.ts";
import { subjectOf } from "./subject-of.ts";

/** A line that something can be asked for beside what the filing asks already. */
export type Candidate = { readonly line: OrderLine; readonly options: readonly OpenOption[] };

/** Pieces the filing speaks for already, and how. */
export type AskedPieces = { readonly lineNo: number; readonly option: OpenOption; readonly quantity: number };

type Offered = { readonly order: Pick<OrderDetail, "lines">; readonly options: OrderOptions; readonly own: readonly AskedPieces[] };

/**
 * What else a filing may ask. A line is asked for in one way once; what changes the order, or was agreed, is asked for by itself, and so is what needs a
 * consent, because the papers of a filing are shown in all its cases.
 */
export const candidatesFor = ({ order, options, own }: Offered): readonly Candidate[] => {
  const isAskedAbout = (lineNo: number): boolean => own.some(each => each.lineNo === lineNo);
  // What nothing was said about yet comes first.
  const inTurn = options.lines.toSorted((left, right) => Number(isAskedAbout(left.lineNo)) - Number(isAskedAbout(right.lineNo)));
  return inTurn.flatMap(({ lineNo, options: offered }) => {
    const line = order.lines.find(candidate => candidate.lineNo === lineNo);
    const here = own.filter(each => each.lineNo === lineNo);
    const open = openOptions(offered).filter(option => {
      const subject = subjectOf(order, options, { about: String(lineNo), option: optionKey(option) });
      const isNew = here.every(each => optionKey(each.option) !== optionKey(option));
      return isNew && isTakenAlong(option) && subject !== null && freeOf(subject, own) > 0;
    });
    return line === undefined || open.length === 0 ? [] : [{ line, options: open }];
  });
};

export const isTakenAlong = ({ type, refundOnlyKind, evidence }: OpenOption): boolean =>
  type !== "amend_order" && refundOnlyKind !== "agreed" && evidence.consent === undefined;

/** Of the pieces of a line that can be asked about so, how many nothing in the filing speaks for yet. */
export const freeOf = ({ pieces: [first], option }: FilingSubject, asked: readonly AskedPieces[]): number =>
  first === undefined ? 0 : isBesideOtherCases(option.type) ? first.left : piecesFree(first, asked);

export const piecesFree = ({ line: { lineNo }, left }: FilingPieces, asked: readonly AskedPieces[]): number =>
  asked.filter(each => each.lineNo === lineNo && takesPieces(each.option.type)).reduce((free, { quantity }) => free - quantity, left);

/** What was chosen before a pause and can be asked still, each beside those before it. */
export const stillOpen = (kept: readonly Also[], { order, options, own }: Offered): readonly AlsoFiled[] => {
  const taken: AlsoFiled[] = [];
  for (const also of kept) {
    const asked = [...own, ...taken.map(askedPieces)];
    const subject = subjectOf(order, options, { about: String(also.lineNo), option: also.option });
    const open = candidatesFor({ order, options, own: asked }).find(({ line }) => line.lineNo === also.lineNo);
    const isOpen = open?.options.some(option => optionKey(option) === also.option) === true;
    if (subject !== null && isOpen && also.quantity <= freeOf(subject, asked)) taken.push({ ...also, subject });
  }
  return taken;
};

export const askedPieces = ({ lineNo, quantity, subject: { option } }: AlsoFiled): AskedPieces => ({ lineNo, quantity, option });

/** What the filing itself is about: so many pieces of one line, or all that is left of several. */
export const ownPieces = ({ pieces, sellerId, option }: FilingSubject, quantity: number): readonly AskedPieces[] =>
  pieces.map(({ line: { lineNo }, left }) => ({ lineNo, option, quantity: sellerId === null ? quantity : left }));

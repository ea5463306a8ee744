import { isBesideOtherCases } from "@amends/domain/intake/service-type";
import { useQueries } from "@tanstack/react-query";
import type { OrderDetail, OrderOptions } from "../orders/api/get-order.ts";
import { askedPieces, type Candidate, candidatesFor, freeOf, isTakenAlong, ownPieces, piecesFree, stillOpen } from "./also.ts";
import { type FilingReason, reasonsQuery } from "./api/get-choices.ts";
import type { AlsoFiled, FilingPieces, FilingSubject } from "./filing-of.ts";
import type { KeptDraft } from "./use-kept-draft.ts";

export type AlsoItem = AlsoFiled & {
  /** What the rules make of it; undefined while they are asked, or where the reason is not open any more. */
  readonly terms: FilingReason | undefined;
};

export type AlsoAsked = {
  readonly items: readonly AlsoItem[];
  /** What was chosen, and waits because the papers of this filing are for it alone. */
  readonly isHeldBack: boolean;
  /** What can be added. */
  readonly candidates: readonly Candidate[];
  /** How many pieces can be asked about. */
  readonly freeOf: (about: FilingSubject) => number;
};

type Asked = { readonly order: OrderDetail; readonly options: OrderOptions; readonly subject: FilingSubject; readonly kept: KeptDraft };

/** What is filed along. Of the line the filing itself is about, at least one piece stays with it. */
export const useAlso = ({ order, options, subject, kept }: Asked) => {
  const isOpen = isTakenAlong(subject.option);
  const items = isOpen ? stillOpen(kept.also, { order, options, own: ownPieces(subject, 1) }) : [];
  const terms = useQueries({ queries: items.map(item => reasonsQuery(order.orderId, item.subject, item.quantity, item)) });
  const asked = items.map(askedPieces);
  const leftOf = (piece: FilingPieces): number => (isBesideOtherCases(subject.option.type) ? piece.left : piecesFree(piece, asked));
  return {
    /** The subject without the pieces that something else is asked for. */
    subject: { ...subject, pieces: subject.pieces.map(piece => ({ ...piece, left: leftOf(piece) })) },
    besides: (quantity: number, isAlone: boolean): AlsoAsked => {
      if (isAlone) return { items: [], isHeldBack: items.length > 0, candidates: [], freeOf: () => 0 };
      const all = [...ownPieces(subject, quantity), ...asked];
      return {
        items: items.map((item, place) => ({ ...item, terms: terms[place]?.data?.reasons.find(({ reason }) => reason === item.reason) })),
        isHeldBack: false,
        candidates: isOpen ? candidatesFor({ order, options, own: all }) : [],
        freeOf: about => freeOf(about, all),
      };
    },
  };
};

/** How the host's newer word about an order can go against what a case claims. A person looks at these; nothing is undone by itself. */
export const CONTRADICTIONS = [
  "order_cancelled",
  "line_gone",
  "fewer_pieces_bought",
  "paid_less_than_promised",
  "shipped_meanwhile",
  "signed_meanwhile",
  "signed_after_refund",
] as const;
export type Contradiction = (typeof CONTRADICTIONS)[number];

/** All that a case may want looked at beside its plan. */
export const ATTENTIONS = [...CONTRADICTIONS, "judgement_objected"] as const;
export type Attention = (typeof ATTENTIONS)[number];

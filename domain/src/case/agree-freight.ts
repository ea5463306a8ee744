import { piecesSpokenFor } from "../intake/claims-context.ts";
import type { Actor } from "../party/party.ts";
import type { RefundAsk } from "../settlement/refund-ask.ts";
import type { CaseState, Offer } from "./case-state.ts";
import type { CaseDraft } from "./draft.ts";
import { computedRefund, type RefundRules } from "./revise-refund.ts";
import type { Step } from "./step.ts";

/**
 * F-1 (policy.md §3.6; TB a49): the goods go back because both sides agreed on it, before anybody took it to the platform. Where they did not speak of the
 * freight, both ways are the seller's, whatever the reason would have said; at the platform's stage the one at fault pays (F-2). What an offer says of it
 * binds, whoever made it.
 */
export const agreeFreight = (draft: CaseDraft, offer: Offer, step: Step): void => {
  const { keepGoods, freight } = offer;
  if (keepGoods) return;
  if (freight !== undefined) draft.record({ type: "freight_agreed", ruleId: "agreed", freight });
  else if (isBetweenTheTwo(draft, offer, step)) draft.record({ type: "freight_agreed", ruleId: "F-1", freight: BY_SELLER });
};

const BY_SELLER = { outbound: "seller", return: "seller" } as const;

const isBetweenTheTwo = ({ state, by }: CaseDraft, offer: Offer, step: Step): boolean => {
  const sellersWord = step.owner === "buyer" ? offer.by : by;
  const isBeforePlatform = state.steps.every(
    ({ type, owner, startedAt }) => !(type === "review" && owner === "platform" && startedAt !== null),
  );
  return OF_SELLER.includes(sellersWord.role) && isBeforePlatform;
};
/** The host's own system speaks for the sellers it has signed in itself. */
const OF_SELLER: readonly Actor["role"][] = ["seller", "integrator"];

/**
 * The sum agreed is for the goods; the way out is given back beside it where the seller bears it and nothing of the order stays with the buyer. The way back
 * is reckoned when they are in.
 */
export const withWayOut = (state: CaseState, rules: RefundRules, ask: RefundAsk): RefundAsk => {
  if (state.freightAgreed === undefined || state.freight.outbound !== "seller" || !isWholeOrder(state, rules)) return ask;
  const withOut: RefundAsk = { ...ask, freight: { ...ask.freight, outbound: { kind: "rest" }, outboundBearer: "seller" } };
  return computedRefund(rules, withOut).kind === "refund" ? withOut : ask;
};

const isWholeOrder = ({ lines }: CaseState, { order, claims }: RefundRules): boolean =>
  order.lines.every(({ lineNo, quantity }) => {
    const asked = lines.find(line => line.lineNo === lineNo)?.quantity ?? 0;
    return quantity - piecesSpokenFor(claims, lineNo) - asked <= 0;
  });

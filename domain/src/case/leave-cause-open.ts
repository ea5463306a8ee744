import { goodsOfLine } from "../order/goods-state.ts";
import type { Actor } from "../party/party.ts";
import { BORNE_BY_PLATFORM, isUnprovedOnSeller } from "../remedy/floors.ts";
import type { CaseRules } from "./case-rules.ts";
import type { CaseState } from "./case-state.ts";
import type { CaseDraft } from "./draft.ts";

/**
 * G-1 (policy.md §1.14): what the buyer is given for goods they keep, they have at once; the seller is charged for it only if the seller agreed in the case,
 * promised just this, or a cause is judged or shown. Until then the platform bears it, and whoever judges the cause later says who does. Whatever the way to
 * the money is, it is asked here; `giver` is who decided: a rule and the silence of the seller are nobody's agreement.
 */
export const leaveCauseOpen = (draft: CaseDraft, rules: CaseRules, giver: Pick<Actor, "role">): void => {
  const { state } = draft;
  if (SPEAKS_FOR_SELLER.includes(giver.role) || state.judgement !== undefined) return;
  if (!isCharged(state) || !isUnprovedOnSeller(state.liability) || rules.refundPromisedBy(state) === "seller") return;
  draft.record({ type: "cause_left_open", floor: "G-1", inward: BORNE_BY_PLATFORM });
};

const isCharged = ({ money, sellerId }: CaseState): boolean =>
  money.legs.some(({ account, partyRef, amountMinor }) => account === "seller_settlement" && partyRef === sellerId && amountMinor > 0n);

/** The host's own system speaks for the sellers it has signed in itself. */
const SPEAKS_FOR_SELLER: readonly Actor["role"][] = ["seller", "integrator"];

/** Nobody's decision but that of the rules. */
export const BY_RULE = { role: "system" } as const;

/**
 * An approval that is paid at once gives the price, or a part of it, for goods that nobody is to send back. A sum under a published rule alone is no refund
 * (G-6 bounds it), and who says that a sum was agreed is believed until it is denied (policy.md §5.4, B-13).
 */
export const paysForKeptGoods = (state: CaseState, rules: Pick<CaseRules, "order">): boolean => {
  if (state.refundOnlyKind !== null) return state.refundOnlyKind === "unreturnable";
  return PAYS_AT_ONCE.has(state.serviceType) && (state.money.ask?.lines.length ?? 0) > 0 && hasGoods(state, rules);
};

const PAYS_AT_ONCE: ReadonlySet<CaseState["serviceType"]> = new Set(["guarantee_claim", "compensation", "complaint"]);

/** The buyer has the goods: signed for, or carried home from a counter. */
export const hasGoods = ({ lines }: Pick<CaseState, "lines">, { order }: Pick<CaseRules, "order">): boolean =>
  order.channel === "store" || lines.some(({ lineNo }) => goodsOfLine(order, lineNo).counts.delivered > 0);

import type { ReceiverProfile, ReturnAddress } from "../intake/profiles.ts";
import type { ReceiverId, SellerId, TextId } from "../kernel/ids.ts";
import { activeStep, type CaseState } from "./case-state.ts";
import { heldStep } from "./give-address.ts";
import type { PlanTemplate, StepTemplate } from "./plan-graph.ts";
import { isSending, type StepOwner } from "./step.ts";

/** Where goods of a case may go to: its seller's book, and whoever takes goods in beside the sellers. */
export type ReturnPlaces = { readonly book: readonly ReturnAddress[]; readonly receivers: readonly ReceiverPlace[] };

/** One who has closed takes nothing in and does not stand here. */
export type ReceiverPlace = Pick<ReceiverProfile, "receiverId" | "takesInAs" | "sellerId"> & {
  readonly addresses: readonly ReturnAddress[];
};

/** One address; `receiverId` null = of the seller. */
export type ReturnPlace = { readonly receiverId: ReceiverId | null; readonly addressNo: number; readonly contactTextId: TextId };

/** Who takes in the goods that a buyer is to send back or has on the way; null while none travel. What is lent goes back to whoever lent it. */
export const returnReceiver = (
  state: Pick<CaseState, "steps" | "returnParcel" | "end" | "addressAsked">,
  template: PlanTemplate,
): StepOwner | null => {
  if (state.end !== null) return null;
  const sending = activeStep(state, ({ type }) => isSending(type) || type === "pickup") ?? heldStep(state);
  if (sending !== null) return receiverAfter(template.steps.get(sending.key), template);
  const waiting = activeStep(state, ({ type }) => type === "receive");
  return waiting === null || state.returnParcel === null ? null : receiverAt(template.steps.get(waiting.key), template);
};

/** Who takes in what is sent at this step. */
export const receiverAfter = (sending: StepTemplate | undefined, template: PlanTemplate): StepOwner => {
  const target = sending?.next.get(sending.type === "recover" ? "goods_back" : "handed_over");
  if (target === undefined || target.kind === "end") return "seller";
  return receiverAt(
    target.keys.map(key => template.steps.get(key)).find(step => step?.type === "receive"),
    template,
  );
};

/** What is only taken in to be repaired goes to the one who repairs it. */
const receiverAt = (receiving: StepTemplate | undefined, { steps }: PlanTemplate): StepOwner => {
  if (receiving === undefined) return "seller";
  const target = receiving.next.get("received");
  const keys = target?.kind === "steps" ? target.keys : [];
  const isForRepair = keys.some(key => steps.get(key)?.type === "repair" && steps.get(key)?.owner === "repairer");
  return isForRepair ? "repairer" : receiving.owner;
};

/** Who stands in where nobody takes goods in as such: a seller has a warehouse of its own, and hands over to a repair shop itself. An inspection centre is nobody's stead. */
const IN_STEAD: Readonly<Partial<Record<StepOwner, readonly StepOwner[]>>> = {
  inspector: ["inspector"],
  repairer: ["repairer", "warehouse", "seller"],
  warehouse: ["warehouse", "seller"],
};

/** Where goods of this seller's go that this party takes in: whoever takes in that seller's alone goes before those who take in everybody's. Null = nobody knows. */
export const placeOf = (
  { book, receivers }: ReturnPlaces,
  receiver: StepOwner,
  { sellerId, returnAddressNo = FIRST_ADDRESS_NO }: { readonly sellerId: SellerId; readonly returnAddressNo?: number },
): ReturnPlace | null => {
  for (const taker of IN_STEAD[receiver] ?? ["seller" as const]) {
    if (taker === "seller") return placeIn(book, returnAddressNo, null);
    const takers = receivers.filter(each => each.takesInAs === taker);
    for (const keeper of [sellerId, null])
      for (const each of takers.filter(one => one.sellerId === keeper)) {
        const place = placeIn(each.addresses, FIRST_ADDRESS_NO, each.receiverId);
        if (place !== null) return place;
      }
  }
  return null;
};

/** Who has to say where such goods go: the seller, where it may be its own book; else the platform, which lets others take goods in. */
export const addressGiver = (receiver: StepOwner): StepOwner =>
  (IN_STEAD[receiver] ?? ["seller"]).includes("seller") ? "seller" : "platform";

const placeIn = (book: readonly ReturnAddress[], chosenNo: number, receiverId: ReceiverId | null): ReturnPlace | null => {
  const known = book.filter(({ contactTextId }) => contactTextId !== null);
  const chosen = returnAddressOf(known, chosenNo);
  return chosen === null || chosen.contactTextId === null
    ? null
    : { receiverId, addressNo: chosen.addressNo, contactTextId: chosen.contactTextId };
};

/** The number goods go to where nobody says otherwise. */
export const FIRST_ADDRESS_NO = 1;

/**
 * The entry of a book that a case sends goods to: the one it chose while the book still has it, else its default (F-18), else
 * the first. Null where the book is empty.
 */
export const returnAddressOf = (book: readonly ReturnAddress[], chosenNo: number): ReturnAddress | null =>
  book.find(({ addressNo }) => addressNo === chosenNo) ?? book.find(({ isDefault }) => isDefault) ?? book[0] ?? null;

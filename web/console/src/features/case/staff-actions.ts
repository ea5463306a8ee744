import { ROUTES } from "@amends/contract/routes";
import type { Role } from "@amends/domain/party/party";
import { formatAmount } from "@amends/ui/format/amount";
import type { ConsoleWords } from "../../words/words-in.ts";
import type { CaseDetail } from "./api/get-case.ts";

export type StaffAction =
  | "approve"
  | "offer"
  | "reject"
  | "receive"
  | "inspect"
  | "sendBack"
  | "retry"
  | "settleByHand"
  | "bookAgain"
  | "withdraw";
export type OfferedAction = { readonly action: StaffAction; readonly stepNo: number };

/** One letter each, the same on every case, so that the hand learns it; j and k go through the queue, n brings the next item. */
export const ACTION_KEYS: Readonly<Record<StaffAction, string>> = {
  approve: "a",
  offer: "o",
  reject: "r",
  receive: "v",
  inspect: "i",
  sendBack: "b",
  retry: "t",
  settleByHand: "h",
  bookAgain: "p",
  withdraw: "w",
};

const ROUTE_OF = {
  approve: ROUTES.approveCase,
  offer: ROUTES.offerOnCase,
  reject: ROUTES.rejectCase,
  receive: ROUTES.receiveReturn,
  inspect: ROUTES.inspectReturn,
  sendBack: ROUTES.sendBackToBuyer,
  retry: ROUTES.retryStep,
  settleByHand: ROUTES.settleByHand,
  bookAgain: ROUTES.requestPickup,
  withdraw: ROUTES.withdrawCase,
} as const satisfies Readonly<Record<StaffAction, unknown>>;

const OF_ACTIVE_STEP: Readonly<Record<string, readonly StaffAction[]>> = {
  review: ["approve", "offer", "reject"],
  receive: ["receive"],
  inspect: ["inspect"],
  return_to_buyer: ["sendBack"],
  ship_back: ["sendBack"],
  forward: ["sendBack"],
};

/** What this role may do about the case as it stands, the likeliest first. Who may is what the route's description says; nothing here repeats it. */
export const staffActions = ({ endedAt, steps, mayOffer, courier }: CaseDetail, role: Role, now: number): readonly OfferedAction[] => {
  const active = steps.filter(({ status }) => status === "active");
  // What the bank refused waits as a step of its own that finance holds; the one that failed is over.
  const byHand = active.filter(({ type, owner }) => owner === "finance" && (type === "refund" || type === "compensate"));
  const offered = [
    ...active.flatMap(({ type, stepNo }) => (OF_ACTIVE_STEP[type] ?? []).map(action => ({ action, stepNo }))),
    ...byHand.flatMap(({ stepNo }) => (["retry", "settleByHand"] as const).map(action => ({ action, stepNo }))),
    ...(courier !== null && isOverdue(courier, now)
      ? active.filter(({ type }) => type === "pickup").map(({ stepNo }) => ({ action: "bookAgain" as const, stepNo }))
      : []),
    ...(endedAt === null && active[0] !== undefined ? [{ action: "withdraw" as const, stepNo: active[0].stepNo }] : []),
  ];
  return offered.filter(({ action }) => (action !== "offer" || mayOffer) && mayUse(ROUTE_OF[action].access, role));
};

/** Who waits for the carrier's word on a withdrawal wants no other courier. */
const isOverdue = ({ isMissed, overdueAt, isWithdrawing }: NonNullable<CaseDetail["courier"]>, now: number): boolean =>
  !isWithdrawing && (isMissed || (overdueAt !== null && overdueAt <= now));

const mayUse = ({ roles }: { readonly roles: readonly Role[] }, role: Role): boolean => roles.includes(role);

/** What approving does, before it is done: 退 ¥128.00，商家承担. */
export const approvalMeans = (shown: CaseDetail, words: ConsoleWords, language: "zh" | "en"): string => {
  const coming = shown.steps.filter(({ status }) => status === "planned" || status === "ready");
  if (shown.refund.amountMinor === 0n) return coming[0] === undefined ? words.phase.resolved : words.action.goOn(coming[0].title[language]);
  const party = words.party[bearerOf(shown)];
  const comesBack = coming.some(({ type }) => type === "drop_off" || type === "pickup" || type === "receive");
  const amount = formatAmount(shown.refund);
  return comesBack ? words.action.refundAfterReturn(amount, party) : words.action.refundNow(amount, party);
};

/** A change of mind is the buyer's reason but the seller's refund: whoever sold it gives the price back unless another party was found liable. */
const bearerOf = ({ liability }: CaseDetail): keyof ConsoleWords["party"] => {
  const found = liability?.outward ?? "seller";
  return found === "buyer" || found === "none" ? "seller" : found;
};

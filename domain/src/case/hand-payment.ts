import type { Minor } from "../kernel/money.ts";
import type { Instant } from "../kernel/time.ts";
import type { Actor } from "../party/party.ts";

/** A payment outside the gateways that one person has recorded, and that counts once a second has recorded the same. */
export type HandPayment = {
  readonly by: Actor;
  readonly at: Instant;
  readonly stepNo: number;
  readonly gatewayRef: string;
  readonly amountMinor: Minor;
};

export type HandPaymentRecorded = Pick<HandPayment, "stepNo" | "gatewayRef" | "amountMinor"> & { readonly type: "hand_payment_recorded" };

/** Both looked at the payment itself: the same step, the same reference, the same sum. */
export const isSamePayment = (one: Omit<HandPayment, "by" | "at">, other: Omit<HandPayment, "by" | "at">): boolean =>
  one.stepNo === other.stepNo && one.gatewayRef === other.gatewayRef && one.amountMinor === other.amountMinor;

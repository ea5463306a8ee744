import { isCurrency } from "@amends/domain/kernel/money";
import { instant } from "@amends/domain/kernel/time";
import type { NoticeRead, NoticeReader } from "@amends/flows/gateway-notice-ports";
import Stripe from "stripe";
import { KEY_IN_METADATA } from "./stripe-checkout.ts";

const AGE_SECONDS_MAX = 300;
const RECEIPT = { contentType: "application/json; charset=utf-8", text: '{"received":true}' };

/** Events about refunds and payment intents that carry our key; every other event of the account is acknowledged and left alone. */
export const stripeNoticeReader =
  (stripe: Stripe, webhookSecret: string): NoticeReader =>
  ({ headers, body }, now) => {
    const signature = headers["stripe-signature"];
    if (signature === undefined) return { kind: "forged", why: "bad_signature" };
    const event = eventOf(stripe, { body: Buffer.from(body), signature, webhookSecret, nowSeconds: Math.floor(now / 1000) });
    if (typeof event === "string") return { kind: "forged", why: event };
    if (isDispute(event)) return disputeIn(event);
    const moved = movedIn(event);
    const key = moved?.metadata?.[KEY_IN_METADATA];
    if (moved === null || key === undefined) return { kind: "not_ours", receipt: RECEIPT };
    const currency = moved.currency.toUpperCase();
    if (!isCurrency(currency)) return { kind: "forged", why: "unreadable" };
    return {
      kind: "notice",
      receipt: RECEIPT,
      notice: {
        noticeId: event.id,
        key,
        amount: { kind: "exactly", minor: BigInt(moved.amount) },
        currency,
        ended: endOf(moved.status),
        deliveryMark: signature,
      },
    };
  };

type Raw = { readonly body: Buffer; readonly signature: string; readonly webhookSecret: string; readonly nowSeconds: number };

/** The SDK says in one error that a signature is wrong and that it is old; without its own time limit (0) it says only the first. */
const eventOf = (
  stripe: Stripe,
  { body, signature, webhookSecret, nowSeconds }: Raw,
): Stripe.Event | "bad_signature" | "stale" | "unreadable" => {
  try {
    const event = stripe.webhooks.constructEvent(body, signature, webhookSecret, 0);
    // Of several times in a header the last is the one that was signed.
    const sentAt = Number(
      signature
        .split(",")
        .findLast(part => part.startsWith("t="))
        ?.slice(2),
    );
    return Math.abs(nowSeconds - sentAt) <= AGE_SECONDS_MAX ? event : "stale";
  } catch (fault) {
    return fault instanceof Stripe.errors.StripeSignatureVerificationError ? "bad_signature" : "unreadable";
  }
};

type Moved = Pick<Stripe.Refund | Stripe.PaymentIntent, "amount" | "currency" | "metadata"> & { readonly status: string | null };

const MOVES = [
  "refund.created",
  "refund.updated",
  "refund.failed",
  "charge.refund.updated",
  "payment_intent.succeeded",
  "payment_intent.payment_failed",
  "payment_intent.processing",
  "payment_intent.canceled",
] as const;
type Move = Extract<Stripe.Event, { readonly type: (typeof MOVES)[number] }>;

const DISPUTES = ["charge.dispute.created", "charge.dispute.updated", "charge.dispute.closed"] as const;
type Dispute = Extract<Stripe.Event, { readonly type: (typeof DISPUTES)[number] }>;
const isDispute = (event: Stripe.Event): event is Dispute => DISPUTES.some(type => type === event.type);

const disputeIn = ({ data: { object: dispute } }: Dispute): NoticeRead => {
  const currency = dispute.currency.toUpperCase();
  if (!isCurrency(currency)) return { kind: "forged", why: "unreadable" };
  const dueBy = dispute.evidence_details.due_by;
  return {
    kind: "dispute",
    receipt: RECEIPT,
    dispute: {
      ...{ disputeId: dispute.id, reason: dispute.reason, status: dispute.status },
      paymentRef: idOf(dispute.payment_intent) ?? idOf(dispute.charge) ?? "",
      key: dispute.metadata[KEY_IN_METADATA] ?? null,
      amount: { minor: BigInt(dispute.amount), currency },
      respondBy: dueBy === null ? null : instant(dueBy * 1000),
    },
  };
};
const idOf = (named: string | { readonly id: string } | null): string | null =>
  named === null || typeof named === "string" ? named : named.id;

const isMove = (event: Stripe.Event): event is Move => MOVES.some(type => type === event.type);

const movedIn = (event: Stripe.Event): Moved | null => (isMove(event) ? event.data.object : null);

const endOf = (status: string | null): "done" | "failed" | "open" => {
  if (status === "succeeded") return "done";
  return status === "failed" || status === "canceled" || status === "requires_payment_method" ? "failed" : "open";
};

import { bodyOf } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type { PaymentAnswer } from "@amends/flows/gateway-ports";
import type Stripe from "stripe";
import { COLLECTION_TITLE, type Collection, isOver, NOT_PAID, payUntil } from "../buyer-agrees.ts";

/** Under this name a movement carries our key: Stripe forgets idempotency keys after a day, its metadata stay. */
export const KEY_IN_METADATA = "amends_key";

/** A buyer may pay a difference on Stripe's own page (Checkout), where their method was not kept or did not pay. */
export type StripeCheckout = { readonly payWithinMs: number; readonly now: () => Instant };
type OfCustomer = StripeCheckout & { readonly customer: string };

/** Nothing was paid yet: it waits, and when the time is over its pages are closed. */
export const stillToPay = async (
  stripe: Stripe,
  request: Collection,
  { payWithinMs, now, customer }: OfCustomer,
): Promise<PaymentAnswer> => {
  if (!isOver(payUntil(request, payWithinMs), now())) return { kind: "pending" };
  for (const { id } of await openPages(stripe, request, customer)) await stripe.checkout.sessions.expire(id);
  return NOT_PAID;
};

/** The page that is open, or a new one; a page lives a day, and there is never more than one that can be paid. */
export const checkoutPage = async (
  stripe: Stripe,
  request: Collection,
  { customer, now }: OfCustomer,
  returnUrl: string,
): Promise<string> => {
  const [open] = await openPages(stripe, request, customer);
  if (typeof open?.url === "string") return open.url;
  const key = bodyOf(request.key);
  const made = await stripe.checkout.sessions.create(
    {
      mode: "payment",
      customer,
      client_reference_id: key,
      line_items: [
        {
          quantity: 1,
          price_data: {
            currency: request.currency.toLowerCase(),
            unit_amount: Number(request.amountMinor),
            product_data: { name: COLLECTION_TITLE },
          },
        },
      ],
      payment_intent_data: { metadata: { [KEY_IN_METADATA]: key } },
      metadata: { [KEY_IN_METADATA]: key },
      success_url: returnUrl,
      cancel_url: returnUrl,
    },
    // Taps that arrive together make one page; a later one finds it open, or finds it over.
    { idempotencyKey: `${key}-${Math.floor(now() / PAGE_MS)}` },
  );
  if (made.url === null) throw new Error(`Stripe gave page ${made.id} no address`);
  return made.url;
};
const PAGE_MS = 60_000;

const openPages = async (stripe: Stripe, { key }: Collection, customer: string): Promise<readonly Stripe.Checkout.Session[]> => {
  const { data } = await stripe.checkout.sessions.list({ customer, status: "open", limit: 100 });
  return data.filter(session => session.metadata?.[KEY_IN_METADATA] === bodyOf(key));
};

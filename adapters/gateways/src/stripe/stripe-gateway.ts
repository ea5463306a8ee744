import type { CollectPayment, RefundTender } from "@amends/domain/case/effect";
import { bodyOf, type EffectId } from "@amends/domain/kernel/ids";
import { type Instant, instant } from "@amends/domain/kernel/time";
import type { ForOrder, GatewayRefusal, Keyed, PaymentAnswer, PaymentGateway, Refused } from "@amends/flows/gateway-ports";
import Stripe from "stripe";
import { GatewayUnavailable } from "../gateway-unavailable.ts";
import { notSupported, refused } from "../transaction.ts";
import { checkoutPage, KEY_IN_METADATA, type StripeCheckout, stillToPay } from "./stripe-checkout.ts";

export type StripeSettings = { readonly secretKey: string; readonly url: string; readonly timeoutMs: number };

export const STRIPE_URL = "https://api.stripe.com";

type Refund = Keyed<RefundTender> & ForOrder;
type Collection = Keyed<CollectPayment> & ForOrder;

export const createStripeClient = ({ secretKey, url, timeoutMs }: StripeSettings): Stripe => {
  const { protocol, hostname, port } = new URL(url);
  return new Stripe(secretKey, {
    host: hostname,
    port: port === "" ? (protocol === "http:" ? 80 : 443) : Number(port),
    protocol: protocol === "http:" ? "http" : "https",
    timeout: timeoutMs,
    // Twins that arrive together are told to wait; the same key makes the repetition safe.
    maxNetworkRetries: 1,
    telemetry: false,
  });
};

/**
 * Refunds a payment intent (`pi_…`) or a charge (`ch_…`), whichever the method's reference names. A difference is charged to the method that paid, where
 * the shop kept it for use without the buyer, or paid by the buyer on Stripe's page. Stripe pays nothing out to a buyer beyond what they paid: compensation is refused.
 */
export const createStripeGateway = (stripe: Stripe, now: () => Instant, checkout: StripeCheckout | null = null): PaymentGateway => ({
  refund: async request => {
    if (paymentOf(request.methodRef) === null) return NO_PAYMENT;
    return answered(async () => {
      const reference = await referenceOf(stripe, request, now);
      const payment = paymentOf(reference);
      if (payment === null) return NO_PAYMENT;
      const currency = await currencyOf(stripe, reference);
      if (currency !== request.currency.toLowerCase()) return otherCurrency(currency);
      const refund = await stripe.refunds.create(
        { ...payment, amount: Number(request.amountMinor), metadata: { [KEY_IN_METADATA]: bodyOf(request.key) } },
        { idempotencyKey: bodyOf(request.key) },
      );
      return refundAnswer(request, refund);
    });
  },
  collect: async request => {
    if (!request.methodRef.startsWith("pi_")) return notSupported("only the method of a payment intent can be charged again");
    return answered(async (): Promise<PaymentAnswer> => {
      const paid = await stripe.paymentIntents.retrieve(request.methodRef);
      const customer = idOf(paid.customer);
      const method = idOf(paid.payment_method);
      if (customer === null) return notSupported("the shop did not keep this method for later use");
      const onPage = checkout === null ? null : () => stillToPay(stripe, request, { ...checkout, customer });
      if (method === null) return onPage === null ? notSupported("the shop did not keep this method for later use") : onPage();
      const said = await answered(() => chargeAgain(stripe, request, { customer, method }));
      return said.kind === "refused" && said.code === "declined" && onPage !== null ? onPage() : said;
    });
  },
  pay: async () => notSupported("Stripe pays nothing out to a buyer beyond what they paid"),
  find: async (_key, asked) => {
    switch (asked.kind) {
      case "refund_tender":
        return answered(() => findRefund(stripe, asked, now));
      case "collect_payment":
        return answered(() => findCollection(stripe, asked, now, checkout));
      case "pay_compensation":
        return null;
    }
  },
  askBuyer: async (asked, { returnUrl }) => {
    if (checkout === null || asked.kind !== "collect_payment" || !asked.methodRef.startsWith("pi_")) return null;
    const known = await answered(() => findCollection(stripe, asked, now, checkout));
    if (known?.kind === "refused") return known;
    if (known !== null && known.kind !== "pending") return null;
    const customer = idOf((await stripe.paymentIntents.retrieve(asked.methodRef)).customer);
    if (customer === null) return null;
    return { kind: "open_page", url: await checkoutPage(stripe, asked, { ...checkout, customer }, returnUrl) };
  },
});

const chargeAgain = async (
  stripe: Stripe,
  request: Collection,
  { customer, method }: { readonly customer: string; readonly method: string },
): Promise<PaymentAnswer> => {
  const intent = await stripe.paymentIntents.create(
    {
      amount: Number(request.amountMinor),
      currency: request.currency.toLowerCase(),
      customer,
      payment_method: method,
      off_session: true,
      confirm: true,
      metadata: { [KEY_IN_METADATA]: bodyOf(request.key) },
    },
    { idempotencyKey: bodyOf(request.key) },
  );
  return intentAnswer(request, intent);
};

/** What a case collected itself came under a payment of its own, and goes back under that. */
const referenceOf = async (stripe: Stripe, { methodRef, collectedUnder }: Refund, now: () => Instant): Promise<string> => {
  if (collectedUnder === undefined) return methodRef;
  const { found } = await intentsUnder(stripe, methodRef, collectedUnder, now);
  return found.find(({ status }) => status === "succeeded")?.id ?? methodRef;
};

const findRefund = async (stripe: Stripe, request: Refund, now: () => Instant): Promise<PaymentAnswer | null> => {
  const payment = paymentOf(await referenceOf(stripe, request, now));
  if (payment === null) return null;
  for await (const refund of stripe.refunds.list({ ...payment, limit: PAGE })) {
    if (refund.metadata?.[KEY_IN_METADATA] === bodyOf(request.key)) return refundAnswer(request, refund);
  }
  return null;
};

/** A charge the card refused and a payment on Stripe's page stand side by side under one key: the one that moved money counts. */
const findCollection = async (
  stripe: Stripe,
  request: Collection,
  now: () => Instant,
  checkout: StripeCheckout | null,
): Promise<PaymentAnswer | null> => {
  const intents = await intentsUnder(stripe, request.methodRef, request.key, now);
  const answers = intents.found.map(intent => intentAnswer(request, intent));
  const best = answers.find(({ kind }) => kind !== "refused") ?? answers[0] ?? null;
  if (intents.customer === null || checkout === null || (best !== null && best.kind !== "refused")) return best;
  return stillToPay(stripe, request, { ...checkout, customer: intents.customer });
};

const intentsUnder = async (stripe: Stripe, methodRef: string, key: EffectId, now: () => Instant) => {
  const customer = methodRef.startsWith("pi_") ? idOf((await stripe.paymentIntents.retrieve(methodRef)).customer) : null;
  const found: Stripe.PaymentIntent[] = [];
  if (customer === null) return { customer, found };
  const created = { gte: Math.floor(now() / 1000) - LOOK_BACK_SECONDS };
  for await (const intent of stripe.paymentIntents.list({ customer, created, limit: PAGE })) {
    if (intent.metadata[KEY_IN_METADATA] === bodyOf(key)) found.push(intent);
  }
  return { customer, found };
};

const PAGE = 100;
/** A collection is asked about within days; this bounds a customer's list. */
const LOOK_BACK_SECONDS = 90 * 86_400;

const refundAnswer = (request: Refund, refund: Stripe.Refund): PaymentAnswer => {
  const other = differs(request, refund);
  if (other !== null) return other;
  switch (refund.status) {
    case "succeeded":
      return { kind: "done", at: instant(refund.created * 1000), gatewayRef: refund.id };
    case "failed":
    case "canceled":
      return refused(
        FAILURES[refund.failure_reason ?? ""] ?? "declined",
        `the refund ${refund.status}: ${refund.failure_reason ?? "no reason"}`,
      );
    default:
      return { kind: "pending" };
  }
};

const intentAnswer = (request: Collection, intent: Stripe.PaymentIntent): PaymentAnswer => {
  const other = differs(request, intent);
  if (other !== null) return other;
  switch (intent.status) {
    case "succeeded":
      return { kind: "done", at: instant(intent.created * 1000), gatewayRef: intent.id };
    case "processing":
    case "requires_capture":
      return { kind: "pending" };
    default:
      return refused("declined", CARD_REFUSED);
  }
};

const CARD_REFUSED = "the buyer's method was not charged: it wants the buyer, or has not the money";

const differs = (
  { amountMinor, currency }: Refund | Collection,
  found: { readonly amount: number; readonly currency: string },
): PaymentAnswer | null =>
  BigInt(found.amount) === amountMinor && found.currency === currency.toLowerCase()
    ? null
    : {
        kind: "unclear",
        message: `Stripe has ${found.amount} ${found.currency} under this key where ${amountMinor} ${currency} was asked`,
      };

const FAILURES: Readonly<Record<string, GatewayRefusal>> = {
  lost_or_stolen_card: "method_closed",
  expired_or_canceled_card: "method_closed",
  insufficient_funds: "insufficient_balance",
};

const paymentOf = (reference: string): { payment_intent: string } | { charge: string } | null => {
  if (/^pi_\w+$/.test(reference)) return { payment_intent: reference };
  return /^(?:ch|py)_\w+$/.test(reference) ? { charge: reference } : null;
};

const currencyOf = async (stripe: Stripe, reference: string): Promise<string> =>
  (reference.startsWith("pi_") ? await stripe.paymentIntents.retrieve(reference) : await stripe.charges.retrieve(reference)).currency;

const idOf = (value: string | { readonly id: string } | null): string | null =>
  typeof value === "object" && value !== null ? value.id : value;

const NO_PAYMENT = refused("unknown_method", "the reference names no payment intent and no charge of Stripe");
const otherCurrency = (currency: string): Refused =>
  refused("currency_not_supported", `this payment was made in ${currency.toUpperCase()}`);

/** What Stripe's client throws, as a value where it is final. */
const answered = async <T extends PaymentAnswer | null>(ask: () => Promise<T>): Promise<T | PaymentAnswer> => {
  try {
    return await ask();
  } catch (fault) {
    return faultAnswer(fault);
  }
};

const faultAnswer = (fault: unknown): PaymentAnswer => {
  if (fault instanceof Stripe.errors.StripeCardError) return refused("declined", CARD_REFUSED);
  if (fault instanceof Stripe.errors.StripeIdempotencyError)
    return { kind: "unclear", message: `Stripe knows this key with another request: ${fault.message}` };
  if (fault instanceof Stripe.errors.StripeInvalidRequestError && fault.statusCode !== 409) return invalid(fault);
  if (fault instanceof Stripe.errors.StripeAuthenticationError || fault instanceof Stripe.errors.StripePermissionError) throw fault;
  throw new GatewayUnavailable("Stripe gave no answer: its outcome is unknown", { cause: fault });
};

const invalid = (fault: InstanceType<typeof Stripe.errors.StripeInvalidRequestError>): Refused => {
  const code = INVALID[fault.code ?? ""] ?? (fault.param === "amount" ? "amount_above_captured" : null);
  if (code === null) throw new Error(`Stripe takes our request for a mistake: ${fault.message}`, { cause: fault });
  return refused(code, fault.message);
};

const INVALID: Readonly<Record<string, GatewayRefusal>> = {
  resource_missing: "unknown_method",
  charge_already_refunded: "amount_above_captured",
  charge_disputed: "declined",
  charge_expired_for_capture: "refund_window_closed",
  balance_insufficient: "insufficient_balance",
  insufficient_funds: "insufficient_balance",
};

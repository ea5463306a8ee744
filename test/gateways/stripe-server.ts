import { createHmac } from "node:crypto";
import { type Asked, type LocalPartner, type Said, serveLocally } from "./local-partner.ts";

type Intent = {
  readonly id: string;
  readonly amount: number;
  readonly currency: string;
  readonly customer: string | null;
  readonly payment_method: string | null;
  status: string;
  readonly created: number;
  readonly metadata: Readonly<Record<string, string>>;
};
type Refund = {
  readonly id: string;
  readonly amount: number;
  readonly currency: string;
  readonly payment_intent: string;
  readonly created: number;
  status: string;
  failure_reason?: string;
  readonly metadata: Readonly<Record<string, string>>;
};

type Page = { readonly id: string; readonly fields: URLSearchParams; status: "open" | "complete" | "expired" };

export type StripeServer = LocalPartner & {
  readonly intents: Map<string, Intent>;
  readonly refunds: Map<string, Refund>;
  readonly pages: Map<string, Page>;
  /** The buyer pays on an open page. */
  readonly pay: (page: Page) => void;
  /** How often each idempotency key came. */
  readonly asked: string[];
  processing: boolean;
  /** As after a day: keys are forgotten, what they moved is not. */
  readonly forgetKeys: () => void;
  readonly notice: (
    type: string,
    object: object,
    over?: { readonly id?: string; readonly atSeconds?: number; readonly secret?: string },
  ) => {
    readonly headers: Readonly<Record<string, string>>;
    readonly body: Buffer;
  };
};

export const SECRET_KEY = "sk_test_made_for_this_run";
export const WEBHOOK_SECRET = "whsec_made_for_this_run";

/** Payment intents and refunds of Stripe's API, with its idempotency keys. A method called `pm_empty` has no money. */
export const startStripe = async (): Promise<StripeServer> => {
  const state = { processing: false };
  const intent = (id: string, over: Partial<Intent> = {}): Intent => ({
    id,
    amount: 1_000_000,
    currency: "cny",
    customer: "cus_1",
    payment_method: "pm_1",
    status: "succeeded",
    created: Math.floor(Date.now() / 1000),
    metadata: {},
    ...over,
  });
  const intents = new Map<string, Intent>([
    ["pi_1", intent("pi_1")],
    ["pi_2", intent("pi_2", { amount: 1000 })],
    ["pi_empty", intent("pi_empty", { payment_method: "pm_empty" })],
    ["pi_unkept", intent("pi_unkept", { customer: "cus_2", payment_method: null })],
    ["pi_guest", intent("pi_guest", { customer: null })],
  ]);
  const refunds = new Map<string, Refund>();
  const pages = new Map<string, Page>();
  const shownPage = ({ id, fields, status }: Page) => ({
    ...{ id, object: "checkout.session", status, url: status === "open" ? `https://checkout.stripe.example/${id}` : null },
    metadata: metadataOf(fields),
  });
  const openPage = (fields: URLSearchParams): Said => {
    const made: Page = { id: `cs_${pages.size + 1}`, fields, status: "open" };
    pages.set(made.id, made);
    return yes(shownPage(made));
  };
  const pay: StripeServer["pay"] = page => {
    page.status = "complete";
    const id = `pi_page${intents.size}`;
    const { fields } = page;
    intents.set(
      id,
      intent(id, {
        amount: Number(fields.get("line_items[0][price_data][unit_amount]")),
        currency: fields.get("line_items[0][price_data][currency]") ?? "",
        customer: fields.get("customer"),
        metadata: { amends_key: fields.get("payment_intent_data[metadata][amends_key]") ?? "" },
      }),
    );
  };
  let answers = new Map<string, { readonly body: string; readonly said: Said }>();
  const asked: string[] = [];

  const refund = (fields: URLSearchParams): Said => {
    const of = intents.get(fields.get("payment_intent") ?? fields.get("charge")?.replace("ch_", "pi_") ?? "");
    if (of === undefined) return no(404, { type: "invalid_request_error", code: "resource_missing", message: "No such payment_intent" });
    const before = [...refunds.values()].reduce((sum, each) => sum + (each.payment_intent === of.id ? each.amount : 0), 0);
    const amount = Number(fields.get("amount"));
    if (before >= of.amount)
      return no(400, { type: "invalid_request_error", code: "charge_already_refunded", message: "already refunded" });
    if (before + amount > of.amount)
      return no(400, { type: "invalid_request_error", param: "amount", message: "Refund amount is greater than unrefunded amount" });
    const made: Refund = {
      id: `re_${refunds.size + 1}`,
      amount,
      currency: of.currency,
      payment_intent: of.id,
      created: Math.floor(Date.now() / 1000),
      status: state.processing ? "pending" : "succeeded",
      metadata: metadataOf(fields),
    };
    refunds.set(made.id, made);
    return yes({ object: "refund", ...made });
  };
  const charge = (fields: URLSearchParams): Said => {
    const hasMoney = fields.get("payment_method") !== "pm_empty";
    const made = intent(`pi_made${intents.size}`, {
      amount: Number(fields.get("amount")),
      currency: fields.get("currency") ?? "",
      customer: fields.get("customer"),
      payment_method: fields.get("payment_method"),
      status: hasMoney ? "succeeded" : "requires_payment_method",
      metadata: metadataOf(fields),
    });
    intents.set(made.id, made);
    if (hasMoney) return yes({ object: "payment_intent", ...made });
    return no(402, {
      type: "card_error",
      code: "card_declined",
      decline_code: "insufficient_funds",
      message: "Your card has insufficient funds.",
    });
  };
  const list = (rows: readonly object[]) => yes({ object: "list", has_more: false, url: "/v1/list", data: rows });
  const read = (path: string, query: URLSearchParams): Said => {
    const id = path.split("/").at(-1) ?? "";
    if (path === "/v1/refunds")
      return list(
        [...refunds.values()].filter(each =>
          [each.payment_intent, each.payment_intent.replace("pi_", "ch_")].includes(
            query.get("payment_intent") ?? query.get("charge") ?? "",
          ),
        ),
      );
    if (path === "/v1/checkout/sessions")
      return list(
        [...pages.values()]
          .filter(({ status, fields }) => status === query.get("status") && fields.get("customer") === query.get("customer"))
          .map(shownPage),
      );
    if (path === "/v1/payment_intents") return list([...intents.values()].filter(each => each.customer === query.get("customer")));
    const found = intents.get(id.replace("ch_", "pi_"));
    return found === undefined
      ? no(404, { type: "invalid_request_error", code: "resource_missing", message: `No such ${id}` })
      : yes({ ...found, id });
  };
  const carriedOut = (path: string, fields: URLSearchParams): Said => {
    if (path === "/v1/refunds") return refund(fields);
    if (path === "/v1/checkout/sessions") return openPage(fields);
    const expired = /^\/v1\/checkout\/sessions\/(\w+)\/expire$/.exec(path)?.[1];
    const page = expired === undefined ? undefined : pages.get(expired);
    if (page === undefined) return charge(fields);
    page.status = "expired";
    return yes(shownPage(page));
  };
  const write = ({ path, headers, body }: Asked): Said => {
    const key = String(headers["idempotency-key"]);
    asked.push(key);
    const known = answers.get(key);
    if (known !== undefined)
      return known.body === body
        ? known.said
        : no(400, { type: "idempotency_error", message: "Keys for idempotent requests can only be used with the same parameters" });
    const said = carriedOut(path, new URLSearchParams(body));
    answers.set(key, { body, said });
    return said;
  };

  const partner = await serveLocally(request => {
    if (request.headers.authorization !== `Bearer ${SECRET_KEY}`)
      return no(401, { type: "invalid_request_error", message: "Invalid API Key" });
    const { pathname, searchParams } = new URL(request.path, "http://stripe");
    return request.method === "POST" ? write(request) : read(pathname, searchParams);
  });
  return Object.assign(state, partner, {
    intents,
    refunds,
    pages,
    pay,
    asked,
    forgetKeys: () => {
      answers = new Map();
    },
    notice: (type: string, object: object, over: { readonly id?: string; readonly atSeconds?: number; readonly secret?: string } = {}) => {
      const body = JSON.stringify({ id: over.id ?? "evt_1", object: "event", type, data: { object } });
      const at = over.atSeconds ?? Math.floor(Date.now() / 1000);
      const mac = createHmac("sha256", over.secret ?? WEBHOOK_SECRET)
        .update(`${at}.${body}`)
        .digest("hex");
      return { headers: { "stripe-signature": `t=${at},v1=${mac}` }, body: Buffer.from(body) };
    },
  });
};

const yes = (body: object): Said => ({ status: 200, body: JSON.stringify(body) });
const no = (status: number, error: object): Said => ({ status, body: JSON.stringify({ error }) });
const metadataOf = (fields: URLSearchParams) =>
  Object.fromEntries([...fields].flatMap(([name, value]) => (name.startsWith("metadata[") ? [[name.slice(9, -1), value]] : [])));

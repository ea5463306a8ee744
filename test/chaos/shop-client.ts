import { setTimeout as sleep } from "node:timers/promises";
import { instant } from "@amends/domain/kernel/time";
import { shopLines } from "../harness/a-shop.ts";
import { INSTALLATION_KEY } from "./partners.ts";

export type Said = { readonly status: number; readonly body: Record<string, unknown>; readonly text: string };

/** A host's system that knows its manners: what was not answered is asked again with the same key, until it is. */
export type ShopClient = { readonly operationId: string; readonly file: (no: string) => Promise<void> };

const PATIENCE_MS = 120_000;

const ask = async (
  base: string,
  secret: string,
  path: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Said> => {
  const isLines = typeof body === "string";
  const response = await fetch(base + path, {
    method: "POST",
    headers: { authorization: `Bearer ${secret}`, "content-type": isLines ? "application/x-ndjson" : "application/json", ...headers },
    body: isLines ? body : JSON.stringify(body),
    signal: AbortSignal.timeout(10_000),
  });
  const text = await response.text();
  return { status: response.status, text, body: text.startsWith("{") ? JSON.parse(text) : {} };
};

const patiently = async (what: string, attempt: () => Promise<Said>): Promise<Said> => {
  const until = Date.now() + PATIENCE_MS;
  let last = "";
  while (Date.now() < until) {
    const said = await attempt().catch((fault: unknown) => String(fault));
    if (typeof said === "object" && said.status < 500 && said.body["code"] !== "conflict_retry") return said;
    last = typeof said === "object" ? said.text : said;
    await sleep(40);
  }
  throw new Error(`${what} was never answered: ${last}`);
};

/** Opens a shop with one cancelled order for each refund, each paid by a wallet of its own. */
export const openChaosShop = async (
  base: string,
  orders: readonly string[],
  orderIdOf: (operationId: string, no: string) => Promise<string>,
): Promise<ShopClient> => {
  const made = await ask(base, INSTALLATION_KEY, "/v1/operations", {
    code: "chaos",
    // Its seller answers for what is refunded, so that each refund is recovered in its turn.
    kind: "marketplace",
    name: { zh: "小店", en: "Shop" },
    currency: "CNY",
    admin: { email: "boss@shop.example", name: "林涛", password: "four unrelated words" },
  });
  if (made.status !== 201) throw new Error(`no shop: ${made.text}`);
  const operationId = String(made.body["operationId"]);
  const secret = String(made.body["secret"]);
  const lines = shopLines(
    instant(Date.now()),
    orders.map((no, index) => ({
      no,
      shipped: false,
      lines: [{ sku: "mug-white", quantity: 1, priceMinor: priceOf(index) }],
      tenders: [{ kind: "wallet", methodRef: `wallet-${no}`, paidMinor: priceOf(index) }],
    })),
  );
  const imported = await ask(base, secret, "/v1/orders:import", lines);
  if (imported.body["refused"] !== 0) throw new Error(`not imported: ${imported.text}`);
  await keepProceeds(base, secret, orders);
  return {
    operationId,
    file: async no => {
      const orderId = await orderIdOf(operationId, no);
      const filing = {
        orderId,
        serviceType: "refund_only",
        refundOnlyKind: "pre_ship",
        reason: "10.01",
        lines: [{ lineNo: 1, quantity: 1, condition: "unopened" }],
      };
      const filed = await patiently(no, () => ask(base, secret, "/v1/cases", filing, { "idempotency-key": `chaos-${no}` }));
      if (filed.status !== 201) throw new Error(`${no}: ${filed.text}`);
    },
  };
};

/** The host keeps the proceeds of each order: of every second all, of the others half, which does not reach. */
export const keptOf = (index: number): number => (index % 2 === 0 ? priceOf(index) : Math.floor(priceOf(index) / 2));
const SETTLEMENTS_MOST = 200;
const keepProceeds = async (base: string, secret: string, orders: readonly string[]): Promise<void> => {
  for (let from = 0; from < orders.length; from += SETTLEMENTS_MOST) {
    const settlements = orders.slice(from, from + SETTLEMENTS_MOST).map((no, place) => ({
      ...{ kind: "kept", sourceId: `kept-${no}`, sellerExternalId: "s1", externalOrderNo: no },
      amount: { amount: keptOf(from + place), currency: "CNY" },
    }));
    const said = await ask(base, secret, "/v1/settlements", { settlements });
    if (said.status !== 200) throw new Error(`not kept: ${said.text}`);
  }
};

/** No two refunds are of the same sum, so that none can stand for another. */
const priceOf = (index: number): number => 1000 + index;

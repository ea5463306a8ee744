import { isStreamBody, type RouteDescription } from "@amends/contract/route";
import type { Role } from "@amends/domain/party/party";
import type pg from "pg";
import { expect } from "vitest";
import { uploaded } from "../evidence/upload.ts";
import { ADMIN, type Credentials, hostTokens, openShop, type RunningShop, sessionOf, signedIn } from "../harness/running-shop.ts";
import { INSTALLATION_KEY, type WholeServer } from "../harness/whole-server.ts";
import { type Ids, sampleOf } from "./sample.ts";

export type Said = { readonly status: number; readonly code: string; readonly text: string };

/** Everything of one kind of party that somebody else might reach for. */
export type World = {
  readonly shop: RunningShop;
  readonly readOnly: Credentials;
  /** By role, each signed in the way such a person or program signs in. */
  readonly callers: ReadonlyMap<Role, Credentials>;
  /** A second session of each who has one, to be ended. */
  readonly spare: ReadonlyMap<Role, Credentials>;
  /** Of the buyer `u1` and the seller `s1`. */
  readonly own: Ids;
  /** Of the buyer `u2`, bought from `s1`. */
  readonly otherBuyers: Ids;
  /** Of the seller `s2`, bought by `u2`. */
  readonly otherSellers: Ids;
};

/** Of goods that nobody bought, so that it finds no members and stays as it is. */
const A_BATCH = {
  cause: { kind: "sku", skuId: "nobody-bought-this" },
  boughtFrom: "2020-01-01T00:00:00Z",
  boughtTo: "2020-01-02T00:00:00Z",
  serviceType: "refund_only",
  reason: "70.01",
};

const DESKS = ["agent", "complaint_owner", "supervisor", "finance", "warehouse"] as const;

/** Sends exactly the headers given; the answer of a stream is its head alone. */
export const send = async (base: string, route: RouteDescription, path: string, body: unknown, headers: Credentials): Promise<Said> => {
  const isStream = isStreamBody(route.body);
  const text = isStream ? "" : JSON.stringify(body);
  const type = isStreamBody(route.body) ? route.body.contentTypes[0] : "application/json";
  const abort = new AbortController();
  const response = await fetch(base + path, {
    method: route.method,
    signal: abort.signal,
    headers: { ...(route.body === undefined ? {} : { "content-type": type }), ...headers },
    ...(route.body === undefined ? {} : { body: text }),
  });
  if (response.headers.get("content-type")?.startsWith("text/event-stream") === true) {
    abort.abort();
    return { status: response.status, code: "", text: "" };
  }
  const said = await response.text();
  return { status: response.status, code: said.startsWith("{") ? String(JSON.parse(said).code ?? "") : "", text: said };
};

/** A request that hangs together, naming these ids wherever it names any. */
export const requestOf = (
  route: RouteDescription,
  ids: Ids,
): { readonly path: string; readonly body: unknown; readonly headers: Credentials } => {
  const params = route.params === undefined ? {} : (sampleOf(route.params, ids) as Record<string, string>);
  const path = route.path.replaceAll(/\{([A-Za-z]+)\}/g, (_, name: string) => encodeURIComponent(String(params[name])));
  const query = route.query === undefined ? {} : (sampleOf(route.query, ids) as Record<string, string>);
  const asked = new URLSearchParams(query).toString();
  return {
    path: asked === "" ? path : `${path}?${asked}`,
    body: route.body === undefined || isStreamBody(route.body) ? undefined : sampleOf(route.body, ids),
    headers: {
      ...(route.ifMatch === undefined ? {} : { "if-match": '"1"' }),
      ...(route.idempotency === "required" ? { "idempotency-key": "one" } : {}),
    },
  };
};

export const makeWorld = async (whole: WholeServer, pool: pg.Pool, code: string): Promise<World> => {
  const orders = [{ no: `${code}1` }, { no: `${code}2`, customer: "u2" }, { no: `${code}3`, customer: "u2", seller: "s2" }];
  const shop = await openShop(whole, pool, { code, orders });
  const admin = await signedIn(whole, shop, ADMIN.email);
  const one = async (sql: string, ...values: readonly unknown[]): Promise<string> => {
    const { rows } = await pool.query(sql, [shop.operationId, ...values]);
    return String(Object.values(rows[0] ?? {})[0]);
  };
  const sellerId = (externalId: string) => one("select seller_id from sellers where operation_id = $1 and external_id = $2", externalId);

  const accountIds: string[] = [];
  const newAccount = async (account: object): Promise<string> => {
    const made = await admin("POST", "/v1/accounts", { name: "王芳", password: ADMIN.password, ...account });
    expect(made.status, made.text).toBe(201);
    accountIds.push(String(made.body["accountId"]));
    return String(made.body["accountId"]);
  };
  for (const role of DESKS) await newAccount({ role, email: `${role}@shop.example` });
  await newAccount({ role: "seller", sellerId: await sellerId("s1"), email: "seller@shop.example" });
  await newAccount({ role: "agent", email: "spare@shop.example" });

  const key = async (access: string): Promise<{ readonly keyId: string; readonly secret: string }> => {
    const made = await admin("POST", "/v1/api-keys", { name: "ERP", access });
    return { keyId: String(made.body["keyId"]), secret: String(made.body["secret"]) };
  };
  const spare = await key("full");
  const readOnly = await key("read_only");
  const hook = await admin("POST", "/v1/webhooks", { url: "https://hooks.example.com/amends" });
  const webhook = String(hook.body["webhookId"]);
  const paused = await admin("PUT", `/v1/webhooks/${webhook}`, {
    url: "https://hooks.example.com/amends",
    eventTypes: [],
    status: "paused",
  });
  expect(paused.status, paused.text).toBe(204);

  const belongings = async (no: string): Promise<Ids> => {
    const orderId = await shop.orderId(no);
    const photo = await uploaded(whole, { authorization: `Bearer ${shop.secret}` }, { orderId });
    const filing = {
      serviceType: "return_refund",
      reason: "60.01",
      statement: "杯子有裂纹",
      lines: [{ lineNo: 1, quantity: 1 }],
      evidence: [photo],
    };
    const { caseId } = await shop.opened(no, filing);
    const customerId = await one("select customer_id from orders where operation_id = $1 and order_id = $2", orderId);
    const personId = await one("select person_id from customers where operation_id = $1 and customer_id = $2", customerId);
    const { rows } = await pool.query("select text_id from personal_texts where person_id = $1 limit 1", [personId]);
    const seller = await one("select seller_ids[1] from orders where operation_id = $1 and order_id = $2", orderId);
    const batch = await admin("POST", "/v1/batches", { ...A_BATCH, sellerId: seller });
    expect(batch.status, batch.text).toBe(201);
    return {
      order: orderId,
      case: caseId,
      batch: String(batch.body["batchId"]),
      file: photo.fileId,
      customer: customerId,
      person: personId,
      text: rows[0].text_id,
      effect: `effect_${caseId.slice("case_".length)}001`,
      notice: `notice_${caseId.slice("case_".length)}001`,
      seller,
    };
  };
  const own = await belongings(`${code}1`);
  const buyers = await hostTokens(whole, admin);
  const sessions = async (): Promise<ReadonlyMap<Role, Credentials>> => {
    const mails = new Map<Role, string>([
      ["admin", ADMIN.email],
      ["seller", "seller@shop.example"],
    ]);
    for (const role of DESKS) mails.set(role, `${role}@shop.example`);
    const opened = [...mails].map(async ([role, email]) => [role, await sessionOf(whole, shop, email)] as const);
    return new Map(await Promise.all(opened));
  };
  const callers = new Map<Role, Credentials>([
    ...(await sessions()),
    ["buyer", buyers("u1")],
    ["integrator", { authorization: `Bearer ${shop.secret}` }],
  ]);
  return {
    shop,
    readOnly: { authorization: `Bearer ${readOnly.secret}` },
    callers,
    spare: await sessions(),
    own: { ...own, account: accountIds.at(-1) ?? "", key: spare.keyId, webhook },
    otherBuyers: await belongings(`${code}2`),
    otherSellers: await belongings(`${code}3`),
  };
};

export const INSTALLATION: Credentials = { authorization: `Bearer ${INSTALLATION_KEY}` };

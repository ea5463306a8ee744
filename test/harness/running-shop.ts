import { createHmac, randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { CaseState } from "@amends/domain/case/case-state";
import type { OperationKind } from "@amends/domain/intake/case-facts";
import type { Instant } from "@amends/domain/kernel/time";
import pg from "pg";
import { expect } from "vitest";
import { type NamedFile, uploaded } from "../evidence/upload.ts";
import { type ShopOrder, shopLines } from "./a-shop.ts";
import { type Answered, type Caller, call, INSTALLATION_KEY, type WholeServer } from "./whole-server.ts";

export type Summary = Record<string, unknown> & { readonly caseId: string; readonly version: number };
export type StoredCaseRow = { readonly phase: string; readonly version: number; readonly state: CaseState };

/** One operation of a running server, asked over HTTP by the host's own system, and looked into with the database's own rights. */
export type RunningShop = {
  readonly code: string;
  readonly operationId: string;
  readonly secret: string;
  readonly host: Caller;
  readonly import: (orders: readonly ShopOrder[], at?: Instant) => Promise<void>;
  readonly orderId: (no: string) => Promise<string>;
  /** A filing or command with a real file for each piece of evidence that names none: the same one each time it is asked about the same order. */
  readonly ready: (orderId: string, body: object) => Promise<object>;
  readonly file: (no: string, body: object, caller?: Caller, headers?: Record<string, string>) => Promise<Answered>;
  /** Files and expects one case. */
  readonly opened: (no: string, body: object, caller?: Caller) => Promise<Summary>;
  /** Commands at whatever version the case has by now. */
  readonly command: (caseId: string, name: string, body: object, caller?: Caller, headers?: Record<string, string>) => Promise<Answered>;
  readonly caseRow: (caseId: string) => Promise<StoredCaseRow>;
};

export const ADMIN = { email: "boss@shop.example", name: "林涛", password: "four unrelated words" };

/** A person's rate limits are not what these tests are about. */
const PLENTY = { burst: 1_000_000, perSecond: 1_000_000 };
export const WITHOUT_LIMITS = {
  logLevel: "error",
  limits: {
    address: PLENTY,
    signIn: PLENTY,
    buyer: PLENTY,
    seller: PLENTY,
    agent: PLENTY,
    complaint_owner: PLENTY,
    supervisor: PLENTY,
    finance: PLENTY,
    warehouse: PLENTY,
    admin: PLENTY,
    integrator: PLENTY,
    system: PLENTY,
  },
} as const;

export type RunningPlace = Pick<WholeServer, "base" | "now" | "as">;

export type ShopWanted = {
  readonly code?: string;
  readonly kind?: OperationKind;
  readonly packId?: string;
  readonly orders?: readonly ShopOrder[];
};

export const openShop = async (
  whole: RunningPlace,
  pool: pg.Pool,
  { code = "shop", kind = "brand", packId, orders = [] }: ShopWanted = {},
): Promise<RunningShop> => {
  const made = await whole.as(INSTALLATION_KEY)("POST", "/v1/operations", {
    code,
    kind,
    name: { zh: "小店", en: "Shop" },
    currency: "CNY",
    ...(packId === undefined ? {} : { packId }),
    admin: ADMIN,
  });
  expect(made.status, made.text).toBe(201);
  const operationId = String(made.body["operationId"]);
  const secret = String(made.body["secret"]);
  const host = whole.as(secret);

  const orderId = async (no: string): Promise<string> => {
    const { rows } = await pool.query("select order_id from orders where operation_id = $1 and external_order_no = $2", [operationId, no]);
    if (rows.length !== 1) throw new Error(`${rows.length} orders are called ${no}`);
    return rows[0].order_id;
  };
  const caseRow = async (caseId: string): Promise<StoredCaseRow> => {
    const { rows } = await pool.query(
      "select phase, version::int, state::jsonb || jsonb_build_object('orderId', order_id) as state from cases where case_id = $1",
      [caseId],
    );
    return rows[0];
  };
  const photos = new Map<string, Promise<NamedFile>>();
  const photoOf = (order: string): Promise<NamedFile> => {
    const found = photos.get(order) ?? uploaded(whole, { authorization: `Bearer ${secret}` }, { orderId: order });
    photos.set(order, found);
    return found;
  };
  const withConsent = async (item: object, photo: Promise<NamedFile>): Promise<object> => ({
    ...(await photo),
    ...("consent" in item ? { consent: item.consent } : {}),
  });
  const ready: RunningShop["ready"] = async (order, body) => {
    const named = async (items: unknown) =>
      Array.isArray(items) ? Promise.all(items.map(item => ("fileId" in item ? item : withConsent(item, photoOf(order))))) : undefined;
    const { evidence, items } = { evidence: undefined, items: undefined, ...body };
    return {
      ...body,
      ...(evidence === undefined ? {} : { evidence: await named(evidence) }),
      ...(items === undefined ? {} : { items: await named(items) }),
    };
  };
  const file: RunningShop["file"] = async (no, body, caller = host, headers = {}) => {
    const order = await orderId(no);
    return caller("POST", "/v1/cases", { orderId: order, ...(await ready(order, body)) }, headers);
  };
  const catalogueAt = whole.now();
  const takeOrders: RunningShop["import"] = async (wanted, at = whole.now()) => {
    const imported = await host("POST", "/v1/orders:import", shopLines(at, wanted, catalogueAt));
    expect(imported.body["refused"], imported.text).toBe(0);
  };
  if (orders.length > 0) await takeOrders(orders);
  return {
    code,
    operationId,
    secret,
    host,
    import: takeOrders,
    orderId,
    ready,
    file,
    opened: async (no, body, caller) => {
      const answered = await file(no, body, caller);
      expect(answered.status, answered.text).toBe(201);
      const [first] = answered.body["cases"] as unknown as Summary[];
      if (first === undefined) throw new Error("a filing opens at least one case");
      return first;
    },
    command: async (caseId, name, body, caller = host, headers) => {
      const { version, state } = await caseRow(caseId);
      return caller("POST", `/v1/cases/${caseId}/${name}`, await ready(state.orderId, body), headers ?? { "if-match": `"${version}"` });
    },
    caseRow,
  };
};

export const adminPool = (whole: Pick<WholeServer, "database">): pg.Pool => {
  const pool = new pg.Pool({ connectionString: whole.database.url, max: 3 });
  pool.on("error", () => undefined);
  return pool;
};

/** Nothing is under way any more: every effect that could be carried out was, and every deadline that was due fired, and whoever follows the feed knows. */
export const quiet = async (whole: Pick<WholeServer, "now">, pool: pg.Pool): Promise<void> => {
  for (let look = 0; look < LOOKS_MAX; look += 1) {
    const { rows } = await pool.query(UNDER_WAY, [whole.now()]);
    if (rows[0].left === 0) return;
    await sleep(LOOK_EVERY_MS);
  }
  throw new Error("work is still under way, or stuck");
};

const UNDER_WAY = `
  select (select count(*) from effects where status = 'pending')::int
    + (select count(*) from deadlines where due_at <= $1)::int
    + (select count(*) from batches where status in ('gathering', 'sending'))::int
    + (select count(*) from case_events e where not exists (select from feed f where f.shard = e.shard and f.case_id = e.case_id and f.seq = e.seq))::int
    + (select count(*) from (select from feed where feed_seq > coalesce((select read_to from feed_followers where name = 'work'), 0) limit 1) unread)::int
    + (select count(*) from feed_followers where name in ('balances', 'advances') and read_to < (select coalesce(max(feed_seq), 0) from feed))::int
    + (select count(*) from merchant_postings_open)::int
    + (select count(*) from recourses where due_at <= $1 or exposed_version < version)::int as left`;
const LOOK_EVERY_MS = 25;
const LOOKS_MAX = 2400;

/** Does what `conflict_retry` advises: the same again, until it is answered otherwise. */
export const patiently = async (ask: () => Promise<Answered>): Promise<Answered> => {
  for (;;) {
    const answered = await ask();
    if (answered.body["code"] !== "conflict_retry") return answered;
  }
};

export type Credentials = Readonly<Record<string, string>>;

/** Asks with these headers beside its own. */
export const asking = (whole: Pick<RunningPlace, "base">, credentials: Credentials): Caller => {
  return (method, path, body, headers) => call(whole.base, method, path, body, { ...credentials, ...headers });
};

/** A person with a desk or a shop signs in with a password. */
export const sessionOf = async (
  whole: RunningPlace,
  { operationId }: Pick<RunningShop, "operationId">,
  email: string,
): Promise<Credentials> => {
  const opened = await call(whole.base, "POST", "/v1/sessions", { operationId, email, password: ADMIN.password }, {});
  expect(opened.status, opened.text).toBe(201);
  const cookie = (opened.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
  return { cookie, "x-amends-csrf": String(opened.body["csrf"]) };
};

export const signedIn = async (whole: RunningPlace, shop: Pick<RunningShop, "operationId">, email: string): Promise<Caller> =>
  asking(whole, await sessionOf(whole, shop, email));

/** Signs buyers in as a host does that has a login of its own. */
export const hostTokens = async (whole: RunningPlace, admin: Caller): Promise<(externalId: string) => Credentials> => {
  const key = randomBytes(32);
  const made = await admin("POST", "/v1/host-keys", { algorithm: "HS256", audience: "amends", key: key.toString("base64url") });
  expect(made.status, made.text).toBe(201);
  const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  return externalId => {
    const iat = Math.floor(whole.now() / 1000);
    const said = `${encoded({ alg: "HS256", kid: made.body["keyId"] })}.${encoded({ sub: externalId, aud: "amends", iat, exp: iat + 3000 })}`;
    return { authorization: `Bearer ${said}.${createHmac("sha256", key).update(said).digest("base64url")}` };
  };
};

import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Operation } from "@amends/domain/intake/operation";
import type { CustomerId, OperationId, OrderId } from "@amends/domain/kernel/ids";
import type { Currency } from "@amends/domain/kernel/money";
import { addMs, type Instant, instant } from "@amends/domain/kernel/time";
import { createAccount } from "@amends/flows/identity/create-account";
import type { AccountRole, IdentityPorts } from "@amends/flows/identity/ports";
import { insertOperation } from "@amends/postgres/operations/operations";
import { composeServer } from "@amends/server/compose";
import { DEFAULT_CONFIG, type ServerConfig } from "@amends/server/config";
import { drain } from "@amends/server/drain";
import { createIdentity } from "@amends/server/identity";
import { createMetrics } from "@amends/server/metrics";
import { createSandboxOutbox, type OutboxMessage } from "@amends/server/sandbox-outbox";
import { createServer } from "@amends/server/server";
import { createPasswords } from "@amends/vault/password";
import type { FastifyInstance } from "fastify";
import pg from "pg";
import { createTestDatabase } from "./database.ts";
import { packFilesOf } from "./whole-server.ts";

export const OPERATION: OperationId = "operation_01jd7v8k2m0f9q3r5s7t9v1x";
export const OTHER_OPERATION: OperationId = "operation_01jd7v8k2m0f9q3r5s7t9v1y";
export const ORDER: OrderId = "order_01jd7v8k2m0f9q3r5s7t9v1x";
export const CUSTOMER: CustomerId = "customer_01jd7v8k2m0f9q3r5s7t9v1x";
/** The one buyer a host's token may name. */
export const EXTERNAL_CUSTOMER = "u-1001";
export const PASSWORD = "four unrelated words";

export type Sent = { readonly status: number; readonly headers: Headers; readonly body: Record<string, unknown>; readonly text: string };
export type SendOptions = { readonly body?: unknown; readonly headers?: Record<string, string> };
export type SignedIn = { readonly cookie: string; readonly csrf: string };

/** A server over real HTTP on a database of its own, with a clock the test moves. */
export type TestHttp = {
  readonly pool: pg.Pool;
  readonly decoyHash: string;
  readonly base: () => string;
  readonly instance: () => FastifyInstance;
  readonly now: () => Instant;
  readonly pass: (ms: number) => void;
  /** Anew with other settings, as after a deployment: what was only remembered is gone. */
  readonly restart: (config?: Partial<ServerConfig>, identity?: Partial<IdentityPorts>) => Promise<void>;
  /** Back to the first settings and the first moment, with no attempts counted. */
  readonly reset: () => Promise<void>;
  readonly close: () => Promise<void>;
  readonly send: (method: string, path: string, options?: SendOptions) => Promise<Sent>;
  /** Makes an account and gives its e-mail; the password is `PASSWORD`. */
  readonly newAccount: (role?: AccountRole) => Promise<string>;
  readonly signIn: (email: string, headers?: Record<string, string>) => Promise<SignedIn>;
  readonly newKey: (access?: "full" | "read_only") => Promise<{ readonly keyId: string; readonly secret: string }>;
  readonly logLines: () => readonly string[];
  readonly outbox: () => readonly OutboxMessage[];
  /** Hashes a password was checked against since the reset. */
  readonly checkedHashes: () => readonly string[];
  readonly setReachable: (isReachable: boolean) => void;
};

export const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
export const byCookie = ({ cookie, csrf }: SignedIn) => ({ cookie, "x-amends-csrf": csrf });
export const cookieOf = ({ headers }: Sent): string => (headers.get("set-cookie") ?? "").split(";")[0] ?? "";

const SHOP: Operation = {
  operationId: OPERATION,
  code: "shop",
  kind: "marketplace",
  name: { zh: "测试商城", en: "Test shop" },
  currency: "CNY" as Currency,
  zone: { id: "Asia/Shanghai", offsetMinutes: 480 },
  packId: null,
  settings: {},
};

const START = instant(1_763_000_000_000);
/** Argon2 at its real cost is measured elsewhere; here it would only be waited for. */
const passwords = createPasswords({ memoryKib: 64, passes: 1, lanes: 1 });

export const startTestHttp = async (): Promise<TestHttp> => {
  const database = await createTestDatabase();
  const pool = new pg.Pool({ connectionString: database.writerUrl, max: 4 });
  const outbox = createSandboxOutbox();
  const state = { now: START, isReachable: true, logLines: [] as string[], checkedHashes: [] as string[], accounts: 0, base: "" };

  const ports = createIdentity({
    db: pool,
    masterSecret: randomBytes(32),
    findOrderBuyer: async (scope, orderId) => (scope.operationId === OPERATION && orderId === ORDER ? CUSTOMER : undefined),
    resolveCustomer: async (operationId, externalId) =>
      operationId === OPERATION && externalId === EXTERNAL_CUSTOMER ? CUSTOMER : undefined,
    sendCode: outbox.sendCode,
  });
  const verify: IdentityPorts["passwords"]["verify"] = (password, hash) => {
    state.checkedHashes.push(hash);
    return passwords.verify(password, hash);
  };
  const identity: IdentityPorts = { ...ports, passwords: { ...passwords, verify } };
  const isWell = async (): Promise<void> => {
    if (!state.isReachable) throw new Error("gone");
    await pool.query("select 1");
  };
  const dataDir = await mkdtemp(join(tmpdir(), "amends-shell-"));
  const composed = await composeServer({
    writerUrl: database.writerUrl,
    readerUrl: database.readerUrl,
    dataDir,
    packs: packFilesOf("base"),
    clock: () => state.now,
    config: { logLevel: "silent" },
  });
  await insertOperation(pool, SHOP, START);
  const make = (config: Partial<ServerConfig>, other: Partial<IdentityPorts>): FastifyInstance =>
    createServer({
      config: { ...DEFAULT_CONFIG, logStream: { write: line => void state.logLines.push(line) }, ...config },
      deps: {
        ...composed.deps,
        clock: () => state.now,
        identity: { ...identity, ...other },
        metrics: createMetrics(),
        outbox: outbox.messages,
        healthChecks: [{ name: "database", check: isWell }],
      },
    });

  let server = make({}, {});
  state.base = await server.listen({ host: "127.0.0.1", port: 0 });
  const restart: TestHttp["restart"] = async (config = {}, other = {}) => {
    await drain(server, 1000);
    server = make(config, other);
    state.base = await server.listen({ host: "127.0.0.1", port: 0 });
  };
  const send: TestHttp["send"] = async (method, path, { body, headers = {} } = {}) => {
    const hasBody = body !== undefined;
    const response = await fetch(`${state.base}${path}`, {
      method,
      headers: { ...(hasBody ? { "content-type": "application/json" } : {}), ...headers },
      ...(hasBody ? { body: typeof body === "string" ? body : JSON.stringify(body) } : {}),
    });
    const text = await response.text();
    const isJson = response.headers.get("content-type")?.includes("json") === true;
    return { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : {} };
  };
  const newAccount: TestHttp["newAccount"] = async (role = { role: "admin" }) => {
    state.accounts += 1;
    const email = `person${state.accounts}@shop.example`;
    const made = await createAccount(identity)(OPERATION, { ...role, email, name: "周敏", password: PASSWORD }, state.now);
    if (made.kind !== "created") throw new Error(`no account: ${made.kind}`);
    return email;
  };
  const signIn: TestHttp["signIn"] = async (email, headers = {}) => {
    const opened = await send("POST", "/v1/sessions", { body: { operationId: OPERATION, email, password: PASSWORD }, headers });
    if (opened.status !== 201) throw new Error(`not signed in: ${opened.text}`);
    return { cookie: cookieOf(opened), csrf: String(opened.body["csrf"]) };
  };
  const newKey: TestHttp["newKey"] = async (access = "full") => {
    const headers = byCookie(await signIn(await newAccount()));
    const { body } = await send("POST", "/v1/api-keys", { headers, body: { name: "ERP", access } });
    return { keyId: String(body["keyId"]), secret: String(body["secret"]) };
  };

  return {
    pool,
    decoyHash: passwords.decoyHash,
    base: () => state.base,
    instance: () => server,
    now: () => state.now,
    pass: ms => {
      state.now = addMs(state.now, ms);
    },
    restart,
    reset: async () => {
      Object.assign(state, { now: START, isReachable: true, logLines: [], checkedHashes: [] });
      await pool.query("delete from login_attempts");
      await restart();
    },
    close: async () => {
      await drain(server, 1000);
      await composed.stop();
      await pool.end();
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
    send,
    newAccount,
    signIn,
    newKey,
    logLines: () => state.logLines,
    outbox: outbox.messages,
    checkedHashes: () => state.checkedHashes,
    setReachable: isReachable => {
      state.isReachable = isReachable;
    },
  };
};

import type { Id } from "@amends/domain/kernel/ids";
import { addMs, DAY_MS, HOUR_MS, instant, MINUTE_MS } from "@amends/domain/kernel/time";
import { ACCOUNT_LOCKS_MS } from "@amends/domain/party/sign-in-limits";
import type { Account, ApiKey, BuyerLink, NewSession } from "@amends/flows/identity/ports";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../../../test/harness/database.ts";
import { createIdentityStores, type IdentityStores } from "./identity-stores.ts";

const NOW = instant(1_763_000_000_000);
const OPERATION = "operation_01jd7v8k2m0f9q3r5s7t9v1x";
const OTHER_OPERATION = "operation_01jd7v8k2m0f9q3r5s7t9v1y";

let database: TestDatabase;
let pool: pg.Pool;
let stores: IdentityStores;
let made = 0;

/** As the role commands run with: what the migration did not grant fails here. */
beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.writerUrl, max: 8 });
  stores = createIdentityStores(pool);
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const newId = <K extends "account" | "key" | "session" | "order" | "customer" | "seller">(kind: K): Id<K> => {
  made += 1;
  return `${kind}_${String(made).padStart(24, "0")}`;
};

const newAccount = (): Account => {
  const accountId = newId("account");
  return {
    role: "agent",
    accountId,
    operationId: OPERATION,
    email: `Li.${accountId}@Shop.cn`,
    name: "李雷",
    passwordHash: "$x",
    isDisabled: false,
  };
};

describe("accounts", () => {
  it("an account is found by its e-mail whatever the case, in its own operation only", async () => {
    const account = newAccount();
    expect(await stores.accounts.insert(account, NOW)).toBe("inserted");
    expect(await stores.accounts.findByEmail(OPERATION, account.email.toUpperCase())).toEqual(account);
    expect(await stores.accounts.findByEmail(OTHER_OPERATION, account.email)).toBeUndefined();
  });

  it("one e-mail has one account per operation, and may have another in another operation", async () => {
    const account = newAccount();
    await stores.accounts.insert(account, NOW);
    const twin: Account = { ...account, accountId: newId("account"), email: account.email.toLowerCase() };
    expect(await stores.accounts.insert(twin, NOW)).toBe("email_taken");
    expect(await stores.accounts.insert({ ...twin, operationId: OTHER_OPERATION }, NOW)).toBe("inserted");
  });

  it("disabling an account ends its sessions at once and reaches no other operation", async () => {
    const account = newAccount();
    await stores.accounts.insert(account, NOW);
    const session = newSession({ kind: "account", operationId: OPERATION, accountId: account.accountId });
    await stores.sessions.insert(session);
    expect(await stores.accounts.change(OTHER_OPERATION, account.accountId, { kind: "disable" }, NOW)).toBe("not_found");
    expect(await stores.sessions.find(session.tokenHash)).toMatchObject({ principal: { role: "agent", accountId: account.accountId } });
    expect(await stores.accounts.change(OPERATION, account.accountId, { kind: "disable" }, NOW)).toBe("changed");
    expect(await stores.sessions.find(session.tokenHash)).toBeUndefined();
  });
});

const newSession = (holder: NewSession["holder"]): NewSession => {
  const sessionId = newId("session");
  return { sessionId, tokenHash: `hash of ${sessionId}`, holder, createdAt: NOW, expiresAt: addMs(NOW, HOUR_MS), idleMs: MINUTE_MS };
};

describe("sessions", () => {
  it("a seller's session carries its seller, so that the scope can", async () => {
    const seller: Account = { ...newAccount(), role: "seller", sellerId: newId("seller") };
    await stores.accounts.insert(seller, NOW);
    const session = newSession({ kind: "account", operationId: OPERATION, accountId: seller.accountId });
    await stores.sessions.insert(session);
    const found = await stores.sessions.find(session.tokenHash);
    expect(found?.principal).toEqual({ role: "seller", operationId: OPERATION, accountId: seller.accountId, sellerId: seller.sellerId });
  });

  it("being seen moves a session on and never back", async () => {
    const session = newSession({ kind: "buyer", operationId: OPERATION, customerId: newId("customer") });
    await stores.sessions.insert(session);
    await stores.sessions.markSeen([{ id: session.sessionId, at: addMs(NOW, 5000) }]);
    await stores.sessions.markSeen([{ id: session.sessionId, at: addMs(NOW, 3000) }]);
    expect((await stores.sessions.find(session.tokenHash))?.lastSeenAt).toBe(addMs(NOW, 5000));
  });

  it("a revoked session is gone, and ended ones can be swept", async () => {
    const session = newSession({ kind: "buyer", operationId: OPERATION, customerId: newId("customer") });
    await stores.sessions.insert(session);
    await stores.sessions.revoke(session.tokenHash, NOW);
    expect(await stores.sessions.find(session.tokenHash)).toBeUndefined();
    expect(await stores.sessions.deleteEnded(addMs(NOW, 2 * HOUR_MS))).toBeGreaterThan(0);
  });
});

describe("failed attempts", () => {
  const count = (subject: string, atMs: number) =>
    stores.attempts.count({ subject, now: addMs(NOW, atMs), locksMs: ACCOUNT_LOCKS_MS, forgottenMs: DAY_MS });

  it("the fifth try locks for 30 seconds, the one after that for a minute", async () => {
    for (let nth = 0; nth < 5; nth += 1) expect(await count("growing", nth)).toEqual({ kind: "counted" });
    expect(await count("growing", 5)).toEqual({ kind: "locked", until: addMs(NOW, 4 + 30_000) });
    expect(await count("growing", 4 + 30_000)).toEqual({ kind: "counted" });
    expect(await count("growing", 4 + 30_001)).toEqual({ kind: "locked", until: addMs(NOW, 4 + 30_000 + 60_000) });
  });

  it("of twenty parallel guesses only five are let through", async () => {
    const attempts = await Promise.all(Array.from({ length: 20 }, () => count("parallel", 0)));
    expect(attempts.filter(({ kind }) => kind === "counted")).toHaveLength(5);
  });

  it("after a day without failure, or after a success, the count starts again", async () => {
    for (let nth = 0; nth < 5; nth += 1) await count("forgotten", 0);
    for (let nth = 0; nth < 4; nth += 1) expect(await count("forgotten", DAY_MS)).toEqual({ kind: "counted" });
    await stores.attempts.clear("forgotten");
    for (let nth = 0; nth < 5; nth += 1) expect(await count("forgotten", DAY_MS)).toEqual({ kind: "counted" });
    expect((await count("forgotten", DAY_MS)).kind).toBe("locked");
  });
});

describe("API keys", () => {
  const newKey = (): ApiKey & { readonly tokenHash: string } => {
    const keyId = newId("key");
    return { keyId, operationId: OPERATION, name: "ERP", access: "full", hint: "ak_12345", createdAt: NOW, tokenHash: `hash of ${keyId}` };
  };

  it("a revoked key is found no more, stays in the list, and only its own operation can revoke it", async () => {
    const key = newKey();
    await stores.apiKeys.insert(key);
    expect(await stores.apiKeys.find(key.tokenHash)).toMatchObject({ keyId: key.keyId, operationId: OPERATION, access: "full" });
    expect(await stores.apiKeys.revoke(OTHER_OPERATION, key.keyId, NOW)).toBe("not_found");
    expect(await stores.apiKeys.revoke(OPERATION, key.keyId, NOW)).toBe("revoked");
    expect(await stores.apiKeys.revoke(OPERATION, key.keyId, addMs(NOW, 1))).toBe("revoked");
    expect(await stores.apiKeys.find(key.tokenHash)).toBeUndefined();
    const listed = await stores.apiKeys.list(OPERATION, undefined, 200);
    expect(listed.find(({ keyId }) => keyId === key.keyId)?.revokedAt).toBe(NOW);
  });

  it("use is marked for many keys at once", async () => {
    const keys = [newKey(), newKey()];
    for (const key of keys) await stores.apiKeys.insert(key);
    await stores.apiKeys.markUsed(keys.map(({ keyId }) => ({ id: keyId, at: NOW })));
    for (const key of keys) expect((await stores.apiKeys.find(key.tokenHash))?.lastUsedAt).toBe(NOW);
  });
});

it("a host key keeps its algorithm and is gone once revoked", async () => {
  const key = { keyId: newId("key"), operationId: OPERATION, algorithm: "EdDSA", audience: "amends", material: "PEM" } as const;
  await stores.hostKeys.insert(key, NOW);
  expect(await stores.hostKeys.find(key.keyId)).toEqual(key);
  expect(await stores.hostKeys.revoke(OTHER_OPERATION, key.keyId, NOW)).toBe("not_found");
  expect(await stores.hostKeys.revoke(OPERATION, key.keyId, NOW)).toBe("revoked");
  expect(await stores.hostKeys.find(key.keyId)).toBeUndefined();
});

describe("one-time codes", () => {
  const newLink = async (): Promise<BuyerLink> => {
    const linkId = newId("key");
    const link = {
      linkId,
      operationId: OPERATION,
      orderId: newId("order"),
      customerId: newId("customer"),
      expiresAt: addMs(NOW, DAY_MS),
    } as const;
    await stores.buyerLinks.insert({ ...link, tokenHash: `hash of ${linkId}`, createdBy: "account_x", createdAt: NOW });
    return link;
  };
  const insertCode = ({ linkId }: BuyerLink, atMs = 0) => {
    const createdAt = addMs(NOW, atMs);
    const times = { createdAt, expiresAt: addMs(createdAt, 10 * MINUTE_MS), windowMs: HOUR_MS, perWindowMax: 5 };
    return stores.oneTimeCodes.insert({ codeId: newId("key"), linkId, codeHash: `code of ${atMs}`, ...times });
  };

  it("a link is found by the hash of its token", async () => {
    const link = await newLink();
    expect(await stores.buyerLinks.find(`hash of ${link.linkId}`)).toEqual(link);
  });

  it("five tries and no more, even in parallel", async () => {
    const link = await newLink();
    await insertCode(link);
    const tries = await Promise.all(Array.from({ length: 12 }, () => stores.oneTimeCodes.spendTry(link.linkId, 5, NOW)));
    expect(tries.filter(spent => spent !== undefined)).toHaveLength(5);
  });

  it("a code is used by exactly one of those who know it", async () => {
    const link = await newLink();
    await insertCode(link);
    const spent = await stores.oneTimeCodes.spendTry(link.linkId, 5, NOW);
    if (spent === undefined) throw new Error("a fresh code has tries");
    const uses = await Promise.all(Array.from({ length: 6 }, () => stores.oneTimeCodes.use(spent.codeId, NOW)));
    expect(uses.filter(isFirst => isFirst)).toHaveLength(1);
    expect(await stores.oneTimeCodes.spendTry(link.linkId, 5, NOW)).toBeUndefined();
  });

  it("a code ends after ten minutes and when a newer one is sent", async () => {
    const link = await newLink();
    await insertCode(link);
    expect(await stores.oneTimeCodes.spendTry(link.linkId, 5, addMs(NOW, 10 * MINUTE_MS))).toBeUndefined();
    await insertCode(link, 1);
    expect((await stores.oneTimeCodes.spendTry(link.linkId, 5, addMs(NOW, 1)))?.codeHash).toBe("code of 1");
  });

  it("a link may ask for five codes an hour", async () => {
    const link = await newLink();
    for (let nth = 0; nth < 5; nth += 1) expect(await insertCode(link, nth)).toEqual({ kind: "inserted" });
    expect(await insertCode(link, 6)).toEqual({ kind: "too_many", until: addMs(NOW, HOUR_MS) });
    expect(await insertCode(link, HOUR_MS)).toEqual({ kind: "inserted" });
  });
});

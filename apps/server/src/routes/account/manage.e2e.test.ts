import { DAY_MS } from "@amends/domain/kernel/time";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  byCookie,
  cookieOf,
  OPERATION,
  PASSWORD,
  type SignedIn,
  startTestHttp,
  type TestHttp,
} from "../../../../../test/harness/server.ts";

let http: TestHttp;
let admin: SignedIn;
beforeAll(async () => {
  http = await startTestHttp();
});
beforeEach(async () => {
  await http.reset();
  admin = await http.signIn(await http.newAccount());
});
afterAll(() => http.close());

const NEW_PASSWORD = "another four quiet words";
const asAdmin = (method: string, path: string, body?: unknown) =>
  http.send(method, path, { headers: byCookie(admin), ...(body === undefined ? {} : { body }) });
const entering = (email: string, password: string) =>
  http.send("POST", "/v1/sessions", { body: { operationId: OPERATION, email, password } });
const meOf = async (session: SignedIn) => (await http.send("GET", "/v1/me", { headers: { cookie: session.cookie } })).body;

type Listed = { readonly accountId: string; readonly email: string; readonly role: string; readonly isDisabled: boolean };
const everyAccount = async (): Promise<readonly Listed[]> => {
  const items: Listed[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const { body } = await asAdmin("GET", `/v1/accounts?limit=2${cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`}`);
    items.push(...(body["items"] as readonly Listed[]));
    cursor = body["nextCursor"] as string | null;
  }
  return items;
};
const accountOf = async (email: string): Promise<Listed> => {
  const found = (await everyAccount()).find(account => account.email === email);
  if (found === undefined) throw new Error(`${email} is not listed`);
  return found;
};

describe("an administrator", () => {
  it("sees every account of the operation, page by page, and no password", async () => {
    const emails = [await http.newAccount({ role: "agent" }), await http.newAccount({ role: "finance" })];
    const listed = await everyAccount();
    expect(listed.map(({ email }) => email)).toEqual(expect.arrayContaining(emails));
    expect(new Set(listed.map(({ accountId }) => accountId)).size).toBe(listed.length);
    expect(JSON.stringify(listed)).not.toMatch(/hash|argon/i);
  });

  it("changes a role, which ends that account's sessions, and the next one has the new role", async () => {
    const email = await http.newAccount({ role: "agent" });
    const agent = await http.signIn(email);
    expect((await meOf(agent))["identity"]).toMatchObject({ role: "agent" });
    const { accountId } = await accountOf(email);
    expect((await asAdmin("PUT", `/v1/accounts/${accountId}/role`, { role: "supervisor" })).status).toBe(204);
    expect((await meOf(agent))["code"]).toBe("session_expired");
    expect((await meOf(await http.signIn(email)))["identity"]).toMatchObject({ role: "supervisor" });
    const seller = { role: "seller", sellerId: "seller_01jd7v8k2m0f9q3r5s7t9v1x" };
    expect((await asAdmin("PUT", `/v1/accounts/${accountId}/role`, seller)).status).toBe(204);
    expect(await accountOf(email)).toMatchObject(seller);
  });

  it("enables again what was disabled", async () => {
    const email = await http.newAccount({ role: "agent" });
    const { accountId } = await accountOf(email);
    expect((await asAdmin("DELETE", `/v1/accounts/${accountId}`)).status).toBe(204);
    expect(await accountOf(email)).toMatchObject({ isDisabled: true });
    expect((await entering(email, PASSWORD)).body["code"]).toBe("wrong_credentials");
    expect((await asAdmin("POST", `/v1/accounts/${accountId}/enable`)).status).toBe(204);
    expect((await entering(email, PASSWORD)).status).toBe(201);
  });

  it("cannot take away the own account, so that somebody can always manage them", async () => {
    const own = String(((await meOf(admin))["identity"] as Record<string, unknown>)["id"]);
    expect((await asAdmin("DELETE", `/v1/accounts/${own}`)).body["code"]).toBe("own_account");
    expect((await asAdmin("PUT", `/v1/accounts/${own}/role`, { role: "agent" })).body["code"]).toBe("own_account");
    expect((await meOf(admin))["identity"]).toMatchObject({ role: "admin" });
  });
});

describe("a forgotten password", () => {
  const opened = async (email: string): Promise<string> => {
    const { accountId } = await accountOf(email);
    const reset = await asAdmin("POST", `/v1/accounts/${accountId}/password-reset`);
    expect(reset.status, reset.text).toBe(201);
    return String(reset.body["token"]);
  };
  const using = (token: string, password = NEW_PASSWORD) => http.send("POST", "/v1/password-resets", { body: { token, password } });

  it("is void from the moment of the reset, its sessions end, and the link sets a new one once", async () => {
    const email = await http.newAccount({ role: "agent" });
    const before = await http.signIn(email);
    const token = await opened(email);
    expect((await meOf(before))["code"]).toBe("session_expired");
    expect((await entering(email, PASSWORD)).body["code"]).toBe("wrong_credentials");
    expect((await using(token, "short")).body["code"]).toBe("weak_password");
    expect((await using(token)).status).toBe(204);
    expect((await entering(email, NEW_PASSWORD)).status).toBe(201);
    const again = await using(token);
    expect([again.status, again.body["code"]]).toEqual([410, "reset_link_invalid"]);
  });

  it("of two who use the link at the same moment one is too late", async () => {
    const token = await opened(await http.newAccount({ role: "agent" }));
    const statuses = (await Promise.all([using(token), using(token)])).map(({ status }) => status);
    expect(statuses.sort()).toEqual([204, 410]);
  });

  it("a newer link, a day, or the account's being disabled ends a link", async () => {
    const email = await http.newAccount({ role: "agent" });
    const { accountId } = await accountOf(email);
    const older = await opened(email);
    const newer = await opened(email);
    expect((await using(older)).body["code"]).toBe("reset_link_invalid");
    await asAdmin("DELETE", `/v1/accounts/${accountId}`);
    expect((await using(newer)).body["code"]).toBe("reset_link_invalid");
    await asAdmin("POST", `/v1/accounts/${accountId}/enable`);
    const late = await opened(email);
    http.pass(DAY_MS);
    expect((await using(late)).body["code"]).toBe("reset_link_invalid");
  });
});

describe("the own password", () => {
  const changing = (session: SignedIn, body: unknown) => http.send("PUT", "/v1/me/password", { headers: byCookie(session), body });

  it("is changed by who knows the old one, and every session of the account ends", async () => {
    const email = await http.newAccount({ role: "agent" });
    const [desk, phone] = [await http.signIn(email), await http.signIn(email)];
    expect((await changing(desk, { currentPassword: "not this one", password: NEW_PASSWORD })).body["code"]).toBe("wrong_current_password");
    expect((await changing(desk, { currentPassword: PASSWORD, password: "short" })).body["code"]).toBe("weak_password");
    const changed = await changing(desk, { currentPassword: PASSWORD, password: NEW_PASSWORD });
    expect(changed.status).toBe(204);
    expect(cookieOf(changed)).toMatch(/amends_session=$/);
    for (const session of [desk, phone]) expect((await meOf(session))["code"]).toBe("session_expired");
    expect((await entering(email, NEW_PASSWORD)).status).toBe(201);
  });

  it("cannot be guessed at an open desk: tries lock as they do when signing in", async () => {
    const session = await http.signIn(await http.newAccount({ role: "agent" }));
    const codes: unknown[] = [];
    for (let tries = 0; tries < 6; tries += 1)
      codes.push((await changing(session, { currentPassword: `guess number ${tries}`, password: NEW_PASSWORD })).body["code"]);
    expect(codes.at(0)).toBe("wrong_current_password");
    expect(codes.at(-1)).toBe("locked_out");
  });
});

import { randomBytes } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { NativeRecord } from "@amends/contract/import/native-record";
import type { Routes } from "@amends/contract/routes";
import type { Currency } from "@amends/domain/kernel/money";
import type { Client } from "@amends/sdk/call";
import { createClient } from "@amends/sdk/client";

/** An operation made for one run: the host's own system, and a desk that may unmask addresses. Both speak the public API and nothing else. */
export type Shop = { readonly run: string; readonly host: Client<Routes>; readonly desk: Client<Routes> };

const PACK_ID = "tau-retail";

export const openShop = async (baseUrl: string, installationKey: string): Promise<Shop> => {
  const run = `t${randomBytes(4).toString("hex")}`;
  const admin = { email: `${run}@shop.example`, name: "Desk", password: randomBytes(18).toString("base64url") };
  const { body } = await clientOf(baseUrl, installationKey).createOperation({
    body: {
      code: run,
      kind: "brand",
      name: { zh: "零售店", en: "Retail shop" },
      currency: "USD" as Currency,
      zone: { id: "America/New_York", offsetMinutes: -300 },
      packId: PACK_ID,
      admin,
    },
  });
  return { run, host: clientOf(baseUrl, body.secret), desk: await signedIn(baseUrl, body.operationId, admin) };
};

export const sendRecords = async ({ host }: Shop, records: readonly NativeRecord[]) => {
  const data = `${records.map(record => JSON.stringify(record)).join("\n")}\n`;
  const { body } = await host.importOrders({ body: { contentType: "application/x-ndjson", data } });
  return body;
};

const clientOf = (baseUrl: string, token: string): Client<Routes> =>
  createClient({ baseUrl, fetch: patientFetch, credentials: { kind: "bearer", token: () => token } });

/** A browser keeps the session's cookie; here its place is taken by a header. */
const signedIn = async (
  baseUrl: string,
  operationId: string,
  { email, password }: { readonly email: string; readonly password: string },
): Promise<Client<Routes>> => {
  const opened = await patientFetch(`${baseUrl}/v1/sessions`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ operationId, email, password }),
  });
  if (opened.status !== 201) throw new Error(`the desk could not sign in: ${await opened.text()}`);
  const cookie = (opened.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
  const { csrf }: { readonly csrf: string } = await opened.json();
  const asDesk: typeof fetch = (input, init) => patientFetch(input, { ...init, headers: { ...headersIn(init), cookie } });
  return createClient({ baseUrl, fetch: asDesk, credentials: { kind: "cookie", csrf: () => csrf } });
};

const headersIn = (init: RequestInit | undefined): Record<string, string> => Object.fromEntries(new Headers(init?.headers));

const TOO_MANY = 429;

/** A desk is served as fast as a person works; whoever is quicker is told when to come again. */
const patientFetch: typeof fetch = async (input, init) => {
  for (;;) {
    const response = await fetch(input, init);
    if (response.status !== TOO_MANY) return response;
    await pause(1000 * Number(response.headers.get("retry-after") ?? 1));
  }
};

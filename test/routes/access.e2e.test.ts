import type { RouteDescription } from "@amends/contract/route";
import { ROUTES } from "@amends/contract/routes";
import type { Role } from "@amends/domain/party/party";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { adminPool, type Credentials, quiet, WITHOUT_LIMITS } from "../harness/running-shop.ts";
import { differences, portraitOf } from "../harness/whole-database.ts";
import { INSTALLATION_KEY, packFilesOf, startWholeServer, type WholeServer } from "../harness/whole-server.ts";
import { INSTALLATION, makeWorld, requestOf, type Said, send, type World } from "./callers.ts";
import { type Ids, idFieldsOf, idKindsIn, sampleOf } from "./sample.ts";

let whole: WholeServer;
let pool: pg.Pool;
let world: World;
let elsewhere: World;

beforeAll(async () => {
  whole = await startWholeServer(packFilesOf("base"), { config: { ...WITHOUT_LIMITS, installationKey: INSTALLATION_KEY } });
  pool = adminPool(whole);
  world = await makeWorld(whole, pool, "here");
  elsewhere = await makeWorld(whole, pool, "there");
  await quiet(whole, pool);
});

afterAll(async () => {
  await pool?.end();
  await whole?.close();
});

const routes: readonly (readonly [string, RouteDescription])[] = Object.entries(ROUTES);
/** Whoever calls this has signed out afterwards, so it is asked with a session of its own. */
const ENDS_THE_SESSION = "signOut";

const ask = (route: RouteDescription, credentials: Credentials, ids: Ids): Promise<Said> => {
  const { path, body, headers } = requestOf(route, ids);
  return send(whole.base, route, path, body, { ...headers, ...credentials });
};
const mayCall = ({ access }: RouteDescription, role: Role): boolean => typeof access !== "string" && access.roles.includes(role);
const changesNothing = async (deed: () => Promise<void>, but: readonly string[] = []): Promise<void> => {
  const before = await portraitOf(pool);
  await deed();
  expect(differences(before, await portraitOf(pool)).filter(changed => !but.some(table => changed.startsWith(`${table}:`)))).toEqual([]);
};
/** Whoever looks at a file is on record. */
const WHAT_WAS_SEEN = ["file_views"];

describe("who may call", () => {
  test.each(routes)("%s is closed to everyone it does not name, and they change nothing", async (id, route) => {
    const answers: Record<string, string> = {};
    const expected: Record<string, string> = {};
    await changesNothing(async () => {
      if (route.access !== "anyone") {
        answers["nobody"] = (await ask(route, {}, world.own)).code;
        expected["nobody"] = "unauthenticated";
        answers["a made-up key"] = (await ask(route, { authorization: "Bearer ak_0123456789" }, world.own)).code;
        expected["a made-up key"] = "unauthenticated";
      }
      if (typeof route.access === "string") {
        if (route.access === "anyone") return;
        for (const [role, credentials] of world.callers) {
          answers[role] = (await ask(route, credentials, world.own)).code;
          expected[role] = "unauthenticated";
        }
        return;
      }
      for (const [role, credentials] of world.callers) {
        if (mayCall(route, role)) continue;
        const said = await ask(route, credentials, world.own);
        answers[role] = `${said.status} ${said.code}`;
        expected[role] = "403 forbidden";
      }
      const { status } = await ask(route, INSTALLATION, world.own);
      answers["the installation's key"] = `${status}`;
      expected["the installation's key"] = "401";
    });
    expect(answers, id).toEqual(expected);
  });

  test.each(routes.filter(([, { access }]) => typeof access !== "string"))("%s is open to everyone it names", async (id, route) => {
    for (const [role, credentials] of world.callers) {
      if (!mayCall(route, role)) continue;
      const own = id === ENDS_THE_SESSION ? (world.spare.get(role) ?? credentials) : credentials;
      // Ids of nobody: what is asked here is only whether the door opens.
      const { status, text } = await ask(route, own, {});
      expect([401, 403], `${role}: ${text}`).not.toContain(status);
      expect(status, `${role}: ${text}`).toBeLessThan(500);
    }
  });
});

describe("what is not theirs", () => {
  const namingIds = routes.filter(([, route]) => typeof route.access !== "string" && kindsNamedBy(route).size > 0);

  test.each(namingIds)("%s finds nothing of another operation, buyer or seller, and changes nothing", async (id, route) => {
    await changesNothing(async () => {
      for (const [role, credentials] of world.callers) {
        if (!mayCall(route, role)) continue;
        for (const [whose, foreign] of foreignTo(role)) {
          // Each id by itself: the others are the caller's own, so that it is this one that is not found.
          for (const kind of kindsNamedBy(route)) {
            if (foreign[kind] === undefined || foreign[kind] === world.own[kind]) continue;
            const said = await ask(route, credentials, { ...world.own, [kind]: foreign[kind] });
            if (NAMES_NOBODY.has(`${id} ${kind}`)) continue;
            expect(`${said.status} ${said.code}`, `${role}, ${kind} of ${whose}: ${said.text}`).toBe("404 not_found");
          }
        }
      }
    });
  });

  const lists = routes.filter(([, { method, access }]) => method === "GET" && typeof access !== "string");

  test.each(lists)("%s shows nothing of another operation, buyer or seller, whatever is filtered by", async (_, route) => {
    for (const [role, credentials] of world.callers) {
      if (!mayCall(route, role)) continue;
      for (const [whose, foreign] of foreignTo(role)) {
        for (const query of [{}, ...queriesNaming(route, foreign)]) {
          const { path, headers } = requestOf(route, world.own);
          const said = await send(whole.base, route, withQuery(path, query), undefined, { ...headers, ...credentials });
          expect(said.status, said.text).toBeLessThan(500);
          for (const kind of ["case", "order", "text", "file"]) {
            const leaked = foreign[kind] ?? "nothing";
            expect(
              said.text.includes(leaked) && !Object.values(query).includes(leaked),
              `${role} sees the ${kind} of ${whose} by ${JSON.stringify(query)}`,
            ).toBe(false);
          }
        }
      }
    }
  });
});

/**
 * Ids that find nothing and are no error of their own: a text that is not the caller's is left out of the answer, and a file of others is answered as every
 * file that was not shown with a consent in this case.
 */
const NAMES_NOBODY = new Set(["revealPerson text", "withdrawConsent file"]);

const kindsNamedBy = (route: RouteDescription): ReadonlySet<string> => {
  const named = new Set<string>(route.params === undefined ? [] : idFieldsOf(route.params).values());
  if (route.body !== undefined && !("kind" in route.body)) for (const kind of idKindsIn(route.body)) named.add(kind);
  return named;
};

const foreignTo = (role: Role): readonly (readonly [string, Ids])[] => [
  ["another operation", elsewhere.own],
  ...(role === "buyer"
    ? ([
        ["another buyer", world.otherBuyers],
        ["another seller's buyer", world.otherSellers],
      ] as const)
    : []),
  ...(role === "seller" ? ([["another seller", world.otherSellers]] as const) : []),
];

const queriesNaming = ({ query }: RouteDescription, foreign: Ids): readonly Readonly<Record<string, string>>[] =>
  query === undefined
    ? []
    : [...idFieldsOf(query)].flatMap(([name, kind]) => (foreign[kind] === undefined ? [] : [{ [name]: foreign[kind] }]));

const withQuery = (path: string, query: Readonly<Record<string, string>>): string => {
  const more = new URLSearchParams(query).toString();
  return more === "" ? path : `${path}${path.includes("?") ? "&" : "?"}${more}`;
};

describe("keys and cookies", () => {
  const changing = routes.filter(
    ([, route]) => typeof route.access !== "string" && route.method !== "GET" && route.readsOnly === undefined,
  );

  test("a read-only key changes nothing anywhere, whatever it is sent to", async () => {
    const answers: Record<string, string> = {};
    await changesNothing(async () => {
      for (const [id, route] of routes) answers[id] = (await ask(route, route.access === "anyone" ? {} : world.readOnly, world.own)).code;
    }, WHAT_WAS_SEEN);
    for (const [id, route] of changing) expect(answers[id], id).toBe(mayCall(route, "integrator") ? "read_only_key" : "forbidden");
  });

  test("a session's cookie alone, as another site's page would send it, changes nothing anywhere", async () => {
    const { cookie = "" } = world.callers.get("admin") ?? {};
    await changesNothing(async () => {
      for (const [id, route] of changing) expect((await ask(route, { cookie }, world.own)).code, id).toBe("cross_site_request");
    });
  });

  test("a session of one operation opens nothing of another, even by the same e-mail", async () => {
    const said = await ask(ROUTES.showCase, elsewhere.callers.get("admin") ?? {}, world.own);
    expect(`${said.status} ${said.code}`).toBe("404 not_found");
  });
});

describe("the description of the interface", () => {
  test("lists every endpoint with exactly the roles that may call it", async () => {
    const described = (await (await fetch(`${whole.base}/openapi.json`)).json()) as {
      paths: Record<string, Record<string, { operationId: string; "x-roles": string[] }>>;
    };
    const listed = Object.values(described.paths).flatMap(path =>
      Object.values(path).map(operation => [operation.operationId, operation["x-roles"]]),
    );
    expect(Object.fromEntries(listed)).toEqual(
      Object.fromEntries(routes.map(([id, { access }]) => [id, typeof access === "string" ? [access] : access.roles])),
    );
  });

  test("holds a sample for every body, so that an endpoint that is added is tested without being named here", () => {
    for (const [, { body }] of routes) if (body !== undefined && !("kind" in body)) sampleOf(body, {});
  });
});

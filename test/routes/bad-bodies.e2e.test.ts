import { request } from "node:http";
import { isStreamBody, type RouteDescription } from "@amends/contract/route";
import { ROUTES } from "@amends/contract/routes";
import type pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { adminPool, type Credentials, quiet, WITHOUT_LIMITS } from "../harness/running-shop.ts";
import { differences, type Portrait, portraitOf } from "../harness/whole-database.ts";
import { INSTALLATION_KEY, packFilesOf, startWholeServer, type WholeServer } from "../harness/whole-server.ts";
import { amountPlaces } from "./amount-places.ts";
import { INSTALLATION, makeWorld, requestOf, type World } from "./callers.ts";
import { sampleOf } from "./sample.ts";

let whole: WholeServer;
let pool: pg.Pool;
let world: World;
let before: Portrait;

beforeAll(async () => {
  whole = await startWholeServer(packFilesOf("base"), { config: { ...WITHOUT_LIMITS, installationKey: INSTALLATION_KEY } });
  pool = adminPool(whole);
  world = await makeWorld(whole, pool, "bad");
  await quiet(whole, pool);
  before = await portraitOf(pool);
});

afterAll(async () => {
  await pool?.end();
  await whole?.close();
});

const all: readonly (readonly [string, RouteDescription])[] = Object.entries(ROUTES);
const taking = all.filter(([, { body }]) => body !== undefined);
const takingJson = taking.filter(([, { body }]) => !isStreamBody(body));

/** Somebody who may call it: what is refused here is what is sent, not who sends it. */
const callerOf = ({ access }: RouteDescription): Credentials => {
  if (access === "anyone") return {};
  if (access === "installation") return INSTALLATION;
  const found = [...world.callers].find(([role]) => access.roles.includes(role));
  return found?.[1] ?? expect.fail(`nobody here is one of ${access.roles.join(", ")}`);
};

type Problem = {
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly errors?: readonly { readonly pointer: string }[];
};
type Sent = { readonly body: string; readonly type: string };

const LANGUAGES = ["zh-CN", "en"] as const;

const refusals = async (
  route: RouteDescription,
  { body, type }: Sent,
): Promise<readonly { readonly status: number; readonly said: Problem }[]> => {
  const { path, headers } = requestOf(route, world.own);
  const sent = LANGUAGES.map(async language => {
    const response = await fetch(whole.base + path, {
      method: route.method,
      headers: { ...headers, ...callerOf(route), "content-type": type, "accept-language": language },
      body,
    });
    return { status: response.status, said: (await response.json()) as Problem };
  });
  return Promise.all(sent);
};

/** The same refusal, once in each language. */
const expectRefused = async (route: RouteDescription, sent: Sent, id: string, expected: string): Promise<Problem> => {
  const [zh, en] = await refusals(route, sent);
  if (zh === undefined || en === undefined) return expect.fail("it was asked in two languages");
  for (const { status, said } of [zh, en]) expect(`${status} ${said.code}`, `${id}: ${said.detail}`).toBe(expected);
  for (const text of [zh.said.title, zh.said.detail]) expect(text, id).toMatch(/\p{Script=Han}/u);
  expect(en.said.title, id).not.toMatch(/\p{Script=Han}/u);
  return zh.said;
};

const json = (body: unknown): Sent => ({ body: JSON.stringify(body), type: "application/json" });
const expectNothingChanged = async (): Promise<void> => expect(differences(before, await portraitOf(pool))).toEqual([]);
const bodyOf = ({ body }: RouteDescription): unknown => (body === undefined || isStreamBody(body) ? {} : sampleOf(body, world.own));

test("half a JSON is refused by every endpoint that takes one, in both languages, and changes nothing", async () => {
  for (const [id, route] of takingJson)
    await expectRefused(route, { body: '{"half":', type: "application/json" }, id, "400 malformed_json");
  await expectNothingChanged();
});

test("a field nobody reads is named by its place, and nothing else of the body is taken", async () => {
  for (const [id, route] of takingJson) {
    const { errors = [] } = await expectRefused(route, json({ ...(bodyOf(route) as object), surprise: 1 }), id, "400 invalid_request");
    expect(
      errors.map(({ pointer }) => pointer),
      id,
    ).toContain("/surprise");
  }
  await expectNothingChanged();
});

test("a body of another type is refused with the type that is read", async () => {
  for (const [id, route] of taking)
    await expectRefused(route, { body: "<case/>", type: "application/x-nobody-reads" }, id, "415 unsupported_media_type");
  await expectNothingChanged();
});

const TEN_MB = 10 * 1024 * 1024;

/** Says how much it will send and waits for the answer: what is too much is refused before it is read. */
const announced = (route: RouteDescription, bytes: number): Promise<{ readonly status: number; readonly said: Problem }> => {
  const { path, headers } = requestOf(route, world.own);
  return new Promise((resolve, reject) => {
    const asking = request(whole.base + path, {
      method: route.method,
      headers: { ...headers, ...callerOf(route), "content-type": "application/json", "content-length": bytes },
      agent: false,
    });
    asking.once("error", reject);
    asking.once("response", response => {
      const pieces: Buffer[] = [];
      response.on("data", piece => pieces.push(piece));
      response.once("end", () => {
        asking.destroy();
        resolve({ status: response.statusCode ?? 0, said: JSON.parse(Buffer.concat(pieces).toString("utf8")) });
      });
    });
    asking.flushHeaders();
  });
};

test("ten megabytes are refused by every endpoint before they are read", async () => {
  for (const [id, route] of takingJson) {
    const { status, said } = await announced(route, TEN_MB);
    expect(`${status} ${said.code}`, id).toBe("413 body_too_large");
  }
  await expectNothingChanged();
});

const CNY = "CNY";
const IMPOSSIBLE = [
  { amount: 2 ** 53, currency: CNY },
  { amount: -(2 ** 53), currency: CNY },
  { amount: 0.5, currency: CNY },
  { amount: "100", currency: CNY },
  { amount: 100, currency: "RMB元" },
  { amount: 100, currency: "cny" },
];

test("a sum that cannot be is refused wherever a sum may stand, and its place is named", async () => {
  const places: string[] = [];
  for (const [id, route] of takingJson) {
    if (route.body === undefined || isStreamBody(route.body)) continue;
    for (const { pointer, maySink, bodyWith } of amountPlaces(route.body, world.own)) {
      places.push(`${id} ${pointer}`);
      for (const sum of [...IMPOSSIBLE, ...(maySink ? [] : [{ amount: -1, currency: CNY }])]) {
        const [zh] = await refusals(route, json(bodyWith(sum)));
        const about = `${id} ${pointer} ${JSON.stringify(sum)}: ${zh?.said.detail}`;
        expect(`${zh?.status} ${zh?.said.code}`, about).toBe("400 invalid_request");
        expect(
          zh?.said.errors?.some(error => error.pointer.startsWith(pointer)),
          about,
        ).toBe(true);
      }
    }
  }
  expect(places).toContain("fileCase /agreed");
  await expectNothingChanged();
});

test("a sum in a currency that is not the operation's is refused wherever a sum may stand", async () => {
  for (const [id, route] of takingJson) {
    if (route.body === undefined || isStreamBody(route.body)) continue;
    for (const { pointer, bodyWith } of amountPlaces(route.body, world.own)) {
      const [zh, en] = await refusals(route, json(bodyWith({ amount: 100, currency: "USD" })));
      const about = `${id} ${pointer}: ${zh?.said.detail}`;
      expect(zh?.status, about).toBeGreaterThanOrEqual(400);
      expect(zh?.status, about).toBeLessThan(500);
      expect(zh?.said.code, about).toBe(en?.said.code);
      if (zh?.said.code === "invalid_request")
        expect(
          zh.said.errors?.map(error => error.pointer),
          about,
        ).toContain(`${pointer}/currency`);
    }
  }
  await expectNothingChanged();
});

import { createHmac } from "node:crypto";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { TRIES_MAX } from "@amends/flows/webhooks/deliver-webhook";
import { afterAll, beforeAll, expect, test } from "vitest";
import { eventually } from "../../../../../test/harness/eventually.ts";
import { openShop, quiet, type RunningShop, WITHOUT_LIMITS } from "../../../../../test/harness/running-shop.ts";
import { startWholeServer, type WholeServer } from "../../../../../test/harness/whole-server.ts";

type Heard = {
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly text: string;
  readonly event: Record<string, never>;
};

let whole: WholeServer;
let shop: RunningShop;
let receiver: Server;
let base: string;
const heard: Heard[] = [];
/** What the receiver answers to an event of a case, by its id. */
const answers = new Map<string, number>();

beforeAll(async () => {
  receiver = createServer((request, response) => {
    let text = "";
    request.on("data", chunk => {
      text += chunk;
    });
    request.on("end", () => {
      const event = JSON.parse(text);
      heard.push({ path: request.url ?? "", headers: request.headers, text, event });
      response.writeHead(answers.get(event.subject) ?? 204, { location: "/elsewhere" }).end();
    });
  });
  await new Promise<void>(resolve => receiver.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
  whole = await startWholeServer(undefined, { config: { ...WITHOUT_LIMITS, webhookTargets: "any" } });
  shop = await openShop(whole, whole.pool, { orders: [{ no: "H1" }, { no: "H2" }, { no: "H3" }] });
});
afterAll(async () => {
  await whole?.close();
  receiver?.close();
});

const FILING = { serviceType: "return_refund", reason: "60.01", lines: [{ lineNo: 1, quantity: 1, condition: "unopened" }] };
const signatureBy = (secret: string, { headers, text }: Heard): string =>
  `v1,${createHmac("sha256", Buffer.from(secret.slice("whsec_".length), "base64"))
    .update(`${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${text}`)
    .digest("base64")}`;
const register = async (path: string, more: object = {}) => {
  const made = await shop.host("POST", "/v1/webhooks", { url: `${base}${path}`, ...more });
  expect(made.status, made.text).toBe(201);
  return { webhookId: String(made.body["webhookId"]), secret: String(made.body["secret"]) };
};
const at = (path: string): readonly Heard[] => heard.filter(one => one.path === path);
const deliveriesOf = async (webhookId: string, status: string) =>
  (await shop.host("GET", `/v1/webhooks/${webhookId}/deliveries?status=${status}`)).body["items"] as unknown as Record<string, never>[];

test("an endpoint hears each event of a case once, in order, signed, with the case and its version", async () => {
  const { secret } = await register("/all");
  const { caseId } = await shop.opened("H1", FILING);
  await shop.command(caseId, "withdraw", {});
  await quiet(whole, whole.pool);
  const { version } = await shop.caseRow(caseId);
  await eventually("all events arrived", async () => at("/all").length === version);
  const events = at("/all");
  expect(events.map(({ headers }) => headers["webhook-id"])).toEqual(
    Array.from({ length: version }, (_, index) => `${caseId}-${index + 1}`),
  );
  const [first] = events;
  if (first === undefined) throw new Error("the first event arrived");
  expect(first.event).toMatchObject({
    specversion: "1.0",
    id: `${caseId}-1`,
    source: `/v1/operations/${shop.operationId}`,
    type: "amends.case.case_filed",
    subject: caseId,
    datacontenttype: "application/json",
    data: { caseId, version: 1, event: "case_filed" },
  });
  for (const one of events) {
    expect(one.headers["webhook-signature"]).toBe(signatureBy(secret, one));
    expect(one.headers["content-type"]).toBe("application/cloudevents+json; charset=utf-8");
    expect(Math.abs(Number(one.headers["webhook-timestamp"]) - whole.now() / 1000)).toBeLessThan(300);
  }
});

test("a case that is not taken is tried for a day and given up; others go on, and what was given up is replayed", async () => {
  const { webhookId } = await register("/some", { eventTypes: ["case_filed", "case_ended"] });
  const bad = await shop.opened("H2", FILING);
  answers.set(bad.caseId, 500);
  await shop.command(bad.caseId, "withdraw", {});
  const good = await shop.opened("H3", FILING);
  await eventually("the other case arrived", async () => at("/some").some(({ event }) => event["subject"] === good.caseId));
  const tries = () => at("/some").filter(({ event }) => event["id"] === `${bad.caseId}-1`).length;
  for (let done = 1; done < TRIES_MAX; done += 1) {
    await eventually(`try ${done} is on record`, async () => {
      const { rows } = await whole.pool.query("select faults from webhook_lanes where webhook_id = $1 and case_id = $2", [
        webhookId,
        bad.caseId,
      ]);
      return rows[0]?.faults === done;
    });
    whole.pass(6 * 3_600_000);
    whole.composed.deps.webhooks.wake();
  }
  await eventually("it was given up", async () => (await deliveriesOf(webhookId, "dead")).length === 1);
  const [dead] = await deliveriesOf(webhookId, "dead");
  expect(dead).toMatchObject({ caseId: bad.caseId, version: 1, type: "case_filed", nextAt: null });
  expect(dead?.["attempts"]).toHaveLength(TRIES_MAX);
  answers.delete(bad.caseId);
  const feedSeq = dead?.["feedSeq"];
  const replayed = await shop.host("POST", `/v1/webhooks/${webhookId}/replay`, { fromFeedSeq: feedSeq, toFeedSeq: feedSeq });
  expect([replayed.status, replayed.body["replayed"]]).toEqual([202, 1]);
  await eventually(
    "it was delivered after all",
    async () => (await deliveriesOf(webhookId, "dead")).length === 0 && tries() === TRIES_MAX + 1,
  );
  const bodies = at("/some").filter(({ event }) => event["id"] === `${bad.caseId}-1`);
  expect(new Set(bodies.map(({ text }) => text)).size, "the same message each time").toBe(1);
});

test("after a change of the secret both sign for a day, then the new one alone", async () => {
  const { webhookId, secret } = await register("/rotated", { eventTypes: ["order_facts_changed"] });
  const rotated = await shop.host("POST", `/v1/webhooks/${webhookId}/rotate-secret`);
  const ping = async (): Promise<readonly string[]> => {
    const answered = await shop.host("POST", `/v1/webhooks/${webhookId}/ping`);
    expect(answered.body).toMatchObject({ result: "delivered", status: 204, said: null });
    return String(at("/rotated").at(-1)?.headers["webhook-signature"]).split(" ");
  };
  const both = await ping();
  const last = at("/rotated").at(-1);
  if (last === undefined) throw new Error("the ping was heard");
  expect(both).toEqual([signatureBy(String(rotated.body["secret"]), last), signatureBy(secret, last)]);
  whole.pass(86_400_000);
  expect(await ping()).toHaveLength(1);
  const listed = await shop.host("GET", "/v1/webhooks");
  expect(listed.text).toContain(webhookId);
  expect(listed.text).not.toContain("whsec_");
});

test("a paused endpoint, a removed one and a bad address answer by their codes", async () => {
  const { webhookId } = await register("/paused");
  const url = `${base}/paused`;
  const said = await shop.host("PUT", `/v1/webhooks/${webhookId}`, { url, eventTypes: [], status: "paused" });
  expect(said.status).toBe(204);
  const refused = await shop.host("POST", "/v1/webhooks", { url: "https://user:secret@hooks.example.com/" });
  expect([refused.status, refused.body["code"], refused.text.includes("secret")]).toEqual([422, "webhook_url_not_public", false]);
  expect((await shop.host("DELETE", `/v1/webhooks/${webhookId}`)).status).toBe(204);
  expect((await shop.host("POST", `/v1/webhooks/${webhookId}/ping`)).status).toBe(404);
  expect((await shop.host("GET", `/v1/webhooks/${webhookId}/deliveries`)).status).toBe(404);
});

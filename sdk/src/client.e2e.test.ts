import type { CaseId, OrderId } from "@amends/domain/kernel/ids";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openShop, type RunningShop } from "../../test/harness/running-shop.ts";
import { startWholeServer, type WholeServer } from "../../test/harness/whole-server.ts";
import { createClient } from "./client.ts";
import type { ClientOptions } from "./client-for.ts";
import { followCase } from "./follow-case.ts";

let whole: WholeServer;
let shop: RunningShop;
let options: ClientOptions;
beforeAll(async () => {
  whole = await startWholeServer();
  shop = await openShop(whole, whole.pool, { orders: [{ no: "S1" }, { no: "S2" }] });
  options = { baseUrl: whole.base, credentials: { kind: "bearer", token: () => shop.secret }, language: () => "en" };
});
afterAll(() => whole.close());

const filed = async (no: string): Promise<CaseId> => {
  const orderId = (await shop.orderId(no)) as OrderId;
  const lines = [{ lineNo: 1, quantity: 2, condition: "unopened" as const }];
  const { status, body } = await createClient(options).fileCase({
    body: { orderId, serviceType: "return_refund", reason: "30.01", lines },
  });
  expect(status).toBe(201);
  const [opened] = body.cases;
  if (opened === undefined) throw new Error("a filing opens at least one case");
  expect(opened.refund.amountMinor).toBe(11_800n);
  return opened.caseId;
};

it("a case is filed, read and moved on in domain values, and what others changed first is refused with both versions", async () => {
  const client = createClient(options);
  const caseId = await filed("S1");
  const { body: shown } = await client.showCase({ params: { caseId } });
  expect(shown.promise?.dueAt).toBeGreaterThan(whole.now());

  const parcel = { carrier: "SF", trackingNo: "SF1" };
  const moved = await client.handOverReturn({ params: { caseId }, body: parcel, ifMatch: shown.version });
  expect(moved.version).toBe(moved.body.version);
  await expect(client.withdrawCase({ params: { caseId }, body: {}, ifMatch: shown.version })).rejects.toMatchObject({
    code: "stale_version",
    status: 412,
    params: { givenVersion: shown.version },
  });
});

it("one intent sent twice is one case", async () => {
  const client = createClient(options);
  const orderId = (await shop.orderId("S2")) as OrderId;
  const intent = {
    body: {
      orderId,
      serviceType: "return_refund" as const,
      reason: "30.01",
      lines: [{ lineNo: 1, quantity: 1, condition: "unopened" as const }],
    },
    idempotencyKey: "intent-1",
  };
  const first = await client.fileCase(intent);
  expect((await client.fileCase(intent)).body).toEqual(first.body);
});

it("whoever follows a case hears what happens to it", async () => {
  const caseId = (await createClient(options).listCases({ query: { status: "open" } })).body.items.find(
    ({ phase }) => phase === "waiting_for_buyer",
  )?.caseId;
  if (caseId === undefined) throw new Error("a case waits for its buyer, and nothing is under way");
  const heard = await new Promise<readonly string[]>(resolve => {
    const types: string[] = [];
    const stop = followCase(caseId, {
      ...options,
      onEvent: ({ type, data }) => {
        types.push(type);
        if (type === "ready")
          void createClient(options)
            .showCase({ params: { caseId } })
            .then(({ body }) => withdraw(caseId, body.version));
        if (data.includes("withdrawn")) {
          stop();
          resolve(types);
        }
      },
    });
  });
  expect(heard[0]).toBe("ready");
});

const withdraw = (caseId: CaseId, version: number) =>
  createClient(options).withdrawCase({ params: { caseId }, body: {}, ifMatch: version });

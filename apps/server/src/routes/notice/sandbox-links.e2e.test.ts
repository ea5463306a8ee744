import { afterAll, beforeAll, expect, test } from "vitest";
import { eventually } from "../../../../../test/harness/eventually.ts";
import { ADMIN, openShop, type RunningShop, signedIn, WITHOUT_LIMITS } from "../../../../../test/harness/running-shop.ts";
import { startWholeServer, type WholeServer } from "../../../../../test/harness/whole-server.ts";

let whole: WholeServer;
let shop: RunningShop;
beforeAll(async () => {
  whole = await startWholeServer(undefined, { config: WITHOUT_LIMITS });
  shop = await openShop(whole, whole.pool, { orders: [{ no: "L1" }] });
});
afterAll(() => whole?.close());

test("a sandbox that was given no address of its own sends people to where it listens", async () => {
  const admin = await signedIn(whole, shop, ADMIN.email);
  const lines = [{ lineNo: 1, quantity: 1, condition: "unopened" }];
  const { caseId } = await shop.opened("L1", { serviceType: "return_refund", reason: "30.01", lines });
  const linked = async () => {
    const sent = (await admin("GET", "/v1/sandbox/messages")).body["items"] as unknown as readonly Readonly<Record<string, unknown>>[];
    return sent.filter(message => message["caseId"] === caseId).map(({ link }) => link);
  };
  await eventually("something was sent", async () => (await linked()).length > 0);
  const { port } = new URL(whole.base);
  expect(new Set(await linked())).toEqual(new Set([`http://localhost:${port}/cases/${caseId}`]));
});

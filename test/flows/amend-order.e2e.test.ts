import { afterAll, beforeAll, expect, test } from "vitest";
import { type Brand, openBrand } from "../harness/a-brand.ts";
import { startWholeServer, type WholeServer } from "../harness/whole-server.ts";

let whole: WholeServer;
let brand: Brand;

const GIFT = "gift-u1";
const WALLET = "wallet-u1";
const paidBy = (kind: string, methodRef: string, paidMinor: number) => ({
  lines: [{ sku: "mug-white", quantity: 1, priceMinor: paidMinor }],
  tenders: [{ kind, methodRef, paidMinor }],
  shipped: false,
});

beforeAll(async () => {
  whole = await startWholeServer();
  brand = await openBrand(whole, [
    { no: "C1", ...paidBy("gift_card", GIFT, 5900) },
    { no: "C2", ...paidBy("wallet", WALLET, 8000) },
    { no: "C3", ...paidBy("wallet", WALLET, 5900) },
    { no: "C4" },
  ]);
});
afterAll(() => whole?.close());

test("a gift card that was paid back can pay again, with what stood on it before", async () => {
  expect(await balanceOfGiftCard()).toBe(5000);
  expect(await amended("C1", { amendment: { kind: "payment", methodRef: WALLET } })).toMatchObject({ phase: "resolved" });
  expect(await balanceOfGiftCard()).toBe(10_900);
  expect(await amended("C2", { amendment: { kind: "payment", methodRef: GIFT } })).toMatchObject({ phase: "resolved" });
  expect(await balanceOfGiftCard()).toBe(2900);
});

test("a dearer article is taken from the catalogue, and its difference stands under the way it was paid", async () => {
  const before = await balanceOfGiftCard();
  const lines = [{ lineNo: 1, quantity: 1, replacementSkuId: "mug-blue" }];
  const ended = await amended("C3", { amendment: { kind: "items" }, lines, differenceBy: { methodRef: GIFT } });
  expect(ended).toMatchObject({ phase: "resolved" });
  const { body: order } = await brand.host("GET", `/v1/orders/${await brand.orderId("C3")}`);
  expect(order).toMatchObject({
    lines: [{ lineNo: 1, skuId: "mug-blue", paid: { amount: 6900 } }],
    tenders: [
      { methodRef: WALLET, paid: { amount: 5900 } },
      { methodRef: GIFT, paid: { amount: 1000 } },
    ],
  });
  expect(await balanceOfGiftCard()).toBe(before - 1000);
});

type Item = Readonly<Record<string, unknown>>;

test("the reasons that may be given are named in both languages, with what each asks for", async () => {
  const ask = async (query: string) => brand.host("GET", `/v1/orders/${await brand.orderId("C4")}/filing-reasons?${query}`);
  const answered = await ask("serviceType=return_refund&lineNo=1&quantity=1");
  expect(answered.status, answered.text).toBe(200);
  const reasons = answered.body["reasons"] as unknown as readonly Item[];
  expect(reasons).toContainEqual(
    expect.objectContaining({
      reason: "40.02",
      ground: "quality",
      name: expect.objectContaining({ zh: "性能故障", en: "It does not work as it should" }),
      evidence: expect.objectContaining({ videos: 1 }),
      returnFreight: "seller",
      back: [{ tenderNo: 1, methodKind: "wallet", amount: { amount: 5900, currency: "CNY" } }],
    }),
  );
  expect(reasons.some(({ reason }) => reason === "10.01")).toBe(false);
  expect((await ask("serviceType=return_refund&lineNo=9")).body["code"]).toBe("line_unknown");
});

test("the versions to exchange for are named with what they cost more or bring back, and what the stock was when", async () => {
  const ask = async (query: string) => brand.host("GET", `/v1/orders/${await brand.orderId("C4")}/variants?${query}`);
  const answered = await ask("lineNo=1&quantity=1&serviceType=exchange&reason=30.03");
  expect(answered.status, answered.text).toBe(200);
  const variants = new Map((answered.body["variants"] as unknown as readonly Item[]).map(variant => [variant["skuId"], variant]));
  expect(variants.get("mug-blue")).toMatchObject({
    options: { color: "蓝" },
    isBought: false,
    price: { amount: 6900 },
    available: null,
    asOf: expect.stringMatching(/Z$/),
    difference: { kind: "pay", amount: { amount: 1000 } },
  });
  expect(variants.get("mug-black")).toMatchObject({
    difference: { kind: "back", amount: { amount: 1000 }, back: [{ methodKind: "wallet", amount: { amount: 1000 } }] },
  });
  expect(variants.get("mug-white")).toMatchObject({ isBought: true, verdict: "refused" });
  expect((await ask("lineNo=9&serviceType=exchange&reason=30.03")).body["code"]).toBe("line_unknown");
});

test("a customer is shown to a shop by its own id, without an address; who is not there is nobody", async () => {
  const { body } = await brand.host("GET", "/v1/customers?externalId=u1");
  expect(body["items"]).toMatchObject([{ externalId: "u1", addresses: [], unmask: null }]);
  const { body: nobody } = await brand.host("GET", "/v1/customers?externalId=u9");
  expect(nobody["items"]).toEqual([]);
  const other = await openBrand(whole, [], "other");
  const [shown] = body["items"] as unknown as { readonly customerId: string }[];
  expect((await other.host("GET", `/v1/customers/${shown?.customerId}`)).status).toBe(404);
  expect((await brand.host("GET", `/v1/customers/${shown?.customerId}`)).body).toEqual(shown);
});

const amended = async (no: string, asked: object): Promise<unknown> => {
  const body = { orderId: await brand.orderId(no), serviceType: "amend_order", reason: "10.03", ...asked };
  const filed = await brand.host("POST", "/v1/cases", body);
  expect(filed.status, filed.text).toBe(201);
  const [opened] = filed.body["cases"] as unknown as { readonly caseId: string }[];
  const shown = async () => (await brand.host("GET", `/v1/cases/${opened?.caseId}`)).body;
  await expect.poll(async () => (await shown())["endedAt"], { timeout: 20_000 }).not.toBeNull();
  return shown();
};

const balanceOfGiftCard = async (): Promise<number> => {
  const { body } = await brand.host("GET", "/v1/customers?externalId=u1");
  const [customer] = body["items"] as unknown as { readonly methods: readonly { methodRef: string; balance: { amount: number } }[] }[];
  return customer?.methods.find(method => method.methodRef === GIFT)?.balance.amount ?? Number.NaN;
};

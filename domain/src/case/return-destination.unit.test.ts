import { expect, test } from "vitest";
import { aCase, after, type CaseParts } from "../../../test/case/a-case.ts";
import { approved, RECEIVE, sent, underReview } from "../../../test/case/commands-given.ts";
import { planNamed } from "../../../test/case/plans.ts";
import { addressGiver, placeOf, type ReceiverPlace, returnAddressOf, returnReceiver } from "./return-destination.ts";

const receiverOf = ({ opened: { state } }: ReturnType<typeof approved>) => returnReceiver(state, planNamed(state.planTemplate));
const opened = (template: string, parts: Partial<CaseParts> = {}) => receiverOf(aCase({ template, ...parts }));

test("goods go to whoever takes them in, while they are to be sent or on their way and at no other time", () => {
  const received = after(sent(), ["warehouse", RECEIVE]);
  expect([underReview(), approved(), sent(), received].map(receiverOf)).toEqual([null, "warehouse", "warehouse", null]);
});

test("a seller between people takes the goods in, a centre those it examines", () => {
  expect([opened("return_refund_c2c"), opened("guarantee_verified")]).toEqual(["seller", "inspector"]);
});

test("goods are sent to the address the case chose, else to the seller's default, else to the first there is", () => {
  const entry = (addressNo: number, isDefault = false) => ({ addressNo, isDefault, contactTextId: null });
  const book = [entry(2), entry(3, true), entry(4)];
  expect(
    [returnAddressOf(book, 4), returnAddressOf(book, 1), returnAddressOf([entry(2), entry(4)], 1)].map(each => each?.addressNo),
  ).toEqual([4, 3, 2]);
  expect(returnAddressOf([], 1)).toBeNull();
});

const SELLER = "seller_000000000000000000000001";
const book = [{ addressNo: 1, isDefault: true, contactTextId: "text_000000000000000000000001" } as const];
const receiver = (no: number, change: Partial<ReceiverPlace> = {}): ReceiverPlace => ({
  receiverId: `receiver_00000000000000000000000${no}`,
  takesInAs: "warehouse",
  sellerId: null,
  addresses: [{ addressNo: 1, isDefault: true, contactTextId: `text_00000000000000000000001${no}` }],
  ...change,
});
const of = { sellerId: SELLER } as const;

test("goods go to a warehouse that takes in this seller's before one that takes in everybody's, and to the seller where there is none", () => {
  const own = receiver(2, { sellerId: SELLER });
  const others = receiver(3, { sellerId: "seller_000000000000000000000002" });
  const to = (...receivers: ReceiverPlace[]) => placeOf({ book, receivers }, "warehouse", of)?.receiverId;
  expect([to(receiver(1), own), to(receiver(1), others), to(others), to()]).toEqual([own.receiverId, receiver(1).receiverId, null, null]);
  expect(to(receiver(1, { addresses: [] }))).toBeNull();
});

test("what is to be repaired goes to the repair shop, else where the seller takes goods in; what is to be examined goes to nobody's else", () => {
  const [shop, centre] = [receiver(1, { takesInAs: "repairer" }), receiver(2, { takesInAs: "inspector" })];
  expect(opened("repair")).toBe("repairer");
  expect(placeOf({ book, receivers: [centre, shop] }, "repairer", of)?.receiverId).toBe(shop.receiverId);
  expect(placeOf({ book, receivers: [centre] }, "repairer", of)).toMatchObject({ receiverId: null, addressNo: 1 });
  expect(placeOf({ book, receivers: [shop] }, "inspector", of)).toBeNull();
  expect([addressGiver("warehouse"), addressGiver("seller"), addressGiver("inspector")]).toEqual(["seller", "seller", "platform"]);
});

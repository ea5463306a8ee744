import { expect, test } from "vitest";
import { aCase, after, type CaseParts } from "../../../test/case/a-case.ts";
import { approved, RECEIVE, sent, underReview } from "../../../test/case/commands-given.ts";
import { planNamed } from "../../../test/case/plans.ts";
import { returnAddressOf, returnReceiver } from "./return-destination.ts";

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

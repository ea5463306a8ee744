import { expect, test } from "vitest";
import { faultsOf } from "./oracle-faults.ts";
import { reasonCode, reasonWords } from "./perform.ts";
import type { Write } from "./task.ts";

const order_id = "#W1";
const payment_method_id = "gift_card_1";
const items = (ok: boolean, item_ids: string[], new_item_ids: string[]): Write => ({
  name: "modify_pending_order_items",
  args: { order_id, item_ids, new_item_ids, payment_method_id },
  ok,
});
const address: Write = {
  name: "modify_pending_order_address",
  args: { order_id, address1: "1 Way", address2: "", city: "Austin", country: "USA", state: "TX", zip: "78701" },
  ok: true,
};

test("an address changed after a change of items that was refused is no fault of the oracle", () => {
  expect(faultsOf([items(true, ["a"], ["b"]), address])).toEqual([null, "address_after_items"]);
  expect(faultsOf([items(false, ["a"], ["b"]), address])).toEqual([null, null]);
});

test("what the oracle refuses is none of its faults", () => {
  expect(faultsOf([items(true, ["a", "b"], ["c", "b"])])).toEqual(["same_variant"]);
  expect(faultsOf([items(false, ["a", "b"], ["c", "b"])])).toEqual([null]);
  expect(faultsOf([items(true, [], [])])).toEqual(["nothing_named"]);
});

test("only the very words of a reason become its code", () => {
  const code = reasonCode("no longer needed");
  expect(reasonWords(code)).toBe("no longer needed");
  for (const other of ["no-longer-needed", "no_longer_needed", "No longer needed", "no longer needed ", "no%20longer%20needed", ""])
    expect(reasonCode(other)).not.toBe(code);
  for (const odd of ["", "不需要了", " ", "x".repeat(500), "\u{1F642}"]) expect(reasonCode(odd)).toMatch(/^[\x21-\x7e]{1,128}$/);
});

import { expect, it } from "vitest";
import { DRAFT_LIFE_MS, dropOldDrafts, EMPTY_DRAFT, readDraft, writeDraft } from "./kept-draft.ts";

const PLACE = { orderId: "order_1", about: "2" };
const KEPT = { keptAt: 1000, words: "杯子裂了", options: { return_refund: { reason: "40.01", quantity: 2 } }, also: [] };

const phone = (): Storage => {
  const items = new Map<string, string>();
  return {
    get length() {
      return items.size;
    },
    key: index => [...items.keys()][index] ?? null,
    getItem: name => items.get(name) ?? null,
    setItem: (name, value) => void items.set(name, value),
    removeItem: name => void items.delete(name),
    clear: () => items.clear(),
  };
};

it("what was said about an order's line is found again, and of another line nothing", () => {
  const storage = phone();
  writeDraft(storage, PLACE, KEPT);
  expect(readDraft(storage, PLACE, 2000)).toEqual(KEPT);
  expect(readDraft(storage, { ...PLACE, about: "3" }, 2000)).toBe(EMPTY_DRAFT);
});

it("after a day it is gone, with the files that were sent for it", () => {
  const storage = phone();
  writeDraft(storage, PLACE, KEPT);
  expect(readDraft(storage, PLACE, 1000 + DRAFT_LIFE_MS - 1)).toEqual(KEPT);
  expect(readDraft(storage, PLACE, 1000 + DRAFT_LIFE_MS)).toBe(EMPTY_DRAFT);
  dropOldDrafts(storage, 1000 + DRAFT_LIFE_MS);
  expect(storage.length).toBe(0);
});

it("what an older version of the page left behind is nothing, and what is not ours is left alone", () => {
  const storage = phone();
  storage.setItem("amends.draft.order_1.2", '{"reason":7}');
  storage.setItem("amends.scheme", "dark");
  expect(readDraft(storage, PLACE, 0)).toBe(EMPTY_DRAFT);
  dropOldDrafts(storage, 0);
  expect([storage.length, storage.key(0)]).toEqual([1, "amends.scheme"]);
});

it("a phone that keeps nothing stops nobody", () => {
  const full: Storage = {
    ...phone(),
    setItem: () => {
      throw new DOMException("full", "QuotaExceededError");
    },
  };
  expect(() => writeDraft(full, PLACE, KEPT)).not.toThrow();
});

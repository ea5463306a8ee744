import { expect, it } from "vitest";
import { goodsText } from "./goods.ts";

const goods = (count: number) => Array.from({ length: count }, (_, index) => ({ name: `杯${index + 1}`, quantity: index + 1 }));

it("three goods are named, of more the first two and how many there are, so that the head of a case stays a head", () => {
  expect(goodsText(goods(3), "zh")).toBe("杯1 ×1、杯2 ×2、杯3 ×3");
  expect(goodsText(goods(4), "zh")).toBe("杯1 ×1、杯2 ×2 等 4 种商品");
  expect(goodsText(goods(20), "en")).toBe("杯1 ×1, 杯2 ×2 and 18 more");
});

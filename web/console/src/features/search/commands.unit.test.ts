import { expect, it } from "vitest";
import { type Command, isNumber, matching } from "./commands.ts";
import { pinyinInitials } from "./pinyin-initials.ts";

const page = (name: string, english: string): Command => ({ key: name, name, english, kind: "page", run: () => undefined });
const PAGES = [page("售后单", "cases"), page("财务", "finance"), page("团队", "team"), page("店铺规则", "shops"), page("规则", "rules")];
const found = (typed: string) => matching(PAGES, typed).map(({ name }) => name);

it("a page is found by its name, the initials of its pinyin, or in English", () => {
  expect(found("财务")).toEqual(["财务"]);
  expect(found("cw")).toEqual(["财务"]);
  expect(found("TEAM")).toEqual(["团队"]);
  expect(found("dp")).toEqual(["店铺规则"]);
});

it("what begins with the words comes before what holds them, and no words find all", () => {
  expect(found("规则")).toEqual(["规则", "店铺规则"]);
  expect(found("gz")).toEqual(["规则", "店铺规则"]);
  expect(found(" ")).toHaveLength(PAGES.length);
  expect(found("没有")).toEqual([]);
});

it("initials come from the order of Chinese dictionaries", () => {
  expect(pinyinInitials("帮助中心 A4")).toBe("bzzx a4");
  expect(pinyinInitials("啊吧次的额飞个")).toBe("abcdefg");
});

it("a number is told from a name", () => {
  expect(["71454142949", "SF1234567", "case_01m8"].every(isNumber)).toBe(true);
  expect(["规则", "team", "A4"].some(isNumber)).toBe(false);
});

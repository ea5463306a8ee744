import type { NativeRecord } from "@amends/contract/import/native-record";
import type { Chance } from "./chance.ts";
import type { DemoOperation } from "./operations.ts";
import { makeContact, SOURCE } from "./people.ts";

export type NativeSeller = Extract<NativeRecord, { readonly kind: "seller" }>;

type Row = { readonly externalId: string; readonly name: string; readonly contact: string } & Partial<
  Pick<NativeSeller, "isTrader" | "flagship" | "closed">
>;

const SELLERS: Readonly<Record<string, readonly Row[]>> = {
  xianzhi: [
    { externalId: "p-wang", name: "老王的抽屉", contact: "王立新", isTrader: false },
    { externalId: "p-lin", name: "林间拾物", contact: "林晓", isTrader: false },
    { externalId: "p-zhao", name: "赵同学出闲置", contact: "赵一鸣", isTrader: false },
    { externalId: "p-chen", name: "陈妈妈的小仓库", contact: "陈桂芳", isTrader: false },
    { externalId: "p-sun", name: "孙先生", contact: "孙浩", isTrader: false },
    { externalId: "p-he", name: "何小姐的衣橱", contact: "何佳", isTrader: false },
    // Sells as a business under a private name: the law treats such a seller as a trader (SPC8 a7).
    { externalId: "p-digital", name: "数码回收小铺", contact: "马骏", isTrader: true },
  ],
  linli: [
    { externalId: "s-orchard", name: "山野果园", contact: "收货组" },
    { externalId: "s-veg", name: "晨露蔬菜基地", contact: "收货组" },
    { externalId: "s-meat", name: "北纬牧场", contact: "收货组" },
    { externalId: "s-sea", name: "东极渔港", contact: "收货组" },
    { externalId: "s-pantry", name: "邻里优选自营", contact: "收货组", flagship: true },
  ],
  wanjia: [
    { externalId: "m-apparel", name: "素野服饰旗舰店", contact: "退货组", flagship: true },
    { externalId: "m-digital", name: "极光数码专营店", contact: "退货组" },
    { externalId: "m-phone", name: "曜石手机旗舰店", contact: "退货组", flagship: true },
    { externalId: "m-beauty", name: "花间美妆专营店", contact: "退货组" },
    { externalId: "m-home", name: "暖屋家居", contact: "退货组" },
    { externalId: "m-appliance", name: "厨语电器", contact: "退货组" },
    { externalId: "m-toys", name: "童乐玩具", contact: "退货组" },
    { externalId: "m-gone", name: "旧巷杂货（已闭店）", contact: "退货组", closed: true },
  ],
  qinghe: [
    { externalId: "b-online", name: "青禾官方商城", contact: "青禾售后中心", flagship: true },
    { externalId: "b-hangzhou", name: "青禾杭州西湖店", contact: "西湖店店长" },
    { externalId: "b-shanghai", name: "青禾上海徐汇店", contact: "徐汇店店长" },
    { externalId: "b-chengdu", name: "青禾成都武侯店", contact: "武侯店店长" },
    { externalId: "b-outlet", name: "青禾工厂店", contact: "青禾售后中心" },
  ],
};

export const makeSellers = ({ code }: DemoOperation, chance: Chance): readonly NativeSeller[] =>
  (SELLERS[code] ?? []).map(({ externalId, name, contact, ...more }, index) => {
    const phone = `0571-8800${String(chance.between(0, 99)).padStart(2, "0")}${String(index).padStart(2, "0")}`;
    return {
      kind: "seller",
      source: SOURCE,
      sourceVersion: 1,
      externalId,
      name,
      ...more,
      returnAddresses: [{ addressNo: 1, isDefault: true, contact: makeContact(contact, phone, chance) }],
    };
  });

/** Who sells what: each seller keeps to a few branches, so that a seller's page tells something. */
const BRANCHES: Readonly<Record<string, readonly (readonly [categoryStart: string, sellers: readonly string[]])[]>> = {
  linli: [
    ["fresh.fruit", ["s-orchard"]],
    ["fresh.vegetable", ["s-veg"]],
    ["fresh.bean", ["s-veg"]],
    ["fresh.seafood", ["s-sea"]],
    ["fresh", ["s-meat"]],
    ["", ["s-pantry"]],
  ],
  wanjia: [
    ["apparel", ["m-apparel"]],
    ["electronics.phone", ["m-phone", "m-digital"]],
    ["electronics", ["m-digital"]],
    ["appliance", ["m-appliance"]],
    ["beauty", ["m-beauty"]],
    ["toy", ["m-toys"]],
    ["gift", ["m-gone", "m-toys"]],
    ["", ["m-home"]],
  ],
};

export const sellerOf = (code: string, category: string, sellers: readonly NativeSeller[], chance: Chance): string => {
  const branch = BRANCHES[code]?.find(([start]) => category.startsWith(start));
  return branch === undefined ? chance.oneOf(sellers).externalId : chance.oneOf(branch[1]);
};

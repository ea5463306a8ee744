import type { OperationKind } from "@amends/domain/intake/case-facts";

export type DemoOperation = {
  readonly code: string;
  readonly kind: OperationKind;
  readonly name: { readonly zh: string; readonly en: string };
  /** Begins its order numbers, so that a number read aloud tells where it is from. */
  readonly orderPrefix: string;
  readonly orders: number;
  readonly buyers: number;
};

/** One operation of each kind. */
export const DEMO_OPERATIONS: readonly DemoOperation[] = [
  { code: "xianzhi", kind: "c2c", name: { zh: "闲置小集", en: "Second-hand market" }, orderPrefix: "XZ", orders: 400, buyers: 28 },
  { code: "linli", kind: "group_buy", name: { zh: "邻里鲜团", en: "Fresh group-buying" }, orderPrefix: "LX", orders: 900, buyers: 34 },
  { code: "wanjia", kind: "marketplace", name: { zh: "万家商城", en: "Marketplace" }, orderPrefix: "WJ", orders: 1000, buyers: 34 },
  { code: "qinghe", kind: "brand", name: { zh: "青禾生活", en: "Brand and stores" }, orderPrefix: "QH", orders: 700, buyers: 26 },
];

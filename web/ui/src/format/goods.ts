import type { Language } from "../words/language.ts";

type Goods = readonly { readonly name: string; readonly quantity: number }[];

/** So many goods are named in a sentence; more would hide what the sentence is about, and are listed where their sums are. */
const NAMED_MOST = 3;
const NAMED_OF_MANY = 2;

/** What a case is about, in one line. */
export const goodsText = (goods: Goods, language: Language): string => {
  const isMany = goods.length > NAMED_MOST;
  const named = (isMany ? goods.slice(0, NAMED_OF_MANY) : goods)
    .map(({ name, quantity }) => `${name} ×${quantity}`)
    .join(language === "zh" ? "、" : ", ");
  if (!isMany) return named;
  return language === "zh" ? `${named} 等 ${goods.length} 种商品` : `${named} and ${goods.length - NAMED_OF_MANY} more`;
};

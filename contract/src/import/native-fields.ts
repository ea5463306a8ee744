import { type Currency, isCurrency } from "@amends/domain/kernel/money";
import { instant } from "@amends/domain/kernel/time";
import { regionOf } from "@amends/domain/order/region";
import * as z from "zod";
import { bilingual } from "../errors.ts";

/** Bounds keep one line's worth of memory small and a list readable; they are far above what shops send. */
const ID_MAX = 128;
const NAME_MAX = 500;
const TEXT_MAX = 4000;
export const LIST_MAX = 500;
/** Wholesale is longer: the largest invoice of a year of UCI Online Retail has 1,114 lines. */
export const ORDER_LINES_MAX = 2000;

export const idField = z.string().min(1).max(ID_MAX);
export const nameField = z.string().min(1).max(NAME_MAX);
export const textField = z.string().min(1).max(TEXT_MAX);
export const optionsField = z.record(z.string().min(1).max(ID_MAX), z.string().max(NAME_MAX));

const CATEGORY = /^[a-z0-9_]+(\.[a-z0-9_]+)*$/;
/** Dotted path, widest first: `fresh.fruit.cherry`. */
export const categoryField = z
  .string()
  .refine(text => CATEGORY.test(text), {
    params: bilingual("用点分隔的小写英文词，如 fresh.fruit", "lower case words with dots between, like fresh.fruit"),
  })
  .meta({ pattern: CATEGORY.source });

/** Whole minor units (分, cents). A fraction or anything beyond 2^53 − 1 is refused, never rounded. */
export const minorField = z
  .int()
  .min(0)
  .transform(amount => BigInt(amount));

export const currencyField = z
  .string()
  .refine(isCurrency, { params: bilingual("三个大写字母的货币代码（ISO 4217），如 CNY", "three capital letters (ISO 4217), like CNY") })
  .transform(code => code as Currency);

const PROVINCE = bilingual(
  "省级行政区：CN-ZJ（ISO 3166-2）、330000（GB/T 2260）或 浙江省",
  "a province: CN-ZJ (ISO 3166-2), 330000 (GB/T 2260) or 浙江省",
);
/** Kept as its code of ISO 3166-2, however it was written. */
export const regionField = z.codec(z.string().max(NAME_MAX), z.string(), {
  decode: (text, context) => {
    const region = regionOf(text);
    if (region !== null) return region;
    context.issues.push({ code: "custom", input: text, params: PROVINCE });
    return z.NEVER;
  },
  encode: region => region,
});

/** An offset is required: a local time without one names no moment. */
export const instantField = z.iso.datetime({ offset: true }).transform(text => instant(Date.parse(text)));

export const numberField = z.int().min(1).max(1_000_000);
export const quantityField = z.int().min(1).max(1_000_000);
export const sourceVersionField = z.int().min(0);

import type { HostRecord } from "@amends/domain/order/host-record";
import type { ImportErrorCode, ImportFault } from "@amends/domain/order/import-error";
import type { Sentences } from "../errors.ts";
import type { Bilingual, Language } from "../language.ts";
import { filled } from "../problem-text.ts";
import { CSV_PROBLEMS } from "./csv-problems.ts";
import { RECORD_PROBLEMS } from "./record-problems.ts";

/** Everything one line of an import can be refused with. As with the codes of the API, none is ever renamed. */
export const IMPORT_PROBLEMS: Readonly<Record<ImportErrorCode, Readonly<Record<Language, Sentences>>>> = {
  ...RECORD_PROBLEMS,
  ...CSV_PROBLEMS,
};

/** What happened to a line and what to do about it. */
export const importMessageOf = (fault: ImportFault, language: Language): string => {
  const { detail, advice } = IMPORT_PROBLEMS[fault.code][language];
  const params = importParamsOf(fault, language);
  const said = [detail, advice].map(text => filled(text, params)).join(language === "zh" ? "" : " ");
  return fault.file === undefined ? said : `${fault.file}: ${said}`;
};

/** What the sentences are filled with: words in the language of who reads them, everything else as it is. */
const importParamsOf = (fault: ImportFault, language: Language): Readonly<Record<string, string | number>> => {
  const params: Record<string, string | number> = {};
  for (const [name, value] of Object.entries<string | number | Bilingual>(fault.params))
    params[name] = typeof value === "object" ? value[language] : value;
  if ("kind" in fault.params) params["kind"] = KINDS[fault.params.kind][language];
  if (fault.code === "discount_condition_unsound") params["reason"] = filled(REASONS[fault.params.reason][language], params);
  return params;
};

const KINDS: Readonly<Record<HostRecord["kind"], Bilingual>> = {
  seller: { zh: "商家", en: "seller" },
  receiver: { zh: "收货方", en: "receiver" },
  customer: { zh: "顾客", en: "customer" },
  sku: { zh: "商品", en: "sku" },
  order: { zh: "订单", en: "order" },
};

type UnsoundReason = Extract<ImportFault, { readonly code: "discount_condition_unsound" }>["params"]["reason"];

const REASONS: Readonly<Record<UnsoundReason, Bilingual>> = {
  bundle_with_threshold: { zh: "它是组合优惠，却写了门槛", en: "it is of a bundle and has a threshold" },
  pieces_not_in_sets: {
    zh: "它是 {bundleSets} 套的组合优惠，第 {lineNo} 行的件数不是套数的倍数",
    en: "it is of {bundleSets} sets, and the pieces of line {lineNo} are no multiple of that",
  },
  step_not_below: {
    zh: "有一档的门槛或金额不低于它自己的",
    en: "it has a lower step that is not below its own threshold and amount",
  },
};

import { formatDecimal, isDecimal } from "../kernel/decimal.ts";
import { isList, isRecord, type PolicyRecord, type PolicyValue } from "./value.ts";

/** A row's outputs as they are shown and kept: a list as its items with spaces between, a decimal as its digits. */
export type PlainOutputs = Readonly<Record<string, string | number | boolean | null>>;

/** Nearly every row gives plain values only, and is then shown as it is. */
export const plainOutputs = (outputs: PolicyRecord): PlainOutputs =>
  isPlain(outputs) ? outputs : Object.fromEntries(Object.entries(outputs).map(([field, value]) => [field, plainValue(value ?? null)]));

const isPlain = (outputs: PolicyRecord): outputs is PlainOutputs => {
  for (const field in outputs) {
    const value = outputs[field];
    if (typeof value === "object" ? value !== null : typeof value === "bigint") return false;
  }
  return true;
};

const plainValue = (value: PolicyValue): PlainOutputs[string] => {
  if (isList(value)) return value.map(plainValue).join(" ");
  if (isDecimal(value)) return formatDecimal(value);
  if (isRecord(value)) return Object.keys(value).join(" ");
  return typeof value === "bigint" ? value.toString() : value;
};

import { checkHostRecord } from "@amends/domain/order/check-host-record";
import type { HostRecord } from "@amends/domain/order/host-record";
import type { ImportFault } from "@amends/domain/order/import-error";
import type * as z from "zod";
import { duplicateFieldIn } from "../duplicate-field.ts";
import { bilingual } from "../errors.ts";
import { sentenceOf } from "../field-problems.ts";
import { hostRecord } from "./native-record.ts";

export type ParsedLine = { readonly ok: true; readonly record: HostRecord } | { readonly ok: false; readonly fault: ImportFault };

const KINDS: readonly unknown[] = ["seller", "receiver", "customer", "sku", "order"] satisfies HostRecord["kind"][];

/** One line of the native format, checked for form and for what must hold inside it. Nothing of the line's content is repeated in a message. */
export const parseNativeLine = (text: string): ParsedLine => {
  const value = parseJson(text);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return refused({ code: "not_json", params: {} });
  const twice = duplicateFieldIn(text, value);
  if (twice !== undefined) return refused({ code: "duplicate_field", params: { name: twice.slice(0, NAME_LENGTH_MAX) } });
  if (SUSPECT_ESCAPE.test(text) && isUnstorable(value, 0)) return refused(UNSTORABLE);
  if (!("kind" in value) || !KINDS.includes(value.kind)) return refused({ code: "unknown_kind", params: { kinds: KINDS.join(", ") } });
  return parseNativeRecord(value);
};

/** A record that another reader has put together, checked as a line of the native format is. `explain` says where that reader found what is wrong. */
export const parseNativeRecord = (value: object, explain: (error: z.ZodError) => ImportFault = malformed): ParsedLine => {
  const parsed = hostRecord.safeParse(value);
  if (!parsed.success) return { ok: false, fault: explain(parsed.error) };
  const fault = checkHostRecord(parsed.data);
  return fault === null ? { ok: true, record: parsed.data } : { ok: false, fault };
};

const refused = (fault: ImportFault): ParsedLine => ({ ok: false, fault });

/** The engine's own message quotes the text around the mistake, which may be somebody's address. */
const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Only an escape can bring these into well-formed UTF-8, so most lines are not walked through. */
const SUSPECT_ESCAPE = /\\u(?:0000|d[89a-f])/i;
const HALF_PAIR = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

const DEPTH_MAX = 32;
/** A name comes from outside and is repeated in the report: not at any length. */
const NAME_LENGTH_MAX = 64;

/** No text of a database or of canonical JSON can hold them. */
const isUnstorable = (value: unknown, depth: number): boolean => {
  if (typeof value === "string") return value.includes("\0") || HALF_PAIR.test(value);
  // No record is so deep: what is has a field too many, and is refused for that.
  if (typeof value !== "object" || value === null || depth > DEPTH_MAX) return false;
  return Object.entries(value).some(([name, field]) => isUnstorable(name, depth) || isUnstorable(field, depth + 1));
};

const UNSTORABLE: ImportFault = {
  code: "malformed",
  params: {
    problemCount: 1,
    first: bilingual("有一段文字里有无法保存的字符（NUL 或半个代理对）。", "A text holds a NUL or half of a surrogate pair."),
  },
};

const malformed = ({ issues }: z.ZodError): ImportFault => ({
  code: "malformed",
  params: { problemCount: issues.length, first: sentenceOf(issues) },
});

import { checkHostRecord } from "@amends/domain/order/check-host-record";
import type { HostRecord } from "@amends/domain/order/host-record";
import type { ImportErrorCode, ImportFault } from "@amends/domain/order/import-error";
import type * as z from "zod";
import { hostRecord } from "./native-record.ts";

export type ParsedLine = { readonly ok: true; readonly record: HostRecord } | { readonly ok: false; readonly fault: ImportFault };

const KINDS: readonly unknown[] = ["seller", "receiver", "customer", "sku", "order"] satisfies HostRecord["kind"][];

/** One line of the native format, checked for form and for what must hold inside it. Nothing of the line's content is repeated in a message. */
export const parseNativeLine = (text: string): ParsedLine => {
  const value = parseJson(text);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return refused("not_json", "the line is not one JSON object");
  if (SUSPECT_ESCAPE.test(text) && isUnstorable(value)) return refused("malformed", "a text holds a NUL or half of a surrogate pair");
  if (!("kind" in value) || !KINDS.includes(value.kind)) return refused("unknown_kind", `kind must be one of ${KINDS.join(", ")}`);
  return parseNativeRecord(value);
};

/** A record that another reader has put together, checked as a line of the native format is. `explain` says where that reader found what is wrong. */
export const parseNativeRecord = (value: object, explain: (error: z.ZodError) => ImportFault = malformed): ParsedLine => {
  const parsed = hostRecord.safeParse(value);
  if (!parsed.success) return { ok: false, fault: explain(parsed.error) };
  const fault = checkHostRecord(parsed.data);
  return fault === null ? { ok: true, record: parsed.data } : { ok: false, fault };
};

const refused = (code: ImportErrorCode, message: string): ParsedLine => ({ ok: false, fault: { code, message } });

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

/** No text of a database or of canonical JSON can hold them. */
const isUnstorable = (value: unknown): boolean => {
  if (typeof value === "string") return value.includes("\0") || HALF_PAIR.test(value);
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(value).some(([name, field]) => isUnstorable(name) || isUnstorable(field));
};

const malformed = (error: z.ZodError): ImportFault => ({ code: "malformed", message: firstIssue(error) });

const firstIssue = (error: z.ZodError): string => {
  const [issue] = error.issues;
  if (issue === undefined) return "the record does not have the form of its kind";
  const place = issue.path.length === 0 ? "the record" : issue.path.join(".");
  const others = error.issues.length === 1 ? "" : ` (and ${error.issues.length - 1} more)`;
  return `${place}: ${issue.message}${others}`;
};

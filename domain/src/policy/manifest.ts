import { parseDate } from "../kernel/calendar.ts";
import { DAY_MS, HOUR_MS, type Instant, instant, MINUTE_MS, SECOND_MS } from "../kernel/time.ts";
import type { PolicyProblem } from "./problem.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** What a pack says about itself. A base stands alone; an overlay changes rows of the packs below it. */
export interface PackManifest {
  readonly id: string;
  readonly version: string;
  readonly kind: "base" | "overlay";
  /** The pack an overlay is written against; null for a base. */
  readonly extends: string | null;
  readonly appliesTo: PackScope;
  /** The engine number the pack was written for: evaluator, floors and refund maths together. */
  readonly engine: number;
  /** The closed lists of texts by field; overlays may add words, not remove them. */
  readonly vocabulary: Vocabulary;
  /** From when on it holds; null = as soon as its notice has run. */
  readonly effectiveAt: Instant | null;
  /** Why it may not wait for its notice: the law already asks for it. */
  readonly urgent: UrgentFix | null;
}

/** A change that law asks for at once: why, and the two people who answer for it. */
export interface UrgentFix {
  readonly reason: { readonly zh: string; readonly en: string };
  readonly approvedBy: readonly string[];
}

export interface PackScope {
  readonly operationKind?: string;
  readonly sellerId?: string;
  readonly brand?: string;
}

export type Json = Readonly<Record<string, unknown>>;
export const isJson = (value: unknown): value is Json => typeof value === "object" && value !== null && !Array.isArray(value);

/** An overlay of a merchant or a brand may only be more generous, so it may not take rows away. */
export const isMerchantOverlay = ({ appliesTo }: PackManifest): boolean =>
  appliesTo.sellerId !== undefined || appliesTo.brand !== undefined;

const KEYS: readonly string[] = ["id", "version", "kind", "extends", "appliesTo", "engine", "vocabulary", "effectiveAt", "urgent"];
const SCOPE_KEYS: readonly string[] = ["operationKind", "sellerId", "brand"];
const PACK_ID_PATTERN = /^[a-z0-9][a-z0-9-]*$/;

export const parseManifest = (json: unknown): { readonly manifest: PackManifest | null; readonly problems: readonly PolicyProblem[] } => {
  const messages = isJson(json) ? faultsOf(json) : ["the manifest is not an object"];
  const problems = messages.map(message => ({ code: "bad_manifest" as const, table: "manifest", row: null, column: null, message }));
  return { manifest: problems.length === 0 && isJson(json) ? read(json) : null, problems };
};

const faultsOf = (json: Json): readonly string[] => {
  const faults = Object.keys(json).flatMap(key => (KEYS.includes(key) ? [] : [`the key "${key}" is unknown`]));
  if (typeof json["id"] !== "string" || !PACK_ID_PATTERN.test(json["id"])) faults.push("id must be kebab-case");
  if (typeof json["version"] !== "string" || json["version"] === "") faults.push("version must be a text");
  if (json["kind"] !== "base" && json["kind"] !== "overlay") faults.push("kind is base or overlay");
  if (json["kind"] === "overlay" && typeof json["extends"] !== "string") faults.push("an overlay says which pack it extends");
  if (json["kind"] === "base" && (json["extends"] ?? null) !== null) faults.push("a base extends nothing");
  if (!Number.isSafeInteger(json["engine"])) faults.push("engine must be a whole number");
  if (!isScope(json["appliesTo"] ?? {})) faults.push(`appliesTo holds texts under ${SCOPE_KEYS.join(", ")}`);
  if (!isVocabulary(json["vocabulary"] ?? {})) faults.push("vocabulary holds a list of texts for each field");
  if (momentOf(json["effectiveAt"] ?? null) === undefined) faults.push("effectiveAt is a moment like 2026-12-01T00:00:00+08:00");
  if ((json["urgent"] ?? null) !== null && !isUrgentFix(json["urgent"]))
    faults.push("urgent gives a reason in zh and en, and in approvedBy the names of two different people");
  return faults;
};

const read = (json: Json): PackManifest => ({
  id: String(json["id"]),
  version: String(json["version"]),
  kind: json["kind"] === "overlay" ? "overlay" : "base",
  extends: typeof json["extends"] === "string" ? json["extends"] : null,
  appliesTo: isScope(json["appliesTo"]) ? json["appliesTo"] : {},
  engine: Number(json["engine"]),
  vocabulary: isVocabulary(json["vocabulary"]) ? json["vocabulary"] : {},
  effectiveAt: momentOf(json["effectiveAt"] ?? null) ?? null,
  urgent: isUrgentFix(json["urgent"]) ? json["urgent"] : null,
});

const MOMENT_PATTERN = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?(?:Z|([+-])(0\d|1[0-4]):([0-5]\d))$/;

/** Undefined for what is no moment: without an offset it would be another one on every machine. */
const momentOf = (value: unknown): Instant | null | undefined => {
  if (value === null) return null;
  const [, date = "", hour, minute, second = "0", sign = "+", offsetHours = "0", offsetMinutes = "0"] =
    MOMENT_PATTERN.exec(typeof value === "string" ? value : "") ?? [];
  const day = parseDate(date);
  if (day === null) return undefined;
  const offset = (sign === "-" ? -1 : 1) * (Number(offsetHours) * 60 + Number(offsetMinutes));
  return instant(day * DAY_MS + Number(hour) * HOUR_MS + (Number(minute) - offset) * MINUTE_MS + Number(second) * SECOND_MS);
};

const isUrgentFix = (value: unknown): value is UrgentFix => {
  if (!isJson(value) || !isJson(value["reason"]) || !Array.isArray(value["approvedBy"])) return false;
  const { zh, en } = value["reason"];
  const people = new Set(value["approvedBy"].map(name => (typeof name === "string" ? name.trim() : "")));
  return [zh, en].every(text => typeof text === "string" && text.trim() !== "") && people.size >= 2 && !people.has("");
};

const isScope = (value: unknown): value is PackScope =>
  isJson(value) && Object.entries(value).every(([key, text]) => SCOPE_KEYS.includes(key) && typeof text === "string");

const isVocabulary = (value: unknown): value is Vocabulary =>
  isJson(value) && Object.values(value).every(words => Array.isArray(words) && words.every(word => typeof word === "string"));

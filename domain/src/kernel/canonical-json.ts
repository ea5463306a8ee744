import { utf8Bytes } from "./utf8.ts";

/** What may be hashed, stored for replay or signed. A property that is `undefined` is left out, as if it were not there. */
export type CanonicalValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | readonly CanonicalValue[]
  | { readonly [key: string]: CanonicalValue | undefined };

/** The value has no canonical form. From our own facts this is a broken invariant; a reader of foreign files may catch it. */
export class NotCanonical extends Error {
  override readonly name = "NotCanonical";
}

/**
 * RFC 8785 (JSON Canonicalization Scheme): no white space, names sorted by UTF-16 code units, numbers and strings as ECMAScript writes them.
 * Added to it: a bigint is written as an integer literal, so `5n` and `5` have one form, and must survive the way through a double.
 */
export const canonicalText = (value: CanonicalValue): string => written(value, "the value", 0);

/** The UTF-8 bytes of `canonicalText`: what is hashed. */
export const canonicalBytes = (value: CanonicalValue): Uint8Array => utf8Bytes(canonicalText(value));

/**
 * Says of a value that it never changes: its text is made once, however many documents it stands in. It is frozen with all that it holds. For what the
 * program itself keeps, a rule's words for instance: what a request brings would only be looked up for nothing.
 */
export const unchanging = <T extends object>(value: T): T => {
  textsOfUnchanging.set(value, null);
  return frozen(value);
};

const frozen = <T extends object>(value: T): T => {
  const held: readonly unknown[] = Object.values(value);
  for (const inner of held) if (typeof inner === "object" && inner !== null && !Object.isFrozen(inner)) frozen(inner);
  return Object.freeze(value);
};

/** Null until it is first asked for. It goes with its value. */
const textsOfUnchanging = new WeakMap<object, string | null>();

const BIGINT_MAX = 9_007_199_254_740_991n;

/** Far above any fact we keep; it turns a cycle, or a bomb from outside, into a refusal instead of an exhausted stack. */
const DEPTH_MAX = 200;

/** Anything but what may stand unescaped: a control character, a quote, a backslash, or a surrogate, whose pair must be looked at. */
const NEEDS_CARE = /[^ !#-[\]-\ud7ff\ue000-\uffff]/;
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

const written = (value: unknown, place: string, depth: number): string => {
  switch (typeof value) {
    case "string":
      return quoted(value, place);
    case "number":
      if (!Number.isFinite(value)) return refuse(place, `is ${value}`);
      return `${value}`;
    case "bigint":
      if (value > BIGINT_MAX || value < -BIGINT_MAX) return refuse(place, "is a bigint beyond 2^53 - 1");
      return `${value}`;
    case "boolean":
      return value ? "true" : "false";
    case "object":
      if (value === null) return "null";
      if (depth >= DEPTH_MAX) return refuse(place, `lies deeper than ${DEPTH_MAX} levels`);
      return writtenOnce(value, place, depth + 1);
    case "undefined":
    case "function":
    case "symbol":
      return refuse(place, `is of type ${typeof value}`);
  }
};

const writtenOnce = (value: object, place: string, depth: number): string => {
  const kept = textsOfUnchanging.get(value);
  if (typeof kept === "string") return kept;
  const text = Array.isArray(value) ? writtenArray(value, place, depth) : writtenObject(value, place, depth);
  if (kept === null) textsOfUnchanging.set(value, text);
  return text;
};

const writtenArray = (values: readonly unknown[], place: string, depth: number): string => {
  let text = "[";
  for (let index = 0; index < values.length; index += 1) {
    if (index > 0) text += ",";
    text += written(values[index], place, depth);
  }
  return `${text}]`;
};

const writtenObject = (value: object, place: string, depth: number): string => {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return refuse(place, "is an instance of a class");
  const fields: Readonly<Record<string, unknown>> = value as Readonly<Record<string, unknown>>;
  const { sortedNames, quotedNames } = shapeOf(fields, place);
  let text = "";
  for (let index = 0; index < sortedNames.length; index += 1) {
    const name = sortedNames[index] ?? "";
    const field = fields[name];
    if (field !== undefined) text += (text === "" ? "{" : ",") + quotedNames[index] + written(field, name, depth);
  }
  return text === "" ? "{}" : `${text}}`;
};

/** The names of an object as its author wrote them, and as they are written here: in order, escaped, each with its colon. */
interface Shape {
  readonly names: readonly string[];
  readonly sortedNames: readonly string[];
  readonly quotedNames: readonly string[];
}

/**
 * Sorting and escaping names takes more than half of the time, and our facts have few shapes, so shapes are remembered.
 * The memory is bounded both ways, because names may come from outside; it never changes an answer.
 */
const shapesByFirstName = new Map<string, Shape[]>();
const FIRST_NAMES_MAX = 512;
const SHAPES_PER_FIRST_NAME_MAX = 16;

const shapeOf = (fields: object, place: string): Shape => {
  const names = Object.keys(fields);
  const firstName = names[0] ?? "";
  const known = shapesByFirstName.get(firstName);
  if (known !== undefined) for (const shape of known) if (isSame(shape.names, names)) return shape;
  // Without a comparison function `sort` orders by UTF-16 code units, as RFC 8785 §3.2.3 asks.
  const sortedNames = names.toSorted();
  const shape = { names, sortedNames, quotedNames: sortedNames.map(name => `${quoted(name, place)}:`) };
  if (known === undefined) {
    if (shapesByFirstName.size < FIRST_NAMES_MAX) shapesByFirstName.set(firstName, [shape]);
  } else if (known.length < SHAPES_PER_FIRST_NAME_MAX) known.push(shape);
  return shape;
};

const isSame = (left: readonly string[], right: readonly string[]): boolean => {
  if (left.length !== right.length) return false;
  for (let index = 0; index < left.length; index += 1) if (left[index] !== right[index]) return false;
  return true;
};

/** Below this length looking at each unit is faster than starting the pattern. */
const SHORT = 24;

const quoted = (text: string, place: string): string => {
  if (text.length <= SHORT ? isPlain(text) : !NEEDS_CARE.test(text)) return `"${text}"`;
  if (LONE_SURROGATE.test(text)) return refuse(place, "holds a lone surrogate");
  return JSON.stringify(text);
};

const isPlain = (text: string): boolean => {
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit < 0x20 || unit === 0x22 || unit === 0x5c || (unit >= 0xd800 && unit < 0xe000)) return false;
  }
  return true;
};

/** Names the place and never the content: what is hashed may be private. */
const refuse = (place: string, reason: string): never => {
  throw new NotCanonical(`broken invariant: canonical JSON: ${place === "" ? "(empty name)" : place} ${reason}`);
};

import type { z } from "zod";
import * as zod from "zod";

export type Schema = {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly examples?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minItems?: number;
  readonly minimum?: number;
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly "x-id-kind"?: string;
};

/** Ids to put wherever a schema asks for one of that kind; a kind left out gets the schema's own example, which belongs to nobody. */
export type Ids = Readonly<Record<string, string>>;

export const jsonOf = (schema: z.ZodType): Schema => zod.toJSONSchema(schema, { io: "input", target: "draft-2020-12" }) as Schema;

/** The smallest request a schema accepts, so that an endpoint that is new tomorrow is tested without a line being written here. */
export const sampleOf = (schema: z.ZodType, ids: Ids): unknown => {
  const json = jsonOf(schema);
  const least = build(json, json, ids);
  // Where one of several optional fields must be given, the schema says so by a rule that JSON Schema cannot hold.
  const more = Object.entries(json.properties ?? {}).map(([name, field]) => ({ ...(least as object), [name]: build(field, json, ids) }));
  // A query string holds its numbers as text, which a JSON Schema of what they mean does not say.
  const fitting = [least, ...more, asQuery(least)].find(sample => schema.safeParse(sample).success);
  if (fitting === undefined) throw new Error(`no sample fits: ${JSON.stringify(least)}: ${schema.safeParse(least).error?.message}`);
  return fitting;
};

const asQuery = (sample: unknown): unknown =>
  Object.fromEntries(Object.entries(sample as object).map(([name, value]) => [name, typeof value === "number" ? String(value) : value]));

/** Names of an object's fields that hold an id, with the kind. */
export const idFieldsOf = (schema: z.ZodType): ReadonlyMap<string, string> => {
  const { properties = {} } = jsonOf(schema);
  return new Map(
    Object.entries(properties).flatMap(([name, field]) => (field["x-id-kind"] === undefined ? [] : [[name, field["x-id-kind"]]])),
  );
};

/** Kinds of ids anywhere in what a schema requires. */
export const idKindsIn = (schema: z.ZodType): ReadonlySet<string> => {
  const text = JSON.stringify(sampleOf(schema, {}));
  return new Set([...text.matchAll(/"([a-z]+)_[0-9a-hjkmnp-tv-z]{24,27}"/g)].map(match => match[1] ?? ""));
};

export const build = (schema: Schema, root: Schema, ids: Ids): unknown => {
  if (schema.$ref !== undefined) return build(resolved(schema.$ref, root), root, ids);
  if (schema["x-id-kind"] !== undefined) return ids[schema["x-id-kind"]] ?? schema.examples?.[0];
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  if (schema.examples !== undefined) return schema.examples[0];
  const [first] = schema.anyOf ?? schema.oneOf ?? [];
  if (first !== undefined) return build(first, root, ids);
  switch (schema.type) {
    case "object":
      return Object.fromEntries((schema.required ?? []).map(name => [name, build(schema.properties?.[name] ?? {}, root, ids)]));
    case "array":
      return Array.from({ length: schema.minItems ?? 0 }, () => build(schema.items ?? {}, root, ids));
    case "integer":
    case "number":
      return Math.max(1, schema.minimum ?? 1);
    case "boolean":
      return true;
    case "string":
      return stringFor(schema);
    default:
      return null;
  }
};

export const resolved = (ref: string, root: Schema): Schema => {
  const found = root.$defs?.[ref.replace("#/$defs/", "")];
  if (found === undefined) throw new Error(`${ref} leads nowhere`);
  return found;
};

const CANDIDATES = [
  "A1",
  "1",
  "wise owls fly late at night",
  "somebody@shop.example",
  "CNY",
  "2026-11-21T10:00:00Z",
  "2026-11-21",
  "123456",
  "a".repeat(43),
  `bl_${"a".repeat(43)}`,
  "0".repeat(64),
];

const stringFor = ({ format, pattern, minLength = 0, allOf = [] }: Schema): string => {
  if (format === "date-time") return "2026-11-21T10:00:00Z";
  if (format === "uri") return "https://shop.example/";
  const patterns = [pattern, ...allOf.map(part => part.pattern)].flatMap(source => (source === undefined ? [] : [new RegExp(source, "u")]));
  const found = CANDIDATES.find(text => text.length >= minLength && patterns.every(one => one.test(text)));
  if (found === undefined) throw new Error(`no candidate is a string like ${patterns.join(" and ")}`);
  return found;
};

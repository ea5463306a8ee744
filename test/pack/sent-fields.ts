import * as z from "zod";

const node = z.looseObject({
  $ref: z.string().default(""),
  $defs: z.record(z.string(), z.unknown()).default({}),
  properties: z.record(z.string(), z.unknown()).default({}),
  items: z.unknown().optional(),
  anyOf: z.array(z.unknown()).default([]),
  oneOf: z.array(z.unknown()).default([]),
});

/** Every field of a form that is sent, and every group of fields. */
export const fieldsOf = (form: z.ZodType, path: string): readonly string[] => {
  const whole = z.toJSONSchema(form, { io: "input", unrepresentable: "any" });
  const { $defs } = node.parse(whole);
  const below = (schema: unknown, at: string): readonly string[] => {
    const read = node.safeParse(schema);
    if (!read.success) return [at];
    const { $ref, properties, items, anyOf, oneOf } = read.data;
    const named = $defs[$ref.replace("#/$defs/", "")];
    return [
      at,
      ...Object.entries(properties).flatMap(([name, inner]) => below(inner, at.endsWith(" ") ? `${at}${name}` : `${at}.${name}`)),
      ...[named, items, ...anyOf, ...oneOf].flatMap(inner => (inner === undefined ? [] : below(inner, at))),
    ];
  };
  return below(whole, path);
};

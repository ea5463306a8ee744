import type { z } from "zod";

/**
 * Encoding runs a schema backwards, and backwards a default is a required field. What the caller left out is put in first, so that it says the same as the
 * server would have understood.
 */
export const fillDefaults = (schema: z.core.$ZodType, value: unknown): unknown => {
  const def = (schema as z.core.$ZodTypes)._zod.def;
  switch (def.type) {
    case "default":
      return value === undefined ? def.defaultValue : fillDefaults(def.innerType, value);
    case "optional":
    case "nullable":
      return value === undefined || value === null ? value : fillDefaults(def.innerType, value);
    case "array":
      return Array.isArray(value) ? value.map(item => fillDefaults(def.element, item)) : value;
    case "object":
      return isRecord(value) ? filledObject(def.shape, value) : value;
    case "union":
      return filledUnion(def, value);
    default:
      return value;
  }
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === "object" && value !== null;

const filledObject = (shape: Readonly<Record<string, z.core.$ZodType>>, value: Readonly<Record<string, unknown>>) => {
  const filled: Record<string, unknown> = { ...value };
  for (const [key, schema] of Object.entries(shape)) {
    const content = fillDefaults(schema, value[key]);
    if (content !== undefined) filled[key] = content;
  }
  return filled;
};

/** Only a union told apart by a field can be told apart before it is complete. */
const filledUnion = (def: z.core.$ZodUnionDef, value: unknown): unknown => {
  const discriminator = "discriminator" in def ? def.discriminator : undefined;
  if (typeof discriminator !== "string" || !isRecord(value)) return value;
  const kind = value[discriminator];
  const option = def.options.find(candidate => valuesOf(candidate, discriminator)?.has(kind as z.core.util.Primitive) === true);
  return option === undefined ? value : fillDefaults(option, value);
};

const valuesOf = (option: z.core.$ZodType, discriminator: string): Set<z.core.util.Primitive> | undefined =>
  option._zod.propValues?.[discriminator];

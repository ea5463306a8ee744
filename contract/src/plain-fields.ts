import { z } from "zod";
import { amount, externalId } from "./wire.ts";

/** A field a form can ask for without knowing what it is about. */
export type PlainField =
  | { readonly kind: "choice"; readonly name: string; readonly values: readonly string[]; readonly isNeeded: boolean }
  | { readonly kind: "text"; readonly name: string; readonly isNeeded: boolean }
  | { readonly kind: "yes_no"; readonly name: string; readonly isNeeded: boolean }
  | { readonly kind: "sum"; readonly name: string; readonly isNeeded: boolean };

/** The fields of a body, those left out that need not be given and are of another kind. Null where one that is needed is. */
export const plainFieldsOf = (body: z.ZodType): readonly PlainField[] | null => {
  if (!(body instanceof z.ZodObject)) return null;
  const fields: PlainField[] = [];
  for (const [name, declared] of Object.entries(body.shape)) {
    const isNeeded = !(declared instanceof z.ZodOptional || declared instanceof z.ZodDefault);
    const field = fieldOf(name, isNeeded ? declared : innerOf(declared), isNeeded);
    if (field !== null) fields.push(field);
    else if (isNeeded) return null;
  }
  return fields;
};

const innerOf = (declared: unknown): unknown =>
  declared instanceof z.ZodOptional || declared instanceof z.ZodDefault ? declared.unwrap() : declared;

const fieldOf = (name: string, schema: unknown, isNeeded: boolean): PlainField | null => {
  if (schema === externalId) return { kind: "text", name, isNeeded };
  if (schema === amount) return { kind: "sum", name, isNeeded };
  if (schema instanceof z.ZodBoolean) return { kind: "yes_no", name, isNeeded };
  if (schema instanceof z.ZodEnum) return { kind: "choice", name, values: schema.options.map(String), isNeeded };
  return null;
};

import { z } from "zod";

/**
 * Wire form to domain form, by the schema the server wrote it with. A newer server may say more than this client knows: what it does not know is dropped, and
 * everything it does know must still be as described.
 */
export const readAnswer = <Schema extends z.ZodType>(schema: Schema, wire: unknown): z.output<Schema> => {
  const first = schema.safeParse(wire);
  if (first.success) return first.data;
  if (!first.error.issues.every(issue => issue.code === "unrecognized_keys")) throw first.error;
  return z.decode(schema, withoutUnknown(wire, first.error.issues) as z.input<Schema>);
};

const withoutUnknown = (wire: unknown, issues: readonly z.core.$ZodIssue[]): unknown => {
  const copy: unknown = structuredClone(wire);
  for (const issue of issues) {
    if (issue.code !== "unrecognized_keys") continue;
    const holder = issue.path.reduce<unknown>((place, step) => (isRecord(place) ? place[String(step)] : undefined), copy);
    if (isRecord(holder)) for (const key of issue.keys) delete holder[key];
  }
  return copy;
};

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

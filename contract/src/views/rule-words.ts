import { z } from "zod";

const called = z.strictObject({ zh: z.string(), en: z.string() });

/**
 * How fields of the tables are called, and the texts that stand in their cells, by field. What the pack has no words for has no name or is left out: it
 * is shown as it is written.
 */
export const ruleWords = z.record(z.string(), z.strictObject({ name: called.nullable(), values: z.record(z.string(), called) })).meta({
  id: "RuleWords",
  examples: [{ "request.type": { name: { zh: "售后类型", en: "service type" }, values: { exchange: { zh: "换货", en: "exchange" } } } }],
});

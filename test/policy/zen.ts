import { formatDecimal, isDecimal } from "@amends/domain/kernel/decimal";
import type { Hit } from "@amends/domain/policy/compile-table";
import { METADATA_PREFIX, type Table } from "@amends/domain/policy/table";
import { isList, type PolicyRecord, type PolicyValue } from "@amends/domain/policy/value";
import { type ZenDecision, ZenEngine } from "@gorules/zen-engine";

const engine = new ZenEngine();

/** The oracle: what GoRules' own engine makes of the same file and the same facts. */
export const zenDecision = (document: object): ZenDecision => engine.createDecision(document);

/** By output field; absent and null are one, for ZEN drops a null at the top of its result but keeps it below. */
export interface ComparableHit {
  readonly rowId: string | null;
  readonly outputs: Readonly<Record<string, unknown>>;
}

export const zenEvaluate = async (decision: ZenDecision, table: Table, context: PolicyRecord): Promise<ComparableHit> => {
  const response = await decision.evaluate(plain(context), { trace: true });
  const traced = Object.values(response.trace ?? {}).find(node => "rule" in (node.traceData ?? {}));
  return { rowId: traced?.traceData?.rule?._id ?? null, outputs: byField(table, field => below(response.result, field.split("."))) };
};

export const comparable = (table: Table, hit: Hit | null): ComparableHit => {
  const meta = Object.entries(hit?.meta ?? {}).map(([key, value]) => [`${METADATA_PREFIX}${key}`, value]);
  const fields: Readonly<Record<string, unknown>> = { ...mapped(hit?.outputs ?? {}), ...Object.fromEntries(meta) };
  return { rowId: hit?.rowId ?? null, outputs: byField(table, field => fields[field]) };
};

const byField = (table: Table, read: (field: string) => unknown): Readonly<Record<string, unknown>> =>
  Object.fromEntries(table.outputs.map(({ field }) => [field, read(field) ?? null]));

const below = (value: unknown, [head, ...rest]: readonly string[]): unknown => {
  if (head === undefined) return value;
  return typeof value === "object" && value !== null ? below((value as Readonly<Record<string, unknown>>)[head], rest) : undefined;
};

const mapped = (record: PolicyRecord): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(record).map(([key, item]) => [key, plain(item)]));

/** JSON has one kind of number: decimals and money become it, exactly while they are short. */
export const plain = (value: PolicyValue | undefined): unknown => {
  if (value === undefined || value === null || typeof value !== "object") return typeof value === "bigint" ? Number(value) : value;
  if (isDecimal(value)) return Number(formatDecimal(value));
  if (isList(value)) return value.map(plain);
  return mapped(value);
};

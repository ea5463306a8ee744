import { addDecimal, subtractDecimal } from "../kernel/decimal.ts";
import { compilePath, compileTest } from "./compile-cell.ts";
import type { CompiledRow, CompiledTable } from "./compile-table.ts";
import { type Expression, REFERENCE, walk } from "./expression.ts";
import { isNumeric, isRecord, type PolicyRecord, type PolicyValue, plainNumber, toDecimal } from "./value.ts";
import { type Vocabulary, wordsOf } from "./vocabulary.ts";

/** A number in [0, 1): chance comes from outside, so a seed repeats every sample. */
export type Random = () => number;

/** A value worth trying; `undefined` leaves the field out. */
export type Sample = PolicyValue | undefined;

/** By dotted path, the values at which some cell of the table changes its mind, one unit to each side, null and missing. */
export type SamplePools = ReadonlyMap<string, readonly Sample[]>;

/** A text no table mentions: the member that a closed list does not have. */
export const STRANGER = "no_such_value";
const GENERIC_NUMBERS: readonly number[] = [0, 1, 2, 100];
const STEPS_PER_HIT = 1000;

export const samplePools = (compiled: CompiledTable, vocabulary: Vocabulary = {}): SamplePools => {
  const pools = new Map<string, Sample[]>();
  const add = (path: string, samples: readonly Sample[]): void => {
    pools.set(path, [...(pools.get(path) ?? []), ...samples]);
  };
  for (const { field } of compiled.table.inputs) add(field, [null, undefined, ...(wordsOf(field, vocabulary) ?? [])]);
  for (const row of compiled.rows) {
    for (const [index, condition] of row.conditions.entries())
      if (condition !== null) addSamples(condition, compiled.table.inputs[index]?.field ?? "", add);
    for (const { expression } of row.results) addSamples(expression, "", add);
  }
  return new Map([...pools].map(([path, samples]) => [path, distinct(samples)]));
};

/** Contexts that hit each row, `perRow` of them where they can be found; a row with fewer is a row that (almost) nothing hits. */
export const sampleHits = (
  compiled: CompiledTable,
  perRow: number,
  random: Random,
  vocabulary: Vocabulary = {},
): ReadonlyMap<string, readonly PolicyRecord[]> => {
  const pools = samplePools(compiled, vocabulary);
  return new Map(compiled.rows.map(row => [row.id, sampleRowHits(compiled, row, pools, perRow, random)]));
};

/** Contexts that hit one row. */
export const sampleRowHits = (
  compiled: CompiledTable,
  row: CompiledRow,
  pools: SamplePools,
  perRow: number,
  random: Random,
): readonly PolicyRecord[] => {
  const found: PolicyRecord[] = [];
  for (let index = 0; index < perRow; index += 1) {
    const context = searchHit(compiled, row, pools, random);
    if (context === null) break;
    found.push(context);
  }
  return found;
};

/** A base context varied in one field at a time through its whole pool: the edge of every cell, seen alone. */
export const sampleEdges = (pools: SamplePools, base: PolicyRecord): readonly PolicyRecord[] =>
  [...pools].flatMap(([path, samples]) => samples.map(sample => withSample(base, path, sample)));

/** A context with a value drawn from every pool. */
export const sampleContext = (pools: SamplePools, random: Random): PolicyRecord =>
  [...pools].reduce<PolicyRecord>((context, [path, samples]) => withSample(context, path, pick(samples, random)), {});

/** The same facts with one path set, or left out for `undefined`. A path through a value that is no record stays as it is. */
export const withSample = (context: PolicyRecord, path: string, sample: Sample): PolicyRecord => setPath(context, path.split("."), sample);

/** The values around the literals of one cell: on each, beside each, and of every other kind. */
export const valuesAround = (literals: readonly PolicyValue[]): readonly PolicyValue[] => {
  const numbers = literals.filter(isNumeric);
  const texts = literals.filter(literal => typeof literal === "string");
  const truths = literals.some(literal => typeof literal === "boolean") ? [true, false] : [];
  return [...numbers.flatMap(beside), ...(texts.length > 0 ? [...texts, STRANGER] : []), ...truths];
};

/** One unit of the last place written to each side, and half of it, where a decimal may lie between two whole numbers. */
const beside = (value: PolicyValue): readonly PolicyValue[] => {
  if (!isNumeric(value)) return [];
  const { scale } = toDecimal(value);
  const steps = [
    { coefficient: 1n, scale },
    { coefficient: 5n, scale: scale + 1 },
  ];
  const around = steps.flatMap(step => [addDecimal(toDecimal(value), step), subtractDecimal(toDecimal(value), step)]);
  return [plainNumber(value), ...around.map(plainNumber)];
};

type AddSamples = (path: string, samples: readonly Sample[]) => void;

const addSamples = (cell: Expression, ownField: string, add: AddSamples): void => {
  for (const path of pathsIn(cell, ownField)) add(path, [null, undefined]);
  for (const part of walk(cell)) {
    if (part.kind === "call") addCallSamples(part, ownField, add);
    const isTest = part.kind === "compare" || part.kind === "member" || part.kind === "within";
    if (isTest || part.kind === "arithmetic" || part.kind === "negate") addTestSamples(part, ownField, add);
    if (part.kind === "member" && part.list.kind === "path")
      add(fieldOf(part.list.segments, ownField), [[], [STRANGER], { [STRANGER]: 1 }]);
  }
};

const addTestSamples = (test: Expression, ownField: string, add: AddSamples): void => {
  const literals = walk(test).flatMap(part => (part.kind === "literal" ? [part.value] : []));
  const paths = pathsIn(test, ownField);
  const isNumber = paths.length > 1 || test.kind === "arithmetic" || test.kind === "negate" || literals.some(isNumeric);
  const isNull = literals.includes(null);
  for (const path of paths)
    add(path, [...valuesAround(literals), ...(isNumber ? [...GENERIC_NUMBERS, STRANGER] : []), ...(isNull ? [STRANGER, 1, true] : [])]);
};

const addCallSamples = (call: Expression & { readonly kind: "call" }, ownField: string, add: AddSamples): void => {
  const literals = call.arguments.flatMap(walk).flatMap(part => (part.kind === "literal" ? [part.value] : []));
  const [first] = call.arguments;
  if (call.name !== "contains") {
    for (const path of pathsIn(call, ownField)) add(path, first?.kind === "path" ? [[1, 2], [], [STRANGER]] : GENERIC_NUMBERS);
  } else if (first?.kind === "path")
    add(fieldOf(first.segments, ownField), [[], [STRANGER], literals, [STRANGER, ...literals], ...literals]);
};

const pathsIn = (expression: Expression, ownField: string): readonly string[] => [
  ...new Set(walk(expression).flatMap(part => (part.kind === "path" ? [fieldOf(part.segments, ownField)] : []))),
];

const fieldOf = ([root = "", ...rest]: readonly string[], ownField: string): string =>
  [root === REFERENCE ? ownField : root, ...rest].join(".");

/**
 * Draws a context whose own cells match. Caught by a row above, it changes what that row looks at; let through to a row below, its
 * own cells or outputs read a field that does not suit them, and it changes those. Every twentieth step starts afresh.
 */
const searchHit = (compiled: CompiledTable, row: CompiledRow, pools: SamplePools, random: Random): PolicyRecord | null => {
  let context = satisfied(compiled, row, sampleContext(pools, random), pools, random);
  for (let step = 1; step <= STEPS_PER_HIT; step += 1) {
    const hit = compiled.evaluate(context);
    if (hit?.rowId === row.id) return context;
    const at = compiled.rows.findIndex(candidate => candidate.id === hit?.rowId);
    const catcher = at !== -1 && at < compiled.rows.indexOf(row) ? compiled.rows[at] : undefined;
    const paths = catcher === undefined ? [...pathsTestedBy(compiled, row), ...pathsGivenBy(row)] : pathsTestedBy(compiled, catcher);
    context = satisfied(
      compiled,
      row,
      step % 20 === 0 ? sampleContext(pools, random) : varied(paths, context, pools, random),
      pools,
      random,
    );
  }
  return null;
};

const pathsGivenBy = (row: CompiledRow): readonly string[] => row.results.flatMap(({ expression }) => pathsIn(expression, ""));

const pathsTestedBy = ({ table }: CompiledTable, row: CompiledRow): readonly string[] =>
  row.conditions.flatMap((condition, index) => {
    const field = table.inputs[index]?.field ?? "";
    return condition === null ? [] : [field, ...pathsIn(condition, field)];
  });

const varied = (paths: readonly string[], context: PolicyRecord, pools: SamplePools, random: Random): PolicyRecord => {
  const path = pick(paths.length > 0 ? paths : [...pools.keys()], random) ?? "";
  return withSample(context, path, pick(pools.get(path) ?? [undefined], random));
};

const satisfied = (compiled: CompiledTable, row: CompiledRow, start: PolicyRecord, pools: SamplePools, random: Random): PolicyRecord => {
  let context = start;
  for (const [index, condition] of row.conditions.entries()) {
    const field = compiled.table.inputs[index]?.field;
    if (condition === null || field === undefined) continue;
    const test = compileTest(condition);
    const read = compilePath(field.split("."));
    if (test(context, read(context, null)) === true) continue;
    const fitting = (pools.get(field) ?? [])
      .map(sample => withSample(context, field, sample))
      .filter(next => test(next, read(next, null)) === true);
    if (fitting.length > 0) context = pick(fitting, random) ?? context;
  }
  return context;
};

const pick = <T>(items: readonly T[], random: Random): T | undefined => items[Math.floor(random() * items.length)];

const setPath = (context: PolicyRecord, [head = "", ...rest]: readonly string[], sample: Sample): PolicyRecord => {
  const { [head]: current, ...others } = context;
  if (rest.length === 0) return sample === undefined ? others : { ...others, [head]: sample };
  const below = current !== undefined && isRecord(current) ? current : {};
  return { ...others, [head]: setPath(below, rest, sample) };
};

const distinct = (samples: readonly Sample[]): readonly Sample[] => {
  const seen = new Set<string>();
  return samples.filter(sample => {
    const key = keyOf(sample);
    return seen.has(key) ? false : seen.add(key) !== undefined;
  });
};

const keyOf = (sample: Sample): string =>
  JSON.stringify(sample === undefined ? { missing: true } : sample, (_, value: unknown) =>
    typeof value === "bigint" ? `${value}n` : value,
  );

import { type CanonicalValue, canonicalBytes } from "../kernel/canonical-json.ts";
import { type CompiledTable, compileTable } from "./compile-table.ts";
import { composeTable, type RowChange } from "./compose-table.ts";
import { isMerchantOverlay, type Json, type PackManifest, parseManifest } from "./manifest.ts";
import { type Loaded, loaded, type PolicyProblem, type PolicyProblemCode, refused } from "./problem.ts";
import { parseTable, type Table } from "./table.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** The files of one pack as parsed JSON; who reads them from disk or database is no business of the domain. */
export interface PackSource {
  readonly manifest: unknown;
  /** By table id, which is the file's name. */
  readonly tables: Json;
  /** By template id. Opaque here: the stage that runs plans validates them. */
  readonly templates: Readonly<Record<string, CanonicalValue>>;
  /** By dotted key. Opaque here: `checkParameter` knows the schema. */
  readonly parameters: Readonly<Record<string, CanonicalValue>>;
  readonly texts: Readonly<Record<string, CanonicalValue>>;
}

/** A pack whose form is right, not yet composed with others. */
export interface Pack {
  readonly manifest: PackManifest;
  readonly tables: ReadonlyMap<string, Table>;
  readonly templates: Readonly<Record<string, CanonicalValue>>;
  readonly parameters: Readonly<Record<string, CanonicalValue>>;
  readonly texts: Readonly<Record<string, CanonicalValue>>;
}

/** A base with its overlays laid on, in order. */
export interface ComposedPack extends Pack {
  readonly layers: readonly PackManifest[];
}

/** A pack that runs. Its hash covers everything that can change a decision, so a stored hash names the rules of a decision for ever. */
export interface CompiledPack {
  readonly id: string;
  readonly version: string;
  readonly engine: number;
  readonly hash: string;
  readonly layers: readonly PackLayer[];
  readonly vocabulary: Vocabulary;
  readonly tables: ReadonlyMap<string, CompiledTable>;
  readonly templates: Readonly<Record<string, CanonicalValue>>;
  readonly parameters: Readonly<Record<string, CanonicalValue>>;
  readonly texts: Readonly<Record<string, CanonicalValue>>;
}

export interface PackLayer {
  readonly id: string;
  readonly version: string;
}

/** What others know about a pack and this module does not. Each returns what is wrong, or null. */
export interface PackChecks {
  /** Asked for each row an overlay adds, replaces or takes away; a merchant's may only be more generous. */
  readonly checkOverlay?: (change: OverlayChange) => OverlayFault | null;
  /** Asked for each parameter an overlay sets and each text it writes, with the parameters of the packs below it. */
  readonly checkOverlayValue?: (
    kind: "parameter" | "text",
    key: string,
    value: CanonicalValue,
    below: Pack["parameters"],
  ) => OverlayFault | null;
  readonly checkParameter?: (key: string, value: CanonicalValue) => string | null;
  readonly checkTemplate?: (id: string, template: CanonicalValue) => string | null;
  /** Tables of the pack below that were compiled before. One that no overlay of this pack touches is taken as it is. */
  readonly compiledBelow?: ReadonlyMap<string, CompiledTable>;
}

/** What is wrong with what an overlay says, where it names one cell with its column, and what to write instead. */
export type OverlayFault = Pick<PolicyProblem, "code" | "column" | "message">;

export interface OverlayChange extends RowChange {
  readonly overlay: PackManifest;
  readonly isMerchant: boolean;
  readonly base: Table;
  readonly composed: Table;
}

/** Checks the form of a pack's files; the cells are compiled only after composing, by `compilePack`. */
export const parsePack = (source: PackSource): Loaded<Pack> => {
  const { manifest, problems } = parseManifest(source.manifest);
  const parsed = Object.entries(source.tables).map(([id, json]) => parseTable(id, json));
  const all = [...problems, ...parsed.flatMap(table => (table.kind === "refused" ? table.problems : []))];
  if (manifest === null || all.length > 0) return refused(all);
  const tables = new Map(parsed.flatMap(table => (table.kind === "loaded" ? [[table.value.id, table.value] as const] : [])));
  return loaded({ manifest, tables, templates: source.templates, parameters: source.parameters, texts: source.texts });
};

/**
 * Lays the overlays on the base, first to last. Tables compose row by row; a template, parameter or text of an overlay
 * replaces the one of the same key; words are added to the vocabulary. The result keeps the id and version of the base.
 */
export const composePacks = (base: Pack, overlays: readonly Pack[], checks: PackChecks = {}): Loaded<ComposedPack> => {
  const problems: PolicyProblem[] = [];
  if (base.manifest.kind !== "base") problems.push(packProblem("bad_overlay", `${base.manifest.id} is not a base`));
  let composed: ComposedPack = { ...base, layers: [base.manifest] };
  for (const overlay of overlays) composed = layOn(composed, overlay, checks, problems);
  return problems.length > 0 ? refused(problems) : loaded(composed);
};

/** Compiles every table and hashes the whole. `sha256` comes from outside: the domain has no crypto. */
export const compilePack = (
  pack: Pack | ComposedPack,
  sha256: (bytes: Uint8Array) => string,
  checks: PackChecks = {},
): Loaded<CompiledPack> => {
  const layers = "layers" in pack ? pack.layers : [pack.manifest];
  const compiled = [...pack.tables.values()].map(table => {
    const known = checks.compiledBelow?.get(table.id);
    return known === undefined ? compileTable(table, pack.manifest.vocabulary) : loaded(known);
  });
  const problems = [...compiled.flatMap(table => (table.kind === "refused" ? table.problems : [])), ...opaqueProblems(pack, checks)];
  if (problems.length > 0) return refused(problems);
  return loaded({
    id: pack.manifest.id,
    version: pack.manifest.version,
    engine: pack.manifest.engine,
    hash: sha256(canonicalBytes(hashedForm(pack, layers))),
    layers: layers.map(({ id, version }) => ({ id, version })),
    vocabulary: pack.manifest.vocabulary,
    tables: new Map(compiled.flatMap(table => (table.kind === "loaded" ? [[table.value.id, table.value] as const] : []))),
    templates: pack.templates,
    parameters: pack.parameters,
    texts: pack.texts,
  });
};

/** Parse, compose and compile in one go: what a server does at start, and a test for one pack. */
export const loadPack = (
  base: PackSource,
  overlays: readonly PackSource[],
  sha256: (bytes: Uint8Array) => string,
  checks: PackChecks = {},
): Loaded<CompiledPack> => {
  const [parsedBase, ...parsedOverlays] = [base, ...overlays].map(parsePack);
  const problems = [parsedBase, ...parsedOverlays].flatMap(pack => (pack?.kind === "refused" ? pack.problems : []));
  if (parsedBase?.kind !== "loaded" || problems.length > 0) return refused(problems);
  const layers = parsedOverlays.flatMap(pack => (pack.kind === "loaded" ? [pack.value] : []));
  const composed = composePacks(parsedBase.value, layers, checks);
  return composed.kind === "refused" ? composed : compilePack(composed.value, sha256, checks);
};

const layOn = (below: ComposedPack, overlay: Pack, checks: PackChecks, problems: PolicyProblem[]): ComposedPack => {
  const { manifest } = overlay;
  if (manifest.kind !== "overlay" || !below.layers.some(layer => layer.id === manifest.extends))
    problems.push(
      packProblem("bad_overlay", `${manifest.id} extends ${manifest.extends ?? "nothing"}, which is not among the packs below it`),
    );
  if (manifest.engine !== below.manifest.engine)
    problems.push(
      packProblem("bad_overlay", `${manifest.id} is written for engine ${manifest.engine}, the base for ${below.manifest.engine}`),
    );
  if (isMerchantOverlay(manifest) && Object.keys({ ...overlay.parameters, ...overlay.templates }).length > 0)
    problems.push(
      packProblem("bad_overlay", `${manifest.id} is a seller's or brand's and changes rows of tables alone, no parameters or plans`),
    );
  if (!isMerchantOverlay(manifest)) problems.push(...valueProblems(below, overlay, checks));
  const tables = new Map(below.tables);
  for (const [id, table] of overlay.tables) tables.set(id, layTable(below, overlay, table, checks, problems));
  return {
    manifest: { ...below.manifest, vocabulary: widened(below.manifest.vocabulary, manifest.vocabulary) },
    layers: [...below.layers, manifest],
    tables,
    templates: { ...below.templates, ...overlay.templates },
    parameters: { ...below.parameters, ...overlay.parameters },
    texts: { ...below.texts, ...overlay.texts },
  };
};

/** A table the packs below do not have is simply added, row instructions refused by its own compilation. */
const layTable = (below: ComposedPack, { manifest }: Pack, table: Table, checks: PackChecks, problems: PolicyProblem[]): Table => {
  const base = below.tables.get(table.id);
  if (base === undefined) return table;
  const isMerchant = isMerchantOverlay(manifest);
  const result = composeTable(base, table, { mayDelete: !isMerchant });
  problems.push(...result.problems.map(problem => ({ ...problem, overlay: manifest.id })));
  for (const change of result.changes) {
    const fault = checks.checkOverlay?.({ ...change, overlay: manifest, isMerchant, base, composed: result.table }) ?? null;
    if (fault !== null) problems.push({ ...fault, overlay: manifest.id, table: table.id, row: change.rowId });
  }
  return result.table;
};

const valueProblems = (below: Pack, { manifest, parameters, texts }: Pack, { checkOverlayValue }: PackChecks): readonly PolicyProblem[] => {
  const asked = [["parameter", "parameters", parameters] as const, ["text", "texts", texts] as const];
  return asked.flatMap(([kind, table, values]) =>
    Object.entries(values).flatMap(([row, value]) => {
      const fault = checkOverlayValue?.(kind, row, value, below.parameters) ?? null;
      return fault === null ? [] : [{ ...fault, overlay: manifest.id, table, row }];
    }),
  );
};

const widened = (below: Vocabulary, above: Vocabulary): Vocabulary => {
  const fields = [...new Set([...Object.keys(below), ...Object.keys(above)])];
  return Object.fromEntries(fields.map(field => [field, [...new Set([...(below[field] ?? []), ...(above[field] ?? [])])]]));
};

const opaqueProblems = ({ parameters, templates }: Pack, checks: PackChecks): readonly PolicyProblem[] => [
  ...checked(parameters, "parameters", checks.checkParameter),
  ...checked(templates, "templates", checks.checkTemplate),
];

const checked = (
  values: Readonly<Record<string, CanonicalValue>>,
  table: string,
  check: ((key: string, value: CanonicalValue) => string | null) | undefined,
): readonly PolicyProblem[] =>
  Object.entries(values).flatMap(([row, value]) => {
    const message = check?.(row, value) ?? null;
    return message === null ? [] : [{ code: "bad_parameter" as const, table, row, column: null, message }];
  });

const packProblem = (code: PolicyProblemCode, message: string): PolicyProblem => ({
  code,
  table: "manifest",
  row: null,
  column: null,
  message,
});

/** Everything of the files, also what decides nothing: who holds a hash must be able to show the very same rules, words and sources. */
const hashedForm = (pack: Pack, layers: readonly PackManifest[]): CanonicalValue => ({
  layers: layers.map(manifestForm),
  tables: Object.fromEntries([...pack.tables].map(([id, table]) => [id, tableForm(table)])),
  templates: pack.templates,
  parameters: pack.parameters,
  texts: pack.texts,
});

/** A pack that names no date or urgency has the form, and so the hash, that it had before there were any. */
const manifestForm = ({ effectiveAt, urgent, ...manifest }: PackManifest): CanonicalValue => ({
  id: manifest.id,
  version: manifest.version,
  kind: manifest.kind,
  extends: manifest.extends,
  appliesTo: { ...manifest.appliesTo },
  engine: manifest.engine,
  vocabulary: manifest.vocabulary,
  ...(effectiveAt === null ? {} : { effectiveAt }),
  ...(urgent === null ? {} : { urgent: { reason: { ...urgent.reason }, approvedBy: [...urgent.approvedBy] } }),
});

const tableForm = ({ inputs, outputs, rows }: Table): CanonicalValue => ({
  inputs: inputs.map(column => ({ ...column })),
  outputs: outputs.map(column => ({ ...column })),
  rows: rows.map(({ id, cells }) => ({ id, cells })),
});

import { dirname } from "node:path";
import { type CompiledTable, loadTable } from "@amends/domain/policy/compile-table";
import { describeProblem } from "@amends/domain/policy/problem";
import { sampleContext, sampleEdges, sampleHits, samplePools } from "@amends/domain/policy/samples";
import type { PolicyRecord } from "@amends/domain/policy/value";
import type { Vocabulary } from "@amends/domain/policy/vocabulary";
import { writeTable } from "@amends/domain/policy/write-table";
import { describe, expect, test } from "vitest";
import { compiledPack, layersOf, packFolders, readTables, seeded, type TableFile } from "./read-pack.ts";
import { comparable, plain, zenDecision, zenEvaluate } from "./zen.ts";

const WHOLE: Effort = { hitsPerRow: 10, edgeBasesPerRow: 2, edgesMax: 2000, randomContexts: 200 };
/** Nearly all rows of a table that an overlay was laid on are those of the table below, which is compared by itself. */
const COMPOSED: Effort = { hitsPerRow: 2, edgeBasesPerRow: 1, edgesMax: 400, randomContexts: 50 };
const SEED = 20_260_101;

const fixtures = readTables("test/policy/fixtures/*.json");

interface Effort {
  readonly hitsPerRow: number;
  readonly edgeBasesPerRow: number;
  readonly edgesMax: number;
  readonly randomContexts: number;
}

interface Subject {
  readonly compiled: CompiledTable;
  readonly vocabulary: Vocabulary;
  readonly effort: Effort;
}

/** A table of a pack as it decides, for an overlay composed with what it is laid on; a table outside any pack as it stands. */
const subjectOf = ({ id, path, json }: TableFile): Subject => {
  const folder = dirname(dirname(path));
  if (!packFolders(folder).includes(folder)) return { compiled: alone(id, json), vocabulary: {}, effort: WHOLE };
  const [base, overlays] = layersOf(folder);
  const { tables, vocabulary } = compiledPack(base, overlays);
  const effort = overlays.length === 0 ? WHOLE : COMPOSED;
  return { compiled: tables.get(id) ?? expect.fail(`the pack has no table ${id}`), vocabulary, effort };
};

const alone = (id: string, json: unknown): CompiledTable => {
  const table = loadTable(id, json);
  return table.kind === "loaded" ? table.value : expect.fail(table.problems.map(describeProblem).join("\n"));
};

const tables = [...fixtures, ...readTables("{policies,test/pack}/**/tables/*.json")];

describe.each(tables.map(file => [file.path, file] as const))("%s", (_, file) => {
  test("has no row that nothing can hit", () => {
    const { compiled, vocabulary, effort } = subjectOf(file);
    const hits = sampleHits(compiled, effort.hitsPerRow, seeded(SEED), vocabulary);
    const unhit = [...hits].filter(([, contexts]) => contexts.length < effort.hitsPerRow).map(([row]) => `${compiled.id}/${row}`);
    expect(unhit).toEqual([]);
  });

  test("decides as ZEN does: each row, each edge, null and missing", async () => {
    const subject = subjectOf(file);
    const decision = zenDecision(writeTable(subject.compiled.table));
    for (const context of contextsFor(subject)) {
      const theirs = await zenEvaluate(decision, subject.compiled.table, context);
      const ours = comparable(subject.compiled.table, subject.compiled.evaluate(context));
      expect({ facts: plain(context), ...ours }).toEqual({ facts: plain(context), ...theirs });
    }
  });
});

test("the fixtures cover the whole table language, and hold a dozen tables or more", () => {
  expect(fixtures.length).toBeGreaterThanOrEqual(12);
});

const contextsFor = ({ compiled, vocabulary, effort }: Subject): readonly PolicyRecord[] => {
  const random = seeded(SEED);
  const pools = samplePools(compiled, vocabulary);
  const found = sampleHits(compiled, effort.hitsPerRow, random, vocabulary);
  // None is compared by hearsay: each row is asked as often as it is said to be.
  for (const { id } of compiled.rows) expect([id, found.get(id)?.length]).toEqual([id, effort.hitsPerRow]);
  const hits = [...found.values()];
  const edges = hits.flatMap(contexts => contexts.slice(0, effort.edgeBasesPerRow)).flatMap(base => sampleEdges(pools, base));
  const drawn = Array.from({ length: effort.randomContexts }, () => sampleContext(pools, random));
  return [...hits.flat(), ...sampled(edges, effort.edgesMax, random), ...drawn];
};

/** All of them, or as many drawn by chance: a table of a hundred rows has ten thousand edges, at a fifth of a millisecond each in ZEN. */
const sampled = <T>(items: readonly T[], max: number, random: () => number): readonly T[] =>
  items.length <= max ? items : items.filter(() => random() < max / items.length);

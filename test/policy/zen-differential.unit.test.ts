import { dirname } from "node:path";
import { type CompiledTable, loadTable } from "@amends/domain/policy/compile-table";
import { describeProblem } from "@amends/domain/policy/problem";
import { type Random, sampleContext, sampleEdges, samplePools, sampleRowHits } from "@amends/domain/policy/samples";
import { parseTable } from "@amends/domain/policy/table";
import type { PolicyRecord } from "@amends/domain/policy/value";
import type { Vocabulary } from "@amends/domain/policy/vocabulary";
import { writeTable } from "@amends/domain/policy/write-table";
import { describe, expect, test } from "vitest";
import { compiledPack, layersOf, packFolders, readTables, seeded, type TableFile } from "./read-pack.ts";
import { comparable, plain, zenDecision, zenEvaluate } from "./zen.ts";

const WHOLE: Effort = { hitsPerRow: 10, edgeBasesPerRow: 2, edgesMax: 2000 };
/** For rows that stand under an overlay's own: they are compared whole where they were written. */
const BELOW: Effort = { hitsPerRow: 2, edgeBasesPerRow: 1, edgesMax: 400 };
const RANDOM_CONTEXTS = 200;
const SEED = 20_260_101;

const fixtures = readTables("test/policy/fixtures/*.json");

interface Effort {
  readonly hitsPerRow: number;
  readonly edgeBasesPerRow: number;
  readonly edgesMax: number;
}

interface Subject {
  readonly compiled: CompiledTable;
  readonly vocabulary: Vocabulary;
  /** The rows that the file itself writes. */
  readonly written: ReadonlySet<string>;
}

/** A table of a pack as it decides, for an overlay composed with what it is laid on; a table outside any pack as it stands. */
const subjectOf = ({ id, path, json }: TableFile): Subject => {
  const folder = dirname(dirname(path));
  const written = rowsIn(id, json);
  if (!packFolders(folder).includes(folder)) return { compiled: alone(id, json), vocabulary: {}, written };
  const [base, overlays] = layersOf(folder);
  const { tables, vocabulary } = compiledPack(base, overlays);
  return { compiled: tables.get(id) ?? expect.fail(`the pack has no table ${id}`), vocabulary, written };
};

const rowsIn = (id: string, json: unknown): ReadonlySet<string> => {
  const table = parseTable(id, json);
  return table.kind === "loaded"
    ? new Set(table.value.rows.map(row => row.id))
    : expect.fail(table.problems.map(describeProblem).join("\n"));
};

const alone = (id: string, json: unknown): CompiledTable => {
  const table = loadTable(id, json);
  return table.kind === "loaded" ? table.value : expect.fail(table.problems.map(describeProblem).join("\n"));
};

const tables = [...fixtures, ...readTables("{policies,test/pack}/**/tables/*.json")];

describe.each(tables.map(file => [file.path, file] as const))("%s", (_, file) => {
  test("has no row that nothing can hit", () => {
    const subject = subjectOf(file);
    const hits = hitsOf(subject, seeded(SEED));
    const unhit = hits.filter(({ contexts, effort }) => contexts.length < effort.hitsPerRow).map(({ row }) => row);
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

interface RowHits {
  readonly row: string;
  readonly effort: Effort;
  readonly contexts: readonly PolicyRecord[];
}

const hitsOf = ({ compiled, vocabulary, written }: Subject, random: Random): readonly RowHits[] => {
  const pools = samplePools(compiled, vocabulary);
  return compiled.rows.map(row => {
    const effort = written.has(row.id) ? WHOLE : BELOW;
    return { row: row.id, effort, contexts: sampleRowHits(compiled, row, pools, effort.hitsPerRow, random) };
  });
};

const contextsFor = (subject: Subject): readonly PolicyRecord[] => {
  const random = seeded(SEED);
  const pools = samplePools(subject.compiled, subject.vocabulary);
  const hits = hitsOf(subject, random);
  // None is compared by hearsay: each row is asked as often as it is said to be.
  for (const { row, effort, contexts } of hits) expect([row, contexts.length]).toEqual([row, effort.hitsPerRow]);
  const edges = [WHOLE, BELOW].flatMap(effort => {
    const bases = hits.filter(each => each.effort === effort).flatMap(({ contexts }) => contexts.slice(0, effort.edgeBasesPerRow));
    return sampled(
      bases.flatMap(base => sampleEdges(pools, base)),
      effort.edgesMax,
      random,
    );
  });
  const drawn = Array.from({ length: RANDOM_CONTEXTS }, () => sampleContext(pools, random));
  return [...hits.flatMap(({ contexts }) => contexts), ...edges, ...drawn];
};

/** All of them, or as many drawn by chance: a table of a hundred rows has ten thousand edges, at a fifth of a millisecond each in ZEN. */
const sampled = <T>(items: readonly T[], max: number, random: () => number): readonly T[] =>
  items.length <= max ? items : items.filter(() => random() < max / items.length);

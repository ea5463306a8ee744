import { isStageTable, PROCEDURE_TABLES } from "../intake/stage.ts";
import { type Json, parseManifest } from "../policy/manifest.ts";
import type { PackSource } from "../policy/pack.ts";

/** The files of a pack: a base and what lies on it. */
export type PackFiles = { readonly base: PackSource; readonly overlays: readonly PackSource[] };

/**
 * The rules of an order paid under one version of a pack and filed for under another (G-5, the version in force at the act): what is owed as it was when
 * it was paid, and how it is gone about, with its words, plans and limits, as it is when it is filed for.
 */
export const filesAtMoments = (atPayment: PackFiles, atFiling: PackFiles): PackFiles => {
  const [base, ...owed] = [atPayment.base, ...atPayment.overlays];
  const vocabulary = widestVocabulary([base, ...owed, atFiling.base, ...atFiling.overlays]);
  return {
    base: {
      ...atFiling.base,
      manifest: { ...asJson(atFiling.base.manifest), vocabulary },
      tables: { ...tablesOf(atFiling.base, isGoneAbout), ...tablesOf(base, isOwed) },
    },
    overlays: [
      ...owed.map(source => ({ ...source, tables: tablesOf(source, isOwed), parameters: {}, templates: {}, texts: {} })),
      ...atFiling.overlays.map(source => ({ ...source, tables: tablesOf(source, isGoneAbout) })),
    ].filter(({ tables, parameters, templates, texts }) =>
      [tables, parameters, templates, texts].some(part => Object.keys(part).length > 0),
    ),
  };
};

const isOwed = (table: string): boolean => isStageTable(table) && !PROCEDURE_TABLES.includes(table);
const isGoneAbout = (table: string): boolean => !isOwed(table);

const tablesOf = ({ tables }: PackSource, belongs: (table: string) => boolean): Json =>
  Object.fromEntries(Object.entries(tables).filter(([table]) => belongs(table)));

const asJson = (manifest: unknown): object => (typeof manifest === "object" && manifest !== null ? manifest : {});

/** Rows of either version may speak every word that either knows. */
const widestVocabulary = (sources: readonly PackSource[]): Json => {
  const words = new Map<string, Set<string>>();
  for (const { manifest } of sources) {
    for (const [field, known] of Object.entries(parseManifest(manifest).manifest?.vocabulary ?? {}))
      words.set(field, new Set([...(words.get(field) ?? []), ...known]));
  }
  return Object.fromEntries([...words].map(([field, known]) => [field, [...known]]));
};

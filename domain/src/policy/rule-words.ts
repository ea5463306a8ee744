import type { CanonicalValue } from "../kernel/canonical-json.ts";
import { isJson } from "./manifest.ts";
import type { CompiledPack } from "./pack.ts";
import { cellParts } from "./spoken-cell.ts";
import { wordsOf } from "./vocabulary.ts";

/** How a thing of the tables is called. */
type Called = { readonly zh: string; readonly en: string };

/** A field of the tables and the texts it may hold. What the pack has no words for has a null name or is left out, and is shown as it is written. */
type FieldWords = { readonly name: Called | null; readonly values: Readonly<Record<string, Called>> };

/** By field. */
type RuleWords = Readonly<Record<string, FieldWords>>;

/** A cell that is shown, with the field of its column. */
type WrittenCell = { readonly field: string; readonly cell: string };

type SpeakingPack = Pick<CompiledPack, "texts" | "tables" | "vocabulary">;

/**
 * The words for cells that are shown: of the fields they stand under or name, with the texts in them. A field of `listed` comes with every text of its
 * closed list, for whoever chooses one.
 *
 * A pack's texts hold them: `field.<field>` names a field, `value.<field>.<text>` what a text means there, `value.<text>` what it means anywhere. Codes of
 * reasons and causes are called what their own rows say.
 */
export const ruleWords = (pack: SpeakingPack, cells: Iterable<WrittenCell>, listed: Iterable<string> = []): RuleWords => {
  const shown = new Map<string, Set<string>>();
  const of = (field: string): Set<string> => {
    const texts = shown.get(field) ?? new Set();
    shown.set(field, texts);
    return texts;
  };
  for (const { field, cell } of cells) {
    const parts = cellParts(cell);
    const fields = [field, ...parts.flatMap(part => (part.kind === "path" && calledIn(pack, fieldKey(part.path)) ? [part.path] : []))];
    for (const each of fields) for (const part of parts) if (part.kind === "text") of(each).add(part.text);
    for (const each of fields) of(each);
  }
  for (const field of listed) for (const text of wordsOf(field, pack.vocabulary) ?? []) of(field).add(text);
  const codes = namedCodes(pack);
  return Object.fromEntries([...shown].map(([field, texts]) => [field, wordsOfField(pack, codes, field, texts)]));
};

/** Each table with the field its rows name a code of. */
const NAMES_CODES = [
  ["reasons", "request.reason"],
  ["judged_causes", "judged.cause"],
] as const;

/** What the rows of the codes say of them. Of several rows the last speaks: the earlier ones are for cases apart. */
const namedCodes = ({ tables }: SpeakingPack): ReadonlyMap<string, Called> =>
  new Map(
    NAMES_CODES.flatMap(([id, field]) => {
      const table = tables.get(id);
      const column = table?.table.inputs.find(input => input.field === field)?.id;
      if (table === undefined || column === undefined) return [];
      const cells = new Map(table.table.rows.map(row => [row.id, row.cells[column] ?? ""]));
      return table.rows.flatMap(({ id: row, meta: { zh, en } }) => {
        const [part, ...others] = cellParts(cells.get(row) ?? "");
        return part?.kind === "text" && others.length === 0 ? [[part.text, { zh, en }] as const] : [];
      });
    }),
  );

const fieldKey = (field: string): string => `field.${field}`;

const wordsOfField = (pack: SpeakingPack, codes: ReadonlyMap<string, Called>, field: string, texts: ReadonlySet<string>): FieldWords => ({
  name: calledIn(pack, fieldKey(field)),
  values: Object.fromEntries(
    [...texts].flatMap(text => {
      const called = calledIn(pack, `value.${field}.${text}`) ?? calledIn(pack, `value.${text}`) ?? codes.get(text) ?? null;
      return called === null ? [] : [[text, called]];
    }),
  ),
});

const calledIn = ({ texts }: SpeakingPack, key: string): Called | null => calledBy(Object.hasOwn(texts, key) ? (texts[key] ?? null) : null);

const calledBy = (found: CanonicalValue): Called | null => {
  if (!isJson(found)) return null;
  const { zh, en } = found;
  return typeof zh === "string" && typeof en === "string" ? { zh, en } : null;
};

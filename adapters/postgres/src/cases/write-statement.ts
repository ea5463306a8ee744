import type { QueryConfig } from "pg";
import type { Columns, RecordSet, Row, UntypedRow } from "./record-set.ts";

/**
 * One statement that writes several tables, made of the parts that have something to write. A part that has nothing would still be started, its table
 * locked and its indexes opened. There are few shapes in practice; each is named by its parts, so that every connection plans it once.
 *
 * Writes of one shape may travel together: starting the statement costs as much as its rows do. The first part names what each write changes (`n` counts
 * the writes), the second is the `guard`: what it does not return is not written.
 */
export type WriteStatement<W> = {
  /** The rows of a write, made once. */
  readonly rowsOf: (write: W) => WriteRows;
  /** `writes` is not empty, and all are of one shape. */
  readonly of: (writes: readonly WriteRows[]) => QueryConfig;
};

export type WriteRows = { readonly shape: number; readonly rows: readonly (readonly UntypedRow[])[] };

export type Part<W> = {
  /** Its name in the `with` list; later parts may name it. */
  readonly name: string;
  /** Null: it sends nothing, and is always there. */
  readonly set: RecordSet<Columns> | null;
  /** Its parameters count from `first`. */
  readonly text: (first: number, around: Around) => string;
  readonly rows: (write: W) => readonly UntypedRow[];
};

export type Around = {
  /** Whether an earlier part is there. */
  readonly has: (name: string) => boolean;
  /** Whether others travel with it: then nobody waits for a row that somebody else holds. */
  readonly together: boolean;
};

export const writeStatement = <W>(statement: {
  readonly name: string;
  readonly parts: readonly Part<W>[];
  readonly end: (around: Around) => string;
}): WriteStatement<W> => {
  const texts = new Map<string, string>();
  const textOf = (name: string, shape: number, together: boolean): string => {
    const known = texts.get(name);
    if (known !== undefined) return known;
    const text = written(
      statement.parts.filter((_, index) => (shape & (1 << index)) !== 0),
      together,
      statement.end,
    );
    texts.set(name, text);
    return text;
  };
  return {
    rowsOf: write => {
      let shape = 0;
      const rows = statement.parts.map((part, index) => {
        const own = part.rows(write);
        if (part.set === null || own.length > 0) shape |= 1 << index;
        return own;
      });
      return { shape, rows };
    },
    of: writes => {
      const shape = writes[0]?.shape ?? 0;
      const together = writes.length > 1;
      const name = `${statement.name}_${shape.toString(36)}${together ? "_together" : ""}`;
      const values: unknown[] = [];
      for (const [index, { set }] of statement.parts.entries()) {
        if (set !== null && (shape & (1 << index)) !== 0) values.push(...set.values(writes.map(({ rows }) => rows[index] ?? [])));
      }
      return { name, text: textOf(name, shape, together), values };
    },
  };
};

const written = <W>(parts: readonly Part<W>[], together: boolean, end: (around: Around) => string): string => {
  const around: Around = { has: name => parts.some(part => part.name === name), together };
  let first = 1;
  const list = parts.map(part => {
    const text = `${part.name} as (${part.text(first, around)}\n)`;
    first += part.set?.width ?? 0;
    return text;
  });
  return `with ${list.join(", ")}\n${end(around)}`;
};

/** A part that writes rows, and is left out where there are none. */
export const rowsPart = <W, C extends Columns>(
  name: string,
  set: RecordSet<C>,
  text: (first: number, around: Around) => string,
  rows: (write: W) => readonly Row<C>[],
): Part<W> => ({ name, set, text, rows });

import type { QueryConfig } from "pg";
import type { Columns, RecordSet, Row } from "./record-set.ts";

/**
 * One statement that writes several tables, made of the parts that have something to write. A part that has nothing would still be started, its table
 * locked and its indexes opened. There are few shapes in practice; each is named by its parts, so that every connection plans it once.
 */
export type WriteStatement<W> = (write: W) => QueryConfig;

export type Part<W> = {
  /** Its name in the `with` list; later parts may name it. */
  readonly name: string;
  readonly width: number;
  /** Its parameters count from `first`; `has` tells whether an earlier part is there. */
  readonly text: (first: number, has: (name: string) => boolean) => string;
  /** Null: nothing to write. */
  readonly values: (write: W) => readonly unknown[] | null;
};

export const writeStatement = <W>(statement: {
  readonly name: string;
  /** What every shape needs: the first parameters. */
  readonly base: (write: W) => readonly unknown[];
  readonly baseWidth: number;
  readonly parts: readonly Part<W>[];
  readonly end: (has: (name: string) => boolean) => string;
}): WriteStatement<W> => {
  const shapes = new Map<number, { readonly name: string; readonly text: string }>();
  const shapeOf = (mask: number) => {
    const known = shapes.get(mask);
    if (known !== undefined) return known;
    const parts = statement.parts.filter((_, index) => (mask & (1 << index)) !== 0);
    const made = { name: `${statement.name}_${mask.toString(36)}`, text: textOf(parts, statement.baseWidth + 1, statement.end) };
    shapes.set(mask, made);
    return made;
  };
  return write => {
    const values = [...statement.base(write)];
    let mask = 0;
    for (const [index, part] of statement.parts.entries()) {
      const own = part.values(write);
      if (own === null) continue;
      mask |= 1 << index;
      values.push(...own);
    }
    return { ...shapeOf(mask), values };
  };
};

const textOf = <W>(parts: readonly Part<W>[], from: number, end: (has: (name: string) => boolean) => string): string => {
  const has = (name: string): boolean => parts.some(part => part.name === name);
  let first = from;
  const list = parts.map(part => {
    const text = `${part.name} as (${part.text(first, has)}\n)`;
    first += part.width;
    return text;
  });
  return `with ${list.join(", ")}\n${end(has)}`;
};

/** A part that writes rows, and is left out where there are none. */
export const rowsPart = <W, C extends Columns>(
  name: string,
  set: RecordSet<C>,
  text: (first: number) => string,
  rows: (write: W) => readonly Row<C>[],
): Part<W> => ({
  name,
  width: set.width,
  text,
  values: write => {
    const found = rows(write);
    return found.length === 0 ? null : set.values(found);
  },
});

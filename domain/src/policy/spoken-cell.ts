/** A piece of a cell: a text that is compared or given, the path of a field, or what stands between them. `written` is the piece as it stands in the cell. */
export type CellPart =
  | { readonly kind: "text"; readonly text: string; readonly written: string }
  | { readonly kind: "path"; readonly path: string; readonly written: string }
  | { readonly kind: "plain"; readonly written: string };

/** Texts before names: what stands in quotes is no name. */
const TEXT_OR_NAME = /'([^']*)'|"([^"]*)"|[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*/g;

/**
 * A cell in pieces that can be said in words; put together again they are the cell. A cell that does not compile is read as far as it goes: it is shown
 * to whoever is still writing it.
 */
export const cellParts = (cell: string): readonly CellPart[] => {
  const parts: CellPart[] = [];
  let at = 0;
  for (const match of cell.matchAll(TEXT_OR_NAME)) {
    const [written, single, double] = match;
    if (match.index > at) parts.push({ kind: "plain", written: cell.slice(at, match.index) });
    const text = single ?? double;
    parts.push(text === undefined ? { kind: "path", path: written, written } : { kind: "text", text, written });
    at = match.index + written.length;
  }
  if (at < cell.length) parts.push({ kind: "plain", written: cell.slice(at) });
  return parts;
};

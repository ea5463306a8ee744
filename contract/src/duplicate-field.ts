/**
 * The first name that one object of a JSON text has twice. RFC 8259 lets a parser choose, and ours keeps the last one in silence; RFC 7493 forbids it. `value`
 * is what the parser made of the text. A text has as many colons as there are names, and those inside its strings: where both counts agree, as they nearly
 * always do, nothing was lost and nothing is walked a second time.
 */
export const duplicateFieldIn = (text: string, value: unknown): string | undefined =>
  colonsOf(text) === colonsWritten(value, 0) && !ESCAPED_COLON.test(text) ? undefined : firstTwice(text);

const ESCAPED_COLON = /\\u003a/i;

/** Deeper than anything that is read here; what is deeper is looked at without recursion. */
const DEPTH_MAX = 32;

const colonsOf = (text: string): number => {
  let count = 0;
  for (let at = text.indexOf(":"); at !== -1; at = text.indexOf(":", at + 1)) count += 1;
  return count;
};

const colonsWritten = (value: unknown, depth: number): number => {
  if (typeof value === "string") return colonsOf(value);
  if (typeof value !== "object" || value === null) return 0;
  if (depth > DEPTH_MAX) return Number.NaN;
  let count = 0;
  if (Array.isArray(value)) for (const inner of value) count += colonsWritten(inner, depth + 1);
  else for (const [name, inner] of Object.entries(value)) count += 1 + colonsOf(name) + colonsWritten(inner, depth + 1);
  return count;
};

/** Walks over well-formed JSON: a string with a colon behind it is a name of the object that is open. */
const firstTwice = (text: string): string | undefined => {
  const open: Set<string>[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (sign === "{") open.push(new Set());
    else if (sign === "}") open.pop();
    else if (sign === '"') {
      const end = endOfString(text, at);
      if (isFollowedByColon(text, end)) {
        const name: unknown = JSON.parse(text.slice(at, end));
        const names = open.at(-1);
        if (typeof name !== "string" || names === undefined) return undefined;
        if (names.has(name)) return name;
        names.add(name);
      }
      at = end - 1;
    }
  }
  return undefined;
};

/** Behind the closing quotation mark. */
const endOfString = (text: string, start: number): number => {
  let at = start + 1;
  while (text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
  return at + 1;
};

const isFollowedByColon = (text: string, from: number): boolean => {
  let at = from;
  while (text[at] === " " || text[at] === "\n" || text[at] === "\r" || text[at] === "\t") at += 1;
  return text[at] === ":";
};

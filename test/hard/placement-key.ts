/** One writing or locking part of a statement, and whether it says in which shard. */
export type Part = {
  readonly table: string;
  readonly kind: "insert" | "update" | "delete" | "lock";
  readonly namesShard: boolean;
  readonly text: string;
};

/**
 * Finds every INSERT, UPDATE, DELETE and row lock in a statement, its common table expressions included. Reads the text by words and brackets and no
 * further: a part ends where its bracket closes. What it cannot tell apart it reports as without a key, so that somebody looks.
 */
export const partsOf = (statement: string): readonly Part[] => {
  const sql = bare(statement);
  return [...inserts(sql), ...changes(sql), ...locks(sql)];
};

/** Without comments and texts in quotes, in one line. */
const bare = (sql: string): string =>
  sql
    .replaceAll(/--[^\n]*/g, " ")
    .replaceAll(/'(?:[^']|'')*'/g, "''")
    .replaceAll(/\s+/g, " ")
    .toLowerCase();

const inserts = (sql: string): readonly Part[] =>
  [...sql.matchAll(/\binsert into "?([a-z_]+)"?(?: as [a-z_]+)? ?\(([^)]*)\)/g)].map(match => ({
    kind: "insert",
    table: match[1] ?? "",
    namesShard: (match[2] ?? "").split(",").some(column => column.trim() === "shard"),
    text: match[0],
  }));

/** `do update set` belongs to its insert; `for update` is a lock. */
const changes = (sql: string): readonly Part[] =>
  [...sql.matchAll(/(?<!do |for |no key )\b(update|delete from) "?([a-z_]+)"?/g)].map(match => {
    const part = restOfBracket(sql, match.index);
    const condition = part.slice(part.indexOf(" where "));
    return {
      kind: match[1] === "update" ? "update" : "delete",
      table: match[2] ?? "",
      namesShard: part.includes(" where ") && NAMES_SHARD.test(condition),
      text: part,
    };
  });

const locks = (sql: string): readonly Part[] =>
  [...sql.matchAll(/\bfor (?:no key )?(?:update|share)\b(?: of ([a-z_]+))?/g)].map(match => {
    const select = withoutInner(sql.slice(openingBracket(sql, match.index), match.index));
    const alias = match[1];
    const named = alias === undefined ? / from "?([a-z_]+)"?/.exec(select) : new RegExp(`\\b([a-z_]+) (?:as )?${alias}\\b`).exec(select);
    return { kind: "lock", table: named?.[1] ?? "", namesShard: NAMES_SHARD.test(select), text: select };
  });

const NAMES_SHARD = /(?:\b[a-z_]+\.)?\bshard = |\(\s*(?:[a-z_]+\.)?shard\s*,|\bshard = any/;

/** What an inner select asks says nothing of the outer one. */
const withoutInner = (sql: string): string => {
  const shorter = sql.replaceAll(/\(select [^()]*\)/g, "()");
  return shorter === sql ? sql : withoutInner(shorter);
};

const restOfBracket = (sql: string, from: number): string => {
  let depth = 0;
  for (let at = from; at < sql.length; at += 1) {
    if (sql[at] === "(") depth += 1;
    else if (sql[at] === ")") depth -= 1;
    if (depth < 0) return sql.slice(from, at);
  }
  return sql.slice(from);
};

const openingBracket = (sql: string, from: number): number => {
  let depth = 0;
  for (let at = from; at >= 0; at -= 1) {
    if (sql[at] === ")") depth += 1;
    else if (sql[at] === "(") depth -= 1;
    if (depth < 0) return at + 1;
  }
  return 0;
};

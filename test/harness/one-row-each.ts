import pg from "pg";

type Column = { readonly name: string; readonly type: string };
type Gap = { readonly table: string; readonly columns: readonly Column[]; readonly checks: readonly string[] };

const BALANCED = { accounts: "array['x', 'y']", parties: "array['x', 'y']", amounts: "array[1, -1]" };
/** Where a table asks more of a row than the kind of each value. */
const PARTICULAR: ReadonlyMap<string, Readonly<Record<string, string>>> = new Map<string, Readonly<Record<string, string>>>([
  ["merchant_postings", BALANCED],
  ["operations", { currency: "'CNY'" }],
  ["order_acceptances", { kind: "'confirmed'" }],
  ["order_changes", { to_version: "2" }],
  ["persons", { erased_at: "1" }],
  ["postings", BALANCED],
  ["sessions", { account_id: "'x'" }],
  ["time_extensions", { until_at: "2" }],
  ["work_shift_changes", { until_at: "2" }],
]);

/** What has no rows, with the columns a row needs and what the table asks of them. */
const GAPS = `
select c.relname as table,
  (select coalesce(json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, null)) order by a.attnum), '[]')
   from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attnotnull and a.attgenerated = '' and a.attidentity = ''
     and not a.atthasdef) as columns,
  (select coalesce(json_agg(pg_get_constraintdef(k.oid)), '[]') from pg_constraint k where k.conrelid = c.oid and k.contype = 'c') as checks
from pg_class c
where c.relkind in ('r', 'p') and not c.relispartition and c.relnamespace = 'public'::regnamespace
order by 1`;

/**
 * A row in every table that has none, of the same few values everywhere, so that whatever names another row names one that is there. Keys and triggers are
 * not asked on the way in. Gives the tables it filled.
 */
export const fillEveryTable = async (adminUrl: string): Promise<readonly string[]> => {
  const client = new pg.Client(adminUrl);
  await client.connect();
  try {
    await client.query("set session_replication_role = replica");
    const { rows } = await client.query<Gap>(GAPS);
    const filled: string[] = [];
    for (const { table, columns, checks } of rows) {
      const { rowCount } = await client.query(`select from ${pg.escapeIdentifier(table)} limit 1`);
      if (rowCount !== 0) continue;
      const needed = columns.map(column => [column.name, valueFor(column, checks)] as const);
      const row = Object.entries({ ...Object.fromEntries(needed), ...PARTICULAR.get(table) });
      const names = row.map(([name]) => pg.escapeIdentifier(name)).join(", ");
      const text = row.length === 0 ? "default values" : `(${names}) values (${row.map(([, value]) => value).join(", ")})`;
      await client.query(`insert into ${pg.escapeIdentifier(table)} ${text}`);
      filled.push(table);
    }
    return filled;
  } finally {
    await client.end();
  }
};

const valueFor = ({ name, type }: Column, checks: readonly string[]): string => {
  const own = checks.filter(check => new RegExp(`\\b${name}\\b`, "u").test(check));
  if (type === "bytea") return `decode(repeat('01', ${/octet_length\(\w+\) = (\d+)/u.exec(own.join())?.[1] ?? 1}), 'hex')`;
  if (type === "json" || type === "jsonb") return "'{}'";
  if (type === "boolean") return "true";
  if (type === "date") return "'2026-01-01'";
  if (type.startsWith("timestamp")) return "'2026-01-01T00:00:00Z'";
  if (type.endsWith("[]")) return type.startsWith("text") ? "array['x']" : "array[1]";
  if (["smallint", "integer", "bigint", "numeric", "double precision", "xid8"].includes(type)) return "'1'";
  const word = /'([^']*)'::text/u.exec(own.find(check => /= ANY|= '/u.test(check)) ?? "")?.[1];
  return `'${word ?? "x"}'`;
};

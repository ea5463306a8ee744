import pg from "pg";

/** A table as backups see it: the columns whose values are stored, in order. Generated columns are computed anew. */
export type Table = {
  readonly schema: string;
  readonly name: string;
  readonly isPartitioned: boolean;
  readonly columns: readonly string[];
};

export type SequenceState = { readonly schema: string; readonly name: string; readonly lastValue: string; readonly isCalled: boolean };

export const qualified = ({ schema, name }: { readonly schema: string; readonly name: string }): string =>
  `${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(name)}`;

export const columnList = (table: Table): string => table.columns.map(column => pg.escapeIdentifier(column)).join(", ");

/** Ours: not the system's and not an extension's. */
const OURS = `
  n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg\\_%'
  and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')`;

/** Partitions are not listed: their rows are read and written through the table they are parts of. The record of migrations is not data. */
export const listTables = async (client: pg.ClientBase): Promise<readonly Table[]> => {
  const { rows } = await client.query<Table>(`
    select n.nspname as schema, c.relname as name, c.relkind = 'p' as "isPartitioned",
      array_agg(a.attname::text order by a.attnum) as columns
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where c.relkind in ('r', 'p') and not c.relispartition and c.relpersistence <> 't' and ${OURS}
      and not (n.nspname = 'public' and c.relname = 'schema_migrations')
    group by 1, 2, 3
    order by 1, 2`);
  return rows;
};

export const listSequences = async (client: pg.ClientBase): Promise<readonly SequenceState[]> => {
  const { rows } = await client.query<{ schema: string; name: string }>(`
    select n.nspname as schema, c.relname as name
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'S' and ${OURS}
    order by 1, 2`);
  const states: SequenceState[] = [];
  for (const row of rows) states.push(await readSequence(client, row));
  return states;
};

/** Sequences are outside of snapshots: read after the rows, so never behind them. */
const readSequence = async (client: pg.ClientBase, sequence: { schema: string; name: string }): Promise<SequenceState> => {
  const sql = `select last_value::text as "lastValue", is_called as "isCalled" from ${qualified(sequence)}`;
  const { rows } = await client.query<{ lastValue: string; isCalled: boolean }>(sql);
  const [state] = rows;
  if (state === undefined) throw new Error(`broken invariant: sequence ${sequence.name} has no row`);
  return { ...sequence, ...state };
};

export const firstWithRows = async (client: pg.ClientBase, tables: readonly Table[]): Promise<Table | undefined> => {
  for (const table of tables) {
    const { rowCount } = await client.query(`select from ${qualified(table)} limit 1`);
    if (rowCount !== 0) return table;
  }
  return undefined;
};

/** What would act on rows while they are loaded: taken away before, put back exactly as it was after. */
export type Suspended = { readonly before: string; readonly after: string };

/**
 * Foreign keys are dropped and made again, which checks every row; triggers are switched off, and back to how they were. Both need
 * no more than owning the tables. A trigger on a partition follows the one on its table.
 */
export const listSuspended = async (client: pg.ClientBase): Promise<readonly Suspended[]> => {
  const { rows } = await client.query<Suspended>(`
    with ours as (
      select c.oid, c.relforcerowsecurity, format('alter table %I.%I ', n.nspname, c.relname) as alter_table
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and ${OURS}
    )
    select alter_table || format('drop constraint %I', conname) as before,
      alter_table || format('add constraint %I %s', conname, pg_get_constraintdef(k.oid)) as after
    from pg_constraint k join ours on ours.oid = k.conrelid
    where contype = 'f' and conparentid = 0
    union all
    select alter_table || format('disable trigger %I', tgname),
      alter_table || format('enable %s trigger %I', case tgenabled when 'R' then 'replica' when 'A' then 'always' else '' end, tgname)
    from pg_trigger t join ours on ours.oid = t.tgrelid
    where not tgisinternal and tgparentid = 0 and tgenabled <> 'D'
    union all
    select alter_table || 'no force row level security', alter_table || 'force row level security'
    from ours where relforcerowsecurity`);
  return rows;
};

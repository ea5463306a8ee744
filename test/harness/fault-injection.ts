import pg from "pg";
import { DRAWN_FROM_THE_FEED, tablesOf } from "./whole-database.ts";

/**
 * Makes the database fail at one table, as a full disk or a broken index would, in the middle of whatever is being written; and tells which tables a
 * deed wrote to. Triggers fire for rows only, so a part of a statement that writes nothing is none.
 */
export type FaultInjection = {
  readonly failAt: (table: string | null) => Promise<void>;
  /** Runs a deed and gives the tables it wrote rows of. */
  readonly touchedBy: (deed: () => Promise<void>) => Promise<ReadonlySet<string>>;
};

/** Written by workers of their own accord. */
const NOT_WATCHED = new Set([...DRAWN_FROM_THE_FEED, "sessions", "api_keys", "login_attempts", "schema_migrations"]);

export const injectFaults = async (pool: pg.Pool): Promise<FaultInjection> => {
  const tables = (await tablesOf(pool)).filter(table => !NOT_WATCHED.has(table));
  await pool.query(`
    create table fault_place (place text);
    create table fault_trace (place text);
    grant select on fault_place to public;
    grant insert on fault_trace to public;
    create function fault_here() returns trigger language plpgsql as $$
    begin
      if exists (select from fault_place where place = tg_table_name) then
        raise exception 'no room for a row of %', tg_table_name using errcode = 'disk_full';
      end if;
      insert into fault_trace values (tg_table_name);
      return case when tg_op = 'DELETE' then old else new end;
    end $$`);
  for (const table of tables) {
    await pool.query(
      `create trigger zz_fault before insert or update or delete on ${pg.escapeIdentifier(table)} for each row execute function fault_here()`,
    );
  }
  return {
    failAt: async table => {
      await pool.query("delete from fault_place");
      if (table !== null) await pool.query("insert into fault_place values ($1)", [table]);
    },
    touchedBy: async deed => {
      await pool.query("truncate fault_trace");
      await deed();
      const { rows } = await pool.query<{ place: string }>("select distinct place from fault_trace order by 1");
      return new Set(rows.map(row => row.place));
    },
  };
};

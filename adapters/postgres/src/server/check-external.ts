import type pg from "pg";
import { withClient } from "../with-client.ts";
import type { RoleUrls } from "./roles.ts";
import { StartError } from "./start-error.ts";

/** PostgreSQL 15: `unique nulls not distinct` and a schema `public` that is not everybody's. */
const OLDEST_MAJOR = 15;

/** Before anything is made in a server of the operator's own: whether it is new enough, and the owner may make tables. Throws `StartError`. */
export const checkExternalServer = async ({ ownerUrl }: Pick<RoleUrls, "ownerUrl">, oldestMajor: number = OLDEST_MAJOR): Promise<void> => {
  const found = await withClient(ownerUrl, client => readServer(client));
  if (found.major < oldestMajor) {
    throw new StartError(
      "database_too_old",
      `The database ${found.database} runs on PostgreSQL ${found.major}; Amends needs ${oldestMajor} or newer.`,
      "Move it to a newer PostgreSQL, or start without DATABASE_URL: then Amends brings its own.",
    );
  }
  if (!found.mayCreate) {
    throw new StartError(
      "database_rights_missing",
      `The account ${found.role} may make no tables in the database ${found.database}.`,
      "Make it the owner of the database (alter database … owner to …): see docs/reference/own-database.md.",
    );
  }
};

type Server = { readonly role: string; readonly database: string; readonly major: number; readonly mayCreate: boolean };

const readServer = async (client: pg.Client): Promise<Server> => {
  const { rows } = await client.query<Server>(`
    select current_user::text as role, current_database()::text as database, current_setting('server_version_num')::int / 10000 as major,
      case when to_regnamespace('public') is null then has_database_privilege(current_database(), 'create')
        else has_schema_privilege('public', 'create') end as "mayCreate"`);
  const [server] = rows;
  if (server === undefined) throw new Error("broken invariant: a query without a table has one row");
  return server;
};

/** After the tables are made: whether the writer may write them and the reader read those it needs, rather now than with the first buyer. */
export const checkExternalRoles = async ({ writerUrl, readerUrl }: Pick<RoleUrls, "writerUrl" | "readerUrl">): Promise<void> => {
  await refuseWithout(writerUrl, "insert", "relname <> 'schema_migrations'");
  await refuseWithout(readerUrl, "select", "relname in ('schema_migrations', 'cases', 'orders')");
};

const refuseWithout = async (url: string, privilege: "insert" | "select", tables: string): Promise<void> => {
  const { rows } = await withClient(url, client =>
    client.query<{ readonly role: string; readonly table: string }>(
      `select current_user::text as role, relname::text as table from pg_class where relnamespace = to_regnamespace('public') and relkind in ('r', 'p')
         and ${tables} and not (has_schema_privilege(relnamespace, 'usage') and has_table_privilege(oid, $1)) order by relname limit 1`,
      [privilege],
    ),
  );
  const [lacking] = rows;
  if (lacking === undefined) return;
  throw new StartError(
    "database_rights_missing",
    `The account ${lacking.role} may not ${privilege} in the table ${lacking.table}.`,
    "Tables are opened to the accounts amends_writer and amends_reader, if they are there when the tables are made: see docs/reference/own-database.md.",
  );
};

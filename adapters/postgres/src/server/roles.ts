import pg from "pg";
import type { Credentials } from "./data-folder.ts";

/** Who may do what: the owner migrates, the writer runs commands, the reader runs lists, searches and exports behind row-level security. */
export const OWNER_ROLE = "amends_owner";
export const WRITER_ROLE = "amends_writer";
export const READER_ROLE = "amends_reader";

export type RoleUrls = { readonly ownerUrl: string; readonly writerUrl: string; readonly readerUrl: string };

/** Repeatable: an interrupted creation is simply done again. */
export const ensureRoles = async (client: pg.ClientBase, passwords: Omit<Credentials, "admin">): Promise<void> => {
  await ensureRole(client, OWNER_ROLE, passwords.owner);
  await ensureRole(client, WRITER_ROLE, passwords.writer);
  await ensureRole(client, READER_ROLE, passwords.reader);
  // A list that tries to write is a mistake of ours; this makes it loud even where a grant was given by accident.
  await client.query(`alter role ${READER_ROLE} set default_transaction_read_only = on`);
};

const ensureRole = async (client: pg.ClientBase, name: string, password: string): Promise<void> => {
  const { rowCount } = await client.query("select from pg_roles where rolname = $1", [name]);
  const verb = rowCount === 0 ? "create" : "alter";
  await client.query(`${verb} role ${name} login nosuperuser nocreatedb nocreaterole password ${pg.escapeLiteral(password)}`);
};

export const ensureDatabase = async (client: pg.ClientBase, name: string): Promise<void> => {
  const { rowCount } = await client.query("select from pg_database where datname = $1", [name]);
  if (rowCount === 0) await client.query(`create database ${pg.escapeIdentifier(name)} owner ${OWNER_ROLE}`);
  await grantDatabase(client, name);
};

/** Rights on the database itself are not copied from a template, so each new database needs them. */
export const grantDatabase = async (client: pg.ClientBase, name: string): Promise<void> => {
  const database = pg.escapeIdentifier(name);
  await client.query(
    `revoke all on database ${database} from public; grant connect on database ${database} to ${WRITER_ROLE}, ${READER_ROLE}`,
  );
};

/** The same server and database, for another role. */
export const urlFor = (url: string, role: string, password: string, database?: string): string => {
  const changed = new URL(url);
  changed.username = role;
  changed.password = password;
  if (database !== undefined) changed.pathname = `/${database}`;
  return changed.href;
};

export const roleUrls = (url: string, passwords: Omit<Credentials, "admin">): RoleUrls => ({
  ownerUrl: urlFor(url, OWNER_ROLE, passwords.owner),
  writerUrl: urlFor(url, WRITER_ROLE, passwords.writer),
  readerUrl: urlFor(url, READER_ROLE, passwords.reader),
});

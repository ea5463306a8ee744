-- Why: a table is append-only and hidden until its own migration says otherwise, and the same files run where the three roles do not exist.

create schema if not exists public;

-- grant_to('amends_writer', 'update, delete', 'work_items') does nothing where a single role owns and does everything.
-- Migrations call this and never GRANT, because a role that is missing would stop them.
create function grant_to(role_name text, privileges text, relation regclass) returns void
language plpgsql as $$
begin
  if exists (select from pg_roles where rolname = role_name) then
    execute format('grant %s on %s to %I', privileges, relation, role_name);
  end if;
end $$;

create function revoke_from(role_name text, privileges text, relation regclass) returns void
language plpgsql as $$
begin
  if exists (select from pg_roles where rolname = role_name) then
    execute format('revoke %s on %s from %I', privileges, relation, role_name);
  end if;
end $$;

do $$
begin
  revoke all on schema public from public;
  revoke all on function grant_to(text, text, regclass), revoke_from(text, text, regclass) from public;
  -- The writer reads and appends everywhere. UPDATE and DELETE are given table by table; the reader gets nothing by default,
  -- because a table without row-level security must not be readable by accident.
  if exists (select from pg_roles where rolname = 'amends_writer') then
    grant usage on schema public to amends_writer;
    alter default privileges in schema public grant select, insert on tables to amends_writer;
    alter default privileges in schema public grant usage, select on sequences to amends_writer;
    revoke all on table schema_migrations from amends_writer;
    grant select on table schema_migrations to amends_writer;
  end if;
  if exists (select from pg_roles where rolname = 'amends_reader') then
    grant usage on schema public to amends_reader;
    grant select on table schema_migrations to amends_reader;
  end if;
end $$;

comment on table schema_migrations is 'placement: reference';

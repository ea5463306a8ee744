import pg from "pg";

/** Everything that makes loading rows hard, in one small shop. */
export const SHOP = `
  create table buyers (
    id bigint generated always as identity (start with 1000) primary key,
    name text not null,
    invited_by bigint references buyers
  );
  create table kinds (code text primary key, label jsonb not null);
  insert into kinds values ('seeded', '{"zh": "预置"}');
  create sequence receipt_numbers start with 500;
  create table orders (
    id bigserial primary key,
    buyer_id bigint not null references buyers on delete restrict,
    kind text not null references kinds,
    total_minor bigint not null check (total_minor >= 0),
    total_text text generated always as ('CNY ' || total_minor) stored,
    photo bytea,
    facts jsonb,
    placed_at timestamptz not null,
    weight double precision,
    last_shipment bigint,
    tags text[] not null default '{}'
  );
  create table shipments (id bigint primary key, order_id bigint not null references orders);
  alter table orders add foreign key (last_shipment) references shipments;
  create table log (at_day date not null, line text) partition by range (at_day);
  create table log_2025 partition of log for values from ('2025-01-01') to ('2026-01-01');
  create table log_other partition of log default;
  create table audit (what text);
  create function keep_audit() returns trigger language plpgsql as $$ begin insert into audit values (tg_op); return new; end $$;
  create trigger orders_audit after insert on orders for each row execute function keep_audit();
  create function refuse() returns trigger language plpgsql as $$ begin raise exception 'append-only'; end $$;
  create trigger audit_append_only before delete or truncate on audit execute function refuse();
  alter table audit enable always trigger audit_append_only;
  create trigger log_off before insert on log for each row execute function refuse();
  alter table log disable trigger log_off;
  alter table buyers enable row level security;
  create schema side;
  create table side."Odd ""name""" ("select" int, "ÜÄ" text);
`;

export const ROWS = `
  insert into buyers (name) values ('王小明'), (E'tab\\there\\nnew\\\\line'), ('');
  insert into buyers (name, invited_by) select 'invited ' || n, 1000 from generate_series(1, 5000) n;
  insert into kinds values ('return', '{"zh": "退货", "steps": [1, 2.50, null]}');
  update kinds set label = '{"zh": "改过"}' where code = 'seeded';
  insert into orders (buyer_id, kind, total_minor, photo, facts, placed_at, weight, tags)
    select 1000 + n % 3, 'return', n, decode(md5(n::text), 'hex'), jsonb_build_object('n', n, 'text', repeat('很', n % 50)),
      timestamptz '2025-06-01 08:00:00.123456+08' + n * interval '1 minute', n / 7.0, array['a,b', 'c"d', null]
    from generate_series(0, 3000) n;
  insert into shipments select id, id from orders where id % 2 = 0;
  update orders set last_shipment = id where id % 2 = 0;
  insert into log values ('2025-03-01', 'in its part'), ('2031-01-01', null);
  select nextval('receipt_numbers'), nextval('receipt_numbers');
  insert into side."Odd ""name""" values (1, '\\.'), (2, null);
`;

export const ask = async (url: string, sql: string): Promise<readonly Record<string, unknown>[]> => {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query("set timezone = 'UTC'");
    const result = await client.query(sql);
    return result.rows ?? [];
  } finally {
    await client.end();
  }
};

const TABLES = ["buyers", "kinds", "orders", "shipments", "log", "log_2025", "log_other", "audit", `side."Odd ""name"""`];

/** All rows as text, and what guards them: two databases with the same portrait are the same to us. */
export const portrait = async (url: string) => {
  const digests = await Promise.all(
    TABLES.map(async table => [
      table,
      await ask(url, `select count(*), md5(string_agg(t::text, E'\\n' order by t::text)) from ${table} t`),
    ]),
  );
  const constraints = await ask(
    url,
    "select conrelid::regclass::text, pg_get_constraintdef(oid) as def, convalidated from pg_constraint where contype = 'f' order by 1, 2",
  );
  const triggers = await ask(url, "select tgrelid::regclass::text, tgname, tgenabled from pg_trigger where not tgisinternal order by 1, 2");
  const sequences = await ask(url, "select sequencename, last_value from pg_sequences order by 1");
  return { digests, constraints, triggers, sequences };
};

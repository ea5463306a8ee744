import type { Scope } from "@amends/flows/scope";
import type { Pool, QueryResultRow } from "pg";
import { scopeValues } from "../scope-values.ts";

/** With a name the plan is kept on the connection; without one it is made anew for the filters it has, as a list needs. */
export type ReadStatement = { readonly name?: string; readonly text: string; readonly values: readonly unknown[] };

/**
 * Runs one query as its scope, in one round trip. The settings that row-level security looks at last for this statement's own transaction. They are set
 * before any table is touched: the query is a `lateral` part that asks for what setting them gave, and `offset 0` keeps the planner from taking the two
 * apart. Were that ever undone, the query would find nothing, since what is not set is nobody's.
 *
 * The text numbers its own values from $4; $1 to $3 are the scope (operation, customer or null, seller or null).
 */
export const readAs = async <Row extends QueryResultRow>(reader: Pool, scope: Scope, statement: ReadStatement): Promise<readonly Row[]> => {
  const { text, values, ...name } = statement;
  const { rows } = await reader.query<Row>({ ...name, text: inScope(text), values: [...scopeValues(scope), ...values] });
  return rows;
};

const inScope = (text: string): string => `
with scope as materialized (
  select set_config('amends.operation_id', $1::text, true) || set_config('amends.customer_id', coalesce($2::text, ''), true)
    || set_config('amends.seller_id', coalesce($3::text, ''), true) is not null as is_set
)
select found.* from scope cross join lateral (select asked.* from (${text}) as asked where scope.is_set offset 0) as found`;

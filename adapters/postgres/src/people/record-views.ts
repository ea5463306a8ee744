import { shardOf } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type { PersonView } from "@amends/flows/personal-data-ports";
import type { Pool } from "pg";

/** A row for each view; the texts of one come as an array literal, as arrays of arrays must be even. */
const RECORD = `
  insert into access_log (shard, operation_id, at, action, actor, target_id, text_ids, reason)
  select v.shard, v.operation_id, v.at, 'view', v.actor, v.person_id, v.text_ids::text[], ''
  from unnest($1::smallint[], $2::text[], $3::bigint[], $4::jsonb[], $5::text[], $6::text[])
    as v (shard, operation_id, at, actor, person_id, text_ids)`;

export type RecordedView = PersonView & { readonly at: Instant };

export const recordViews = async (pool: Pool, views: readonly RecordedView[]): Promise<void> => {
  const values = [
    views.map(({ personId }) => shardOf(personId)),
    views.map(({ operationId }) => operationId),
    views.map(({ at }) => at),
    views.map(({ by }) => JSON.stringify(by)),
    views.map(({ personId }) => personId),
    views.map(({ textIds }) => `{${textIds.join(",")}}`),
  ];
  await pool.query({ name: "access_log_views", text: RECORD, values });
};

import { expect, test } from "vitest";
import { partsOf } from "./placement-key.ts";

const faults = (sql: string) =>
  partsOf(sql)
    .filter(part => !part.namesShard)
    .map(part => `${part.kind} ${part.table}`);

test.each([
  ["insert into cases (case_id, state) values ($1, $2)", ["insert cases"]],
  ["insert into cases (shard, case_id) values ($1, $2) on conflict do update set state = excluded.state", []],
  ["update cases set state = $1 where case_id = $2", ["update cases"]],
  ["update cases set shard = 3", ["update cases"]],
  ["update cases k set state = $1 where k.shard = $2 and k.case_id = $3", []],
  ["with gone as (delete from deadlines where step_no = 1) update cases set state = 1 where shard = $1", ["delete deadlines"]],
  ["with gone as (delete from deadlines where shard = $1 and step_no = 1) update cases set state = 1 -- where shard = 1", ["update cases"]],
  ["select 1 from persons where person_id = $1 for update", ["lock persons"]],
  ["select 1 from persons where person_id = $1 and shard = $2 for update", []],
  ["select (select 1 from steps s where s.shard = 1) from persons p where person_id = $1 for update of p skip locked", ["lock persons"]],
  ["select 'update cases set x = 1'", []],
])("%s", (sql, expected) => expect(faults(sql)).toEqual(expected));

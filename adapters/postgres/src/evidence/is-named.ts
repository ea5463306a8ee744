/** An event of a case of the file's order names the file `f`, or what was said at a hand-over does. */
export const IS_NAMED = `(exists (
  select from cases k join case_events e on e.shard = k.shard and e.case_id = k.case_id and e.type in ('case_filed', 'evidence_added')
    cross join json_array_elements(coalesce(e.data -> 'evidence', e.data -> 'items')) as item
  where k.shard = f.shard and k.customer_id = f.customer_id and k.order_id = f.order_id and item ->> 'fileId' = f.file_id)
  or exists (select from order_acceptances a cross join jsonb_array_elements(a.files) as item
    where a.shard = f.shard and a.order_id = f.order_id and item ->> 'fileId' = f.file_id))`;

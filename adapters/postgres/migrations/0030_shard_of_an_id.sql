-- Why: an item of a reconciliation, or a line of a merchant's statement, names its case and not the shard. Every case lies under its shard first, so what
-- names the case alone goes through all of them.

-- The two digits an id carries behind its time. Plain SQL, so that the planner sees through it and looks up the row by its whole key.
create function shard_of(id text) returns smallint
language sql immutable parallel safe
return ((strpos('0123456789abcdefghjkmnpqrstvwxyz', substr(id, strpos(id, '_') + 11, 1)) - 1) * 32
  + strpos('0123456789abcdefghjkmnpqrstvwxyz', substr(id, strpos(id, '_') + 12, 1)) - 1)::smallint;

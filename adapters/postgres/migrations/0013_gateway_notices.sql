-- Why: a gateway calls back as often as it likes; what was taken from a call-back is on record, so that the same one again changes nothing and a copy sent
-- by somebody else is told apart.

-- placement: customer. Append-only: one row for each notice, in the shard of the effect it is about.
create table gateway_notices (
  shard smallint not null,
  gateway text collate "C" not null,
  notice_id text collate "C" not null,
  effect_id text collate "C" not null,
  -- SHA-256 of the signature of the first delivery; null where a gateway does not sign each delivery anew.
  delivery_hash text collate "C",
  received_at bigint not null,
  primary key (shard, gateway, notice_id)
);
comment on table gateway_notices is 'placement: customer';
create trigger gateway_notices_append_only before update or delete or truncate on gateway_notices for each statement execute function refuse_change();

-- Why: a change of rules is announced before it holds, and an order keeps the rules it was paid under. Until now a pack held from its first start on.

-- placement: reference. The versions of a pack in the order they were announced; none is ever changed or taken away.
create table rule_versions (
  pack_id text collate "C" not null,
  version_no integer not null check (version_no > 0),
  pack_hash text collate "C" not null references packs,
  announced_at bigint not null,
  effective_at bigint not null,
  -- When sellers had been told of it; null while they have not.
  told_at bigint,
  primary key (pack_id, version_no)
);
comment on table rule_versions is 'placement: reference';
create index rule_versions_untold on rule_versions (pack_id, version_no) where told_at is null;

-- What was stored before held from then on, and nobody waits to hear of it. What shops laid on a pack shares its name and is no version of it.
insert into rule_versions (pack_id, version_no, pack_hash, announced_at, effective_at, told_at)
select pack_id, row_number() over (partition by pack_id order by stored_at, pack_hash), pack_hash, stored_at, stored_at, stored_at
from packs where content not like '%"appliesTo":{"sellerId"%';

select grant_to('amends_writer', 'update', 'rule_versions');

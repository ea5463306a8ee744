-- Why: what people show to prove a claim is personal data of the buyer: the bytes lie in a store of files, sealed with the buyer's key, and here lies
-- what is known of them. Events name a file by its id and the hash of its content and hold nothing else of it.

-- placement: customer. One row for each upload. `sha256` is of the content as it is kept, `received_sha256` as it came in; both are null until all of it
-- is there and was looked at. `expires_at` null: a case names the file, so it is kept. `sweep_at`: when somebody has to look whether it is to go.
create table evidence_files (
  shard smallint not null,
  file_id text collate "C" not null,
  operation_id text collate "C" not null,
  order_id text collate "C" not null,
  customer_id text collate "C" not null,
  person_id text collate "C" not null,
  uploader_role text not null,
  uploader_id text collate "C" not null,
  kind text not null check (kind in ('photo', 'video', 'document')),
  status text not null check (status in ('receiving', 'ready', 'erased')),
  size_bytes bigint not null check (size_bytes > 0),
  received_bytes bigint not null default 0 check (received_bytes between 0 and size_bytes),
  -- Names of the parts in the store, in their order.
  parts text[] collate "C" not null default '{}',
  content_type text,
  kept_bytes bigint,
  sha256 text,
  received_sha256 text,
  created_at bigint not null,
  expires_at bigint,
  sweep_at bigint,
  primary key (shard, file_id),
  foreign key (shard, person_id) references persons,
  check (status <> 'ready' or (content_type is not null and kept_bytes is not null and sha256 is not null and received_sha256 is not null))
);
create index evidence_files_of_order on evidence_files (shard, order_id);
create index evidence_files_of_person on evidence_files (shard, person_id);
create index evidence_files_sweep on evidence_files (sweep_at) where sweep_at is not null;
comment on table evidence_files is 'placement: customer';

-- placement: customer. Append-only: who was shown which file of which case, and when; written before the first byte leaves.
create table file_views (
  shard smallint not null,
  view_no bigint generated always as identity,
  operation_id text collate "C" not null,
  case_id text collate "C" not null,
  file_id text collate "C" not null,
  at bigint not null,
  viewer_role text not null,
  viewer_id text collate "C" not null,
  primary key (shard, view_no)
);
create index file_views_of_file on file_views (shard, file_id, view_no);
comment on table file_views is 'placement: customer';
create trigger file_views_append_only before update or delete or truncate on file_views for each statement execute function refuse_change();

select grant_to('amends_writer', 'update, delete', 'evidence_files');

-- Sheets on their way in. A job is one file; its rows wait in import_batches until they are decided; what cannot go in
-- stands in import_problems.
-- Locks nothing that exists.
create table import_jobs (
  id bigint generated always as identity primary key,
  file_name text not null check (char_length(file_name) between 1 and 255),
  file_bytes bigint not null,
  file_hash text collate "C" not null check (file_hash ~ '^[0-9a-f]{64}$'),
  -- The instance whose data folder holds the file until it is read.
  kept_by uuid not null,
  -- As asked for, then as recognised.
  layout text collate "C" not null
    check (layout in ('auto', 'bags', 'bills', 'child_parent_batches', 'parent_bill_batches')),
  mapping jsonb,
  guess jsonb,
  sheets text[] not null default '{}',
  headers text[] not null default '{}',
  area text collate "C" references dispatch_areas (key),
  station text,
  state text collate "C" not null default 'uploaded' check (state in
    ('uploaded', 'reading', 'checking', 'checked', 'applying', 'done', 'undoing', 'failed', 'cancelled', 'undone')),
  fault text collate "C",
  is_cancelling boolean not null default false,
  user_id bigint not null references users (id),
  address text,
  request_id text,
  rows_read bigint not null default 0,
  rows_total bigint,
  rows_checked bigint not null default 0,
  rows_applied bigint not null default 0,
  -- The last batch that is in, and of an undo the last event that was taken back.
  applied_to bigint not null default 0,
  undone_to uuid,
  check_counts jsonb,
  apply_counts jsonb,
  sample jsonb not null default '[]',
  obstacles jsonb not null default '[]',
  created_at timestamptz not null default now(),
  started_at timestamptz,
  checked_at timestamptz,
  applied_at timestamptz,
  finished_at timestamptz,
  undone_at timestamptz,
  undone_by bigint references users (id),
  -- Who works on it, and until when others leave it alone. Only a hint: each step moves its cursor under a lock.
  held_by uuid,
  held_until timestamptz,
  -- Moves with everything that its page shows.
  revision bigint not null default 1
)
with (fillfactor = 50);
create index import_jobs_open on import_jobs (id)
  where state in ('uploaded', 'reading', 'checking', 'applying', 'undoing');
create index import_jobs_hash on import_jobs (file_hash);
create index import_jobs_user_id on import_jobs (user_id);
create index import_jobs_undone_by on import_jobs (undone_by) where undone_by is not null;
create index import_jobs_area on import_jobs (area) where area is not null;

create table import_batches (
  job_id bigint not null references import_jobs (id),
  n bigint not null,
  -- Every code and number that its rows name, as read: to find those that stand in two batches.
  names text[] collate "C" not null,
  rows integer not null,
  -- A batch of the sheet as JSON. Read once or twice and then gone: never worth compressing.
  body text not null,
  primary key (job_id, n)
);
alter table import_batches alter column body set storage external;

create table import_problems (
  job_id bigint not null references import_jobs (id),
  -- Of the batch, and within it.
  n bigint not null,
  place integer not null,
  sheet text not null,
  row bigint not null,
  "column" text,
  code text not null,
  sort text collate "C" not null check (sort in ('conflict', 'invalid')),
  reason text collate "C" not null,
  detail jsonb not null default '{}',
  cells text[] not null,
  primary key (job_id, n, place)
);

-- How a sheet with these headers was read the last time that a person said so.
create table import_mappings (
  headers_hash text collate "C" primary key,
  mapping jsonb not null,
  user_id bigint not null references users (id),
  at timestamptz not null default now()
);
create index import_mappings_user_id on import_mappings (user_id);

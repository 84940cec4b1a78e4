-- What happened, append-only: one row for every command, refused ones included. The key is the primary key, so that the
-- idempotency of every command costs no index of its own.
-- Locks nothing that exists.
create table stations (
  id bigint generated always as identity primary key,
  name text not null check (char_length(name) between 1 and 50),
  created_at timestamptz not null default now()
);
create unique index stations_name on stations (upper(name collate "C") collate "C");

create table scan_events (
  key uuid primary key,
  at timestamptz not null,
  -- The order inside one commit: with `at` it is the order in which things were decided.
  place smallint not null,
  kind text collate "C" not null,
  outcome text collate "C" not null,
  -- Whether it changed facts.
  accepted boolean not null,
  user_id bigint not null,
  station_id bigint,
  scanned_at timestamptz,
  parent text collate "C",
  from_parent text collate "C",
  child text collate "C",
  bill_id bigint,
  from_bill_id bigint,
  undoes uuid,
  raw text check (char_length(raw) <= 255),
  lot text,
  reason text,
  detail jsonb,
  -- What the same key must carry when it comes again.
  content_hash bigint not null
);

create unique index scan_events_undone_once on scan_events (undoes) where undoes is not null and accepted;
create index scan_events_parent on scan_events (parent, at) where parent is not null;
create index scan_events_child on scan_events (child, at) where child is not null;
create index scan_events_from_parent on scan_events (from_parent, at) where from_parent is not null;
create index scan_events_bill on scan_events (bill_id, at) where bill_id is not null;
create index scan_events_from_bill on scan_events (from_bill_id, at) where from_bill_id is not null;
-- Rows come in order of time, so a few kilobytes say where a day lies.
create index scan_events_at on scan_events using brin (at) with (pages_per_range = 32);

create trigger scan_events_stay before update or delete on scan_events
  execute function refuse_change('Events are facts: they are neither changed nor deleted');
create trigger scan_events_stay_all before truncate on scan_events
  execute function refuse_change('Events are facts: they are neither changed nor deleted');

-- Ends a commit's statement that met fewer rows than were decided on: somebody else was there first. TT001 is taken
-- again by the committer. It raises, so that a commit sent in the same flight stores nothing.
create function expect_rows(met bigint, wanted bigint) returns bigint language plpgsql immutable as $$
begin
  if met <> wanted then
    raise exception 'Met % rows, wanted %', met, wanted using errcode = 'TT001';
  end if;
  return met;
end $$;

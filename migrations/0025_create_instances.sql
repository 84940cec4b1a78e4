-- How each instance is, told by itself every few seconds: so that whichever is asked can show all of them.
-- Creates empty tables: locks nothing that is in use.
create table instances (
  -- Made anew by each process that starts.
  id uuid primary key,
  name text not null,
  migration integer not null,
  deno text not null,
  started_at timestamptz not null,
  seen_at timestamptz not null,
  -- When it said that it leaves; null: it lives, or had no time to say so.
  left_at timestamptz
);

create table instance_figures (
  instance uuid not null references instances (id) on delete cascade,
  at timestamptz not null,
  -- `Figures` of domain/instances.ts. Releases beside each other may write different ones.
  figures jsonb not null,
  primary key (instance, at)
);

-- What is too old is found by it.
create index instance_figures_at on instance_figures (at);

-- A bill is a lorry load of parents. Its counts and weights are kept by the triggers of 0006, never by hand.
-- Locks nothing that exists.
create table bills (
  id bigint generated always as identity primary key,
  number text not null check (char_length(number) between 1 and 50 and number = btrim(number)),
  description text check (char_length(description) <= 1000),
  destination text check (char_length(destination) <= 200),
  vehicle text check (char_length(vehicle) <= 50),
  capacity integer not null check (capacity between 1 and 500),
  linked_count integer not null default 0,
  child_count integer not null default 0 check (child_count >= 0),
  weight_g bigint not null default 0 check (weight_g >= 0),
  expected_weight_g bigint not null default 0 check (expected_weight_g >= 0),
  -- Moves on edits, on status, and when a parent is put on or taken off: what an editor must have seen.
  version integer not null default 1,
  -- Moves on every commit that touches the bill: what a cache compares.
  revision bigint not null default 1,
  created_at timestamptz not null,
  created_by bigint,
  completed_at timestamptz,
  completed_by bigint,
  short boolean not null default false,
  short_reason text,
  voided_at timestamptz,
  voided_by bigint,
  status text collate "C" not null generated always as (
    case
      when voided_at is not null then 'voided'
      when completed_at is not null then 'completed'
      when linked_count > 0 then 'processing'
      else 'new'
    end
  ) stored,
  constraint bills_hold_no_more_than_their_capacity check (linked_count between 0 and capacity),
  constraint bills_voided_are_empty check (voided_at is null or (linked_count = 0 and completed_at is null)),
  constraint bills_short_only_when_completed check (not short or completed_at is not null)
)
-- Every scan into a billed parent updates its bill: room on the page keeps those updates off the indexes.
with (fillfactor = 50);

-- The same number in another case is the same bill. Upper-casing by the C collation is the same on every server.
create unique index bills_number on bills (upper(number collate "C") collate "C");
create index bills_status on bills (status, id);
create index bills_created_by on bills (created_by, id);
create index bills_created_at on bills (created_at);

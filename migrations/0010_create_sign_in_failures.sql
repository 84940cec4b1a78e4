-- Failed sign-ins by account and address, so that guessing is slowed down on every instance alike, and nobody who shares a
-- warehouse's address is locked out with the one who mistyped. Locks nothing that exists.
create table sign_in_failures (
  -- A hash of the name as typed, since people type passwords into the wrong field.
  account text collate "C" not null,
  address text collate "C" not null,
  failures integer not null,
  last_at timestamptz not null default now(),
  locked_until timestamptz,
  primary key (account, address)
);
create index sign_in_failures_last_at on sign_in_failures (last_at);

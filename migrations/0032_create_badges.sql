-- Badges that people scan at a shared station to say who they are, and the PINs that prove it. Neither can be read back:
-- of a badge the SHA-256 of its 80 random bits is kept, of a PIN its argon2id hash. Locks nothing that exists but users, for
-- the moment in which the foreign keys are made.
create table badges (
  id bigint generated always as identity primary key,
  user_id bigint not null references users (id),
  code_hash bytea not null unique check (octet_length(code_hash) = 32),
  created_at timestamptz not null default now(),
  created_by bigint not null references users (id),
  revoked_at timestamptz
);
-- Whoever has a new one has lost the old one.
create unique index badges_one_live on badges (user_id) where revoked_at is null;
create index badges_user_id on badges (user_id);
create index badges_created_by on badges (created_by);

create table station_pins (
  user_id bigint primary key references users (id),
  pin_hash text not null,
  set_at timestamptz not null default now(),
  -- Tries with his badge that no right PIN has made good, from all addresses together: a PIN is short. Bounded by the code,
  -- which counts a try before it looks at the PIN.
  failures smallint not null default 0 check (failures >= 0)
);

-- Tries by badge and address, whether such a badge exists or not.
create table badge_tries (
  code_hash bytea not null,
  address text collate "C" not null,
  failures integer not null,
  last_at timestamptz not null default now(),
  locked_until timestamptz,
  primary key (code_hash, address)
);
create index badge_tries_last_at on badge_tries (last_at);

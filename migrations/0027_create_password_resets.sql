-- One-time links by which people set a new password. One a person: a new one takes the place of the older.
-- Locks the users for a moment, for the foreign keys; else nothing that exists.
create table password_resets (
  user_id bigint primary key references users (id),
  -- SHA-256 of what the link holds: whoever reads this table can open none of them.
  token_hash bytea not null unique check (octet_length(token_hash) = 32),
  created_at timestamptz not null default now(),
  created_by bigint not null references users (id),
  expires_at timestamptz not null
);
create index password_resets_created_by on password_resets (created_by);

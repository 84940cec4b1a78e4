-- The second step of signing in, for those who want one; and who has signed in from where, which decides who goes first.
-- Locks the sessions for writing while the index is built: some milliseconds for each 10,000 of them; the users for a moment.
create table two_steps (
  user_id bigint primary key references users (id),
  -- Encrypted by a key made from SESSION_SECRET: a copy of the database alone shows nobody's next code.
  secret bytea not null check (octet_length(secret) between 30 and 200),
  -- Of 30 seconds each, since 1970: neither the one that was used last nor any before it is taken again.
  last_step bigint not null,
  since timestamptz not null default now()
);

create table backup_codes (
  user_id bigint not null references two_steps (user_id) on delete cascade,
  -- SHA-256 of the person's id and the code, which has 60 random bits.
  code_hash bytea not null check (octet_length(code_hash) = 32),
  used_at timestamptz,
  primary key (user_id, code_hash)
);

create index sessions_user_id_address on sessions (user_id, address, created_at);

-- When a person last chose a password. Null: never, it is the one he was given.
alter table users add column password_changed_at timestamptz;

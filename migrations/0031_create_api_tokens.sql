-- Tokens by which scripts sign in. Each name acts as a person of its own, who has no password that anybody could know: events,
-- the audit log and lists name it, and a token made anew under the same name goes on as the same one.
-- Locks the users for milliseconds: a column with a constant default rewrites nothing.
alter table users add column is_token boolean not null default false;

create table api_tokens (
  id bigint generated always as identity primary key,
  user_id bigint not null references users (id),
  name text not null check (name ~ '^[A-Za-z0-9._-]{1,50}$'),
  -- SHA-256 of the token, which is 32 random bytes: nothing slower is needed, and nobody can be it who reads this.
  hash bytea not null unique check (octet_length(hash) = 32),
  created_at timestamptz not null default now(),
  created_by bigint references users (id),
  expires_at timestamptz not null check (expires_at > created_at),
  revoked_at timestamptz,
  revoked_by bigint references users (id),
  last_used_at timestamptz,
  last_address text check (char_length(last_address) <= 64)
);
-- One that lives for each name, in any case, and so for each of those persons.
create unique index api_tokens_live_name on api_tokens (lower(name collate "C") collate "C") where revoked_at is null;
create index api_tokens_user_id on api_tokens (user_id);

-- Who may do what, the sessions they are in, and the record of what people did besides scanning.
-- Locks nothing that exists.
create table dispatch_areas (
  key text collate "C" primary key check (key ~ '^[a-z][a-z0-9_]{0,39}$'),
  label text not null check (char_length(label) between 1 and 60),
  active boolean not null default true,
  max_dispatchers integer not null default 10 check (max_dispatchers between 0 and 1000)
);

insert into dispatch_areas (key, label) values
  ('lucknow', 'Lucknow'),
  ('indore', 'Indore'),
  ('jaipur', 'Jaipur'),
  ('hisar', 'Hisar'),
  ('sri_ganganagar', 'Sri Ganganagar'),
  ('sangaria', 'Sangaria'),
  ('bathinda', 'Bathinda'),
  ('raipur', 'Raipur'),
  ('ranchi', 'Ranchi'),
  ('akola', 'Akola');

create table users (
  id bigint generated always as identity primary key,
  username text not null check (username ~ '^[A-Za-z0-9][A-Za-z0-9._-]{2,63}$'),
  full_name text check (char_length(full_name) between 1 and 120),
  email text check (char_length(email) between 3 and 120),
  -- A PHC string: algorithm, its cost, salt and hash in one text.
  password_hash text not null,
  role text collate "C" not null check (role in ('admin', 'biller', 'dispatcher')),
  dispatch_area text collate "C" references dispatch_areas (key),
  disabled_at timestamptz,
  must_change_password boolean not null default false,
  -- Since the last good sign-in, from anywhere: what an admin looks at. Throttling has a table of its own (0010).
  failed_logins integer not null default 0 check (failed_logins >= 0),
  version integer not null default 1,
  created_at timestamptz not null default now(),
  -- Null: made by the first start.
  created_by bigint references users (id),
  constraint users_area_is_a_dispatchers check (dispatch_area is null or role = 'dispatcher')
);
-- The same name in another case is the same person.
create unique index users_username on users (lower(username collate "C") collate "C");
create unique index users_email on users (lower(email collate "C") collate "C") where email is not null;
create index users_dispatch_area on users (dispatch_area) where dispatch_area is not null;
create index users_created_by on users (created_by) where created_by is not null;

create table sessions (
  id uuid primary key,
  user_id bigint not null references users (id),
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  -- The end that no use puts off.
  expires_at timestamptz not null,
  revoked_at timestamptz,
  user_agent text check (char_length(user_agent) <= 255),
  address text check (char_length(address) <= 64)
);
create index sessions_user_id on sessions (user_id, created_at);
create index sessions_expires_at on sessions (expires_at);

create table audit_log (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  -- Who did it; null for the program itself and for a sign-in under a name that nobody has.
  user_id bigint,
  action text collate "C" not null check (char_length(action) between 1 and 50),
  entity_type text collate "C" not null check (char_length(entity_type) between 1 and 20),
  entity_id text check (char_length(entity_id) <= 64),
  before jsonb,
  after jsonb,
  address text check (char_length(address) <= 64),
  request_id text check (char_length(request_id) <= 64),
  -- The Idempotency-Key of the request, which shares its key space with scan_events.key.
  key uuid unique
);
create index audit_log_entity on audit_log (entity_type, entity_id, id);
create index audit_log_user_id on audit_log (user_id, id);
create index audit_log_action on audit_log (action, id);
create index audit_log_at on audit_log (at);

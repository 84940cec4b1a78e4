-- How a session was opened: by a password, or by a badge and its PIN; and whether it is a shared station's, which rests longer.
-- Locks the sessions for milliseconds: columns with constant defaults rewrite nothing.
alter table sessions
  add column way text collate "C" not null default 'password' check (way in ('password', 'badge')),
  add column is_station boolean not null default false;

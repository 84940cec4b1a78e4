-- A file can be such that reading it ends the whole server: a thread that is out of memory takes the process with it. Whoever
-- starts again must not go on with it for ever.
-- Adds a column without a rewrite.
alter table import_jobs
  -- How often work on it was begun since it last came to an end, or a step of it was stored.
  add column starts integer not null default 0;

-- The language that a person has chosen, so that a new device speaks it from the first page on.
-- Locks the users for milliseconds: a nullable column without a default rewrites nothing.
alter table users add column language text collate "C" check (language in ('en', 'hi'));

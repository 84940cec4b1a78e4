-- The list of refused scans, newest first: one scan in a hundred, and a page of them would walk through all the others.
-- Blocks scans for about a second a million events; on a large table build it beforehand with "create index concurrently".
create index if not exists scan_events_refused on scan_events (at) where not accepted;

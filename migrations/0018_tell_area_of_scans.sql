-- The dispatch area of whoever scanned, as it was at that moment: what "scans per hour, user and area" is read from.
-- '' stands for "none"; null is left to events older than this column, which are told by their user's area of today.
-- A column without a default: the table is not rewritten and is locked for milliseconds.
alter table scan_events add column area text collate "C";

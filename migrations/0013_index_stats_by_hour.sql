-- The dashboard reads the totals and today's hours; the hours of years gone by are in the same table.
-- Blocks the folding of totals for milliseconds, scans not at all.
create index stats_hour on stats (hour);

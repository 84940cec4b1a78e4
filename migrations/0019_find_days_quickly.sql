-- A day's report reads one day of events and the bills completed on it.
-- The brin index knows nothing of pages that were filled since the last vacuum, and reads them all: from now on they are
-- summed up as they fill, and those of before right here. Locks scan_events for milliseconds, and summing up (about a
-- second for some million events) keeps nobody from reading or writing; bills are few.
alter index scan_events_at set (autosummarize = on);
select brin_summarize_new_values('scan_events_at');
create index bills_completed_at on bills (completed_at) where completed_at is not null;

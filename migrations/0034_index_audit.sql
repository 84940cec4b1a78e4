-- The audit page reads newest first, by who, what, whereof and when, and a page of it costs a page's rows however long the log
-- is. Events are written a hundred at a time: the two indexes that every scan pays for grow at their right ends, one for each
-- person and kind. Locks both tables while it builds: about 8 s a million rows. Where there are many events, build the last
-- three beforehand with "create index concurrently", so that no scan waits; then these lines find them and do nothing.
drop index audit_log_entity;
drop index audit_log_user_id;
drop index audit_log_action;
drop index audit_log_at;
create index audit_log_at on audit_log (at, id);
create index audit_log_user_id on audit_log (user_id, at, id);
create index audit_log_user_action on audit_log (user_id, action, at, id);
create index audit_log_action on audit_log (action, at, id);
create index audit_log_entity on audit_log (entity_type, entity_id, at, id);
create index audit_log_entity_type on audit_log (entity_type, at, id);

-- It takes the place of the coarse one.
drop index scan_events_at;
create index if not exists scan_events_time on scan_events (at);
create index if not exists scan_events_user on scan_events (user_id, kind, at);
-- A child put into a sack is what happens all the time: that one is found by its time alone.
create index if not exists scan_events_kind on scan_events (kind, at) where kind not in ('link_child', 'audited');

-- The application works under a role that may add to the audit log and to the events, and never change or remove them
-- (platform/app_role_rows.ts makes it and grants it what it needs). What needs the owner's rights stands in functions that do
-- that one thing. Locks audit_log for a moment.

-- What is told for as long as the database lives, whatever AUDIT_DAYS says: who may do what and since when, what was set,
-- and what was removed from the log itself.
create function audit_is_kept(action text, entity_type text, before jsonb, after jsonb) returns boolean
language sql immutable parallel safe as $$
  select case entity_type
    when 'audit' then true
    when 'setting' then true
    when 'kind' then true
    when 'bag_kind' then true
    when 'area' then true
    when 'dispatch_area' then true
    when 'token' then action !~ '(refused|used)$'
    when 'api_token' then action !~ '(refused|used)$'
    when 'user' then action ~ '(created|disabled|enabled|role)' or
      before ->> 'role' is distinct from after ->> 'role' or
      before ->> 'area' is distinct from after ->> 'area' or
      before ->> 'dispatch_area' is distinct from after ->> 'dispatch_area' or
      before ->> 'disabled' is distinct from after ->> 'disabled'
    else false
  end
$$;

-- The one way out of the log: old enough, of a sort that is not kept, and by purge_audit_log.
create function audit_log_stays() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and coalesce(current_setting('tracetrack.purges_audit', true), '') = 'on'
    and old.at < now() - interval '90 days'
    and not audit_is_kept(old.action, old.entity_type, old.before, old.after)
  then
    return old;
  end if;
  raise exception 'The audit log is kept: it is neither changed nor deleted' using errcode = 'check_violation';
end $$;

drop trigger audit_log_stay on audit_log;
create trigger audit_log_stay before update or delete on audit_log for each row execute function audit_log_stays();
-- The trigger for each row says nothing of a statement that meets none.
create trigger audit_log_stay_unchanged before update on audit_log
  execute function refuse_change('The audit log is kept: it is neither changed nor deleted');

-- Removes up to `most` rows of before the day that lies `days` back, oldest first, and says how many. A day's first call writes
-- down how many that day's calls remove, and up to when.
create function purge_audit_log(days integer, most integer) returns integer language plpgsql security definer as $$
declare
  up_to timestamptz := date_trunc('day', now(), 'UTC') - make_interval(days => days);
  planned bigint;
  removed integer;
begin
  if days is null or days < 90 then
    raise exception 'The audit log keeps 90 days at least' using errcode = 'check_violation';
  end if;
  if not exists (
    select from audit_log where action = 'audit_purged' and (after ->> 'up_to')::timestamptz >= up_to
  ) then
    select count(*) into planned from audit_log a
    where a.at < up_to and not audit_is_kept(a.action, a.entity_type, a.before, a.after);
    if planned = 0 then return 0; end if;
    insert into audit_log (action, entity_type, after) values (
      'audit_purged', 'audit',
      jsonb_build_object('removed', planned, 'days', days, 'up_to', to_char(up_to at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))
    );
  end if;
  perform set_config('tracetrack.purges_audit', 'on', true);
  delete from audit_log where id in (
    select a.id from audit_log a
    where a.at < up_to and not audit_is_kept(a.action, a.entity_type, a.before, a.after)
    order by a.at limit most
  );
  get diagnostics removed = row_count;
  perform set_config('tracetrack.purges_audit', 'off', true);
  return removed;
end $$;

-- Statistics are the owner's to gather.
create function analyze_young(name text) returns void language plpgsql security definer as $$
begin
  if name not in ('bags', 'bills', 'scan_events', 'bag_search', 'stats') then
    raise exception 'Not a table that is young for long: %', name using errcode = 'check_violation';
  end if;
  execute format('analyze %I', name);
end $$;

-- Since when the oldest transaction on this database runs; the connections are the owner's, whatever role they took.
create function oldest_transaction_ms() returns float8 language sql security definer stable as $$
  select (extract(epoch from clock_timestamp() - min(xact_start)) * 1000)::float8 from pg_stat_activity
  where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()
$$;

-- No other schema may stand in for the names in them.
do $$
declare
  one regprocedure;
begin
  foreach one in array array[
    'purge_audit_log(integer, integer)'::regprocedure, 'analyze_young(text)'::regprocedure,
    'oldest_transaction_ms()'::regprocedure
  ] loop
    execute format('alter function %s set search_path = pg_catalog, %I, pg_temp', one, current_schema());
    execute format('revoke execute on function %s from public', one);
  end loop;
end $$;

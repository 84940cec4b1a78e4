-- Refused scans are counted by reason and station, bills in work by their status, so that a dashboard counts no rows.
-- Locks stats and stat_deltas for milliseconds (a column with a constant default rewrites nothing; the new key is built
-- over some thousand rows). Counting what was refused so far reads scan_events once: about a second a million rows, and
-- no scan waits for it. While older instances still run, they cannot fold what they have counted; nothing is lost by it.
alter table stats add column detail text collate "C" not null default '';
alter table stats drop constraint stats_pkey;
alter table stats add primary key (stat, area, hour, detail);
alter table stat_deltas add column detail text collate "C" not null default '';

insert into stats (stat, total)
select 'bills_in_work', count(*) from bills where status = 'processing' having count(*) > 0;

-- Hours begin where the business's clock says, which the hours counted so far show.
with clock as (
  select coalesce((
    select make_interval(mins => extract(minute from hour)::integer) from stats
    where hour > '-infinity' order by hour desc limit 1
  ), interval '0') as past_the_hour
), refused as (
  select coalesce(u.dispatch_area, '') as area, e.outcome || ' ' || upper(coalesce(s.name, '') collate "C") as detail,
    date_trunc('hour', e.at - past_the_hour) + past_the_hour as hour
  from clock, scan_events e
  left join users u on u.id = e.user_id
  left join stations s on s.id = e.station_id
  where not e.accepted and e.kind in ('open_parent', 'link_child', 'link_bill')
    and e.outcome not in ('child_already_here', 'bag_already_on_bill')
)
insert into stats (stat, area, detail, hour, total)
select 'refused', area, detail, hour, count(*) from refused group by area, detail, hour
union all
select 'refused', area, detail, '-infinity', count(*) from refused group by area, detail;

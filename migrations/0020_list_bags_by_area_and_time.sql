-- The lists of one area's bags, which is all that a dispatcher sees: newest first, sacks and what is in them. Without it an
-- area that packs little is looked for among everybody's bags.
-- On a large table build these indexes beforehand with "create index concurrently"; then these lines find them and do nothing.
-- Otherwise blocks writes for about a second a million bags.
create index if not exists bags_by_area on bags (dispatch_area, id);
-- Two conditions at once, on sacks and on bags that are in none: few rows, so that a scan pays for none of these.
create index if not exists bags_parents_by_area_and_kind on bags (dispatch_area, kind, id) where role = 'parent';
create index if not exists bags_unbilled_by_area on bags (dispatch_area, id)
  where role = 'parent' and bill_id is null and voided_at is null;
create index if not exists bags_unbilled_by_kind on bags (kind, id)
  where role = 'parent' and bill_id is null and voided_at is null;
create index if not exists bags_unlinked_by_area on bags (dispatch_area, id) where role = 'child' and parent_id is null;
-- Void bags are few, and counts leave them out.
create index if not exists bags_voided on bags (id) where voided_at is not null;

-- Which ids the bags of a time have, for lists from one day to another: half an hour a row, fed a moment after the commits, so
-- that no scan pays for an index on the time. Ids grow with the time, or nearly: a row says what is there, whatever the order.
-- The feed starts with the oldest bags, a million in some seconds; until it is through, pages of lists by date may be shorter.
create table bag_times (
  since timestamptz primary key,
  first_id bigint not null,
  last_id bigint not null
);

-- How far the feed has come: every bag up to here is in bag_times.
create table bag_times_progress (
  one boolean primary key default true check (one),
  bag_id bigint not null
);
insert into bag_times_progress (bag_id) values (0);

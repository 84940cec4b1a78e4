-- Finding a bag by any part of its code. The trigram index stands on a side table that is fed a moment after the
-- commit, because its upkeep inside a commit doubles the slowest scans. Locks nothing that exists.
create extension if not exists pg_trgm;

create table bag_search (
  bag_id bigint primary key,
  code text collate "C" not null
);
create index bag_search_code on bag_search using gin (code gin_trgm_ops);

-- How far the feed has come: every bag up to here is in bag_search. The feeder looks once more at a stretch behind it,
-- since ids become visible out of order.
create table bag_search_progress (
  one boolean primary key default true check (one),
  bag_id bigint not null
);
insert into bag_search_progress (bag_id) values (0);

-- Some bags whose codes match, older than one; no more than `most` (null: all of them). Always by the trigram index: with a
-- limit the planner likes to read the table from its beginning and hopes to be lucky soon. Locks nothing that exists.
create function bags_with_part(pattern text, before bigint, most bigint) returns setof bigint
language sql stable rows 1000 set enable_seqscan = off set enable_indexscan = off as $$
  select bag_id from bag_search where code like pattern and bag_id + 0 < before limit most
$$;

-- Bills are found by any part of their number or description, in any case. They are few, and scans do not change these
-- columns. Blocks writes to bills for less than a second.
create index bills_words on bills using gin (
  (upper(number collate "C") collate "C") gin_trgm_ops, (upper(description collate "C") collate "C") gin_trgm_ops
);

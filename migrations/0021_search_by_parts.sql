-- Every part of three and of four characters that a code holds. A search for four digits then reads one list of those who have
-- them, where trigrams had to be matched against each other; and a dash counts like any other character.
-- In plpgsql: as one SQL expression it took fifteen times as long.
create function parts_of_code(code text) returns text[]
language plpgsql immutable parallel safe as $$
declare
  parts text[];
begin
  for n in 1..length(code) - 2 loop
    -- The last of four is one of three again; an index keeps it once.
    parts := parts || substr(code, n, 3) || substr(code, n, 4);
  end loop;
  return parts;
end $$;

-- Takes the trigrams' place. Locks nobody but the search's own feed, for about ten seconds a million bags; a server of the
-- release before, which is still running, searches slowly from then on.
create index bag_search_parts on bag_search using gin (parts_of_code(code));
drop index bag_search_code;

-- Some bags whose codes hold all these parts and match the pattern, older than one; no more than `most` (null: all of them).
-- Always by the index: with a limit the planner likes to read the table from its beginning and hopes to be lucky soon.
create function bags_with_parts(parts text[], pattern text, before bigint, most bigint) returns setof bigint
language sql stable rows 1000 set enable_seqscan = off set enable_indexscan = off as $$
  select bag_id from bag_search where parts_of_code(code) @> parts and code like pattern and bag_id + 0 < before limit most
$$;

-- Bills are found by any part of their number or description, in any case. They are few, and scans do not change these
-- columns. Blocks writes to bills for less than a second.
create index bills_words on bills using gin (
  (upper(number collate "C") collate "C") gin_trgm_ops, (upper(description collate "C") collate "C") gin_trgm_ops
);

-- The lists of bags, newest first: parents are one row in thirty, unlinked children one in thousands, and without an index
-- of their own a page of them would walk through all the others. On a large table build them beforehand with
-- "create index concurrently"; then these lines find them and do nothing. Otherwise blocks writes for about a second a
-- million bags.
create index if not exists bags_parents on bags (id) where role = 'parent';
create index if not exists bags_unlinked_children on bags (id) where role = 'child' and parent_id is null;
create index if not exists bags_parents_by_kind on bags (kind, id) where role = 'parent';
create index if not exists bags_billed on bags (id) where role = 'parent' and bill_id is not null;

-- Sacks that somebody has begun and not finished (neither empty nor full, on no bill), and since when: the commits that
-- begin and finish them write it, two in thirty. An index on bags could not serve, since it would turn every scan's update
-- of a count into a new version of all indexes of that row.
-- Locks nothing that exists; reads the parents once.
create table open_parents (
  code text collate "C" primary key,
  area text collate "C",
  opened_at timestamptz not null
);
create index open_parents_opened_at on open_parents (opened_at);

insert into open_parents (code, area, opened_at)
select p.code, p.dispatch_area,
  coalesce((select min(c.packed_at) from bags c where c.parent_id = p.id and c.parent_role = p.role), p.created_at)
from bags p
where p.role = 'parent' and p.bill_id is null and p.voided_at is null and p.child_count > 0
  and p.child_count < p.capacity;

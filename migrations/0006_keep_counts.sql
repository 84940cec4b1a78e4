-- Counts and weights follow from the rows, whoever writes them: a parent counts its children, a bill sums its parents.
-- Statement-level, so that a batch of a hundred scans costs one update a table. Whoever changes counts locks parents by
-- code, then bills by id; the committer has locked them in that order already.
-- Locks nothing that holds rows yet.
-- A commit holds these locks already, in this order, and says so: asking for them again would cost a tenth of its write.
-- Said by anybody else it only loses the order of locks (a deadlock is then possible), never a count.
create function counts_are_locked() returns boolean language sql stable as $$
  select coalesce(current_setting('tracetrack.counts_are_locked', true), '') = 'on'
$$;

-- No condition on role here: it would invite a partial index, and on a young table a walk through every parent. A child
-- cannot be meant: the foreign key demands a parent, and a child's child_count is checked to be 0.
create function parents_add(parents bigint[], deltas integer[]) returns void language plpgsql as $$
begin
  if not counts_are_locked() then
    perform from bags where id = any (parents) order by code for no key update;
  end if;
  update bags set child_count = child_count + delta, revision = revision + 1
  from unnest(parents, deltas) as d (parent, delta)
  where id = d.parent;
end $$;

create function bills_add(
  bills_touched bigint[], linked_deltas integer[], child_deltas integer[], weight_deltas bigint[],
  expected_deltas bigint[]
) returns void language plpgsql as $$
begin
  if not counts_are_locked() then
    perform from bills where id = any (bills_touched) order by id for no key update;
  end if;
  update bills set
    linked_count = linked_count + d.linked,
    child_count = child_count + d.children,
    weight_g = weight_g + d.weight,
    expected_weight_g = expected_weight_g + d.expected,
    version = version + case when d.linked <> 0 then 1 else 0 end,
    revision = revision + 1
  from unnest(bills_touched, linked_deltas, child_deltas, weight_deltas, expected_deltas)
    as d (bill, linked, children, weight, expected)
  where id = d.bill;
end $$;

create function bags_count_inserted() returns trigger language plpgsql as $$
declare
  ids bigint[]; deltas integer[];
begin
  select array_agg(parent_id), array_agg(n) into ids, deltas
  from (select parent_id, count(*)::integer as n from new_rows where parent_id is not null group by parent_id) d;
  if ids is not null then perform parents_add(ids, deltas); end if;
  return null;
end $$;

create function bags_count_updated() returns trigger language plpgsql as $$
declare
  ids bigint[]; deltas integer[];
  linked integer[]; children integer[]; weights bigint[]; expected bigint[];
begin
  select array_agg(parent_id), array_agg(n) into ids, deltas
  from (
    select parent_id, sum(n)::integer as n
    from (
      select parent_id, 1 as n from new_rows where parent_id is not null
      union all
      select parent_id, -1 from old_rows where parent_id is not null
    ) both_sides
    group by parent_id having sum(n) <> 0
  ) d;
  if ids is not null then perform parents_add(ids, deltas); end if;

  select array_agg(bill_id), array_agg(l), array_agg(c), array_agg(w), array_agg(e)
  into ids, linked, children, weights, expected
  from (
    select bill_id, sum(n)::integer as l, sum(n * child_count)::integer as c,
      sum(n * child_count * child_weight_g)::bigint as w, sum(n * expected_weight_g)::bigint as e
    from (
      select bill_id, 1 as n, child_count, child_weight_g, expected_weight_g from new_rows where bill_id is not null
      union all
      select bill_id, -1, child_count, child_weight_g, expected_weight_g from old_rows where bill_id is not null
    ) both_sides
    group by bill_id
    having sum(n) <> 0 or sum(n * child_count) <> 0 or sum(n * child_count * child_weight_g) <> 0
      or sum(n * expected_weight_g) <> 0
  ) d;
  if ids is not null then perform bills_add(ids, linked, children, weights, expected); end if;
  return null;
end $$;

create trigger bags_count_inserted after insert on bags
  referencing new table as new_rows for each statement execute function bags_count_inserted();
create trigger bags_count_updated after update on bags
  referencing old table as old_rows new table as new_rows for each statement execute function bags_count_updated();

-- A parent starts on no bill: it is put on one by an update, which the trigger above counts.
create trigger bags_start_unbilled before insert on bags
  for each row when (new.bill_id is not null)
  execute function refuse_change('A bag is registered first and put on a bill afterwards');

-- Only the triggers above may write counts: at depth 0 it is somebody's own SQL.
create trigger bags_counts_by_trigger_only before update of child_count on bags
  for each statement when (pg_trigger_depth() = 0)
  execute function refuse_change('child_count is kept by triggers alone');
create trigger bills_counts_by_trigger_only
  before update of linked_count, child_count, weight_g, expected_weight_g on bills
  for each statement when (pg_trigger_depth() = 0)
  execute function refuse_change('Counts and weights of a bill are kept by triggers alone');
create trigger bills_start_empty before insert on bills
  for each row when ((new.linked_count, new.child_count, new.weight_g, new.expected_weight_g) is distinct from (0, 0, 0, 0))
  execute function refuse_change('A bill starts empty');

/** The statements that lock and read what a commit decides on. */

/** Bags by code, then bills by id: the one order of locks, everywhere. A locking statement joins nothing. */
export const LOCK_BAGS = `
  select id, role, code, kind, parent_id, bill_id, child_count, capacity, child_weight_g, expected_weight_g,
    packed_at, packed_by, packed_key, billed_at, billed_by, billed_key, dispatch_area, voided_at, withdrawn, import_id
  from bags where code = any ($1::text[]) order by code for no key update`;

export const LOCK_BILLS = `
  select id, number, description, destination, vehicle, capacity, linked_count, child_count, weight_g, expected_weight_g,
    version, completed_at, completed_by, short, short_reason, voided_at, withdrawn, import_id
  from bills
  where id = any (
    array(select bill_id from bags where code = any ($1::text[]) and bill_id is not null)
    || array(select id from bills where upper(number collate "C") collate "C" = any ($2::text[]))
  )
  order by id for no key update`;

/**
 * After the last lock, in one statement and so in one snapshot: the time; once more every code and number, to see what
 * appeared while we waited; the keys, since whoever stored one has let its bags appear, too; and where children are, by
 * name. Sub-selects, and a condition that no partial index matches, so that codes alone lead the plan: on a young table a
 * join walks through every parent.
 */
export const AFTER_LOCKS = `
  select clock_timestamp() as now, clock_timestamp()::text as stamp, txid_current() as transaction,
    array(select code from bags where code = any ($1::text[])) as codes,
    array(
      select upper(number collate "C") from bills where upper(number collate "C") collate "C" = any ($2::text[])
    ) as bills,
    coalesce((select json_agg(home) from (
      select c.code,
        (select p.code from bags p where p.id = c.parent_id and p.role = 'parent') as parent,
        (select number from bills where id = (
          select p.bill_id from bags p where p.id = c.parent_id and p.role = 'parent'
        )) as bill
      from bags c
      where c.code = any ($1::text[]) and coalesce(c.parent_id, 0) <> 0
    ) home), '[]') as homes,
    coalesce((select json_agg(event) from (
      select e.key, e.kind, e.outcome, e.user_id, e.at, e.parent, e.from_parent, e.child, e.lot, e.detail,
        e.content_hash,
        (select number from bills where id = e.bill_id) as bill,
        (select number from bills where id = e.from_bill_id) as from_bill,
        exists (select from scan_events u where u.undoes = e.key and u.accepted) as undone
      from scan_events e where e.key = any ($3::uuid[])
    ) event), '[]') as events`;

export const PARENTS_OF_BILLS = `
  select p.code, b.number as bill from bills b join bags p on p.bill_id = b.id
  where upper(b.number collate "C") collate "C" = any ($1::text[])`;

export const HIGHEST_NUMBERS = `
  select prefix, coalesce((
    select max(substr(upper(number collate "C"), length(prefix) + 1)::bigint) from bills
    where upper(number collate "C") collate "C" >= prefix and upper(number collate "C") collate "C" < prefix || ':'
      and upper(number collate "C") ~ '^B-[0-9]{8}-[0-9]{4,9}$'
  ), 0) as highest
  from unnest($1::text[]) as prefix`;

/** $1 codes, $2 keys, $3 numbers of whole bills, in upper case. */
export const GUESS = `
  with named as (
    select unnest($1::text[]) as code
    union
    select code from scan_events e, lateral (values (e.parent), (e.from_parent), (e.child)) as named (code)
    where e.key = any ($2::uuid[]) and code is not null
  )
  select code from named
  union
  select p.code from named n join bags c on c.code = n.code join bags p on p.id = c.parent_id and p.role = 'parent'
  union
  select p.code from bills b join bags p on p.bill_id = b.id
  where upper(b.number collate "C") collate "C" = any ($3::text[])`;

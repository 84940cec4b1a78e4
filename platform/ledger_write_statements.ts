/** The statements that write a batch, set by set. One that meets fewer rows than were decided on raises. */

// In each: $1 the rows as JSON, $2 how many they are, $3 the batch's time.

export const REOPEN_BILLS = `
  with done as (
    update bills set completed_at = null, completed_by = null, short = false, short_reason = null,
      version = version + 1, revision = revision + 1
    where id = any (select (value ->> 'id')::bigint from json_array_elements($1::json))
    returning 1
  )
  select expect_rows((select count(*) from done), $2::bigint)`;

export const PARENTS_LEAVE = `
  with done as (
    update bags set bill_id = null, billed_at = null, billed_by = null, billed_key = null, revision = revision + 1
    where id = any (select (value ->> 'id')::bigint from json_array_elements($1::json)) and role = 'parent'
    returning 1
  )
  select expect_rows((select count(*) from done), $2::bigint)`;

/** Those whose import is taken back are withdrawn in the same step: each update of a bag renews all its indexes. */
export const CHILDREN_LEAVE = `
  with done as (
    update bags c set parent_id = null, packed_at = null, packed_by = null, packed_key = null,
      withdrawn = d.withdrawn, voided_at = case when d.withdrawn then $3::timestamptz end, revision = c.revision + 1
    from json_to_recordset($1::json) as d (id bigint, withdrawn boolean)
    where c.id = d.id and c.role = 'child'
    returning 1
  )
  select expect_rows((select count(*) from done), $2::bigint)`;

export const CREATE_BILLS = `
  with done as (
    insert into bills as b (number, description, destination, vehicle, capacity, created_at, created_by, import_id)
    select number, description, destination, vehicle, capacity, $3::timestamptz, by, import
    from json_to_recordset($1::json) as d (
      number text, description text, destination text, vehicle text, capacity integer, by bigint, import bigint
    )
    on conflict ((upper(number collate "C") collate "C")) do update set
      number = excluded.number, description = excluded.description, destination = excluded.destination,
      vehicle = excluded.vehicle, capacity = excluded.capacity, created_at = excluded.created_at,
      created_by = excluded.created_by, import_id = excluded.import_id, withdrawn = false, voided_at = null,
      voided_by = null, version = b.version + 1, revision = b.revision + 1
    where b.withdrawn
    returning 1
  )
  select expect_rows((select count(*) from done), $2::bigint)`;

export const EDIT_BILLS = `
  with done as (
    update bills b set description = d.description, destination = d.destination, vehicle = d.vehicle,
      capacity = d.capacity, version = b.version + 1, revision = b.revision + 1
    from json_to_recordset($1::json)
      as d (id bigint, description text, destination text, vehicle text, capacity integer)
    where b.id = d.id
    returning 1
  )
  select expect_rows((select count(*) from done), $2::bigint)`;

/**
 * What was withdrawn is registered again in its own row, here and below. A bag keeps the time of its first registration, by
 * which lists find it. The kind's own trigger copies capacity and weights. Met with another capacity than was decided on, it is a lost race.
 */
export const REGISTER_PARENTS = `
  with kinds as materialized (
    select kind, capacity, child_weight_g, expected_weight_g from bag_kinds
    where kind in (select value ->> 'kind' from json_array_elements($1::json)) order by kind for key share
  ), done as (
    insert into bags as b (role, code, kind, dispatch_area, created_at, created_by, import_id)
    select 'parent', d.code, d.kind, d.area, $3::timestamptz, d.by, d.import
    from json_to_recordset($1::json)
      as d (code text, kind text, capacity integer, child_weight_g integer, expected_weight_g integer, area text,
        by bigint, import bigint)
      join kinds using (kind, capacity, child_weight_g, expected_weight_g)
    order by d.code collate "C"
    on conflict (code) do update set
      dispatch_area = excluded.dispatch_area, created_by = excluded.created_by, import_id = excluded.import_id,
      capacity = excluded.capacity, child_weight_g = excluded.child_weight_g,
      expected_weight_g = excluded.expected_weight_g, withdrawn = false, voided_at = null, revision = b.revision + 1
    where b.withdrawn and b.role = excluded.role and b.kind = excluded.kind
    returning 1
  )
  select expect_rows((select count(*) from done), $2::bigint)`;

export const REGISTER_CHILDREN = `
  with done as (
    insert into bags as b (
      role, code, parent_id, packed_at, packed_by, packed_key, dispatch_area, created_at, created_by, import_id
    )
    select 'child', d.code,
      (select id from bags p where p.code = d.parent and p.role = 'parent'),
      case when d.parent is not null then $3::timestamptz end, d.packed_by, d.packed_key, d.area, $3::timestamptz, d.by,
      d.import
    from json_to_recordset($1::json)
      as d (code text, parent text, packed_by bigint, packed_key uuid, area text, by bigint, import bigint)
    order by d.code collate "C"
    on conflict (code) do update set
      parent_id = excluded.parent_id, packed_at = excluded.packed_at, packed_by = excluded.packed_by,
      packed_key = excluded.packed_key, dispatch_area = excluded.dispatch_area, created_by = excluded.created_by,
      import_id = excluded.import_id, withdrawn = false, voided_at = null, revision = b.revision + 1
    where b.withdrawn and b.role = excluded.role
    returning 1
  )
  select expect_rows((select count(*) from done), $2::bigint)`;

export const CHILDREN_JOIN = `
  with done as (
    update bags c set parent_id = (select id from bags p where p.code = d.parent and p.role = 'parent'),
      packed_at = $3::timestamptz, packed_by = d.packed_by, packed_key = d.packed_key, revision = c.revision + 1
    from json_to_recordset($1::json) as d (id bigint, parent text, packed_by bigint, packed_key uuid)
    where c.id = d.id and c.role = 'child'
    returning 1
  )
  select expect_rows((select count(*) from done), $2::bigint)`;

export const PARENTS_JOIN = `
  with done as (
    update bags p set bill_id = (select id from bills where upper(number collate "C") collate "C" = d.bill),
      billed_at = $3::timestamptz, billed_by = d.billed_by, billed_key = d.billed_key, revision = p.revision + 1
    from json_to_recordset($1::json) as d (code text, bill text, billed_by bigint, billed_key uuid)
    where p.code = d.code
    returning 1
  )
  select expect_rows((select count(*) from done), $2::bigint)`;

export const VOID_BAGS = `
  with done as (
    update bags set voided_at = $3::timestamptz, revision = revision + 1
    where code = any (select value ->> 'code' from json_array_elements($1::json)) and voided_at is null
    returning 1
  )
  select expect_rows((select count(*) from done), $2::bigint)`;

/** As good as not there, until somebody registers the same code again: then this row is it. */
export const WITHDRAW_BAGS = `
  with done as (
    update bags set withdrawn = true, voided_at = $3::timestamptz, revision = revision + 1
    where id = any (select (value ->> 'id')::bigint from json_array_elements($1::json)) and voided_at is null
    returning 1
  )
  select expect_rows((select count(*) from done), $2::bigint)`;

export const WITHDRAW_BILLS = `
  with done as (
    update bills set withdrawn = true, voided_at = $3::timestamptz, version = version + 1, revision = revision + 1
    where id = any (select (value ->> 'id')::bigint from json_array_elements($1::json)) and voided_at is null
    returning 1
  )
  select expect_rows((select count(*) from done), $2::bigint)`;

/** These two follow from what is written above: one row more or less here is no lost race. */
export const OPEN_PARENTS = `
  with done as (
    insert into open_parents (code, area, opened_at)
    select code, area, $3::timestamptz from json_to_recordset($1::json) as d (code text, area text)
    on conflict (code) do nothing
  )
  select $2::bigint`;

export const SHUT_PARENTS = `
  with done as (
    delete from open_parents where code = any (select value ->> 'code' from json_array_elements($1::json))
  )
  select $2::bigint`;

export const CLOSE_BILLS = `
  with done as (
    update bills b set
      completed_at = case when d.completed_by is not null then $3::timestamptz end, completed_by = d.completed_by,
      short = d.short, short_reason = d.short_reason,
      voided_at = case when d.voided_by is not null then $3::timestamptz end, voided_by = d.voided_by,
      version = b.version + 1, revision = b.revision + 1
    from json_to_recordset($1::json)
      as d (number text, completed_by bigint, short boolean, short_reason text, voided_by bigint)
    where upper(b.number collate "C") collate "C" = d.number
    returning 1
  )
  select expect_rows((select count(*) from done), $2::bigint)`;

export const TELL = `
  with done as (
    insert into scan_events (
      key, at, place, kind, outcome, accepted, user_id, station_id, scanned_at, parent, from_parent, child,
      bill_id, from_bill_id, undoes, raw, lot, reason, detail, content_hash, area, import_id
    )
    select key, $3::timestamptz, place, kind, outcome, accepted, user_id, station_id, scanned_at, parent, from_parent,
      child,
      coalesce(bill_id, (select id from bills where upper(number collate "C") collate "C" = d.bill)),
      coalesce(from_bill_id, (select id from bills where upper(number collate "C") collate "C" = d.from_bill)),
      undoes, raw, lot, reason, detail, content_hash, coalesce(area, ''), import_id
    from json_to_recordset($1::json) as d (
      key uuid, place smallint, kind text, outcome text, accepted boolean, user_id bigint, station_id bigint,
      scanned_at timestamptz, parent text, from_parent text, child text, bill_id bigint, bill text,
      from_bill_id bigint, from_bill text, undoes uuid, raw text, lot text, reason text, detail jsonb,
      content_hash bigint, area text, import_id bigint
    )
    on conflict (key) do nothing
    returning 1
  )
  select expect_rows((select count(*) from done), $2::bigint)`;

/** $4: the time zone, whose hours begin where its clocks say. */
export const COUNT = `
  with done as (
    insert into stat_deltas (stat, area, detail, hour, delta)
    select stat, area, detail, hour, delta
    from json_to_recordset($1::json) as d (stat text, area text, detail text, hourly boolean, delta bigint),
      lateral (
        select '-infinity'::timestamptz as hour
        union all
        select date_trunc('hour', $3::timestamptz, $4::text) where d.hourly
      ) as hours
    returning hour
  )
  select expect_rows((select count(*) from done where hour = '-infinity'), $2::bigint)`;

-- Every bag, parent or child. Truths 1 to 4 stand in the structure of this one table: a code is unique, a row has one
-- role, one parent_id and one bill_id, and no parent counts more children than its capacity.
-- Locks nothing that exists.
create type bag_role as enum ('parent', 'child');

create table bags (
  id bigint generated always as identity,
  role bag_role not null,
  code text collate "C" not null check (code ~ '^[A-Z0-9-]{4,20}$'),
  kind text collate "C" references bag_kinds (kind),
  -- A child's parent. parent_role never varies: it makes the foreign key demand that the other row is a parent.
  parent_id bigint,
  parent_role bag_role generated always as (case when parent_id is null then null else 'parent'::bag_role end) stored,
  -- A parent's bill.
  bill_id bigint references bills (id),
  child_count integer not null default 0,
  -- Copied from the kind by bags_copy_kind, and from nowhere else.
  capacity integer,
  child_weight_g integer,
  expected_weight_g integer,
  revision bigint not null default 1,
  -- The event that put a child into its parent, or a parent on its bill. No foreign keys to events and users:
  -- neither is ever deleted, and each would cost a look-up per scan.
  packed_at timestamptz,
  packed_by bigint,
  packed_key uuid,
  billed_at timestamptz,
  billed_by bigint,
  billed_key uuid,
  created_at timestamptz not null,
  created_by bigint,
  dispatch_area text,
  voided_at timestamptz,
  primary key (id, role),
  constraint bags_code unique (code),
  constraint bags_child_is_in_a_parent foreign key (parent_id, parent_role) references bags (id, role),
  constraint bags_parent_is_in_nothing check (role = 'child' or parent_id is null),
  constraint bags_child_is_on_no_bill check (role = 'parent' or bill_id is null),
  constraint bags_parent_has_a_kind check ((role = 'parent') = (kind is not null)),
  constraint bags_hold_no_more_than_their_capacity check (
    case when role = 'parent' then child_count between 0 and capacity else child_count = 0 and capacity is null end
  ),
  constraint bags_packed_has_a_time check ((parent_id is null) = (packed_at is null)),
  constraint bags_billed_has_a_time check ((bill_id is null) = (billed_at is null)),
  constraint bags_voided_are_empty check (
    voided_at is null or (child_count = 0 and parent_id is null and bill_id is null)
  )
)
with (fillfactor = 90);

create index bags_children on bags (parent_id, id) where parent_id is not null;
create index bags_on_bill on bags (bill_id, id) where bill_id is not null;
-- The lists of parents: by area, and those that wait for a bill. Children cost no entry here.
create index bags_parents_by_area on bags (dispatch_area, id) where role = 'parent';
create index bags_unbilled on bags (id) where role = 'parent' and bill_id is null and voided_at is null;

create function bags_copy_kind() returns trigger language plpgsql as $$
begin
  select capacity, child_weight_g, expected_weight_g
  into strict new.capacity, new.child_weight_g, new.expected_weight_g
  from bag_kinds where kind = new.kind;
  if tg_op = 'INSERT' then new.child_count := 0; end if;
  return new;
end $$;

create trigger bags_copy_kind before insert on bags
  for each row when (new.role = 'parent') execute function bags_copy_kind();
create trigger bags_copy_kind_again before update of capacity, child_weight_g, expected_weight_g on bags
  for each row when (new.role = 'parent') execute function bags_copy_kind();

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '%', tg_argv[0] using errcode = 'check_violation';
end $$;

create trigger bags_never_turn_into_others before update of id, code, role, kind on bags
  for each row when ((old.id, old.code, old.role, old.kind) is distinct from (new.id, new.code, new.role, new.kind))
  execute function refuse_change('A bag keeps its code, role and kind for ever');
create trigger bags_stay before delete on bags
  execute function refuse_change('Bags are never deleted: void a wrong registration');
create trigger bags_stay_all before truncate on bags
  execute function refuse_change('Bags are never deleted: void a wrong registration');
create trigger bills_stay before delete on bills
  execute function refuse_change('Bills are never deleted: void them');
create trigger bills_stay_all before truncate on bills
  execute function refuse_change('Bills are never deleted: void them');

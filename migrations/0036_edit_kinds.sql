-- Kinds become something that admins edit, and the schema sees to it that an edit never contradicts a bag.
--
-- A sack keeps the capacity and weights that its kind had when it was registered (0004 copies them): an edit holds for those
-- registered from then on, touches no bag, and holds no lock for longer than one row takes to write. What the edit must not
-- do: change the form of codes that sacks already have; ask for less than the fullest sack holds; take codes that belong to
-- other kinds, or that children have. Races are closed by locks: whoever registers a sack holds its kind's row (key share)
-- against its editor (update), whoever registers children holds the shared side of one advisory lock against whoever brings
-- a new prefix. Both are held for a commit. The order: kinds come after bags by code and bills by id for whoever registers;
-- an editor locks neither of those.
-- Locks bag_kinds (a handful of rows) for a moment, and bags for as long as a trigger takes to be made.
alter table bag_kinds
  add column version integer not null default 1,
  add constraint bag_kinds_product_is_short check (char_length(product) between 1 and 60);

create function kind_letters(prefix text) returns text language sql immutable parallel safe as $$
  select rtrim(prefix, '-')
$$;

-- Shared by those who register children, alone for who brings a prefix; the number is this lock's own.
create function share_prefixes() returns void language sql as $$ select pg_advisory_xact_lock_shared(7205761) $$;

-- A prefix is clear when no other kind's begins like it, nor it like another's, no registered bag's code begins with it, and
-- it is none of the printed commands and badges.
create function bag_kinds_stay_clear() returns trigger language plpgsql as $$
declare
  letters text := kind_letters(new.prefix); other text;
begin
  perform pg_advisory_xact_lock(7205761);
  if letters = 'T' or starts_with(letters, 'TT') then
    raise exception 'The prefix % is kept for commands and badges', new.prefix using errcode = 'TT002', detail = 'TT';
  end if;
  select prefix into other from bag_kinds
  where kind <> new.kind and (starts_with(letters, kind_letters(prefix)) or starts_with(kind_letters(prefix), letters))
  limit 1;
  if found then
    raise exception 'The prefix % cannot be told from %', new.prefix, other using errcode = 'TT002', detail = other;
  end if;
  -- By the index on the code: '~' comes after everything that stands in one.
  select code into other from bags where code >= letters and code < letters || '~' order by code limit 1;
  if found then
    raise exception 'Codes that begin with % are registered: %', letters, other using errcode = 'TT003', detail = other;
  end if;
  return new;
end $$;
create trigger bag_kinds_stay_clear before insert on bag_kinds
  for each row execute function bag_kinds_stay_clear();
create trigger bag_kinds_stay_clear_when_changed before update of prefix on bag_kinds
  for each row when (old.prefix <> new.prefix) execute function bag_kinds_stay_clear();

-- By name it runs before the trigger above: a kind that has sacks is told so, rather than that its own codes are taken.
create function bag_kinds_keep_to_their_bags() returns trigger language plpgsql as $$
declare
  fullest record;
begin
  -- Waits for those who are registering sacks of it, and keeps out who would begin; what they stored is seen below.
  perform from bag_kinds where kind = old.kind for update;
  if new.kind <> old.kind then
    raise exception 'A kind keeps its name' using errcode = 'check_violation';
  end if;
  if (new.prefix, new.digits) <> (old.prefix, old.digits)
    and exists (select from bags where role = 'parent' and kind = old.kind) then
    raise exception 'The codes of % are fixed: sacks have them', old.kind using errcode = 'TT004';
  end if;
  if new.capacity < old.capacity then
    select code, child_count into fullest from bags
    where role = 'parent' and kind = old.kind and child_count > new.capacity limit 1;
    if found then
      raise exception 'The sack % holds % bags', fullest.code, fullest.child_count
        using errcode = 'TT005', detail = fullest.code;
    end if;
  end if;
  return new;
end $$;
create trigger bag_kinds_keep_to_their_bags before update on bag_kinds
  for each row execute function bag_kinds_keep_to_their_bags();
create trigger bag_kinds_stay before delete on bag_kinds
  execute function refuse_change('Kinds are never deleted: bags name them');
create trigger bag_kinds_stay_all before truncate on bag_kinds
  execute function refuse_change('Kinds are never deleted: bags name them');

-- TT001 tells a commit that it has decided on what is true no longer: it reads the kinds and decides again.
create or replace function bags_copy_kind() returns trigger language plpgsql as $$
declare
  k bag_kinds;
begin
  select * into strict k from bag_kinds where kind = new.kind for key share;
  if not (starts_with(new.code, k.prefix) and substr(new.code, char_length(k.prefix) + 1) ~ ('^[0-9]{' || k.digits || '}$'))
  then
    raise exception 'The code % is none of kind %', new.code, new.kind using errcode = 'TT001';
  end if;
  new.capacity := k.capacity;
  new.child_weight_g := k.child_weight_g;
  new.expected_weight_g := k.expected_weight_g;
  if tg_op = 'INSERT' then new.child_count := 0; end if;
  return new;
end $$;

create function bags_children_are_no_parents() returns trigger language plpgsql as $$
declare
  child text;
begin
  if not exists (select from new_rows where role = 'child') then return null; end if;
  perform share_prefixes();
  select n.code into child from new_rows n join bag_kinds k on starts_with(n.code, kind_letters(k.prefix))
  where n.role = 'child' limit 1;
  if found then
    raise exception 'The code % begins like a sack''s', child using errcode = 'TT001';
  end if;
  return null;
end $$;
create trigger bags_children_are_no_parents after insert on bags
  referencing new table as new_rows for each statement execute function bags_children_are_no_parents();

-- A registration that an import made can be taken back. The row stays, since history names it, and is as good as not there
-- until somebody registers the same code or number again: then it is the same bag, or bill, once more.
-- Adds columns without a rewrite. The checks take one reading of bags and of bills each, during which nothing is written.
alter table bags
  add column withdrawn boolean not null default false,
  -- The import that registered it last; null: a person did.
  add column import_id bigint,
  add constraint bags_withdrawn_are_void check (not withdrawn or voided_at is not null);
alter table bills
  add column withdrawn boolean not null default false,
  add column import_id bigint,
  add constraint bills_withdrawn_are_void check (not withdrawn or voided_at is not null);

-- No index: an import's events are found by their keys, which lie side by side.
alter table scan_events add column import_id bigint;

drop trigger bills_voided_stay_voided on bills;
create trigger bills_voided_stay_voided before update on bills
  for each row when (old.voided_at is not null and new.voided_at is null and not old.withdrawn)
  execute function refuse_change('A voided bill stays voided');

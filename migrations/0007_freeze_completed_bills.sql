-- A completed bill is what was sold: its counts, weights and capacity stand until somebody reopens it.
-- Locks bills for a moment (ACCESS EXCLUSIVE, no scan of the table).
create trigger bills_completed_are_frozen before update on bills
  for each row when (
    old.completed_at is not null and new.completed_at is not null
    and (old.linked_count, old.child_count, old.weight_g, old.expected_weight_g, old.capacity)
      is distinct from (new.linked_count, new.child_count, new.weight_g, new.expected_weight_g, new.capacity)
  )
  execute function refuse_change('A completed bill is frozen: reopen it first');
create trigger bills_voided_stay_voided before update on bills
  for each row when (old.voided_at is not null and new.voided_at is null)
  execute function refuse_change('A voided bill stays voided');

-- Dispatch areas become something that admins edit: a version that an editor must have seen, one name for one town, and
-- no way to delete one, since bags and scans go on naming it. Locks dispatch_areas (a few dozen rows) for a moment.
alter table dispatch_areas add column version integer not null default 1;
create unique index dispatch_areas_label on dispatch_areas (lower(label));
create trigger dispatch_areas_stay before delete on dispatch_areas
  execute function refuse_change('Dispatch areas are never deleted: take them out of use');
create trigger dispatch_areas_stay_all before truncate on dispatch_areas
  execute function refuse_change('Dispatch areas are never deleted: take them out of use');

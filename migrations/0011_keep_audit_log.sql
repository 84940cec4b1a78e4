-- What people did is a fact: it is neither changed nor deleted. Locks audit_log for a moment.
create trigger audit_log_stay before update or delete on audit_log
  execute function refuse_change('The audit log is kept: it is neither changed nor deleted');
create trigger audit_log_stay_all before truncate on audit_log
  execute function refuse_change('The audit log is kept: it is neither changed nor deleted');

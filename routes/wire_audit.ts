/** A line of the audit as scripts read it. */
import { type AuditLine, outcomeOf } from "../domain/audit.ts";

export const wireAudit = (line: AuditLine) => ({
  id: line.id,
  source: line.source,
  at: line.at,
  actor: line.actor,
  action: line.action,
  entity: line.entity,
  entity_id: line.entityId,
  outcome: outcomeOf(line),
  station: line.event?.station ?? null,
  parent: line.event?.parent ?? null,
  child: line.event?.child ?? null,
  bill: line.event?.bill ?? null,
  reason: line.event?.reason ?? null,
  before: line.before ?? null,
  after: line.after ?? null,
  changes: line.changes,
  address: line.address,
  request_id: line.requestId,
});

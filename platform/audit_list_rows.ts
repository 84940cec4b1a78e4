/** Reads of the audit log. It is written by `audit_rows.ts`, in the transaction of what it tells. */
import type { AuditFilter, AuditLine } from "../domain/audit.ts";
import type { PageRequest } from "../domain/filters.ts";
import type { Page } from "../domain/shapes.ts";
import { Conditions } from "./conditions.ts";
import { FIRST_ID, isId, pageOf, readCursor } from "./cursor.ts";
import type { Database } from "./postgres.ts";

interface AuditRow {
  readonly id: number;
  readonly at: Date;
  readonly username: string | null;
  readonly action: string;
  readonly entity_type: string;
  readonly entity_id: string | null;
  readonly before: unknown;
  readonly after: unknown;
  readonly address: string | null;
  readonly request_id: string | null;
}

/** `timeZone` decides where a day begins that the list is filtered by. */
export function auditListRows(db: Database, timeZone: string) {
  return {
    /** Newest first. Null: the cursor is none of this list's. */
    async list(filter: AuditFilter, { limit, cursor }: PageRequest): Promise<Page<AuditLine> | null> {
      const position = cursor === null ? [FIRST_ID] : readCursor(cursor, [isId]);
      if (!position) return null;
      const where = conditionsOf(filter, timeZone);
      where.add(position[0], (p) => `a.id < ${p}`);
      const most = where.value(limit + 1);
      const rows = await db.query<AuditRow>(
        `select a.id, a.at, u.username, a.action, a.entity_type, a.entity_id, a.before, a.after, a.address, a.request_id
        from audit_log a left join users u on u.id = a.user_id
        where ${where} order by a.id desc limit ${most}`,
        where.values,
      );
      return pageOf(rows, limit, lineOf, ({ id }) => [id]);
    },

    /** All that the list has, counted no further than `most`. */
    async countUpTo(filter: AuditFilter, most: number): Promise<number> {
      const where = conditionsOf(filter, timeZone);
      const [row] = await db.query<{ n: number }>(
        `select count(*)::integer as n from (select from audit_log a where ${where} limit ${
          where.value(most)
        }) counted`,
        where.values,
      );
      return row!.n;
    },
  };
}

function conditionsOf({ actor, action, entity, from, to }: AuditFilter, timeZone: string): Conditions {
  const where = new Conditions();
  where.add(
    actor,
    (p) => `a.user_id = (select id from users where lower(username collate "C") = lower(${p}::text collate "C"))`,
  );
  where.add(action, (p) => `a.action = ${p}`);
  const slash = entity?.indexOf("/") ?? -1;
  where.add(slash < 0 ? entity : entity!.slice(0, slash), (p) => `a.entity_type = ${p}`);
  where.add(slash < 0 ? null : entity!.slice(slash + 1), (p) => `a.entity_id = ${p}`);
  where.between("a.at", from, to, timeZone);
  return where;
}

const lineOf = (row: AuditRow): AuditLine => ({
  at: row.at,
  actor: row.username,
  action: row.action,
  entity: row.entity_type,
  entityId: row.entity_id,
  before: row.before,
  after: row.after,
  address: row.address,
  requestId: row.request_id,
});

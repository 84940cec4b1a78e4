/** The record of what people did besides scanning. A scan's own event is its record; see `event_rows.ts`. */
import type { Doer } from "../domain/people.ts";
import { storable } from "../domain/text.ts";
import type { Database } from "./postgres.ts";

export interface AuditRecord {
  /** Null: the program itself, or somebody who could not sign in. */
  readonly userId: number | null;
  readonly action: string;
  readonly entityType: string;
  readonly entityId: string | null;
  /** What it was and what it became. Never a password, a hash or a token. */
  readonly before?: Readonly<Record<string, unknown>> | null;
  readonly after?: Readonly<Record<string, unknown>> | null;
  readonly address?: string | null;
  readonly requestId?: string | null;
  /** The request's Idempotency-Key. */
  readonly key?: string | null;
}

/** Called with the database of the transaction that makes the change, so that neither stands without the other. */
export async function writeAudit(db: Database, record: AuditRecord): Promise<void> {
  if (record.key) await db.query(TAKE_KEY, [record.key, record.userId]);
  await db.query(
    `insert into audit_log (user_id, action, entity_type, entity_id, before, after, address, request_id, key)
    values ($1, $2, $3, $4, $5::jsonb, $6::jsonb, left($7, 64), left($8, 64), $9)`,
    [
      record.userId,
      record.action,
      record.entityType,
      record.entityId,
      jsonOf(record.before),
      jsonOf(record.after),
      record.address ?? null,
      record.requestId ?? null,
      record.key ?? null,
    ],
  );
}

/** One key space, one table: a scan that brings this key later finds it taken. No command's content hash is negative. */
const TAKE_KEY = `
  insert into scan_events (key, at, place, kind, outcome, accepted, user_id, content_hash)
  values ($1, clock_timestamp(), 0, 'audited', 'audited', false, $2, -1)`;

/** What a key was used for before: a change in the audit log, a scan, or nothing. */
export async function keyUse(db: Database, key: string): Promise<KeyUse> {
  const [row] = await db.query<{ user_id: number | null; action: string; entity_id: string | null; after: unknown }>(
    "select user_id, action, entity_id, after from audit_log where key = $1",
    [key],
  );
  if (row) {
    return { by: "change", userId: row.user_id, action: row.action, entityId: row.entity_id, after: row.after };
  }
  const scans = await db.query("select from scan_events where key = $1", [key]);
  return { by: scans.length > 0 ? "scan" : "nothing" };
}

export type KeyUse =
  | {
    readonly by: "change";
    readonly userId: number | null;
    readonly action: string;
    readonly entityId: string | null;
    readonly after: unknown;
  }
  | { readonly by: "scan" | "nothing" };

/** Whether a write failed since its key was used, by a scan or another change, a moment ago. */
export const isKeyTaken = (fault: unknown): boolean =>
  fault instanceof Error && "constraint" in fault &&
  ["audit_log_key_key", "scan_events_pkey"].includes(String(fault.constraint));

/** Whatever somebody has asked for may stand in it, and a column holds no NUL and no half of a pair. */
const jsonOf = (state: AuditRecord["before"]): string | null =>
  state ? JSON.stringify(state, (_, value) => typeof value === "string" ? storable(value) : value) : null;

/** Who takes which file out: written before it is given. */
export const writeTaken = (db: Database) => (file: string, filter: Readonly<Record<string, string>>, doer: Doer) =>
  writeAudit(db, {
    ...{ userId: doer.person.id, action: "export_taken", entityType: "export", entityId: file },
    ...{ after: { file, ...filter }, address: doer.address, requestId: doer.requestId },
  });

/** Kinds of sacks as admins keep them. What an edit may not do, the schema refuses by itself (0036). */
import type { Kind } from "../domain/code.ts";
import { badFieldOf, type KindEdit, type KindLine, type KindRefusal, type NewKind } from "../domain/kind.ts";
import { LIMITS } from "../domain/limits.ts";
import { type AuditRecord, writeAudit } from "./audit_rows.ts";
import type { Database } from "./postgres.ts";

type AuditOfEdit = Omit<AuditRecord, "action" | "entityType" | "entityId" | "before" | "after">;

export const KIND_CREATED = "kind_created";
export const KIND_CHANGED = "kind_changed";

export function kindRows(db: Database) {
  return {
    /** In the order of their names. */
    list: () => db.query<KindLine>(`${LINES} order by k.kind`),
    find: (kind: string) => find(db, kind),

    /** @throws what the schema refuses it by. */
    create: (kind: NewKind, audit: AuditOfEdit): Promise<void> =>
      db.transaction(async (inside) => {
        await waitShortly(inside);
        await inside.query(
          `insert into bag_kinds (kind, prefix, digits, product, capacity, child_weight_g, expected_weight_g)
          values ($1, $2, $3, $4, $5, $6, $7)`,
          valuesOf(kind),
        );
        const what = { action: KIND_CREATED, entityType: "kind", entityId: kind.kind, after: { ...kind } };
        await writeAudit(inside, { ...audit, ...what });
      }),

    /** Null: done. @throws what the schema refuses it by. */
    change: (kind: string, edit: KindEdit, audit: AuditOfEdit): Promise<KindRefusal | null> =>
      db.transaction((inside) => changeIn(inside, kind, edit, audit)),
  };
}

async function changeIn(db: Database, name: string, edit: KindEdit, audit: AuditOfEdit): Promise<KindRefusal | null> {
  await waitShortly(db);
  const [row] = await db.query<Kind & { version: number }>(`${ONE} where k.kind = $1 for update`, [name]);
  if (!row) return "not_found";
  const { version, ...before } = row;
  if (version !== edit.version) return "version_conflict";
  const after: Kind = {
    kind: before.kind,
    prefix: edit.prefix ?? before.prefix,
    digits: edit.digits ?? before.digits,
    product: edit.product ?? before.product,
    capacity: edit.capacity ?? before.capacity,
    childWeightG: edit.childWeightG ?? before.childWeightG,
    expectedWeightG: edit.expectedWeightG ?? before.expectedWeightG,
  };
  if (badFieldOf(after)) return "malformed";
  await db.query(
    `update bag_kinds set prefix = $2, digits = $3, product = $4, capacity = $5, child_weight_g = $6,
      expected_weight_g = $7, version = version + 1
    where kind = $1`,
    valuesOf(after),
  );
  const what = { action: KIND_CHANGED, entityType: "kind", entityId: name, before: { ...before }, after: { ...after } };
  await writeAudit(db, { ...audit, ...what });
  return null;
}

/** Whoever scans waits behind an editor who waits: he gives up as soon as a commit would. */
const waitShortly = (db: Database) => db.query(`set local lock_timeout = ${LIMITS.lockTimeoutMs}`);

async function find(db: Database, kind: string): Promise<KindLine | null> {
  const [line] = await db.query<KindLine>(`${LINES} where k.kind = $1`, [kind]);
  return line ?? null;
}

const valuesOf = (kind: Kind): unknown[] => [
  kind.kind,
  kind.prefix,
  kind.digits,
  kind.product,
  kind.capacity,
  kind.childWeightG,
  kind.expectedWeightG,
];

const COLUMNS = `k.kind, k.prefix, k.digits, k.product, k.capacity, k.version,
  k.child_weight_g as "childWeightG", k.expected_weight_g as "expectedWeightG"`;

const ONE = `select ${COLUMNS} from bag_kinds k`;

const LINES = `
  select ${COLUMNS}, coalesce(b.n, 0)::integer as parents, coalesce(b.older, 0)::integer as "olderParents"
  from bag_kinds k left join lateral (
    select count(*) as n, count(*) filter (
      where (capacity, child_weight_g, expected_weight_g) <> (k.capacity, k.child_weight_g, k.expected_weight_g)
    ) as older
    from bags where role = 'parent' and kind = k.kind
  ) b on true`;

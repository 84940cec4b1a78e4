/** Dispatch areas: the towns that sacks are packed in. */
import type { AreaEdit, AreaLabels, AreaLine, AreaRefusal, NewArea } from "../domain/area.ts";
import { type AuditRecord, writeAudit } from "./audit_rows.ts";
import type { Database } from "./postgres.ts";
import { COUNTS } from "./stat_rows.ts";

/** Keys of the areas in use, by their names. */
export async function activeAreas(db: Database): Promise<string[]> {
  const rows = await db.query<{ key: string }>("select key from dispatch_areas where active order by label");
  return rows.map(({ key }) => key);
}

/** Of all areas, whether in use or not. */
export async function readAreaLabels(db: Database): Promise<AreaLabels> {
  const rows = await db.query<{ key: string; label: string }>("select key, label from dispatch_areas order by key");
  return Object.fromEntries(rows.map(({ key, label }) => [key, label]));
}

type AuditOfEdit = Omit<AuditRecord, "action" | "entityType" | "entityId" | "before" | "after">;

export const AREA_CREATED = "area_created";
export const AREA_CHANGED = "area_changed";

export function areaRows(db: Database) {
  return {
    /** All of them: those in use first, by their names. */
    list: () => db.query<AreaLine>(`${LINES} order by a.active desc, a.label`),
    find: (key: string) => find(db, key),

    /** @throws a unique violation where the key or the label is taken. */
    create: ({ key, label, maxDispatchers }: NewArea, audit: AuditOfEdit): Promise<void> =>
      db.transaction(async (inside) => {
        await inside.query("insert into dispatch_areas (key, label, max_dispatchers) values ($1, $2, $3)", [
          key,
          label,
          maxDispatchers,
        ]);
        const after = { key, label, maxDispatchers, active: true };
        await writeAudit(inside, { ...audit, action: AREA_CREATED, entityType: "area", entityId: key, after });
      }),

    /** Null: done. @throws a unique violation where the label is taken. */
    change: (key: string, edit: AreaEdit, audit: AuditOfEdit): Promise<AreaRefusal | null> =>
      db.transaction((inside) => changeIn(inside, key, edit, audit)),
  };
}

/** Whoever puts a dispatcher into an area locks its row, too: the number cannot rise between the look and the edit. */
async function changeIn(db: Database, key: string, edit: AreaEdit, audit: AuditOfEdit): Promise<AreaRefusal | null> {
  await db.query("select from dispatch_areas where key = $1 for update", [key]);
  const before = await find(db, key);
  if (!before) return "not_found";
  if (before.version !== edit.version) return "version_conflict";
  const after = {
    key,
    label: edit.label ?? before.label,
    maxDispatchers: edit.maxDispatchers ?? before.maxDispatchers,
    active: edit.active ?? before.active,
  };
  if (after.maxDispatchers < before.maxDispatchers && after.maxDispatchers < before.dispatchers) {
    return "area_over_full";
  }
  await db.query(
    `update dispatch_areas set label = $2, max_dispatchers = $3, active = $4, version = version + 1 where key = $1`,
    [key, after.label, after.maxDispatchers, after.active],
  );
  const { label, maxDispatchers, active } = before;
  const what = { action: AREA_CHANGED, entityType: "area", entityId: key };
  await writeAudit(db, { ...audit, ...what, before: { key, label, maxDispatchers, active }, after });
  return null;
}

async function find(db: Database, key: string): Promise<AreaLine | null> {
  const [line] = await db.query<AreaLine>(`${LINES} where a.key = $1`, [key]);
  return line ?? null;
}

const LINES = `
  select a.key, a.label, a.active, a.max_dispatchers as "maxDispatchers", a.version,
    (select count(*) from users u where u.dispatch_area = a.key and u.disabled_at is null and not u.is_token)::integer as dispatchers,
    coalesce(s.parents, 0)::bigint as parents
  from dispatch_areas a left join (
    select area, sum(n) as parents from (${COUNTS}) counts where stat = 'parents' and hour = '-infinity' group by area
  ) s on s.area = a.key`;

/** What admins do with dispatch areas: stored and recorded, then told to every instance. */
import type { AreaAnswer, AreaEdit, NewArea } from "../domain/area.ts";
import type { Doer } from "../domain/people.ts";
import { AREA_CHANGED, AREA_CREATED, areaRows } from "./area_rows.ts";
import { onceByKey, saysAll, takenOf } from "./keyed_change.ts";
import type { Names } from "./names.ts";
import type { Database } from "./postgres.ts";

export function startAreas(db: Database, names: Pick<Names, "reloadAreas">) {
  const rows = areaRows(db);

  /** A key or a label that is taken is no fault. What was stored is known here before it is answered. */
  async function stored(key: string, write: () => Promise<AreaAnswer["is"] | null | void>): Promise<AreaAnswer> {
    const refused = await write().catch((fault) => {
      if (TAKEN.has(takenOf(fault) ?? "")) return "area_exists" as const;
      throw fault;
    });
    if (refused && refused !== "done") return { is: refused };
    await names.reloadAreas();
    return await shown(key, false);
  }

  async function shown(key: string, replayed: boolean): Promise<AreaAnswer> {
    const area = await rows.find(key);
    return area ? { is: "done", area, replayed } : { is: "not_found" };
  }

  return {
    list: rows.list,
    find: rows.find,
    create: (area: NewArea, doer: Doer): Promise<AreaAnswer> =>
      onceByKey(db, doer, {
        action: AREA_CREATED,
        isSame: (_, after) => saysAll({ ...area }, after),
        run: () => stored(area.key, () => rows.create(area, auditOf(doer))),
        again: (key) => shown(key, true),
      }),
    change: (key: string, edit: AreaEdit, doer: Doer): Promise<AreaAnswer> =>
      onceByKey(db, doer, {
        action: AREA_CHANGED,
        isSame: (entityId, after) => entityId === key && saysAll({ ...edit, version: undefined }, after),
        run: () => stored(key, () => rows.change(key, edit, auditOf(doer))),
        again: () => shown(key, true),
      }),
  };
}

const TAKEN = new Set(["dispatch_areas_pkey", "dispatch_areas_label"]);

/** Who, from where and by which key. */
export const auditOf = ({ person, ...from }: Doer) => ({ ...from, userId: person.id });

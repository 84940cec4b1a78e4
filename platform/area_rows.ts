/** Dispatch areas: the towns that sacks are packed in. */
import type { Database } from "./postgres.ts";

/** Keys of the areas in use, by their names. */
export async function activeAreas(db: Database): Promise<string[]> {
  const rows = await db.query<{ key: string }>("select key from dispatch_areas where active order by label");
  return rows.map(({ key }) => key);
}

/** What admins set: dispatch areas and kinds of sacks. */
import { startAreas } from "./areas.ts";
import { startKinds } from "./kinds.ts";
import type { Names } from "./names.ts";
import type { Database } from "./postgres.ts";

/** `names` hold what commits and pages go by: whatever is changed here they read again, and tell the other instances. */
export const openSettings = (db: Database, names: Pick<Names, "reloadAreas" | "reloadKinds">) => ({
  areaSettings: startAreas(db, names),
  kindSettings: startKinds(db, names),
});

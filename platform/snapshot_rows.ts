/** What the database contains just now. */
import { readSnapshot, type Snapshot } from "../domain/snapshot.ts";
import type { Database } from "./postgres.ts";

export async function currentSnapshot(db: Database): Promise<Snapshot> {
  const [row] = await db.prepared<{ snapshot: string }>("select txid_current_snapshot()::text as snapshot");
  return readSnapshot(row!.snapshot);
}

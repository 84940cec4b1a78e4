/** Waits until somebody in this database waits for a lock. */
export async function untilSomebodyWaits(query: (text: string) => Promise<readonly unknown[]>): Promise<void> {
  // Whatever role asks may see these.
  const waits = `select from pg_locks join pg_stat_activity using (pid)
    where not granted and datname = current_database()`;
  const from = performance.now();
  while ((await query(waits)).length === 0) {
    if (performance.now() - from > 10_000) throw new Error("Nobody waits for a lock");
  }
}

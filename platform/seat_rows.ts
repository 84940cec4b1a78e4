/** What changes of people wait for, and the places of dispatchers that are counted under it: the one place that does. */
import type { Seats } from "../domain/user_change.ts";
import type { Database } from "./postgres.ts";

/** Any number that nothing else locks: changes of people are rare, and their rules are about several rows at once. */
const PEOPLE_LOCK = 7_421_010;

/** Held until the transaction ends. Whoever waits for it sees all that the one before has done. */
export async function lockPeople(inside: Database): Promise<void> {
  await inside.query("select pg_advisory_xact_lock($1)", [PEOPLE_LOCK]);
}

/**
 * Null: there is no such area. Its row is locked until the transaction ends: its maximum stays, and whoever else comes to it
 * counts after us.
 */
export async function seatsOf(inside: Database, area: string, butUser: number | null): Promise<Seats | null> {
  const [row] = await inside.query<{ active: boolean; max: number }>(
    "select active, max_dispatchers as max from dispatch_areas where key = $1 for no key update",
    [area],
  );
  if (!row) return null;
  const [others] = await inside.query<{ taken: number }>(
    `select count(*)::integer as taken from users
    where dispatch_area = $1 and disabled_at is null and not is_token and id is distinct from $2::bigint`,
    [area, butUser],
  );
  return { ...row, taken: others!.taken };
}

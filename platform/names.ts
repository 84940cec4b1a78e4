/** Names behind ids that never change: of users, stations and kinds. Read once, remembered for good. */
import type { Kind, Kinds } from "../domain/code.ts";
import type { Database } from "./postgres.ts";

export interface Names {
  kinds(): Kinds;
  reloadKinds(): Promise<void>;
  username(id: number): string | null;
  /** Reads the names of those that `username` does not know yet. */
  learnUsers(ids: Iterable<number>): Promise<void>;
  stationId(name: string): number | null;
  registerStations(names: readonly string[]): Promise<void>;
}

export async function loadNames(db: Database): Promise<Names> {
  const usernames = new Map<number, string>();
  const stationIds = new Map<string, number>();
  let kinds: Kinds = await readKinds(db);
  return {
    kinds: () => kinds,
    reloadKinds: async () => {
      kinds = await readKinds(db);
    },
    username: (id) => usernames.get(id) ?? null,
    learnUsers: async (ids) => {
      const unknown = [...new Set(ids)].filter((id) => !usernames.has(id));
      if (unknown.length === 0) return;
      const rows = await db.prepared<{ id: number; username: string }>(USERS, [unknown]);
      for (const { id, username } of rows) usernames.set(id, username);
    },
    stationId: (name) => stationIds.get(stationKey(name)) ?? null,
    registerStations: async (names) => {
      for (const { id, name } of await registerStations(db, names)) stationIds.set(stationKey(name), id);
    },
  };
}

const stationKey = (name: string): string => name.replace(/[a-z]+/g, (letters) => letters.toUpperCase());

const readKinds = (db: Database): Promise<Kind[]> =>
  db.query<Kind>(`
    select kind, prefix, digits, product, capacity, child_weight_g as "childWeightG", expected_weight_g as "expectedWeightG"
    from bag_kinds order by length(prefix) desc, prefix`);

const USERS = "select id, username from users where id = any ($1::bigint[])";

async function registerStations(db: Database, names: readonly string[]): Promise<{ id: number; name: string }[]> {
  const sorted = [...names].sort();
  await db.query("insert into stations (name) select unnest($1::text[]) on conflict do nothing", [sorted]);
  return await db.query(
    `select id, name from stations where upper(name collate "C") collate "C" = any ($1::text[])`,
    [sorted.map(stationKey)],
  );
}

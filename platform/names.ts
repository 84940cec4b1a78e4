/** Names behind ids that never change: of users, stations and kinds. Read once, remembered for good. */
import type { Kinds } from "../domain/code.ts";
import { ensureStations, readKinds, readUsernames } from "./name_rows.ts";
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
      for (const { id, username } of await readUsernames(db, unknown)) usernames.set(id, username);
    },
    stationId: (name) => stationIds.get(stationKey(name)) ?? null,
    registerStations: async (names) => {
      for (const { id, name } of await ensureStations(db, names)) stationIds.set(stationKey(name), id);
    },
  };
}

const stationKey = (name: string): string => name.replace(/[a-z]+/g, (letters) => letters.toUpperCase());

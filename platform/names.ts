/**
 * Names behind ids that never change: of users and stations, read once and remembered for good; and what admins keep, kinds
 * and the names of areas, read again when word of a change comes.
 */
import type { AreaLabels } from "../domain/area.ts";
import type { Kinds } from "../domain/code.ts";
import { DatabaseAway } from "../domain/ledger.ts";
import { readAreaLabels } from "./area_rows.ts";
import { isLost } from "./lane.ts";
import { ensureStations, readKinds, readUsernames } from "./name_rows.ts";
import type { Database } from "./postgres.ts";

export interface Names {
  kinds(): Kinds;
  reloadKinds(): Promise<void>;
  /** Told when a reload has found other kinds than there were. */
  onOtherKinds(tell: () => void): void;
  areas(): AreaLabels;
  reloadAreas(): Promise<void>;
  onOtherAreas(tell: () => void): void;
  username(id: number): string | null;
  /** Reads the names of those that `username` does not know yet. @throws {DatabaseAway} when the pool is lost or full. */
  learnUsers(ids: Iterable<number>): Promise<void>;
  stationId(name: string): number | null;
  /** @throws {DatabaseAway} when the pool is lost or full. */
  registerStations(names: readonly string[]): Promise<void>;
}

export async function loadNames(db: Database): Promise<Names> {
  const usernames = new Map<number, string>();
  const stationIds = new Map<string, number>();
  const kinds = await keep<Kinds>(() => readKinds(db));
  const areas = await keep(() => readAreaLabels(db));
  return {
    kinds: kinds.now,
    reloadKinds: kinds.reload,
    onOtherKinds: kinds.onOther,
    areas: areas.now,
    reloadAreas: areas.reload,
    onOtherAreas: areas.onOther,
    username: (id) => usernames.get(id) ?? null,
    learnUsers: async (ids) => {
      const unknown = [...new Set(ids)].filter((id) => !usernames.has(id));
      if (unknown.length === 0) return;
      for (const { id, username } of await orAway(readUsernames(db, unknown))) usernames.set(id, username);
    },
    stationId: (name) => stationIds.get(stationKey(name)) ?? null,
    registerStations: async (names) => {
      for (const { id, name } of await orAway(ensureStations(db, names))) stationIds.set(stationKey(name), id);
    },
  };
}

/** What is kept in memory and read again. Of two reads at once the later one counts, whichever comes back first. */
async function keep<Value>(read: () => Promise<Value>) {
  let value = await read(), tell = () => {}, begun = 0, counted = 0;
  return {
    now: () => value,
    reload: async () => {
      const place = ++begun;
      const fresh = await read();
      if (place < counted) return;
      counted = place;
      const isOther = JSON.stringify(fresh) !== JSON.stringify(value);
      if (isOther) value = fresh;
      if (isOther) tell();
    },
    onOther: (told: () => void) => tell = told,
  };
}

/** Names go by the pool, beside the commits' own connections: a batch that cannot have them now waits like any other. */
const orAway = <Result>(work: Promise<Result>): Promise<Result> =>
  work.catch((fault: Error) => {
    throw isLost(fault) ? new DatabaseAway(`Cannot look up names: ${fault.message}`, { cause: fault }) : fault;
  });

const stationKey = (name: string): string => name.replace(/[a-z]+/g, (letters) => letters.toUpperCase());

/** A crowd that scans without pause and never gives a scan up: what is not answered is sent again with the same key. */
import assert from "node:assert/strict";
import pg from "pg";
import { LineLost, type RawAnswer } from "./http_line.ts";
import { labelOf, outcomeOf, scanBytes, SteadyLine } from "./load.ts";

export interface Scanned {
  readonly key: string;
  readonly sack: string;
  /** Null: it opened the sack. */
  readonly child: string | null;
  /** What the answer said; null when nobody answered until the crowd went home. */
  readonly outcome: string | null;
  readonly status: number;
  /** From the first try to the answer. */
  readonly ms: number;
  readonly tries: number;
  /** Of these, how many were answered with "not now". */
  readonly refusals: number;
}

export interface Place {
  readonly base: string;
  /** Where it goes on when its connection is ended. */
  readonly otherBase?: string;
  readonly cookie: string;
  /** The sacks to fill, one after the other. */
  readonly sacks: Iterable<string>;
  /** Digits that no other place's children begin with. */
  readonly childPrefix: string;
  /** How many children still go into each of them. */
  readonly room: number;
  /** Rest between an answer and the next scan. */
  readonly restMs: number;
}

export interface Crowd {
  /** Resolves when so many scans have been answered. */
  answered(count: number): Promise<void>;
  /** Lets everybody finish the scan in hand, and tells all. With `isClosing`, unanswered scans are given up. */
  goHome(isClosing?: boolean): Promise<Scanned[]>;
}

const PAUSE_MS = 50;
const ANSWER_MS_MAX = 30_000;

export function gather(places: readonly Place[]): Crowd {
  const state: State = { isOver: false, isClosing: false, scanned: [], onMore: () => {} };
  const work = Promise.all(places.map((place) => scanAt(place, state)));
  return {
    answered: async (count) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      const wanted = state.scanned.length + count;
      state.onMore = () => state.scanned.length >= wanted && resolve();
      await Promise.race([promise, work]);
      assert.ok(state.scanned.length >= wanted, "The crowd went home early");
    },
    goHome: async (isClosing = false) => {
      Object.assign(state, { isOver: true, isClosing });
      await work;
      return state.scanned;
    },
  };
}

interface State {
  isOver: boolean;
  isClosing: boolean;
  readonly scanned: Scanned[];
  onMore: () => void;
}

async function scanAt(place: Place, state: State): Promise<void> {
  const { base, otherBase = base, cookie, sacks, childPrefix, room, restMs } = place;
  const line = new SteadyLine(base, otherBase);
  let number = 0;
  for (const sack of sacks) {
    for (let filled = 0; filled <= room; filled++) {
      if (state.isOver) return line.close();
      const child = filled === 0 ? null : childPrefix + String(number++).padStart(6, "0");
      const scanned = await scanUntilAnswered(line, cookie, sack, child, state);
      state.scanned.push(scanned);
      state.onMore();
      if (restMs > 0) await new Promise((done) => setTimeout(done, restMs));
    }
  }
  line.close();
}

async function scanUntilAnswered(
  line: SteadyLine,
  cookie: string,
  sack: string,
  child: string | null,
  state: State,
): Promise<Scanned> {
  const key = crypto.randomUUID(), startedAt = performance.now();
  const code = child === null ? sack : labelOf(child);
  for (let tries = 1, refusals = 0;; tries++) {
    const answer = await line.send(scanBytes(cookie, { scanId: key, parent: sack, code, station: "S1" })).catch(lost);
    const ms = performance.now() - startedAt;
    if (answer && answer.status < 429) {
      return { key, sack, child, outcome: outcomeOf(answer), status: answer.status, ms, tries, refusals };
    }
    if (answer) refusals++;
    if (state.isClosing) return { key, sack, child, outcome: null, status: answer?.status ?? 0, ms, tries, refusals };
    assert.ok(ms < ANSWER_MS_MAX, `No answer to ${sack} ${code} in ${ms} ms: ${answer?.status} ${answer?.body}`);
    await new Promise((done) => setTimeout(done, PAUSE_MS));
  }
}

function lost(fault: unknown): RawAnswer | null {
  if (fault instanceof LineLost) return null;
  throw fault;
}

/** Holds what the crowd (of dispatchers) was told against the database: every answer is stored, once, and nothing else. */
export async function assertStored(databaseUrl: string, scanned: readonly Scanned[]): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows: events } = await client.query<{ key: string; outcome: string }>(
      `select key, outcome from scan_events e join users u on u.id = e.user_id
      where kind in ('open_parent', 'link_child') and username = 'dispatcher'`,
    );
    const { rows: packed } = await client.query<{ code: string; parent: string; key: string }>(
      `select c.code, p.code as parent, c.packed_key as key from bags c join bags p on p.id = c.parent_id
      where c.packed_key is not null`,
    );
    const outcomes = new Map(events.map(({ key, outcome }) => [key, outcome]));
    const places = new Map(packed.map((one) => [one.key, one]));
    for (const { key, sack, child, outcome } of scanned) {
      if (outcome === null) continue;
      assert.equal(outcomes.get(key), outcome, `${sack} ${child} was answered ${outcome}`);
      if (outcome !== "child_linked") continue;
      assert.deepEqual([places.get(key)?.code, places.get(key)?.parent], [child, sack]);
    }
    const known = new Set(scanned.map(({ key }) => key));
    assert.deepEqual(events.filter(({ key }) => !known.has(key)), [], "Stored without having been sent");
  } finally {
    await client.end();
  }
}

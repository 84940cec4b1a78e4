/** What can go wrong with instances, PostgreSQL and Redis; and what people feel of it, as a table. */
import assert from "node:assert/strict";
import type { Person } from "../../domain/shapes.ts";
import { SHARED_SACKS } from "./chaos_script.ts";
import type { Hands, Try } from "./chaos_hands.ts";
import { type ChaosWorld, INSTANCES, nameOf } from "./chaos_world.ts";
import { open } from "./heart.ts";
import { withClient } from "./postgres.ts";

export interface Fault {
  readonly name: string;
  /** The instance that it happens to; null: to all of them. */
  readonly victim: number | null;
  /** Breaks it, and mends it. Resolves at the moment from which everything is to be well again. */
  strike(world: ChaosWorld): Promise<void>;
}

export interface Felt {
  readonly name: string;
  readonly answered: number;
  /** The longest that anybody waited for an answer, going on to others included. */
  readonly worstMs: number;
  /** The longest that an answer of an instance took that nothing happened to. */
  readonly besideMs: number;
  /** From the fault's end until each instance that lives had answered a new scan. */
  readonly backMs: number;
}

const FROZEN_MS = 5_000;
const WITHOUT_REDIS_MS = 1_000;
/** What stays true without a fault, to compare with. */
const CALM_MS = 1_500;

export const FAULTS: readonly Fault[] = [
  { name: "nothing", victim: null, strike: () => pause(CALM_MS) },
  { name: "instance frozen 5 s", victim: 0, strike: (world) => freeze(world, 0) },
  { name: "frozen 5 s in mid transaction", victim: 1, strike: (world) => freezeInTransaction(world, 1) },
  {
    name: "instance killed",
    victim: 2,
    strike: async (world) => {
      await world.server(2).kill9();
      await world.comeBack(2);
    },
  },
  { name: "instance asked to leave", victim: 0, strike: (world) => leave(world, 0) },
  { name: "PostgreSQL restarted, fast", victim: null, strike: ({ database }) => database.restart("fast") },
  { name: "PostgreSQL crashed", victim: null, strike: ({ database }) => database.restart("immediate") },
  {
    name: "Redis killed",
    victim: null,
    strike: async ({ redis }) => {
      await redis.kill();
      await pause(WITHOUT_REDIS_MS);
      await redis.start();
    },
  },
  { name: "its connections cut", victim: 1, strike: (world) => cutConnections(world, 1) },
];

/** Strikes, waits until every instance answers again, and tells what it was like. */
export async function suffer(world: ChaosWorld, hands: Hands, fault: Fault, prober: Person): Promise<Felt> {
  const startedAt = performance.now();
  hands.isTroubled = true;
  await fault.strike(world);
  const mendedAt = performance.now();
  await Promise.all(
    Array.from({ length: INSTANCES }, (_, place) => hands.probe(place, open("SB99999", { by: prober }))),
  );
  const backMs = performance.now() - mendedAt;
  hands.isTroubled = false;
  return felt(hands, fault, startedAt, backMs);
}

function felt({ told, tries }: Hands, { name, victim }: Fault, startedAt: number, backMs: number): Felt {
  const since = told.filter(({ answeredAt }) => answeredAt >= startedAt);
  const beside = tries.filter(({ place, startedAt: at, ms }) => place !== victim && at + ms >= startedAt);
  return {
    ...{ name, backMs, answered: since.length },
    worstMs: longest(since.map(({ sentAt, answeredAt }) => answeredAt - sentAt)),
    besideMs: longest(beside.map(({ ms }: Try) => ms)),
  };
}

const longest = (waits: readonly number[]): number => waits.reduce((most, ms) => Math.max(most, ms), 0);

export function tableOf(all: readonly Felt[]): string {
  const ms = (number: number) => `${Math.round(number)} ms`.padStart(9);
  const lines = all.map(({ name, answered, worstMs, besideMs, backMs }) =>
    `${name.padEnd(30)}${String(answered).padStart(9)}${ms(worstMs)}${ms(besideMs)}${ms(backMs)}`
  );
  return [`${"fault".padEnd(30)} answered    worst   beside  back in`, ...lines].join("\n");
}

async function freeze(world: ChaosWorld, place: number): Promise<void> {
  world.server(place).freeze();
  await pause(FROZEN_MS);
  world.server(place).thaw();
}

/**
 * It is frozen while it waits for a row that is locked; then the row is let go, so that PostgreSQL has locked and answered,
 * and nobody is there to decide. It holds what it has locked until PostgreSQL ends it.
 */
async function freezeInTransaction(world: ChaosWorld, place: number): Promise<void> {
  const server = world.server(place);
  await withClient(world.database.url, async (holder) => {
    for (;;) {
      await holder.query("begin");
      await holder.query("select from bags where code = any ($1) for update", [SHARED_SACKS]);
      await until(() => isSeen(world, place, "wait_event_type = 'Lock'"));
      server.freeze();
      await holder.query("commit");
      if (await within(500, () => isSeen(world, place, "state = 'idle in transaction'"))) break;
      server.thaw(); // it had given up waiting just before
    }
  });
  await pause(FROZEN_MS);
  server.thaw();
}

const isSeen = async ({ query }: ChaosWorld, place: number, how: string): Promise<boolean> =>
  (await query(`select 1 from pg_stat_activity where application_name = $1 and ${how}`, [nameOf(place)])).length > 0;

async function leave(world: ChaosWorld, place: number): Promise<void> {
  const { code, ms } = await world.server(place).stop();
  assert.deepEqual([code, ms < FROZEN_MS], [0, true], `It took ${ms} ms to leave, with status ${code}`);
  await world.comeBack(place);
}

async function cutConnections({ query }: ChaosWorld, place: number): Promise<void> {
  const cut = await query("select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1", [
    nameOf(place),
  ]);
  assert.ok(cut.length > 0, "It had no connection to cut");
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!await isSo());
}

async function within(ms: number, isSo: () => Promise<boolean>): Promise<boolean> {
  for (const deadline = performance.now() + ms; performance.now() < deadline;) if (await isSo()) return true;
  return false;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

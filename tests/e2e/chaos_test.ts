// Runs alone: it freezes, kills and restarts everything under load, and measures what people feel of it.
import assert from "node:assert/strict";
import type { Person } from "../../domain/shapes.ts";
import { FAULTS, type Felt, suffer, tableOf } from "../support/chaos_faults.ts";
import { type Badge, setToWork } from "../support/chaos_hands.ts";
import { SHARED_BILLS, SHARED_SACKS } from "../support/chaos_script.ts";
import { type ChaosWorld, openChaosWorld } from "../support/chaos_world.ts";
import { type Facts, untruths } from "../support/facts.ts";
import { readFacts } from "../support/heart_pg.ts";
import { contradictions, type Kept } from "../support/one_order.ts";
import { logInAt, type Session } from "../support/server.ts";

const HANDS = 60;
const REST_MS = 100;
/** Behind PostgreSQL's own second, after which it ends whoever sits on locks; on a machine that is busy. */
const WAIT_BESIDE_A_FROZEN_ONE_MS_MAX = 2_500;
/** From a fault's end until every instance has answered a new scan. */
const BACK_MS_MAX = 3_000;
const VIEWS_MS_MAX = 1_000;

Deno.test("60 people on three instances, of which everything fails in turn: what was answered is stored, and explained", async () => {
  const seed = Math.floor(Math.random() * 2 ** 31);
  await using world = await openChaosWorld();
  const admin = await logInAt(world.bases[0]!, "admin");
  const badges = await badgesAt(world, [admin, ...await logInBoth(world)]);
  const hands = await setToWork({ bases: world.bases, badges, hands: HANDS, restMs: REST_MS, seed });
  const all: Felt[] = [];
  for (const fault of FAULTS) all.push(await suffer(world, hands, fault, badges[0]!.person));
  await hands.goHome();
  console.log(`\n${tableOf(all)}\n${hands.told.length} commands, seed ${seed}`);

  const kept = await world.query<Kept>("select key, outcome, at from scan_events order by at, place");
  assert.deepEqual(contradictions(hands.told, kept), []);
  const facts = await readFacts(world.query);
  assert.deepEqual(untruths(facts), []);
  for (const base of world.bases) await assertSeen(base, admin, facts);
  const { json } = await admin.call("GET", "/api/v1/integrity");
  assert.deepEqual([json.ok, json.problems], [true, []]);
  // Last: what is wrong is worse than what is slow.
  assert.deepEqual(all.filter(({ backMs }) => backMs > BACK_MS_MAX), []);
  const frozen = all.filter(({ name }) => name.includes("frozen"));
  assert.deepEqual(frozen.filter(({ besideMs }) => besideMs > WAIT_BESIDE_A_FROZEN_ONE_MS_MAX), []);
});

const logInBoth = ({ bases }: ChaosWorld): Promise<Session[]> =>
  Promise.all(["biller", "dispatcher"].map((username) => logInAt(bases[0]!, username)));

async function badgesAt({ query }: ChaosWorld, sessions: readonly Session[]): Promise<Badge[]> {
  const people = await query<Pick<Person, "id" | "username" | "role">>("select id, username, role from users");
  return sessions.map(({ username, token }) => {
    const person = people.find((one) => one.username === username)!;
    return { token, person: { ...person, fullName: null, area: null } };
  });
}

/** This instance shows the sacks and bills that everybody fought for as the database has them, at the latest in a moment. */
async function assertSeen(base: string, { token }: Session, facts: Facts): Promise<void> {
  const headers = { authorization: `Bearer ${token}` };
  const ask = async (path: string) => await (await fetch(base + path, { headers })).json();
  const look = async () => ({
    sacks: await Promise.all(SHARED_SACKS.map(async (code) => {
      const { child_count, bill, children } = await ask(`/api/bag/${code}`);
      return { code, child_count, bill, children: children.map((child: { code: string }) => child.code).sort() };
    })),
    bills: await Promise.all(SHARED_BILLS.map(async (number) => {
      const { linked_count, child_count, status } = await ask(`/api/v1/bills/${number}`);
      return { number, linked_count, child_count, status };
    })),
  });
  const expected = seenIn(facts);
  const deadline = performance.now() + VIEWS_MS_MAX;
  for (let seen = await look();; seen = await look()) {
    if (JSON.stringify(seen) === JSON.stringify(expected)) return;
    if (performance.now() > deadline) assert.deepEqual(seen, expected, `Seen on ${base}`);
  }
}

const seenIn = ({ parents, children, bills }: Facts) => ({
  sacks: SHARED_SACKS.map((code) => {
    const { childCount, bill } = parents.find((parent) => parent.code === code)!;
    const inside = children.filter(({ parent }) => parent === code).map((child) => child.code);
    return { code, child_count: childCount, bill, children: inside.sort() };
  }),
  bills: SHARED_BILLS.map((number) => {
    const { linkedCount, childCount, status } = bills.find((bill) => bill.number === number)!;
    return { number, linked_count: linkedCount, child_count: childCount, status };
  }),
});

import assert from "node:assert/strict";
import type { Floor } from "../../actors/floor.ts";
import type { Person } from "../../domain/shapes.ts";
import { below, type Chance, chanceOf, oneOf } from "../support/chance.ts";
import { factsOf, untruths } from "../support/facts.ts";
import { type FloorWorld, floorWorld } from "../support/floor_world.ts";
import type { CommitFault, Faults } from "../support/memory_ledger.ts";
import { type Asked, disagreements, lies, overtakings } from "../support/run_log.ts";
import { HANDS, scanScript, type Script } from "../support/scan_script.ts";

const REQUESTS_PER_HAND = 80;
const COMMIT_FAULTS: readonly CommitFault[] = [
  "refused",
  "lost_race",
  "lost_unknown",
  "stored_unknown",
  "stored_late_unknown",
];

const QUIET = 0, ROUGH = 0.15;
const RUNS = [
  { seed: 1, lanes: 1, trouble: QUIET },
  { seed: 8, lanes: 2, trouble: QUIET },
  { seed: 3, lanes: 1, trouble: ROUGH },
  { seed: 4, lanes: 2, trouble: ROUGH },
  { seed: 5, lanes: 2, trouble: ROUGH },
  { seed: 6, lanes: 1, trouble: ROUGH },
];

for (const { seed, lanes, trouble } of RUNS) {
  const weather = trouble > 0 ? "whatever the database does" : "with a database that works";
  Deno.test(`no scan is lost, doubled or misplaced, by two instances of ${lanes} lanes, ${weather} (seed ${seed})`, async () => {
    const chance = chanceOf(seed);
    const world = floorWorld(seed);
    const faults = trouble > 0 ? strewn(chance, trouble) : { flightMs: () => 1 + chance() * 9 };
    const floors = [world.floor(faults, lanes), world.floor(faults, lanes)];
    const script = scanScript(chance, (bill) => world.database.store.bills.get(bill as never)?.version ?? 1);
    const log: Asked[] = [];
    await world.clock.until(Promise.all(HANDS.map((by) => work(by, floors, script, chance, world, log))));
    await world.clock.until(Promise.all(floors.map((floor) => floor.leave())));

    const { store, locks } = world.database;
    assert.deepEqual(untruths(factsOf(store)), []);
    assert.deepEqual(lies(store, log, trouble === 0), []);
    assert.deepEqual(disagreements(store.commits, log), []);
    assert.deepEqual(overtakings(store.commits, log), []);
    assert.equal(locks.areFree, true);
    assertWorthTheName(store, log, trouble);
  });
}

/** One person at a scanner: asks, waits, and sends again with the same keys what was not confirmed. */
async function work(
  by: Person,
  floors: readonly Floor[],
  script: Script,
  chance: Chance,
  world: FloorWorld,
  log: Asked[],
) {
  for (let request = 0; request < REQUESTS_PER_HAND; request++) {
    const commands = script.request(by);
    for (let tries = 0; tries < 3; tries++) {
      const replies = await Promise.all(oneOf(chance, floors).submit(commands));
      log.push({ commands, replies });
      if (!replies.some((reply) => "refused" in reply && reply.refused === "busy")) break;
    }
    if (chance() < 0.3) await world.clock.wait(below(chance, 30));
  }
}

/** Trouble at random, and one command in two hundred that the database cannot stomach at all. */
function strewn(chance: Chance, trouble: number): Faults {
  const poisonous = (key: string) => key.endsWith("00") || key.endsWith("7f");
  return {
    flightMs: () => chance() < 0.02 ? 500 : 1 + chance() * 9,
    onOpen: () => chance() < trouble / 3 ? oneOf(chance, ["away", "refused"] as const) : null,
    onCommit: ({ events }) => {
      if (events.some(({ key }) => poisonous(key))) return "refused";
      return chance() < trouble ? oneOf(chance, COMMIT_FAULTS) : null;
    },
  };
}

/** A run in which nothing happens proves nothing. */
function assertWorthTheName(store: FloorWorld["database"]["store"], log: readonly Asked[], trouble: number): void {
  const outcomes = new Set([...store.events.values()].map(({ outcome }) => outcome));
  const wanted = ["child_linked", "child_moved", "child_unlinked", "bill_linked", "parent_full"] as const;
  assert.deepEqual(wanted.filter((outcome) => !outcomes.has(outcome)), []);
  assert(outcomes.size >= 25, `Only ${outcomes.size} kinds of outcome`);
  const replies = log.flatMap((asked) => asked.replies);
  assert(replies.some((reply) => "answer" in reply && reply.answer.replayed));
  assert(replies.some((reply) => "refused" in reply && reply.refused === "scan_id_reused"));
  assert.equal(replies.some((reply) => "refused" in reply && reply.refused === "busy"), trouble > 0);
}

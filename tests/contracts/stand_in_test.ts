import assert from "node:assert/strict";
import type { Reply } from "../../domain/answer.ts";
import { below, chanceOf, oneOf } from "../support/chance.ts";
import { type Facts, factsOf, untruths } from "../support/facts.ts";
import { floorWorld } from "../support/floor_world.ts";
import { openPostgresWorld } from "../support/heart_pg.ts";
import { HANDS, scanScript } from "../support/scan_script.ts";

/** What must be the same on both; times, transactions and the day in a made number are their own. */
function comparable(reply: Reply): unknown {
  if (!("answer" in reply)) return reply;
  const { at: _at, transaction: _transaction, elsewhere, ...answer } = reply.answer;
  return withoutDay({ ...answer, elsewhere: elsewhere && { ...elsewhere, since: elsewhere.since instanceof Date } });
}

const withoutDay = (value: unknown): unknown => JSON.parse(JSON.stringify(value).replaceAll(/B-[0-9]{8}-/g, "B-DAY-"));

function sorted(facts: Facts): unknown {
  const byName = (one: { code?: string; number?: string }, other: typeof one) =>
    String(one.code ?? one.number) < String(other.code ?? other.number) ? -1 : 1;
  const only = <Row extends object>(rows: readonly Row[], names: readonly (keyof Row)[]) =>
    rows.map((row) => Object.fromEntries(names.map((name) => [name, row[name]]))).sort(byName);
  return withoutDay({
    parents: only(facts.parents, ["code", "childCount", "capacity", "bill", "billedKey", "voided"]),
    children: only(facts.children, ["code", "parent", "packedKey", "voided"]),
    bills: only(facts.bills, [
      "number",
      "capacity",
      "linkedCount",
      "childCount",
      "weightG",
      "expectedWeightG",
      "status",
    ]),
    events: facts.events,
  });
}

for (const seed of [21, 22, 23]) {
  Deno.test(`the stand-in and PostgreSQL answer every request alike, and hold the same afterwards (seed ${seed})`, async () => {
    await using world = await openPostgresWorld();
    const server = await world.server();
    const memory = floorWorld(seed);
    const floor = memory.floor();
    const chance = chanceOf(seed);
    const script = scanScript(chance, (bill) => memory.database.store.bills.get(bill as never)?.version ?? 1);
    const outcomes = new Set<string>();
    for (let request = 0; request < 220; request++) {
      const requests = Array.from({ length: 1 + below(chance, 3) }, () => script.request(oneOf(chance, HANDS)));
      const wanted = await memory.clock.until(Promise.all(requests.flatMap((commands) => floor.submit(commands))));
      const found = await Promise.all(requests.flatMap((commands) => server.floor.submit(commands)));
      assert.deepEqual(found.map(comparable), wanted.map(comparable));
      for (const reply of found) if ("answer" in reply) outcomes.add(reply.answer.outcome);
    }
    const facts = await world.facts();
    assert.deepEqual(sorted(facts), sorted(factsOf(memory.database.store)));
    assert.deepEqual(untruths(facts), []);
    assert.deepEqual(server.faults, []);
    const versions = await world.query<{ number: string; version: number }>(
      "select number, version from bills order by id",
    );
    const wanted = [...memory.database.store.bills.values()].map(({ number, version }) => ({ number, version }));
    assert.deepEqual(withoutDay(versions), withoutDay(wanted));
    assert(outcomes.size >= 25, `Only ${outcomes.size} kinds of outcome`);
  });
}

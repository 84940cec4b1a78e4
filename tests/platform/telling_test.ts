import { deepStrictEqual as same, ok } from "node:assert/strict";
import { lookAt } from "../../platform/figures.ts";
import { type Database, openPool, type Pool } from "../../platform/postgres.ts";
import { readInstances } from "../../platform/system_rows.ts";
import { openTelling, shared, tellEach } from "../../platform/telling.ts";
import { open } from "../support/heart.ts";
import { makeAnswer } from "../support/made_shapes.ts";
import { withDatabase } from "../support/postgres.ts";
import { countersOn } from "../support/quiet_parts.ts";

function tellingOn(db: Pool, vital: Pool = db) {
  const faults: unknown[] = [];
  const { metrics, commits, parts } = countersOn();
  const telling = openTelling({
    ...{ ...parts, db, vital, metrics, commits, migration: 25, redis: null },
    onFault: (fault) => faults.push(fault),
  });
  return { telling, faults };
}

Deno.test("an instance tells that it is there, shows itself among the others, and says when it leaves", async () => {
  await withDatabase(async (url) => {
    const db = openPool({ url }, () => {});
    const { telling, faults } = tellingOn(db);
    await telling.begin(5_123);
    const { here, instances, database, redis } = await telling.system();
    same(instances.map(({ id, name, isGone }) => [id, name, isGone]), [[here, `${Deno.hostname()}:5123`, false]]);
    same([database.migrationKnown, redis], [25, null]);
    await telling.leave();
    same((await readInstances(db)).instances.map(({ isGone, leftAt }) => isGone && leftAt !== null), [true]);
    await db.end();
    same(faults, []);
  });
});

Deno.test("an instance tells of itself while no connection is left for pages", async () => {
  await withDatabase(async (url) => {
    const vital = openPool({ url }, () => {}), db = openPool({ url: "postgres://nobody@127.0.0.1:1/none" }, () => {});
    const { telling, faults } = tellingOn(db, vital);
    await telling.begin(5_123);
    await telling.leave();
    same([(await readInstances(vital)).instances.length, faults], [1, []]);
    await Promise.all([db.end(), vital.end()]);
  });
});

Deno.test("an instance whose database is away begins and leaves all the same", async () => {
  const db = openPool({ url: "postgres://nobody@127.0.0.1:1/none" }, () => {});
  const { telling, faults } = tellingOn(db);
  await telling.begin(5_123);
  await telling.leave();
  same(faults.length, 2);
  await db.end();
});

Deno.test("what could not be written is part of what is written next", async () => {
  await withDatabase(async (url) => {
    const db = openPool({ url }, () => {});
    let isAway = true;
    const flaky: Database = {
      ...db,
      query: (...asked) => isAway ? Promise.reject(new Error("away")) : db.query(...asked),
    };
    const { commits, counters } = countersOn();
    const self = { id: crypto.randomUUID(), name: "floor-1:5000", migration: 25, deno: "2.9.6" };
    const tell = tellEach(flaky, self, () => lookAt(counters));
    const scan = () => commits.onReply(open("SB00001"), { answer: makeAnswer({ outcome: "parent_opened" }) }, 3);
    scan();
    ok(await tell().then(() => false, () => true));
    scan();
    isAway = false;
    await tell();
    scan();
    await tell();
    const { instances: [seen] } = await readInstances(db);
    same(seen?.history.map(({ accepted }) => accepted), [2, 1]);
    await db.end();
  });
});

Deno.test("many who look are one reading, which a fault does not outlive", async () => {
  const answers = [Promise.reject(new Error("away")), Promise.resolve(1), Promise.resolve(2)];
  let asked = 0;
  const look = shared(() => answers[asked++]!, 60_000);
  const [one, other] = await Promise.allSettled([look(), look()]);
  same([one.status, other.status, asked], ["rejected", "rejected", 1]);
  same([await look(), await look(), asked], [1, 1, 2]);
  const again = shared(() => Promise.resolve(asked++), 0);
  same([await again(), await again()], [2, 3]);
});

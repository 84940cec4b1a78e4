import { deepStrictEqual as same, ok } from "node:assert/strict";
import { LIMITS } from "../../domain/limits.ts";
import { type Self, tellFigures, tellLeft, tidyFigures } from "../../platform/instance_rows.ts";
import { openPool, type Pool } from "../../platform/postgres.ts";
import { readDatabaseState, readInstances } from "../../platform/system_rows.ts";
import { SOME_FIGURES } from "../support/made_system.ts";
import { withDatabase } from "../support/postgres.ts";

const onPool = (use: (db: Pool) => Promise<void>) => () =>
  withDatabase(async (url) => {
    const db = openPool({ url }, () => {});
    await use(db).finally(() => db.end());
  });

const instance = (name: string): Self => ({ id: crypto.randomUUID(), name, migration: 25, deno: "2.9.6" });

/** As if it had been told so much earlier. */
const shift = (db: Pool, { id }: Self, ms: number) =>
  db.query(
    `with told as (update instance_figures set at = at - $2 * interval '1 millisecond' where instance = $1)
    update instances set seen_at = seen_at - $2 * interval '1 millisecond' where id = $1`,
    [id, ms],
  );

Deno.test(
  "an instance is seen with all that it told, the oldest first, and tells itself once",
  onPool(async (db) => {
    const one = instance("floor-1:5000");
    await tellFigures(db, one, null);
    await tellFigures(db, one, { ...SOME_FIGURES, accepted: 1 });
    await tellFigures(db, one, { ...SOME_FIGURES, accepted: 2, ackP99Ms: null });
    const { asOf, instances: [seen, ...others] } = await readInstances(db);
    const { startedAt, seenAt, history, ...rest } = seen!;
    same([rest, others], [{ ...one, isGone: false, leftAt: null }, []]);
    same(history.map(({ at: _, ...figures }) => figures), [
      { ...SOME_FIGURES, accepted: 1 },
      { ...SOME_FIGURES, accepted: 2, ackP99Ms: null },
    ]);
    ok(startedAt <= history[0]!.at && history[0]!.at < history[1]!.at && history[1]!.at <= seenAt && seenAt <= asOf);
  }),
);

Deno.test(
  "who is silent or has left is gone, and stands behind those that live; after an hour it is not shown",
  onPool(async (db) => {
    const [silent, left, lives, longAgo] = [1, 2, 3, 4].map((n) => instance(`floor-${n}:5000`)) as [
      Self,
      Self,
      Self,
      Self,
    ];
    for (const one of [silent, left, lives, longAgo]) await tellFigures(db, one, SOME_FIGURES);
    await shift(db, silent, LIMITS.instanceSilentMs + 1);
    await shift(db, lives, LIMITS.instanceSilentMs - 5_000);
    await shift(db, longAgo, LIMITS.figuresKeptMs + 1);
    await tellLeft(db, left.id);
    const { instances } = await readInstances(db);
    same(instances[0]?.name, lives.name);
    same(
      instances.map(({ name, isGone }) => `${name}${isGone ? " gone" : ""}`).sort(),
      [`${silent.name} gone`, `${left.name} gone`, lives.name],
    );
  }),
);

Deno.test(
  "the time is told where no instance is",
  onPool(async (db) => {
    const { asOf, instances } = await readInstances(db);
    same(instances, []);
    ok(Math.abs(asOf.getTime() - Date.now()) < 60_000);
  }),
);

Deno.test(
  "figures are kept for an hour, and what is older goes in helpings; so does who has written none since",
  onPool(async (db) => {
    const [stays, goes] = [instance("stays"), instance("goes")];
    for (const one of [stays, goes]) await tellFigures(db, one, SOME_FIGURES);
    await db.query(
      `insert into instance_figures (instance, at, figures)
      select $1, clock_timestamp() - interval '2 hours' - n * interval '1 second', '{}' from generate_series(1, 700) n`,
      [stays.id],
    );
    await shift(db, goes, LIMITS.figuresKeptMs + 1);
    const left = async () =>
      await db.query("select (select count(*) from instance_figures) f, (select count(*) from instances) i");
    await tidyFigures(db);
    same(await left(), [{ f: 201, i: 1 }]);
    await tidyFigures(db);
    same(await left(), [{ f: 1, i: 1 }]);
  }),
);

Deno.test(
  "the database tells its version, size, sessions and the oldest transaction but our own",
  onPool(async (db) => {
    const state = await readDatabaseState(db, 99);
    ok(/^\d+\.\d+/.test(state.version) && state.bytes > 5_000_000 && state.connectionsMax >= 60, JSON.stringify(state));
    ok(state.connections >= 1 && state.hitRatio! > 0 && state.hitRatio! <= 1, JSON.stringify(state));
    same([state.migrationKnown, state.deadlocks, state.oldestTransactionMs], [99, 0, null]);
    ok(state.migration >= 25);
    await db.transaction(async (tx) => {
      await tx.query("select 1");
      const { oldestTransactionMs } = await readDatabaseState(db, 99);
      ok(oldestTransactionMs !== null && oldestTransactionMs >= 0);
    });
  }),
);

Deno.test(
  "slow statements are told without their values, and none that may hold a password, where they are counted",
  onPool(async (db) => {
    same((await readDatabaseState(db, 25)).slow, null, "the extension is not there");
    await db.query("create extension pg_stat_statements");
    await db.query("select 'hunter2' as secret, pg_sleep(0.05)");
    await db.transaction(async (tx) => {
      await tx.query("set local pg_stat_statements.track_utility = on");
      await tx.query("do $$ begin perform 'hunter2'; end $$");
    });
    const { slow } = await readDatabaseState(db, 25);
    if (Deno.env.get("TEST_POSTGRES") === "system") return same(slow, null, "it is not loaded");
    const slept = slow!.find(({ text }) => text.includes("pg_sleep"));
    same(slept?.text, "select $1 as secret, pg_sleep($2)");
    ok(slept.calls === 1 && slept.meanMs > 45 && slept.totalMs === slept.meanMs, JSON.stringify(slept));
    ok(!JSON.stringify(slow).includes("hunter2"));
  }),
);

Deno.test(
  "a role that may see nothing of others reads all that is its own to see",
  onPool(async (db) => {
    await db.query("create extension pg_stat_statements");
    const role = `reader_${crypto.randomUUID().replaceAll("-", "")}`;
    const undone = new Error("Nothing of this stays");
    const seen = await db.transaction(async (tx) => {
      await tx.query(`create role ${role}`);
      await tx.query(`grant select on schema_migrations, instances, instance_figures to ${role}`);
      await tx.query(`grant execute on function oldest_transaction_ms() to ${role}`);
      await tx.query(`set local role ${role}`);
      throw Object.assign(undone, { state: await readDatabaseState(tx, 25), all: await readInstances(tx) });
    }).catch((thrown) => thrown === undone ? thrown : Promise.reject(thrown));
    ok(seen.state.connections >= 1 && seen.state.bytes > 0, JSON.stringify(seen.state));
    same(seen.all.instances, []);
    for (const { text } of seen.state.slow ?? []) ok(!text.includes("insufficient privilege"));
  }),
);

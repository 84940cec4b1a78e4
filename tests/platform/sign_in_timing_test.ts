// Runs alone: it compares times
import { ok } from "node:assert/strict";
import { openTestPool } from "../support/made_rows.ts";
import { openPeople } from "../support/people.ts";

const ROUNDS = 24;

Deno.test("a wrong password takes as long for a name that nobody has, for one that somebody has, and for one disabled", async () => {
  await using pool = await openTestPool();
  await using people = await openPeople(pool.db);
  await pool.db.query("update users set disabled_at = now() where username = 'dispatcher'");
  const names = ["nobody", "biller", "dispatcher"];
  const times = new Map(names.map((name) => [name, [] as number[]]));
  let address = 0;
  const timeOf = async (username: string) => {
    // Each from an address of its own: no failure before has a part in it.
    const from = `10.${address >> 8}.${address++ & 255}.1`;
    const startedAt = performance.now();
    const { is } = await people.from({ username, password: "wrong words", address: from });
    const ms = performance.now() - startedAt;
    ok(is === "refused");
    // The place rests after it as long as it was taken: whoever comes next would wait for that.
    await new Promise((rested) => setTimeout(rested, ms + 5));
    return ms;
  };
  for (const name of names) await timeOf(name);
  // In turns, so that whatever else the machine does falls on all of them.
  for (let round = 0; round < ROUNDS; round++) for (const name of names) times.get(name)!.push(await timeOf(name));

  const quantile = (name: string, part: number) =>
    times.get(name)!.toSorted((one, other) => one - other)[Math.floor(part * ROUNDS)]!;
  // Without a hash an answer comes ten times as soon; what is less than half as long again is the machine's.
  for (const part of [0.25, 0.5]) {
    const all = names.map((name) => quantile(name, part));
    const apart = Math.max(...all) / Math.min(...all);
    ok(apart < 1.5, `at ${part}: ${all.map((ms) => ms.toFixed(1)).join(", ")} ms`);
  }
});

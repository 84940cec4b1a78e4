import { deepStrictEqual as same, rejects } from "node:assert/strict";
import { DatabaseAway } from "../../domain/ledger.ts";
import { loadNames } from "../../platform/names.ts";
import type { Database } from "../../platform/postgres.ts";
import { addUser, openTestPool } from "../support/made_rows.ts";

Deno.test("names of people and stations are read once and remembered", async () => {
  await using pool = await openTestPool();
  const names = await loadNames(pool.db);
  const anil = await addUser(pool.db, "anil");
  same(names.username(anil), null);
  await names.learnUsers([anil, anil]);
  same(names.username(anil), "anil");
  await names.registerStations(["s 1", "S 1"]);
  same(names.stationId("S 1"), names.stationId("s 1"));
  same((await pool.db.query<{ n: number }>("select count(*) as n from stations"))[0]!.n, 1);
});

Deno.test("a pool that is lost or full says that the database is away, so that a batch waits and is not split", async () => {
  await using pool = await openTestPool();
  const full = () => Promise.reject(new Error("timeout exceeded when trying to connect"));
  let isFull = false;
  const db: Database = {
    query: (text, values) => isFull ? full() : pool.db.query(text, values),
    prepared: (text, values) => isFull ? full() : pool.db.prepared(text, values),
    transaction: (use) => pool.db.transaction(use),
  };
  const names = await loadNames(db);
  isFull = true;
  await rejects(names.learnUsers([1]), DatabaseAway);
  await rejects(names.registerStations(["S1"]), DatabaseAway);
});

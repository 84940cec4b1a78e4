import assert from "node:assert/strict";
import { commitBatch } from "../../actors/commit_batch.ts";
import type { Ledger } from "../../domain/ledger.ts";
import { link, SMALL_TERMS } from "../support/heart.ts";
import { openPostgresWorld, type PostgresWorld, type Server } from "../support/heart_pg.ts";
import { told } from "../support/warehouse.ts";

const LOSE = `select pg_terminate_backend(pid) from pg_stat_activity
  where application_name = 'tracetrack' and state = 'idle in transaction' and datname = current_database()`;

/** Between what it has read and what it writes it loses its connection, as one does that was frozen there, and notices. */
function losing({ ledgers: [ledger], faults }: Server, { query }: PostgresWorld): Ledger {
  return {
    ...ledger!,
    open: async (needs) => {
      const transaction = await ledger!.open(needs);
      assert.equal((await query(LOSE)).length, 1);
      while (faults.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
      return transaction;
    },
  };
}

Deno.test("a transaction that was lost with its connection is not gone on with on the next: nothing of it is stored", async () => {
  await using world = await openPostgresWorld();
  const server = await world.server();
  const scans = [link("SB00001", "C001")];
  await assert.rejects(commitBatch(losing(server, world), scans, SMALL_TERMS), { name: "DatabaseAway" });
  for (const table of ["bags", "scan_events", "stat_deltas", "stats"]) {
    assert.deepEqual(await world.query(`select from ${table}`), [], table);
  }
  assert.deepEqual(told(await server.ask(...scans)), ["child_linked"]);
});

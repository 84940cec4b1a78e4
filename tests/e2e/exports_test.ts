// Runs alone: it starts a whole server, fills it, and looks at its memory.
import assert from "node:assert/strict";
import { LIMITS } from "../../domain/limits.ts";
import { memoryMbOf } from "../bench/machine.ts";
import { withClient } from "../support/postgres.ts";
import { type Session, startServer, type TestServer } from "../support/server.ts";

const BILLS = 120_000;
/** What a file that is held in memory would come to. */
const FILE_MB = (BILLS * 1_100) / 1e6;
const PATH = "/api/v1/exports/bills.csv";
const WAIT_MS_MAX = 20_000;

Deno.test("readers who are slow or leave cost neither memory nor connections nor anybody's place", async (t) => {
  await using server = await startServer();
  await withClient(server.databaseUrl, (client) =>
    client.query(
      `insert into bills (number, capacity, description, created_at)
      select 'B' || n, 1, repeat('x', 1000), now() from generate_series(1, $1::integer) as n`,
      [BILLS],
    ));
  const admin = await server.logIn("admin");
  assert.equal(await linesTaken(server, admin), BILLS + 1);
  const before = await memoryMbOf(server.pid);

  await t.step("those who take nothing hold up nobody, and no file is gathered for them", async () => {
    const slow = [];
    for (let n = 0; n < LIMITS.exportsAtOnceMax - 1; n++) {
      slow.push(await ask(server, admin));
      await slow[n]!.read(new Uint8Array(1_000));
    }
    assert.equal(await linesTaken(server, admin), BILLS + 1);
    const grown = await memoryMbOf(server.pid) - before;
    assert.ok(grown < FILE_MB * 0.7, `grew by ${grown} MB over files of ${FILE_MB} MB`);
    for (const connection of slow) connection.close();
  });

  await t.step("those who leave in the middle are forgotten at once", async () => {
    for (let round = 0; round < 3; round++) {
      const leaving = [];
      for (let n = 0; n < LIMITS.exportsAtOnceMax; n++) leaving.push(await ask(server, admin));
      for (const connection of leaving) {
        await connection.read(new Uint8Array(100_000));
        connection.close();
      }
      await until(async () => await statusOf(server, admin) === 200, "a place is free");
    }
    await until(async () => await busyConnections(server) === 0, "no connection works for them");
    assert.ok(!/An export broke off/.test(server.log()), server.log());
  });
});

/** A connection that has asked for the file, and reads only what it wants to. */
async function ask({ port }: TestServer, { token }: Session): Promise<Deno.TcpConn> {
  const connection = await Deno.connect({ hostname: "127.0.0.1", port });
  const lines = [`GET ${PATH} HTTP/1.1`, "Host: 127.0.0.1", `Authorization: Bearer ${token}`, "", ""];
  await connection.write(new TextEncoder().encode(lines.join("\r\n")));
  return connection;
}

async function linesTaken({ base }: TestServer, { token }: Session): Promise<number> {
  const reply = await fetch(base + PATH, { headers: { authorization: `Bearer ${token}` } });
  let lines = 0;
  for await (const piece of reply.body!) for (const byte of piece) if (byte === 0x0a) lines++;
  return lines;
}

async function statusOf({ base }: TestServer, { token }: Session): Promise<number> {
  const reply = await fetch(base + PATH, { headers: { authorization: `Bearer ${token}` } });
  await reply.body?.cancel();
  return reply.status;
}

const busyConnections = ({ databaseUrl }: TestServer): Promise<number> =>
  withClient(databaseUrl, async (client) => {
    const { rows } = await client.query<{ count: number }>(
      `select count(*)::integer as count from pg_stat_activity
      where datname = current_database() and state <> 'idle' and pid <> pg_backend_pid() and query like '%bills b%'`,
    );
    return rows[0]!.count;
  });

async function until(isSo: () => Promise<boolean>, what: string): Promise<void> {
  const deadline = performance.now() + WAIT_MS_MAX;
  while (!await isSo()) {
    assert.ok(performance.now() < deadline, `Not so in time: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

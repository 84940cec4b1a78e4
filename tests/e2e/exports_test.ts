// Runs in a pair: it starts a whole server, fills it, and looks at its memory.
import assert from "node:assert/strict";
import { BlobReader, ZipReader } from "@zip.js/zip.js";
import { LIMITS } from "../../domain/limits.ts";
import { memoryMbOf } from "../bench/machine.ts";
import { withClient } from "../support/postgres.ts";
import { type Session, startServer, type TestServer } from "../support/server.ts";

const BILLS = 120_000;
/** What a file that is held in memory would come to. */
const FILE_MB = (BILLS * 1_100) / 1e6;
const PATH = "/api/v1/exports/bills.csv";
const XLSX_PATH = "/api/v1/exports/bills.xlsx";
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
    // Two of them gathered would be twice that; what a garbage collector has not yet looked at is less.
    assert.ok(grown < FILE_MB * 1.3, `grew by ${grown} MB over files of ${FILE_MB} MB`);
    for (const connection of slow) connection.close();
  });

  await takeXlsx(t, server, admin);

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

async function takeXlsx(t: Deno.TestContext, server: TestServer, admin: Session): Promise<void> {
  await t.step("an XLSX is whole, is never gathered, and stands in nobody's way", async () => {
    const before = await memoryMbOf(server.pid);
    let answers = 0, isOver = false;
    const others = (async () => {
      while (!isOver) answers += (await (await fetch(`${server.base}/api/health`)).json()).status === "healthy" ? 1 : 0;
    })();
    const { rows, sheetMb } = await xlsxTaken(server, admin);
    isOver = true;
    await others;
    assert.equal(rows, BILLS + 1);
    assert.ok(answers > 100, `others had ${answers} answers`);
    const grown = await memoryMbOf(server.pid) - before;
    assert.ok(grown < sheetMb, `grew by ${grown} MB over a sheet of ${sheetMb} MB`);
  });

  await t.step("more rows than an XLSX is for are refused at once, and the CSV has them all", async () => {
    const more = LIMITS.xlsxRowsMax + 1 - BILLS;
    await withClient(server.databaseUrl, (client) =>
      client.query(
        "insert into bills (number, capacity, created_at) select 'C' || n, 1, now() from generate_series(1, $1::integer) n",
        [more],
      ));
    const reply = await fetch(server.base + XLSX_PATH, { headers: { authorization: `Bearer ${admin.token}` } });
    assert.deepEqual([reply.status, (await reply.json()).error.code], [422, "too_many_rows"]);
    assert.equal(await linesTaken(server, admin), LIMITS.xlsxRowsMax + 2);
    const page = await fetch(server.base + "/exports/bills.xlsx", {
      headers: { authorization: `Bearer ${admin.token}` },
    });
    assert.equal(page.status, 422);
    assert.match(await page.text(), /at most 200,000 rows[^]*Take the CSV/);
  });
}

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

/** Counted while it is unpacked: neither side ever holds the sheet. */
async function xlsxTaken({ base }: TestServer, { token }: Session): Promise<{ rows: number; sheetMb: number }> {
  const reply = await fetch(base + XLSX_PATH, { headers: { authorization: `Bearer ${token}` } });
  const reader = new ZipReader(new BlobReader(await reply.blob()), { useWebWorkers: false, checkSignature: true });
  const entries = await reader.getEntries();
  const sheet = entries.find(({ filename }) => filename === "xl/worksheets/sheet1.xml");
  assert.ok(sheet && !sheet.directory);
  let rows = 0;
  const counter = new TransformStream<Uint8Array, Uint8Array>();
  const unpacking = sheet.getData(counter.writable);
  let tail = "";
  for await (
    const text of counter.readable.pipeThrough(new TextDecoderStream() as TransformStream<Uint8Array, string>)
  ) {
    const seen = tail + text;
    rows += seen.split("<row ").length - 1;
    // Too short to hold the mark itself: what it begins is counted with the next piece.
    tail = seen.slice(-("<row ".length - 1));
  }
  await unpacking;
  await reader.close();
  return { rows, sheetMb: sheet.uncompressedSize / 1e6 };
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

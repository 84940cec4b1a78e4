// Runs in a pair: it starts a server on what was restored.
import { deepStrictEqual as same, equal, match, ok, rejects } from "node:assert/strict";
import {
  BlobReader,
  BlobWriter,
  type FileEntry,
  TextReader,
  TextWriter,
  ZipReader,
  ZipWriter,
} from "@zip.js/zip.js/lib/zip-core-native.js";
import { backup } from "../../platform/backup.ts";
import { integrityRows } from "../../platform/integrity_rows.ts";
import { migrate, migrateInside } from "../../platform/migrate.ts";
import { openPool } from "../../platform/postgres.ts";
import { restore } from "../../platform/restore.ts";
import { below, chanceOf } from "../support/chance.ts";
import { addEverything, contents, keepStock, openEmptyDatabase, shapeOf } from "../support/kept_stock.ts";
import { openTestDatabase, withClient } from "../support/postgres.ts";
import { startServer } from "../support/server.ts";

const silent = () => {};
const OLDER_MIGRATION = 15;
/** Numbers may have gaps behind that one. */
const MIGRATIONS = [...Deno.readDirSync(new URL("../../migrations/", import.meta.url))].length;

Deno.test("restore brings back every row of every table, and the schema with its triggers and references", async () => {
  await using kept = await keepStock();
  await using empty = await openEmptyDatabase();
  const before = await contents(kept.url);
  for (const table of ["bags", "bills", "scan_events", "import_jobs", "users", "audit_log", "stat_deltas"]) {
    ok(!before[table]!.startsWith("0:"), `${table} has rows to lose`);
  }
  await restore({ url: empty.url }, kept.path, silent);
  same(await contents(empty.url), before);
  same(await shapeOf(empty.url), await shapeOf(kept.url));
  const db = openPool({ url: empty.url }, silent);
  same((await integrityRows(db).recount()).problems.filter(({ check }) => check === "child_counts"), []);
  await db.end();
});

Deno.test("what was restored goes on: triggers count, rules are kept, new rows get new numbers", async () => {
  await using kept = await keepStock();
  await using empty = await openEmptyDatabase();
  await restore({ url: empty.url }, kept.path, silent);
  await withClient(empty.url, async (client) => {
    const add = `insert into bags (role, code, parent_id, created_at, packed_at)
      select 'child', 'NEW' || n, (select id from bags where code = 'SB99001'), now(), now()
      from generate_series(1, $1::int) n`;
    await client.query(add, [5]);
    const { rows } = await client.query("select child_count from bags where code = 'SB99001'");
    equal(rows[0].child_count, 30);
    await rejects(client.query(add.replace("NEW", "MORE"), [1]), /check constraint|full/);
    await rejects(client.query("delete from bags"), { name: "error" });
    await rejects(client.query("truncate scan_events"), { name: "error" });
    await rejects(client.query("update bags set bill_id = 999999 where code = 'SB99001'"), { name: "error" });
  });
});

Deno.test("a server starts on what was restored, signs people in and scans", async () => {
  await using first = await startServer();
  const dispatcher = await first.logIn("dispatcher");
  const scan = { scan_id: crypto.randomUUID(), parent: "SB00001", child: "A1001" };
  equal((await dispatcher.call("POST", "/api/v1/scans", scan)).status, 201);
  const folder = await Deno.makeTempDir({ prefix: "tracetrack-backup-" });
  const path = `${folder}/live.backup`;
  // The server goes on while it is read.
  await backup({ url: first.databaseUrl }, { path, isPortable: true, say: silent });
  await using empty = await openEmptyDatabase();
  await restore({ url: empty.url }, path, silent);
  await Deno.remove(folder, { recursive: true });
  await using second = await startServer({ databaseUrl: empty.url });
  const again = await second.logIn("dispatcher");
  const replay = await again.call("POST", "/api/v1/scans", scan);
  same([replay.status, replay.json.replayed], [201, true]);
  const next = await again.call("POST", "/api/v1/scans", { ...scan, scan_id: crypto.randomUUID(), child: "A1002" });
  same([next.status, next.json.replayed], [201, false]);
  const admin = await second.logIn("admin");
  equal((await admin.call("GET", "/api/v1/integrity")).json.ok, true);
});

Deno.test("a backup that is cut short, or one byte of which is wrong, is refused or is still right, and nothing is half", async () => {
  await using kept = await keepStock();
  await using empty = await openEmptyDatabase();
  const bytes = await Deno.readFile(kept.path);
  const whole = await contents(kept.url);
  const chance = chanceOf(27);
  const broken = `${kept.folder}/broken`;
  let refused = 0;
  const damages = [
    ...[0, 1, 22, bytes.length / 2, bytes.length - 1].map((length) => bytes.slice(0, length)),
    ...Array.from({ length: 12 }, () => flipped(bytes, below(chance, bytes.length), 1 << below(chance, 8))),
  ];
  for (const damage of damages) {
    await Deno.writeFile(broken, damage);
    const fault = await restore({ url: empty.url }, broken, silent).then(() => null, (fault: Error) => fault);
    if (fault) {
      refused++;
      match(fault.message, /^Cannot /);
      same(await contents(empty.url), {});
    } else {
      // Some bytes of a ZIP say nothing that anybody reads, such as the time of a file.
      same(await contents(empty.url), whole);
      await withClient(empty.url, (client) => client.query("drop schema public cascade; create schema public"));
    }
  }
  ok(refused >= 12, `${refused} of ${damages.length} were refused`);
});

function flipped(bytes: Uint8Array, at: number, bit: number): Uint8Array {
  const copy = bytes.slice();
  copy[at]! ^= bit;
  return copy;
}

Deno.test("restore refuses a database that is in use, and changes nothing there", async () => {
  await using kept = await keepStock();
  await using other = await openTestDatabase();
  await addEverything(other.url);
  const before = await contents(other.url);
  await rejects(restore({ url: other.url }, kept.path, silent), {
    message: /^Cannot restore into a database that has tables/,
  });
  same(await contents(other.url), before);
});

Deno.test("restore refuses a backup of a newer release", async () => {
  await using kept = await keepStock();
  await using empty = await openEmptyDatabase();
  const newer = `${kept.folder}/newer`;
  await withClient(kept.url, (client) => client.query("insert into schema_migrations values (9999, '9999_later.sql')"));
  await backup({ url: kept.url }, { path: newer, isPortable: true, say: silent });
  await rejects(restore({ url: empty.url }, newer, silent), { message: /9999.*newer one$/ });
  same(await contents(empty.url), {});
});

Deno.test("restore takes a backup of an older release, which the server then brings up to date", async () => {
  await using old = await openEmptyDatabase();
  await withClient(old.url, async (client) => {
    await client.query("begin");
    await migrateInside(client, OLDER_MIGRATION);
    await client.query("insert into stations (name) values ('S1'); commit");
  });
  await using kept = await keepStock();
  const path = `${kept.folder}/older`;
  await backup({ url: old.url }, { path, isPortable: true, say: silent });
  await using empty = await openEmptyDatabase();
  await restore({ url: empty.url }, path, silent);
  same(await contents(empty.url), await contents(old.url));
  equal((await migrate({ url: empty.url })).applied.length, MIGRATIONS - OLDER_MIGRATION);
});

Deno.test("backup writes nothing over another file, nothing of a strange database, and leaves nothing half", async () => {
  await using kept = await keepStock();
  const again = backup({ url: kept.url }, { path: kept.path, isPortable: true, say: silent });
  await rejects(again, { message: /^Cannot write .* it is there already$/ });
  await using empty = await openEmptyDatabase();
  const strange = backup({ url: empty.url }, { path: `${kept.folder}/none`, isPortable: true, say: silent });
  await rejects(strange, { message: "Cannot back up this database: it holds no TraceTrack" });
  same(await Array.fromAsync(Deno.readDir(kept.folder), ({ name }) => name), ["stock.backup"]);
  equal((await Deno.stat(kept.path)).mode! & 0o777, 0o600);
});

Deno.test("a backup whose rows were changed afterwards, in a ZIP without a fault, is refused", async () => {
  await using kept = await keepStock();
  await using empty = await openEmptyDatabase();
  const read = new ZipReader(new BlobReader(new Blob([await Deno.readFile(kept.path)])), { useWebWorkers: false });
  const written = new ZipWriter(new BlobWriter(), { useWebWorkers: false });
  for (const entry of await read.getEntries()) {
    const text = await (entry as FileEntry).getData(new TextWriter());
    await written.add(entry.filename, new TextReader(text.replace("SB99001", "SB99002")));
  }
  const path = `${kept.folder}/changed`;
  await Deno.writeFile(path, (await written.close()).stream());
  await rejects(restore({ url: empty.url }, path, silent), { message: /\w+\.copy is not what the manifest says$/ });
  same(await contents(empty.url), {});
});

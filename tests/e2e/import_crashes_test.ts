// Runs in a pair: it kills whole servers, and a database, while they import.
import assert from "node:assert/strict";
import type { ImportState } from "../../domain/import_shapes.ts";
import { Importer, type ImportSeen, NO_COUNTS_SEEN } from "../support/importing.ts";
import { assertOnce } from "../support/import_rivals.ts";
import { MortalServer } from "../support/mortal_server.ts";
import { openTestDatabase, startTestCluster, withClient } from "../support/postgres.ts";
import { startServer } from "../support/server.ts";
import { childParentRows, sacksFrom, workbookOf } from "../support/sheet_files.ts";
import { assertSound, pictureOf } from "../support/stock_picture.ts";

/** Enough for a good dozen of steps. */
const SACKS = 300;
const BAGS = 15;
const ROWS = SACKS * (1 + BAGS);
const LEAVE_MS_MAX = 5_000;
const FILE = "day.xlsx";

Deno.test("kill -9 of the server at any point of an import: it goes on where it was, and nothing is doubled", async (t) => {
  await using database = await openTestDatabase();
  await using mortal = await MortalServer.begin(database.url);

  await t.step("while it uploads: nothing of the file is left, and it can be sent again", async () => {
    await breakUploadOff(mortal);
    assert.deepEqual(await filesOf(mortal), []);
    const { json } = await mortal.importer.session.call("GET", "/api/v1/imports");
    assert.deepEqual(json.items, []);
    await checkAndApply(mortal, await mortal.importer.begin(FILE, sheetOf(10_000)));
  });

  for (const [place, state] of (["reading", "checking"] as const).entries()) {
    await t.step(`while it is ${state}`, async () => {
      const id = await mortal.importer.begin(FILE, sheetOf(20_000 + place * 1_000));
      await seenIn(mortal, id, state, () => true);
      await mortal.dieAndComeBack();
      await checkAndApply(mortal, id);
    });
  }

  for (const part of [0, 0.4, 0.8]) {
    await t.step(`while rows go in, past ${part * 100} % of them`, async () => {
      const { id } = await mortal.importer.check(FILE, sheetOf(30_000 + part * 10_000));
      await mortal.importer.ask(id, "apply");
      await seenIn(mortal, id, "applying", ({ rows_applied }) => rows_applied > ROWS * part);
      await mortal.dieAndComeBack();
      await assertDone(mortal, id);
    });
  }

  await t.step("while it is taken back", async () => {
    const before = await pictureOf(database.url, mortal.importer.session);
    const { id } = await mortal.importer.check(FILE, sheetOf(50_000));
    await mortal.importer.apply(id);
    await mortal.importer.ask(id, "undo");
    await isHalfBack(database.url, id);
    await mortal.dieAndComeBack();
    await mortal.importer.reach(id, ["undone"]);
    assert.deepEqual(await pictureOf(database.url, mortal.importer.session), before);
    await checkAndApply(mortal, await mortal.importer.begin(FILE, sheetOf(50_000)));
  });
});

Deno.test("SIGTERM while rows go in: the server is gone within 5 seconds, and the next one goes on at once", async () => {
  await using database = await openTestDatabase();
  await using mortal = await MortalServer.begin(database.url);
  const { id } = await mortal.importer.check(FILE, sheetOf(10_000));
  await mortal.importer.ask(id, "apply");
  await seenIn(mortal, id, "applying", ({ rows_applied }) => rows_applied > 0);
  const ms = await mortal.leaveAndComeBack();
  assert.ok(ms < LEAVE_MS_MAX, `It took ${ms} ms to leave`);
  await assertDone(mortal, id);
});

Deno.test("an instance dies for good while rows go in: another one goes on with them", async () => {
  await using database = await openTestDatabase();
  await using mortal = await MortalServer.begin(database.url);
  await using other = await startServer({ databaseUrl: database.url });
  const { id } = await mortal.importer.check(FILE, sheetOf(10_000));
  await mortal.importer.ask(id, "apply");
  await seenIn(mortal, id, "applying", ({ rows_applied }) => rows_applied > 0);
  await mortal.die();
  await assertDone({ server: other, importer: await Importer.on(other) }, id);
});

Deno.test("PostgreSQL crashes while a sheet is read, and while rows go in: the import goes on", async () => {
  const cluster = await startTestCluster();
  try {
    await using mortal = await MortalServer.begin(cluster.url);
    const id = await mortal.importer.begin(FILE, sheetOf(10_000));
    await seenIn(mortal, id, "reading", () => true);
    await crashDatabase(cluster.url);
    await returns(mortal);
    await mortal.importer.reach(id, ["checked"]);
    await mortal.importer.ask(id, "apply");
    await seenIn(mortal, id, "applying", ({ rows_applied }) => rows_applied > ROWS / 4);
    await crashDatabase(cluster.url);
    await returns(mortal);
    await assertDone(mortal, id);
  } finally {
    cluster.stop();
  }
});

const sheetOf = (first: number): Uint8Array<ArrayBuffer> =>
  workbookOf({
    Day: childParentRows(
      sacksFrom({ prefix: "M444-", first, count: SACKS, firstBag: 1_000_000 + first * 100, bagsEach: BAGS }),
    ),
  });

async function checkAndApply(mortal: MortalServer, id: number): Promise<void> {
  await mortal.importer.reach(id, ["checked"]);
  await mortal.importer.ask(id, "apply");
  await assertDone(mortal, id);
}

/** Every row is in, by one event each, and the counts say so. */
async function assertDone({ importer, server }: Pick<MortalServer, "importer" | "server">, id: number): Promise<void> {
  const { counts } = await importer.reach(id, ["done"]);
  const bags = SACKS * BAGS;
  assert.deepEqual(counts, {
    ...NO_COUNTS_SEEN,
    ...{ new_parents: SACKS, new_children: bags, new_links: bags, new_rows: SACKS + bags },
  });
  const { rows } = await withClient(server.databaseUrl, (client) =>
    client.query(
      `select outcome, count(*)::integer as count from scan_events where import_id = $1 and accepted
      group by outcome order by outcome`,
      [id],
    ));
  assert.deepEqual(rows, [
    { outcome: "child_linked", count: bags },
    { outcome: "parent_created", count: SACKS },
  ]);
  await assertOnce(server.databaseUrl);
  await assertSound(importer.session);
}

/** What the kill is to meet: fails where the import was quicker than the look at it. */
async function seenIn(
  { importer }: MortalServer,
  id: number,
  state: ImportState,
  isSo: (seen: ImportSeen) => boolean,
): Promise<void> {
  const order: readonly ImportState[] = ["uploaded", "reading", "checking", "checked", "applying", "done"];
  const isPast = (seen: ImportSeen) => order.indexOf(seen.state) > order.indexOf(state);
  const seen = await importer.when(id, (now) => isPast(now) || now.state === state && isSo(now), state);
  assert.equal(seen.state, state);
}

async function isHalfBack(databaseUrl: string, id: number): Promise<void> {
  await withClient(databaseUrl, async (client) => {
    for (;;) {
      const { rows } = await client.query("select state, undone_to from import_jobs where id = $1", [id]);
      assert.equal(rows[0].state, "undoing");
      if (rows[0].undone_to !== null) return;
    }
  });
}

/** Half a file, and the server dies. */
async function breakUploadOff(mortal: MortalServer): Promise<void> {
  const { importer, server } = mortal;
  const file = sheetOf(10_000);
  const head = '--cut\r\ncontent-disposition: form-data; name="file"; filename="day.xlsx"\r\n\r\n';
  using connection = await Deno.connect({ hostname: "127.0.0.1", port: server.port });
  const lines = [
    ...["POST /api/v1/imports HTTP/1.1", "host: 127.0.0.1", `authorization: Bearer ${importer.session.token}`],
    ...["content-type: multipart/form-data; boundary=cut", `content-length: ${file.length + 1_000}`, "", head],
  ];
  await connection.write(new TextEncoder().encode(lines.join("\r\n")));
  await connection.write(file.subarray(0, file.length / 2));
  while ((await filesOf(mortal)).length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
  await mortal.dieAndComeBack();
}

/** Files of imports that the server keeps, whole or in part. */
async function filesOf({ dataFolder }: MortalServer): Promise<string[]> {
  const names = await Array.fromAsync(Deno.readDir(`${dataFolder}/imports`), ({ name }) => name);
  return names.filter((name) => /^\d/.test(name));
}

/** SIGKILL to one of its processes: PostgreSQL ends all others, recovers from its log, and takes connections again. */
async function crashDatabase(url: string): Promise<void> {
  await withClient(url, async (client) => {
    client.on("error", () => {});
    const { rows } = await client.query("select pg_backend_pid() as pid");
    const gone = new Promise((resolve) => client.once("end", resolve));
    Deno.kill(rows[0].pid, "SIGKILL");
    await gone;
  }).catch(() => {});
}

/** The server's API answers again. */
async function returns({ server }: MortalServer): Promise<void> {
  for (;;) {
    const response = await fetch(`${server.base}/api/health/ready`);
    await response.body?.cancel();
    if (response.status === 200) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

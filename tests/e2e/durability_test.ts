// Runs alone: it loads whole servers, and kills and stops them under that load.
import assert from "node:assert/strict";
import { assertStored, gather, type Place, type Scanned } from "../support/crowd.ts";
import { logInAt, type Session, startServer, type TestServer } from "../support/server.ts";
import { makeDataFolder, PASSWORD, removeDataFolder, startSubject } from "../bench/subject.ts";

const CROWD = 100;
const LEAVE_MS_MAX = 5_000;

Deno.test("kill -9 under load, with the database of our own: every answered scan is stored, none twice", async () => {
  const folder = await makeDataFolder();
  let subject = await startSubject(folder);
  try {
    const { base } = subject;
    const { cookie } = await logInAt(base, "dispatcher", PASSWORD);
    const crowd = gather(placesAt(base, cookie));
    await crowd.answered(1_500);
    await subject.kill9();
    subject = await startSubject(folder, Number(new URL(base).port));
    await crowd.answered(1_500);
    const scanned = await crowd.goHome();

    assertAllYes(scanned);
    assert.ok(scanned.some(({ tries }) => tries > 1), "The kill met nobody's scan");
    await assertStored(subject.databaseUrl, scanned);
    await assertCountsAgree(await logInAt(base, "admin", PASSWORD));
  } finally {
    await subject.stop();
    await removeDataFolder(folder);
  }
});

Deno.test("SIGTERM with 100 people on it: nobody is refused, all go on elsewhere, and it is gone within 5 seconds", async () => {
  await using leaving = await startServer();
  await using other = await startServer({ databaseUrl: leaving.databaseUrl });
  const { cookie, call } = await leaving.logIn("dispatcher");
  const crowd = gather(
    placesAt(leaving.base, cookie).map((place) => ({ ...place, otherBase: other.base, restMs: 20 })),
  );
  await crowd.answered(1_000);
  const ending = leaving.stop();
  await untilUnready(leaving);
  const scan = { scan_id: crypto.randomUUID(), parent: "SB99999" };
  const { status, headers } = await call("POST", "/api/v1/scans", scan);
  assert.deepEqual([status, headers.get("connection")], [201, "close"], "It serves on, and says that it leaves");
  const { code, ms } = await ending;
  await crowd.answered(500);
  const scanned = await crowd.goHome();

  assert.equal(code, 0, leaving.log());
  assert.ok(ms < LEAVE_MS_MAX, `It took ${ms} ms to leave`);
  assert.deepEqual(scanned.filter(({ refusals }) => refusals > 0), []);
  assertAllYes(scanned);
  await assertStored(other.databaseUrl, [...scanned, { ...scanned[0]!, key: scan.scan_id, outcome: "parent_created" }]);
  await assertCountsAgree(await other.logIn("admin"));
});

async function untilUnready({ base }: TestServer): Promise<void> {
  for (;;) {
    const response = await fetch(`${base}/api/health/ready`);
    await response.body?.cancel();
    if (response.status === 503) return;
  }
}

/** A hundred people, each with sacks and children of his own. */
function placesAt(base: string, cookie: string): Place[] {
  return Array.from({ length: CROWD }, (_, place) => ({
    ...{ base, cookie },
    sacks: sacksOf(place),
    childPrefix: `8${String(place).padStart(3, "0")}`,
    room: 30,
    restMs: 0,
  }));
}

function* sacksOf(place: number): Generator<string> {
  for (let number = 0; number < 1_000; number++) yield `SB${String(place * 1_000 + number).padStart(5, "0")}`;
}

function assertAllYes(scanned: readonly Scanned[]): void {
  const wrong = scanned.filter(({ outcome }) =>
    !["parent_created", "parent_opened", "child_linked"].includes(outcome ?? "")
  );
  assert.deepEqual(wrong, []);
}

async function assertCountsAgree(admin: Session): Promise<void> {
  const { json } = await admin.call("GET", "/api/v1/integrity");
  assert.deepEqual([json.ok, json.problems], [true, []]);
}

// Runs alone: it times what two servers hear of each other.
import { ok, strictEqual as equal } from "node:assert/strict";
import { openTestDatabase } from "../support/postgres.ts";
import { type Session, startServer, type TestServer } from "../support/server.ts";

const MS_MAX = 1_000;
/** What a busy machine adds to it. */
const SLACK_MS = 500;

Deno.test("a role that is taken and an account that is disabled bite on the other instance within a second", async () => {
  await using database = await openTestDatabase();
  await using here = await startServer({ databaseUrl: database.url });
  await using there = await startServer({ databaseUrl: database.url });
  const [admin, biller] = [await here.logIn("admin"), await there.logIn("biller")];
  equal(await statusOn(there, biller, "/api/v1/bills"), 200);
  equal(await statusOn(there, biller, "/api/v1/dashboard"), 200);

  const change = async (what: object) => {
    const { version } = (await admin.call("GET", "/api/v1/users/biller")).json;
    const { status, text } = await admin.call("PATCH", "/api/v1/users/biller", { version, ...what });
    equal(status, 200, text);
    return performance.now();
  };
  const demoted = await change({ role: "dispatcher", dispatch_area: "lucknow" });
  await until(there, biller, "/api/v1/bills", [401, 403], demoted);
  // Whoever has to sign in anew does so by what he is now.
  const again = await there.logIn("biller");
  equal(await statusOn(there, again, "/api/v1/bills"), 403);
  equal(await statusOn(there, again, "/api/v1/dashboard"), 200);

  const disabled = await change({ disabled: true });
  await until(there, again, "/api/v1/dashboard", [401], disabled);
  equal(await statusOn(here, again, "/api/v1/dashboard"), 401);
});

async function until(on: TestServer, session: Session, path: string, wanted: readonly number[], since: number) {
  for (;;) {
    const status = await statusOn(on, session, path);
    const ms = performance.now() - since;
    if (wanted.includes(status)) return;
    ok(ms < MS_MAX + SLACK_MS, `${path} was still answered ${status} after ${Math.round(ms)} ms`);
  }
}

async function statusOn({ base }: TestServer, { token }: Session, path: string): Promise<number> {
  const response = await fetch(base + path, { headers: { authorization: `Bearer ${token}` } });
  await response.body?.cancel();
  return response.status;
}

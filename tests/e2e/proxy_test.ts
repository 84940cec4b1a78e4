// Runs in a pair: it starts two whole servers behind a real proxy, and kills one of them.
import { equal, ok } from "node:assert/strict";
import { findProxy, PROXIES, startProxy } from "../support/proxies.ts";
import { openTestDatabase, withClient } from "../support/postgres.ts";
import { logInAt, startServer } from "../support/server.ts";

const SCANS = 180;
/** A sack holds 30. */
const SACK_BAGS = 30;
const AT_ONCE = 12;
const ANSWER_MS_MAX = 10_000;
/** In place of a status: the answer began and did not end, since the killed one was giving it. */
const BROKEN = 0;

for (const name of Object.keys(PROXIES) as (keyof typeof PROXIES)[]) {
  const program = await findProxy(name);
  if (program) {
    Deno.test(`${name} as in deploy/ loses no scan when an instance is killed, and passes live pages on at once`, () =>
      scanThrough(name, program));
  } else console.log(`No ${name}: its file in deploy/ is not tried`);
}

async function scanThrough(name: keyof typeof PROXIES, program: string): Promise<void> {
  await using database = await openTestDatabase();
  await using first = await startServer({ databaseUrl: database.url, env: { TRUSTED_PROXIES: "127.0.0.1" } });
  await using second = await startServer({ databaseUrl: database.url, env: { TRUSTED_PROXIES: "127.0.0.1" } });
  await using proxy = await startProxy(name, program, [first.port, second.port]);
  equal((await fetchText(`${proxy.base}/metrics`)).status, 404);

  const dispatcher = await logInAt(proxy.base, "dispatcher");
  const live = await fetch(`${proxy.base}/live`, { headers: { cookie: dispatcher.cookie } });
  equal(live.status, 200);
  equal(live.headers.get("content-type"), "text/event-stream; charset=utf-8");
  const reader = live.body!.getReader();
  ok((await reader.read()).value!.length > 0, "the first picture comes while the stream stays open");

  // As the page does: again, with the same key.
  const scanUntilStored = async (scan: Record<string, string>) => {
    for (const deadline = performance.now() + ANSWER_MS_MAX;;) {
      const status = await dispatcher.call("POST", "/api/v1/scans", scan).then((answer) => answer.status, () => BROKEN);
      if (status === 201) return;
      ok([BROKEN, 502, 503].includes(status), `${name} answered ${status}`);
      ok(performance.now() < deadline, `${name} has not had a scan stored in ${ANSWER_MS_MAX} ms`);
    }
  };
  let next = 0;
  const scanOn = async () => {
    for (let n = next++; n < SCANS; n = next++) {
      if (n === SCANS / 2) await second.kill9();
      const parent = `SB${String(1 + Math.floor(n / SACK_BAGS)).padStart(5, "0")}`;
      await scanUntilStored({ scan_id: crypto.randomUUID(), parent, child: `C${String(n).padStart(6, "0")}` });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, scanOn));
  await reader.cancel().catch(() => {});
  const { rows } = await withClient(
    database.url,
    (client) => client.query("select count(*)::int as n from bags where parent_id > 0"),
  );
  equal(rows[0].n, SCANS);
}

async function fetchText(url: string): Promise<{ status: number; text: string }> {
  const answer = await fetch(url);
  return { status: answer.status, text: await answer.text() };
}

// Runs alone: it types as fast as a scanner, and measures how long scans wait.
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { type Balancer, openBalancer } from "../support/balancer.ts";
import { CHROMIUM, openPage, plugScannerInto, signInOn } from "../support/browser.ts";
import { allConfirmed, assertPacked, linksOf, outcomesOn, sacksOf, typeAtPace } from "../support/scanning.ts";
import { PASSWORDS, type Session, startServer, type TestServer } from "../support/server.ts";

const SACKS = sacksOf(40);
const CODES_PER_SECOND = 10;
/** Longer is not a moment any more, also where servers start on the two cores that the browser needs. */
const WAITING_MS_MAX = 3_000;

Deno.test({
  name: "three instances are restarted in turn while somebody scans: each scan is stored once, and nothing is red",
  ignore: CHROMIUM === undefined,
  fn: async () => {
    await using floor = await openFloor();
    await using opened = await openPage(floor.balancer.base);
    const { page, complaints } = opened;
    await signInOn(page, "dispatcher", PASSWORDS.DISPATCHER_PASSWORD, "/scan");
    await page.evaluate(watchWaiting);
    const typing = typeUntil(page, floor.restartAll());
    const { sacks, typedAt } = await typing;
    await allConfirmed(page);

    const outcomes = await outcomesOn(page);
    assert.deepEqual([...new Set(outcomes)].sort(), ["child_linked", "parent_created"]);
    assert.deepEqual(complaints, []);
    const admin = await floor.logIn("admin");
    await assertPacked(admin, sacks);
    assert.equal(outcomes.length, sacks.length * 16);
    const longest = await page.evaluate(longestWaiting);
    assert.ok(longest < WAITING_MS_MAX, `"Waiting" was shown for ${longest} ms`);
    console.log(`\n${await waitsOf(admin, typedAt)}; "waiting" was shown for ${Math.round(longest)} ms at most`);
    assert.equal(floor.balancer.broken(), 0, "A request was cut off");
  },
});

interface Floor extends AsyncDisposable {
  readonly balancer: Balancer;
  /** One after the other, by SIGTERM, each as soon as the one before is ready again. */
  restartAll(): Promise<void>;
  logIn(username: string): Promise<Session>;
}

async function openFloor(): Promise<Floor> {
  const first = await startServer();
  const { databaseUrl } = first;
  const servers: TestServer[] = [first, await startServer({ databaseUrl }), await startServer({ databaseUrl })];
  const ended: TestServer[] = [];
  const balancer = openBalancer(servers.map(({ base }) => base));
  return {
    balancer,
    restartAll: async () => {
      for (const [place, server] of servers.entries()) {
        await balancer.allReady();
        const { code } = await server.stop();
        assert.equal(code, 0, server.log());
        ended.push(server);
        servers[place] = await startServer({ databaseUrl, port: server.port });
      }
      await balancer.allReady();
    },
    logIn: (username) => servers[0]!.logIn(username),
    [Symbol.asyncDispose]: async () => {
      await balancer[Symbol.asyncDispose]();
      for (const server of servers) if (server !== first) await server[Symbol.asyncDispose]();
      // The first one holds the database.
      for (const server of ended.reverse()) await server[Symbol.asyncDispose]();
    },
  };
}

/** Packs sack after sack until then, and finishes the one in hand. */
async function typeUntil(page: Page, end: Promise<void>) {
  const scanner = await plugScannerInto(page);
  const typedAt = new Map<string, number>();
  const sacks: typeof SACKS = [];
  let isOver = false;
  const watched = end.finally(() => isOver = true);
  for (const sack of SACKS) {
    if (isOver) break;
    sacks.push(sack);
    const codes = [sack.code, ...sack.bags];
    const times = await typeAtPace(scanner, codes, CODES_PER_SECOND);
    for (const [place, code] of codes.entries()) typedAt.set(code, times[place]!);
  }
  await watched;
  return { sacks, typedAt };
}

/** From the key to the commit: over all, and in the second in which it was worst. */
async function waitsOf(admin: Session, typedAt: ReadonlyMap<string, number>): Promise<string> {
  const bySecond = new Map<number, number[]>();
  for (const [code, at] of typedAt) {
    if (code.startsWith("M444")) continue;
    const [link] = await linksOf(admin, code);
    const second = Math.floor(at / 1_000);
    bySecond.set(second, [...bySecond.get(second) ?? [], Date.parse(link!.at) - at]);
  }
  const p99 = (waits: readonly number[]) => [...waits].sort((a, b) => a - b)[Math.ceil(waits.length * 0.99) - 1]!;
  const worst = Math.max(...[...bySecond.values()].map(p99));
  return `typed to stored, p99: ${p99([...bySecond.values()].flat())} ms, in the worst second ${worst} ms`;
}

interface Watched {
  longestWaiting: number;
}

/** Runs in the page: how long it says without a break that a scan waits. */
function watchWaiting(): void {
  const seen = globalThis as unknown as Watched & { document: { querySelector(selector: string): unknown } };
  seen.longestWaiting = 0;
  let since: number | null = null;
  setInterval(() => {
    const isWaiting = seen.document.querySelector("#scan-outcome[data-outcome=waiting]") !== null;
    since = isWaiting ? since ?? performance.now() : null;
    if (since !== null) seen.longestWaiting = Math.max(seen.longestWaiting, performance.now() - since);
  }, 20);
}

/** Runs in the page. */
const longestWaiting = (): number => (globalThis as unknown as Watched).longestWaiting;

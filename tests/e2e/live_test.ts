// Runs alone: it measures how soon a page shows what was answered.
import assert from "node:assert/strict";
import { CHROMIUM } from "../support/browser.ts";
import { lookByApi } from "../support/live_bill.ts";
import { type LiveFloor, openLiveFloor, type Places, showsInTime } from "../support/live_floor.ts";
import { startServer, type TestServer } from "../support/server.ts";

const NO_CHROMIUM = CHROMIUM === undefined;
const SOON_MS = 1_000;
/** The dashboard is drawn once a second at most. */
const DASHBOARD_SOON_MS = 2_000;
/** A page that was cut off tries again after 4 s at most, give or take a third. */
const BACK_MS = 8_000;
const LEAVE_MS = 5_000;

const BILL: Places = { count: "#bill-count", weight: "#bill-weight" };
const BILL_AND_SACKS: Places = { ...BILL, sacks: ['#bill-parents a[href^="/bags/"]'] };
const DASHBOARD: Places = {
  packed: 'a[href="/scans?outcome=child_linked"] .stat-value',
  count: "#dashboard-bills tbody td b",
};

Deno.test({
  name: "Two billers' pages and the dashboard are right a second after the last answer, and again after a crash",
  ignore: NO_CHROMIUM,
  fn: async () => {
    await using server = await startServer();
    await using floor = await openLiveFloor(server);
    const { bill, admin } = floor;
    await bill.work(60, 20);
    await allShow(floor, SOON_MS);
    assert.deepEqual(await lookByApi(admin), bill.look());

    await server.kill9();
    await using again = await startServer({ databaseUrl: server.databaseUrl, port: server.port });
    // Nobody is connected yet: what they missed they see when they are back.
    await bill.work(10, 50);
    await allShow(floor, BACK_MS);
    await bill.work(30, 20);
    await allShow(floor, SOON_MS);
    assert.deepEqual(await lookByApi(admin), bill.look());
    assert.deepEqual((await admin.call("GET", "/api/v1/integrity")).json.problems, []);
    assert.deepEqual(floor.complaints, []);

    assert.equal(await readersAt(again), 3);
    const { code, ms } = await again.stop();
    assert.equal(code, 0);
    assert.ok(ms < LEAVE_MS, `Those who look kept the server for ${ms} ms`);
  },
});

Deno.test({
  name: "Who logs out in one tab sees nothing more in another one; everybody else goes on",
  ignore: NO_CHROMIUM,
  fn: async () => {
    await using server = await startServer();
    await using floor = await openLiveFloor(server);
    const { bill, pages: { desk, scanning } } = floor;
    const before = bill.look();
    assert.equal(await readersAt(server), 3);

    const tab = await scanning.context().newPage();
    await tab.goto("/bills");
    await tab.evaluate(logOut);
    await tab.waitForURL((url) => url.pathname === "/login");
    await scanning.locator("#live[data-state=ended]").waitFor();
    assert.equal(await readersAt(server), 2);

    await bill.work(10, 50);
    await showsInTime(desk, bill, SOON_MS, { ...bill.look() }, BILL_AND_SACKS);
    assert.equal(await scanning.textContent("#bill-weight"), before.weight);
    assert.notEqual(bill.look().weight, before.weight);
    assert.equal(await readersAt(server), 2);
  },
});

async function allShow({ bill, pages: { desk, scanning, dashboard } }: LiveFloor, ms: number): Promise<void> {
  const { count, weight, sacks } = bill.look();
  const dashboardMs = Math.max(ms, DASHBOARD_SOON_MS);
  await Promise.all([
    showsInTime(desk, bill, ms, { count, weight, sacks }, BILL_AND_SACKS),
    showsInTime(scanning, bill, ms, { count, weight }, BILL),
    showsInTime(dashboard, bill, dashboardMs, { packed: String(bill.packed), count }, DASHBOARD),
  ]);
}

/** How many pages the server keeps a stream for. */
async function readersAt({ base }: TestServer): Promise<number> {
  const text = await (await fetch(`${base}/metrics`)).text();
  return Number(/^tracetrack_live_readers (\d+)$/m.exec(text)![1]);
}

/** Runs in the page. */
function logOut(): void {
  const { document } = globalThis as unknown as {
    document: { getElementById(id: string): { requestSubmit(): void } };
  };
  document.getElementById("logout-form").requestSubmit();
}

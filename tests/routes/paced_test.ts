import { deepStrictEqual as same, match } from "node:assert/strict";
import { pageWorld } from "../support/page_world.ts";

/** Whoever asks is told to wait nine seconds, but for the names of rates that stand in `free`. */
function setup({ free = [] as readonly string[] } = {}) {
  const asked: unknown[] = [];
  const world = pageWorld(undefined, undefined, {
    readWaitSeconds: (rate, userId) => {
      asked.push([rate.name, userId]);
      return Promise.resolve(free.includes(rate.name) ? 0 : 9);
    },
    scanWaitSeconds: (userId, scans) => {
      asked.push([scans, userId]);
      return Promise.resolve(free.includes("scans") ? 0 : 3);
    },
  });
  return { ...world, asked };
}

const DEAR = [
  ["searches", "dispatcher", "/search?q=770", "/api/v1/search?q=770", "/api/v1/dashboard"],
  ["reports", "biller", "/reports/bills", "/reports/day", "/reports/scans"],
  ["reports", "biller", "/api/v1/reports/bills", "/api/v1/reports/day.csv", "/api/v1/reports/scans?from=2026-11-22"],
  ["exports", "admin", "/exports/bags.csv", "/api/v1/exports/scans.xlsx", "/api/v1/exports/totals.csv"],
] as const;

for (const [name, role, ...paths] of DEAR) {
  Deno.test(`who asks for too many ${name} (${paths[0]} ...) is told how long to wait, by a page or as JSON`, async () => {
    const { ask, asked } = setup();
    for (const path of paths) {
      const reply = await ask(role, path);
      same([reply.status, reply.headers.get("retry-after")], [429, "9"], path);
      const text = await reply.text();
      if (path.startsWith("/api/")) same(JSON.parse(text).error.code, "rate_limited");
      else match(text.slice(text.indexOf("<main")), /Too much at once/);
    }
    same(asked.map((one) => (one as [string])[0]), paths.map(() => name));
    same(new Set(asked.map((one) => JSON.stringify(one))).size, 1, "One person, counted together");
  });
}

Deno.test("who is not signed in, or may not see it, is told that and not counted", async () => {
  const { ask, asked } = setup();
  same([(await ask(null, "/api/v1/search?q=1")).status, (await ask("dispatcher", "/reports/day")).status], [401, 403]);
  same(asked, []);
});

Deno.test("whoever is within his rate is answered", async () => {
  const { ask } = setup({ free: ["searches"] });
  same((await ask("dispatcher", "/search?q=770")).status, 200);
  same((await ask("biller", "/reports/day")).status, 429);
});

Deno.test("a page's scan beyond the rate of scans is told how long to wait, and is not decided", async () => {
  const { send, commands } = setup();
  const reply = await send("dispatcher", "/scan", { scan_id: crypto.randomUUID(), code: "SB00042", parent: "" }, true);
  same([reply.status, reply.headers.get("retry-after"), commands], [429, "3", []]);
});

import { deepStrictEqual as same } from "node:assert/strict";
import type { BagFilter } from "../../domain/filters.ts";
import { bagRows } from "../../platform/bag_rows.ts";
import type { Database } from "../../platform/postgres.ts";
import { addParent, openTestPool, TIME_ZONE } from "../support/made_rows.ts";

const EVERYTHING = { all: true } as const;

async function open(db: Database, code: string, since: string, area: string | null = null) {
  await addParent(db, code, { children: [`BAG${code.slice(2)}`], area });
  await db.query("insert into open_parents (code, area, opened_at) values ($1, $2, now() - $3::interval)", [
    code,
    area,
    since,
  ]);
}

async function listed(db: Database, filter: Omit<BagFilter, "scope">, scope: BagFilter["scope"] = EVERYTHING) {
  const rows = bagRows(db, TIME_ZONE), asked = { scope, ...filter };
  const codes: string[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof rows.list>> = await rows.list(asked, { limit: 2, cursor });
    codes.push(...page!.items.map(({ code }) => code));
    cursor = page!.nextCursor;
  } while (cursor !== null);
  same(await rows.count(asked), { count: codes.length, isExact: true });
  return codes;
}

Deno.test("sacks that are open are listed by how long they are, newest first, page by page, with their number", async () => {
  await using pool = await openTestPool();
  const { db } = pool;
  await open(db, "SB00001", "5 hours");
  await open(db, "SB00002", "2 hours", "lucknow");
  await addParent(db, "SB00003", { children: ["0016586"] });
  await open(db, "SB00004", "30 minutes", "indore");
  await open(db, "SB00005", "1 minute", "lucknow");
  await open(db, "SB00016", "9 minutes");
  same(await listed(db, { open: "any" }), ["SB00016", "SB00005", "SB00004", "SB00002", "SB00001"]);
  same(await listed(db, { open: "10m" }), ["SB00016", "SB00005"]);
  same(await listed(db, { open: "1h" }), ["SB00004"]);
  same(await listed(db, { open: "4h" }), ["SB00002"]);
  same(await listed(db, { open: "older" }), ["SB00001"]);
  same(await listed(db, { open: "any" }, { all: false, area: "lucknow" }), ["SB00005", "SB00002"]);
  same(await listed(db, { open: "any", q: "SB00001" }), ["SB00001"]);
  same(await listed(db, { open: "any", q: "0001" }), ["SB00016", "SB00001"]);
  same(await listed(db, { open: "any", kind: "M444" }), []);
  same(await listed(db, { open: "any", role: "child" }), []);
});

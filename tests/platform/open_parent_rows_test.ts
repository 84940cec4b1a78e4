import { deepStrictEqual as same, equal } from "node:assert/strict";
import type { OpenAge, Scope } from "../../domain/filters.ts";
import { openParentRows } from "../../platform/open_parent_rows.ts";
import { addParent, countStock, openTestPool } from "../support/made_rows.ts";

Deno.test("open sacks are listed by age and area over any number of pages, the longest open first, as many as counted", async () => {
  await using pool = await openTestPool();
  const { db } = pool;
  for (let n = 1; n <= 9; n++) {
    await addParent(db, `SB0000${n}`, { children: [`AAA${n}`], area: n % 3 === 0 ? "indore" : "lucknow" });
  }
  await countStock(db);
  await db.query(`update open_parents set opened_at = now() - minutes * interval '1 minute'
    from unnest(array[1, 9, 11, 59, 61, 239, 241, 9000, 9000]) with ordinality as ages (minutes, n)
    where code = 'SB0000' || n`);
  const rows = openParentRows(db);
  const codes = async (scope: Scope, age: OpenAge | null, limit: number) => {
    const all: string[] = [];
    for (let cursor: string | null = null;;) {
      const page = await rows.list(scope, age, { limit, cursor });
      all.push(...page!.items.map(({ code }) => code.slice(-1)));
      cursor = page!.nextCursor;
      if (cursor === null) break;
    }
    equal(await rows.count(scope, age), all.length);
    return all.join("");
  };
  const everywhere: Scope = { all: true };
  for (const limit of [1, 2, 50]) same(await codes(everywhere, null, limit), "897654321");
  same(await codes(everywhere, "10m", 50), "21");
  same(await codes(everywhere, "1h", 50), "43");
  same(await codes(everywhere, "4h", 50), "65");
  same(await codes(everywhere, "older", 50), "897");
  same(await codes({ all: false, area: "indore" }, null, 2), "963");
  same(await codes({ all: false, area: null }, null, 2), "");
  equal(await rows.list(everywhere, null, { limit: 5, cursor: "nonsense" }), null);
});

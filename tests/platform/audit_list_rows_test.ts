import { deepStrictEqual as same, equal } from "node:assert/strict";
import type { AuditFilter } from "../../domain/audit.ts";
import { auditListRows } from "../../platform/audit_list_rows.ts";
import { addUser, openTestPool, TIME_ZONE } from "../support/made_rows.ts";

Deno.test("the audit log is listed newest first, page by page, and narrowed by who, what and when", async () => {
  await using pool = await openTestPool();
  const { db } = pool;
  const anil = await addUser(db, "anil", "admin");
  await db.query(
    `insert into audit_log (at, user_id, action, entity_type, entity_id, before, after, address, request_id)
    values ('2026-11-23T18:29:59.9Z', $1, 'a', 'user', '7', '{"x": 1}', null, '10.0.0.1', 'r-1'),
      ('2026-11-23T18:30:00Z', $1, 'b', 'user', '8', null, '{"y": [2]}', null, null),
      ('2026-11-24T18:29:59.9Z', null, 'b', 'import', '7', null, null, null, null)`,
    [anil],
  );
  const rows = auditListRows(db, TIME_ZONE);
  const ids = async (filter: AuditFilter) => {
    const { items } = (await rows.list(filter, { limit: 10, cursor: null }))!;
    equal(await rows.countUpTo(filter, 10), items.length);
    return items.map(({ entity, entityId }) => `${entity}/${entityId}`);
  };
  same(await ids({}), ["import/7", "user/8", "user/7"]);
  same(await ids({ actor: "ANIL" }), ["user/8", "user/7"]);
  same(await ids({ actor: "nobody" }), []);
  same(await ids({ action: "b" }), ["import/7", "user/8"]);
  same(await ids({ entity: "user" }), ["user/8", "user/7"]);
  same(await ids({ entity: "user/7" }), ["user/7"]);
  same(await ids({ from: "2026-11-24", to: "2026-11-24" }), ["import/7", "user/8"]);
  same(await ids({ to: "2026-11-23" }), ["user/7"]);
  const first = (await rows.list({}, { limit: 2, cursor: null }))!;
  const second = (await rows.list({}, { limit: 2, cursor: first.nextCursor }))!;
  same([first.items.length, second.items.length, second.nextCursor], [2, 1, null]);
  same(second.items[0], {
    ...{ id: "1", source: "log", at: new Date("2026-11-23T18:29:59.9Z"), actor: "anil", action: "a" },
    ...{ entity: "user", entityId: "7", entityName: null },
    ...{ before: { x: 1 }, after: null, changes: [{ field: "x", before: 1, after: null }] },
    ...{ address: "10.0.0.1", requestId: "r-1", event: null },
  });
  equal(await rows.list({}, { limit: 2, cursor: "x" }), null);
  equal(await rows.countUpTo({}, 2), 2);
});

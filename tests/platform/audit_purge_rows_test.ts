import { deepEqual, equal, rejects } from "node:assert/strict";
import { APP_ROLE } from "../../platform/app_role_rows.ts";
import { purgeAudit } from "../../platform/audit_purge_rows.ts";
import { openPool, type Pool } from "../../platform/postgres.ts";
import { withDatabase } from "../support/postgres.ts";

async function onPool(use: (db: Pool) => Promise<void>): Promise<void> {
  await withDatabase(async (url) => {
    const db = openPool({ url, role: APP_ROLE }, () => {});
    await use(db).finally(() => db.end());
  });
}

const add = (db: Pool, daysAgo: number, action: string, entity: string, after: unknown = null, times = 1) =>
  db.query(
    `insert into audit_log (at, action, entity_type, entity_id, after)
    select now() - make_interval(days => $1), $2, $3, '7', $4::jsonb from generate_series(1, $5)`,
    [daysAgo, action, entity, after === null ? null : JSON.stringify(after), times],
  );

const left = async (db: Pool): Promise<string[]> =>
  (await db.query<{ action: string }>("select action from audit_log order by action")).map(({ action }) => action);

Deno.test("what is old leaves in steps, and who may do what since when stays for ever", async () => {
  await onPool(async (db) => {
    await add(db, 800, "signed_in", "user", null, 2_500);
    await add(db, 800, "user_created", "user", { role: "biller" });
    await add(db, 800, "user_updated", "user", { role: "admin" });
    await add(db, 800, "user_renamed", "user", { full_name: "Bina" });
    await add(db, 800, "token_created", "token");
    await add(db, 800, "token_refused", "token");
    await add(db, 800, "kind_changed", "kind");
    await add(db, 800, "area_created", "area");
    await add(db, 729, "signed_in", "user");
    const steps = [];
    for (let removed = 1; removed > 0;) steps.push(removed = await purgeAudit(db, 730));
    deepEqual(steps, [1_000, 1_000, 502, 0]);
    deepEqual(await left(db), [
      ...["area_created", "audit_purged", "kind_changed", "signed_in", "token_created", "user_created", "user_updated"],
    ]);
    const [told] = await db.query<{ after: { removed: number; days: number; up_to: string } }>(
      "select after from audit_log where action = 'audit_purged'",
    );
    equal(told!.after.removed, 2_502);
    equal(told!.after.days, 730);
    equal(
      told!.after.up_to,
      new Date(Math.floor(Date.now() / 864e5) * 864e5 - 730 * 864e5).toISOString().replace(".000", ""),
    );
  });
});

Deno.test("a day without anything old leaves no record", async () => {
  await onPool(async (db) => {
    await add(db, 90, "signed_in", "user");
    equal(await purgeAudit(db, 91), 0);
    deepEqual(await left(db), ["signed_in"]);
  });
});

Deno.test("the database itself keeps 90 days, and events for ever", async () => {
  await withDatabase(async (url) => {
    const owner = openPool({ url }, () => {});
    try {
      await add(owner, 100, "user_created", "user");
      await add(owner, 100, "signed_in", "user");
      await add(owner, 89, "signed_in", "user");
      await rejects(purgeAudit(owner, 89), /keeps 90 days/);
      await rejects(owner.query("select purge_audit_log(null, 10)"), /keeps 90 days/);
      // The owner himself, and even one who knows the switch: what is young or to be kept does not go.
      await rejects(owner.query("delete from audit_log"), /is kept/);
      await rejects(
        owner.transaction(async (tx) => {
          await tx.query("set local tracetrack.purges_audit = on");
          await tx.query("delete from audit_log where action = 'user_created'");
        }),
        /is kept/,
      );
      await rejects(
        owner.transaction(async (tx) => {
          await tx.query("set local tracetrack.purges_audit = on");
          await tx.query("delete from audit_log where at > now() - interval '90 days'");
        }),
        /is kept/,
      );
      equal(await purgeAudit(owner, 90), 1);
    } finally {
      await owner.end();
    }
  });
});

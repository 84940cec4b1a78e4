import { deepStrictEqual as same, ok } from "node:assert/strict";
import { APP_ROLE } from "../../platform/app_role_rows.ts";
import { startServer } from "../support/server.ts";
import { openTestDatabase, withClient } from "../support/postgres.ts";

Deno.test("a server writes under the application's role: its pools, its lanes, and nothing as the owner", async () => {
  await using database = await openTestDatabase();
  await withClient(database.url, async (owner) => {
    // Who inserts what is told by the database itself.
    await owner.query(`
      create table wrote (who text, what text);
      grant insert on wrote to public;
      create function tell() returns trigger language plpgsql as $$
      begin insert into wrote values (current_user, tg_table_name); return null; end $$;
      create trigger tell after insert on audit_log for each row execute function tell();
      create trigger tell after insert on scan_events for each row execute function tell();
      create trigger tell after insert on sessions for each row execute function tell();
      create trigger tell after insert on instances for each row execute function tell()`);
    await using server = await startServer({ databaseUrl: database.url });
    const dispatcher = await server.logIn("dispatcher");
    const scan = { scan_id: crypto.randomUUID(), parent: "SB00042", child: "0016586" };
    const { status } = await dispatcher.call("POST", "/api/v1/scans", scan);
    ok(status === 201, server.log());
    const { rows } = await owner.query<{ who: string; what: string }>(
      "select distinct who, what from wrote order by 2",
    );
    same(rows.map(({ who }) => who), rows.map(() => APP_ROLE));
    const written = rows.map(({ what }) => what);
    for (const table of ["audit_log", "scan_events", "sessions", "instances"]) ok(written.includes(table), table);
  });
});

import { equal, match, ok, rejects } from "node:assert/strict";
import { foldStats } from "../../platform/upkeep_rows.ts";
import { APP_ROLE } from "../../platform/app_role_rows.ts";
import { migrate } from "../../platform/migrate.ts";
import { openStore } from "../../platform/store.ts";
import { openEmptyDatabase } from "../support/kept_stock.ts";
import { openTestDatabase, withClient, withDatabase } from "../support/postgres.ts";

/** What the application may never do, whoever speaks through it. */
const FORBIDDEN = [
  "update audit_log set action = 'nothing'",
  "delete from audit_log",
  "truncate audit_log",
  "update scan_events set accepted = true",
  "delete from scan_events",
  "truncate scan_events",
  "alter table audit_log disable trigger all",
  "alter table scan_events disable trigger user",
  "drop table audit_log",
  "drop trigger audit_log_stay on audit_log",
  "create table public.mine (x integer)",
  "alter function purge_audit_log(integer, integer) set search_path = pg_temp",
  "create or replace function audit_log_stays() returns trigger language plpgsql as 'begin return old; end'",
  "truncate bags",
  "delete from schema_migrations",
];

Deno.test("the application's connections may add to what happened and neither change nor remove it", async () => {
  await withDatabase(async (url) => {
    const store = await openStore({ url }, () => {});
    try {
      equal(store.database.role, APP_ROLE);
      for (const db of [store.db, store.vital]) {
        equal((await db.query<{ is: string }>("select current_user as is"))[0]!.is, APP_ROLE);
        await db.query("insert into audit_log (action, entity_type) values ('tried', 'user')");
        for (const statement of FORBIDDEN) {
          await rejects(db.query(statement), { code: "42501" }, statement);
        }
      }
      // Tables that came with migrations later than the role's are granted all the same.
      await foldStats(store.db);
    } finally {
      await store.end();
    }
  });
});

Deno.test("a table of a later migration is the application's too, without a start in between", async () => {
  await withDatabase(async (url) => {
    await migrate({ url });
    await withClient(url, async (owner) => {
      await owner.query("create table later (id bigint generated always as identity, x integer)");
      await owner.query(`set role ${APP_ROLE}`);
      await owner.query("insert into later (x) values (1); update later set x = 2; delete from later");
      await rejects(owner.query("truncate later"), { code: "42501" });
    });
  });
});

Deno.test("rights that were lost are back after a start, and rights too many are taken", async () => {
  await withDatabase(async (url) => {
    await withClient(url, async (owner) => {
      await owner.query(`revoke all on bags, users from ${APP_ROLE}; grant delete, update on audit_log to ${APP_ROLE}`);
      await owner.query("grant execute on function purge_audit_log(integer, integer) to public");
      equal((await migrate({ url })).isWalled, true);
      const { rows: [row] } = await owner.query(`
        select has_table_privilege('${APP_ROLE}', 'bags', 'update') as bags,
          has_table_privilege('${APP_ROLE}', 'audit_log', 'delete') as log,
          has_function_privilege('public', 'purge_audit_log(integer, integer)', 'execute') as public`);
      equal(JSON.stringify(row), JSON.stringify({ bags: true, log: false, public: false }));
    });
  });
});

Deno.test("several databases of one cluster start at once", async () => {
  const databases = await Promise.all(Array.from({ length: 4 }, openTestDatabase));
  try {
    for (const { url } of databases) {
      await withClient(url, (client) => client.query(`drop owned by ${APP_ROLE}`));
    }
    const started = await Promise.all(databases.flatMap(({ url }) => [migrate({ url }), migrate({ url })]));
    ok(started.every(({ role, isWalled }) => role === APP_ROLE && isWalled));
  } finally {
    for (const database of databases) await database[Symbol.asyncDispose]();
  }
});

Deno.test("an owner who may make no roles works on as himself, and the triggers still refuse", async () => {
  await using database = await openTestDatabase();
  const name = `owner_${crypto.randomUUID().replaceAll("-", "")}`;
  const url = as(database.url, name);
  await withClient(database.url, async (admin) => {
    await admin.query(`create role ${name} login password '${name}'`);
    await admin.query(OWN_ALL.replaceAll("$owner", name));
    try {
      const { role, isWalled } = await migrate({ url });
      equal(role, null);
      equal(isWalled, false);
      await withClient(url, async (owner) => {
        await owner.query("insert into audit_log (action, entity_type) values ('tried', 'user')");
        await rejects(owner.query("delete from audit_log"), (fault: Error) => (match(fault.message, /is kept/), true));
        await rejects(owner.query("update audit_log set action = 'x'"), /is kept/);
        await rejects(owner.query("truncate audit_log"), /is kept/);
      });
      // An administrator lends a hand, as doctor says: the next start works under the role.
      await admin.query(`grant ${APP_ROLE} to ${name}`);
      equal((await migrate({ url })).role, APP_ROLE);
    } finally {
      await admin.query(`reassign owned by ${name} to current_user; drop owned by ${name}; drop role ${name}`);
    }
  });
});

Deno.test("an owner who is called as the role is takes no right from himself, and is no wall", async () => {
  await using database = await openTestDatabase();
  await withClient(database.url, async (admin) => {
    await admin.query(OWN_ALL.replaceAll("$owner", APP_ROLE));
    const { role, isWalled } = await migrate({ url: `${database.url}?options=-c%20role%3D${APP_ROLE}` });
    equal(role, null);
    equal(isWalled, false);
    // What the owner may not do, the functions that work with his rights may not do either.
    await admin.query(`
      insert into audit_log (at, action, entity_type) values (now() - interval '800 days', 'signed_in', 'user')`);
    const { rows: [row] } = await admin.query("select purge_audit_log(730, 10) as removed");
    equal(row.removed, 1);
  });
});

Deno.test("who signs in as a member of the role alone may work and not migrate", async () => {
  await using database = await openTestDatabase();
  const name = `worker_${crypto.randomUUID().replaceAll("-", "")}`;
  await withClient(database.url, async (admin) => {
    await admin.query(`create role ${name} login password '${name}' in role ${APP_ROLE}`);
    try {
      const store = await openStore({ url: as(database.url, name) }, () => {});
      equal(store.database.role, null);
      equal(store.migrated.isWalled, true);
      await foldStats(store.db);
      for (const statement of [...FORBIDDEN, "set role none; delete from audit_log"]) {
        await rejects(store.db.query(statement), { code: "42501" }, statement);
      }
      await store.end();
    } finally {
      await admin.query(`drop role ${name}`);
    }
  });
});

Deno.test("an owner and a schema whose names need quotes make the role, and work under it", async () => {
  await using empty = await openEmptyDatabase();
  const name = `My.Owner-${crypto.randomUUID()}`;
  await withClient(empty.url, async (admin) => {
    await admin.query(`create role "${name}" login createrole password '${name}'`);
    try {
      await admin.query(
        `grant ${APP_ROLE} to "${name}" with admin option; create schema "My.Schema" authorization "${name}"`,
      );
      await admin.query(`drop extension if exists pg_trgm; create extension pg_trgm schema "My.Schema"`);
      await admin.query(`alter role "${name}" set search_path = "My.Schema", public`);
      const { role, isWalled } = await migrate({ url: as(empty.url, name) });
      equal(role, APP_ROLE);
      equal(isWalled, true);
    } finally {
      await admin.query(`drop owned by "${name}" cascade; drop role "${name}"`);
    }
  });
});

function as(url: string, user: string): string {
  const other = new URL(url);
  other.username = user;
  other.password = user;
  return other.href;
}

/** What `reassign owned` cannot do for the cluster's first user. */
const OWN_ALL = `
  do $do$
  declare one record;
  begin
    for one in select c.oid::regclass as name, c.relkind from pg_class c
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') loop
      execute format('alter table %s owner to $owner', one.name);
    end loop;
    for one in select oid::regprocedure as name from pg_proc where pronamespace = 'public'::regnamespace
      and not exists (select from pg_depend where objid = pg_proc.oid and deptype = 'e') loop
      execute format('alter function %s owner to $owner', one.name);
    end loop;
  end $do$`;

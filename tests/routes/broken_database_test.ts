/** However the database fails, its answer is the log's business: a client is told a code, a sentence and a number. */
import { deepStrictEqual as same, match, ok } from "node:assert/strict";
import { routeTable } from "../../routes/app.ts";
import { byCookie, FROM_HERE, openPeopleWorld, type PeopleWorld } from "../support/people_world.ts";

const LEAKS =
  /relation|constraint|violates|column|select |insert |update .* set|from "?\w+"? where|pg_|postgres|ECONN|pipeline|statement timeout|node_modules|\.tsx?:\d|at \w+ \(|stack|sorry/i;
const TABLES = ["users", "bags", "bills", "scan_events", "audit_log", "dispatch_areas", "api_tokens", "stats"];

/** As the owner, whom the application is not. */
const asOwner = (world: PeopleWorld, statements: readonly string[]) =>
  world.db.transaction(async (inside) => {
    await inside.query("set local role none");
    for (const statement of statements) await inside.query(statement);
  });

const WAYS: Readonly<Record<string, (world: PeopleWorld) => Promise<unknown>>> = {
  "tables that are gone": (world) =>
    asOwner(world, TABLES.map((table) => `alter table ${table} rename to ${table}_gone`)),
  "a function that raises": (world) =>
    asOwner(world, [
      "create function refuse() returns trigger language plpgsql as $$ begin raise exception 'a secret of constraint x'; end $$",
      ...TABLES.map((table) =>
        `create trigger refuse before insert or update on ${table} for each statement execute function refuse()`
      ),
    ]),
  "connections that are cut": (world) =>
    asOwner(world, [
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
    ]),
  "no database at all": (world) => world.db.end(),
};

for (const [way, breakIt] of Object.entries(WAYS)) {
  Deno.test(`no answer tells of ${way}`, async () => {
    const world = await openPeopleWorld();
    const cookie = byCookie(await world.signIn("anil"));
    same((await world.send("GET", "/api/v1/session", cookie)).status, 200);
    await breakIt(world);
    let failed = 0;
    for (const { method, path } of routeTable(world.app)) {
      if (/live$|\*|logout|^\/metrics/.test(path)) continue;
      const at = path.replace(/:\w+/g, "1");
      const isJson = path.startsWith("/api");
      const type = isJson ? "application/json" : "application/x-www-form-urlencoded";
      const body = JSON.stringify({
        scan_id: crypto.randomUUID(),
        parent: "SB00001",
        capacity: 5,
        name: "n",
        role: "biller",
        version: 1,
      });
      const headers = { ...cookie, ...FROM_HERE, ...method === "GET" ? {} : { "content-type": type } };
      const sent = isJson ? body : `number=X1&capacity=5&parent=SB00001&scan_id=${crypto.randomUUID()}`;
      const reply = await world.send(method, at, headers, ...method === "GET" ? [] : [sent] as [string]);
      const text = visible(await reply.text().catch(() => ""));
      if (reply.status < 500) continue;
      failed++;
      ok(!LEAKS.test(text), `${method} ${path}: ${reply.status} ${LEAKS.exec(text)?.[0]} in ${text.slice(0, 300)}`);
      ok([500, 503].includes(reply.status), `${method} ${path}: ${reply.status}`);
      match(text, new RegExp(reply.headers.get("x-request-id")!));
    }
    // Cut connections are opened anew.
    if (!/cut/.test(way)) ok(failed > 3, `${failed} answers failed`);
    // A pool that was ended cannot be ended once more.
    await Promise.resolve(world[Symbol.asyncDispose]()).catch(() => {});
  });
}

/** What is not the page's own frame: its address of script and style, its attributes. */
const visible = (html: string): string => html.startsWith("<!doctype") ? html.replace(/<[^>]*>/g, " ") : html;

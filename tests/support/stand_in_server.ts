/** A server small enough to test the launcher with: same signals, same watch, one table, one line when it is ready. */
import pg from "pg";
import { orExplain, readConfig } from "../../platform/config.ts";
import { whenLauncherGone } from "../../platform/launcher_watch.ts";

const config = await orExplain(() => readConfig(Deno.env.toObject()));
whenLauncherGone().then(() => leave(0));
for (const signal of ["SIGINT", "SIGTERM"] as const) Deno.addSignalListener(signal, () => leave(0));

const client = new pg.Client(config.databaseUrl);
await client.connect();
await client.query("create table if not exists starts (at timestamptz not null default clock_timestamp())");
await client.query("insert into starts default values");
const { rows: [row] } = await client.query("select count(*)::int as count, version() as version from starts");

const server = Deno.serve({ port: config.port, onListen: () => {} }, () => new Response("ok"));
console.log(JSON.stringify({
  ready: `http://localhost:${server.addr.port}`,
  pid: Deno.pid,
  starts: row.count,
  version: row.version,
  databaseUrl: config.databaseUrl,
  sessionSecret: config.sessionSecret,
  adminPassword: config.adminPassword,
  mayRun: (await Deno.permissions.query({ name: "run" })).state,
  mayLoad: (await Deno.permissions.query({ name: "ffi" })).state,
  mayWriteApp: (await Deno.permissions.query({ name: "write", path: "." })).state,
}));

async function leave(status: number): Promise<never> {
  await client.end().catch(() => {});
  Deno.exit(status);
}

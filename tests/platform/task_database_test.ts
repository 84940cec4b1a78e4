// Runs alone: it starts the launcher and its PostgreSQL.
import { equal, match } from "node:assert/strict";
import { migrate } from "../../platform/migrate.ts";
import { launch } from "../support/launcher.ts";
import { withClient } from "../support/postgres.ts";

/** Runs a task as a person does, on this data folder. */
async function run(task: string, dataDir: string, ...args: string[]) {
  const { PATH = "", HOME = "", DENO_DIR = "" } = Deno.env.toObject();
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--quiet", "--no-check", `platform/${task}.ts`, ...args],
    cwd: new URL("../../", import.meta.url),
    clearEnv: true,
    env: { PATH, HOME, ...(DENO_DIR ? { DENO_DIR } : {}), DATA_DIR: dataDir, NO_COLOR: "1" },
  }).output();
  return { code, said: new TextDecoder().decode(stdout), blamed: new TextDecoder().decode(stderr) };
}

Deno.test("backup works beside a running server, and restore fills a new data folder, without any address", async () => {
  const folder = await Deno.makeTempDir({ prefix: "tracetrack-tasks-" });
  await Deno.chmod(folder, 0o711);
  const [data, restored, path] = [`${folder}/data`, `${folder}/restored`, `${folder}/file`];

  const server = launch({ DATA_DIR: data });
  const told = await server.ready;
  await migrate({ url: told!.databaseUrl });
  // The stand-in's own, which no release knows.
  await withClient(told!.databaseUrl, (client) => client.query("drop table starts"));
  const backup = await run("backup", data, "--portable", path);
  equal(backup.code, 0, backup.blamed);
  match(backup.said, /bag_kinds +2 rows/);
  server.process.kill("SIGTERM");
  await server.ended();

  const first = await run("restore", restored, path);
  equal(first.code, 0, first.blamed);
  match(first.said, /Recounted: everything agrees\n$/);
  const second = await run("restore", restored, path);
  match(second.blamed, /^Cannot restore into a database that has tables/);
  equal(second.code, 1);
  await Deno.remove(folder, { recursive: true });
});

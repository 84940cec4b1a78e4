// Runs in a pair: it starts whole servers and ends them in every way.
import assert from "node:assert/strict";
import { createServer } from "node:net";
import { launch, postmasterOf, type Ready, type Started, whenGone } from "../support/launcher.ts";

interface World extends AsyncDisposable {
  readonly folder: string;
  readonly env: Record<string, string>;
}

/** A data folder of the test's own; afterwards nothing runs in it and it is gone. */
async function setup(folder?: string): Promise<World> {
  const parent = folder ?? await Deno.makeTempDir({ prefix: "tracetrack-launch-" });
  if (!folder) await Deno.chmod(parent, 0o711);
  const data = `${parent}/data`;
  return {
    folder: data,
    env: { DATA_DIR: data },
    [Symbol.asyncDispose]: async () => {
      await Deno.remove(parent, { recursive: true });
    },
  };
}

async function start(world: World, env: Record<string, string> = {}): Promise<Started & { told: Ready }> {
  const started = launch({ ...world.env, ...env });
  const told = await started.ready;
  if (!told) assert.fail((await started.ended()).stderr);
  return { ...started, told };
}

async function stop(started: Started): Promise<string> {
  started.process.kill("SIGTERM");
  const { code, stdout } = await started.ended();
  assert.equal(code, 0);
  return stdout;
}

for (const signal of ["SIGTERM", "SIGINT"] as const) {
  Deno.test(`start ends the server, then PostgreSQL, and exits with 0, on ${signal}`, async () => {
    await using world = await setup();
    const started = await start(world);
    assert.match(started.told.version, /^PostgreSQL 18/);
    const postmaster = await postmasterOf(`${world.folder}/pg`);
    started.process.kill(signal);
    assert.equal((await started.ended()).code, 0);
    await whenGone(started.told.pid);
    await whenGone(postmaster);
    await assert.rejects(Deno.stat(`${world.folder}/pg/postmaster.pid`), Deno.errors.NotFound);
  });
}

Deno.test("start gives the server no right to run programs, load libraries or write the app", async () => {
  await using world = await setup();
  const started = await start(world);
  const { mayRun, mayLoad, mayWriteApp } = started.told;
  assert.deepEqual([mayRun, mayLoad, mayWriteApp], ["prompt", "prompt", "prompt"]);
  await stop(started);
});

Deno.test("start makes secrets once, shows the password once, and keeps them readable by their owner alone", async () => {
  await using world = await setup();
  const first = await start(world);
  const firstSaid = await stop(first);
  const second = await start(world);
  const secondSaid = await stop(second);
  assert.equal(first.told.sessionSecret, second.told.sessionSecret);
  assert.equal(first.told.adminPassword, second.told.adminPassword);
  assert.ok(first.told.sessionSecret.length >= 32);
  const shown = (said: string) => said.split("\n").filter((line) => /password [a-z2-9-]{19}$/.test(line)).length;
  assert.deepEqual([shown(firstSaid), shown(secondSaid)], [1, 0]);
  assert.equal((await Deno.stat(`${world.folder}/secrets.json`)).mode! & 0o777, 0o600);
});

Deno.test("start uses given secrets and keeps none of them", async () => {
  await using world = await setup();
  const started = await start(world, { SESSION_SECRET: "s".repeat(40), ADMIN_PASSWORD: "given" });
  assert.deepEqual([started.told.sessionSecret, started.told.adminPassword], ["s".repeat(40), "given"]);
  await stop(started);
  assert.equal(await Deno.readTextFile(`${world.folder}/secrets.json`), "");
});

Deno.test("a second start on the same folder says so, exits with 1 and changes nothing", async () => {
  await using world = await setup();
  const first = await start(world);
  const before = await filesOf(world.folder);
  const second = await launch(world.env).ended();
  assert.equal(second.code, 1);
  assert.match(second.stderr, /already running on the data folder .*data/);
  assert.equal(second.stdout, "");
  assert.deepEqual(await filesOf(world.folder), before);
  assert.equal(await (await fetch(first.told.ready)).text(), "ok");
  await stop(first);
});

Deno.test("kill -9 of the server stops PostgreSQL, and its status is passed on", async () => {
  await using world = await setup();
  const started = await start(world);
  const postmaster = await postmasterOf(`${world.folder}/pg`);
  Deno.kill(started.told.pid, "SIGKILL");
  assert.equal((await started.ended()).code, 137);
  await whenGone(postmaster);
});

Deno.test("kill -9 of the launcher ends the server; the next start adopts PostgreSQL with all its data", async () => {
  await using world = await setup();
  const first = await start(world);
  const postmaster = await postmasterOf(`${world.folder}/pg`);
  first.process.kill("SIGKILL");
  await first.ended();
  await whenGone(first.told.pid);

  const second = await start(world);
  assert.equal(await postmasterOf(`${world.folder}/pg`), postmaster);
  assert.deepEqual([first.told.starts, second.told.starts], [1, 2]);
  assert.match(await stop(second), /PostgreSQL was still running/);
  await whenGone(postmaster);
});

Deno.test("a server that outlives its launcher, frozen, is ended before the next one starts", async () => {
  await using world = await setup();
  const first = await start(world);
  Deno.kill(first.told.pid, "SIGSTOP");
  first.process.kill("SIGKILL");
  await first.process.status;
  const second = await start(world);
  await whenGone(first.told.pid);
  await first.ended();
  assert.equal(second.told.starts, 2);
  await stop(second);
});

Deno.test("kill -9 of everything loses nothing that was committed", async () => {
  await using world = await setup();
  const first = await start(world);
  const postmaster = await postmasterOf(`${world.folder}/pg`);
  Deno.kill(postmaster, "SIGKILL");
  first.process.kill("SIGKILL");
  await first.ended();
  await whenGone(postmaster);
  const second = await start(world);
  assert.equal(second.told.starts, 2);
  await stop(second);
});

Deno.test("a note about a process id that now belongs to another program does not stop a start", async () => {
  await using world = await setup();
  await stop(await start(world));
  await Deno.writeTextFile(`${world.folder}/pg/postmaster.pid`, `${Deno.pid}\n${world.folder}/pg\n1\n1\n\n127.0.0.1\n`);
  const second = await start(world);
  assert.equal(second.told.starts, 2);
  await stop(second);
});

Deno.test("a start that was cut off while it made the database is made good by the next", async () => {
  await using world = await setup();
  await Deno.mkdir(`${world.folder}/pg.new/base`, { recursive: true });
  await Deno.chmod(world.folder, 0o711);
  const started = await start(world);
  assert.equal(started.told.starts, 1);
  await stop(started);
});

Deno.test("Ctrl-C while the database is being made waits for it, starts no server, and harms nothing", async () => {
  await using world = await setup();
  const first = launch(world.env);
  await first.spoke;
  // As a terminal does: to the launcher and to all that it started in its group.
  Deno.kill(-first.process.pid, "SIGINT");
  assert.equal((await first.ended()).code, 130);
  assert.equal(await first.ready, null);
  const second = await start(world);
  assert.equal(second.told.starts, 1);
  await stop(second);
});

Deno.test("start with DATABASE_URL starts no PostgreSQL, and several may share a data folder", async () => {
  await using world = await setup();
  await using other = await setup();
  const database = await start(other);
  const env = { DATABASE_URL: database.told.databaseUrl };
  const [one, two] = await Promise.all([start(world, env), start(world, env)]);
  assert.equal(one.told.sessionSecret, two.told.sessionSecret);
  assert.equal(one.told.databaseUrl, database.told.databaseUrl);
  await assert.rejects(Deno.stat(`${world.folder}/pg`), Deno.errors.NotFound);
  await Promise.all([stop(one), stop(two)]);
  await stop(database);
});

Deno.test("start refuses a wrong configuration with status 2, all of it at once, and no stack trace", async () => {
  await using world = await setup();
  const { code, stderr } = await launch({ ...world.env, PORT: "many", LOG_LEVEL: "loud" }).ended();
  assert.equal(code, 2);
  assert.match(stderr, /PORT: "many"/);
  assert.match(stderr, /LOG_LEVEL: "loud"/);
  assert.doesNotMatch(stderr, /\n {4}at /);
  await assert.rejects(Deno.stat(world.folder), Deno.errors.NotFound);
});

Deno.test("start ends with the server's status when its port is taken, and stops PostgreSQL", async () => {
  await using world = await setup();
  const taken = createServer();
  const port = await new Promise<number>((resolve) =>
    taken.listen(0, "0.0.0.0", () => resolve((taken.address() as { port: number }).port))
  );
  const { code } = await launch({ ...world.env, PORT: String(port) }).ended();
  await new Promise((resolve) => taken.close(resolve));
  assert.equal(code, 1);
  await assert.rejects(Deno.stat(`${world.folder}/pg/postmaster.pid`), Deno.errors.NotFound);
});

/** Every path in a folder with its size and time, but what PostgreSQL keeps for itself. */
async function filesOf(folder: string): Promise<string[]> {
  const files = [];
  for await (const { name } of Deno.readDir(folder)) {
    const { size, mtime } = await Deno.stat(`${folder}/${name}`);
    files.push(`${name} ${name === "pg" ? "" : `${size} ${mtime?.getTime()}`}`);
  }
  return files.sort();
}

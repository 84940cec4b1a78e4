// Runs in a pair: it starts whole servers, one of them from a copy of the app.
import assert from "node:assert/strict";
import { lockFolder, openDataFolder, placeCluster } from "../../platform/data_folder.ts";
import { postgresUser } from "../../platform/os_user.ts";
import { launch, postmasterOf, whenGone } from "../support/launcher.ts";

const APP = new URL("../../", import.meta.url);

Deno.test("lockFolder holds a folder until it is let go", async () => {
  const folder = await openDataFolder(await Deno.makeTempDir());
  {
    using first = await lockFolder(folder);
    assert.ok(first);
    assert.equal(await lockFolder(folder), null);
  }
  using again = await lockFolder(folder);
  assert.ok(again);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("placeCluster keeps to the place that it noted, and else puts the database into the data folder", async () => {
  const folder = await Deno.makeTempDir();
  await Deno.chmod(folder, 0o711);
  assert.deepEqual(await placeCluster(folder, await postgresUser()), { folder: `${folder}/pg`, moved: false });
  await Deno.writeTextFile(`${folder}/pg.path`, "/var/lib/tracetrack/elsewhere\n");
  assert.deepEqual(await placeCluster(folder, null), { folder: "/var/lib/tracetrack/elsewhere", moved: false });
  await Deno.remove(folder, { recursive: true });
});

Deno.test("start works from an app and a data folder that only their owner may enter, and finds the database again", async () => {
  const closed = await Deno.makeTempDir({ prefix: "tracetrack-closed-" });
  await Deno.chmod(closed, 0o700);
  const app = await copyOfApp(`${closed}/app`);
  const env = { DATA_DIR: `${closed}/data` };

  for (const starts of [1, 2]) {
    const started = launch(env, app);
    const ready = await started.ready;
    if (!ready) assert.fail((await started.ended()).stderr);
    assert.equal(ready.starts, starts);
    const postmaster = await postmasterOf(await clusterOf(`${closed}/data`));
    started.process.kill("SIGTERM");
    const { code, stdout } = await started.ended();
    assert.equal(code, 0);
    // Only root's PostgreSQL runs as another user, and is told where its data went.
    assert.equal(/the database is kept in/.test(stdout), Deno.uid() === 0 && starts === 1);
    await whenGone(postmaster);
  }
  await Deno.remove(await clusterOf(`${closed}/data`), { recursive: true });
  await Deno.remove(closed, { recursive: true });
});

async function clusterOf(data: string): Promise<string> {
  return (await Deno.readTextFile(`${data}/pg.path`).catch(() => `${data}/pg`)).trim();
}

/** What the launcher and the stand-in need of the app; Deno brings the packages from its cache. */
async function copyOfApp(to: string): Promise<URL> {
  await Deno.mkdir(to);
  for (const file of ["deno.json", "deno.lock"]) await Deno.copyFile(new URL(file, APP), `${to}/${file}`);
  for (const folder of ["domain", "platform", "tests/support"]) {
    await Deno.mkdir(`${to}/${folder}`, { recursive: true });
    for await (const { name, isFile } of Deno.readDir(new URL(folder, APP))) {
      if (isFile) await Deno.copyFile(new URL(`${folder}/${name}`, APP), `${to}/${folder}/${name}`);
    }
  }
  return new URL(`file://${to}/`);
}

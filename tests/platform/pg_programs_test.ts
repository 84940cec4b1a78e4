import { deepStrictEqual as same, equal, match, ok, rejects } from "node:assert/strict";
import { dump, findProgram, restoreDump } from "../../platform/pg_programs.ts";

/** Newer than any that a machine has. */
const [OLDER, NEWER] = [98, 99];
const CONNECTION = { url: "postgres://root:secret-word@db.example:6543/stock?sslmode=require" };

/** Folders with a pg_dump of each version, which writes down how it was called. */
async function setup(versions: readonly number[], status = 0) {
  const folder = await Deno.makeTempDir({ prefix: "tracetrack-programs-" });
  for (const version of versions) {
    const path = `${folder}/${version}/pg_dump`;
    await Deno.mkdir(`${folder}/${version}`);
    await Deno.writeTextFile(
      path,
      `#!/bin/sh
if [ "$1" = --version ]; then echo "pg_dump (PostgreSQL) ${version}.1"; exit; fi
echo "$@" > ${folder}/args
env > ${folder}/env
echo "it says why" >&2
exit ${status}
`,
      { mode: 0o755 },
    );
  }
  return {
    folder,
    searchPath: versions.map((version) => `${folder}/${version}`).join(":"),
    called: async () => ({
      args: (await Deno.readTextFile(`${folder}/args`)).trim(),
      env: (await Deno.readTextFile(`${folder}/env`)).split("\n"),
    }),
    [Symbol.asyncDispose]: () => Deno.remove(folder, { recursive: true }),
  };
}

Deno.test("the oldest pg_dump that is not older than the server is taken, and where there is none it is said why", async () => {
  await using world = await setup([NEWER, OLDER]);
  const find = (major: number, said: string[]) =>
    findProgram("pg_dump", major, (line) => said.push(line), world.searchPath);
  equal((await find(OLDER, []))?.path, `${world.folder}/${OLDER}/pg_dump`);
  equal((await find(NEWER, []))?.major, NEWER);
  const said: string[] = [];
  equal(await find(NEWER + 1, said), null);
  match(said.join(), /pg_dump here is version .*99.* and the server 100$/);
});

Deno.test("pg_dump is told the address by its environment alone: no password stands in a command line", async () => {
  await using world = await setup([NEWER]);
  const program = (await findProgram("pg_dump", NEWER, () => {}, world.searchPath))!;
  await dump(program, CONNECTION, "/somewhere/file");
  const { args, env } = await world.called();
  equal(args.split(" ").slice(-2).join(" "), "--format=custom --file=/somewhere/file");
  for (
    const one of [
      ...["PGHOST=db.example", "PGPORT=6543", "PGUSER=root", "PGDATABASE=stock"],
      ...["PGPASSWORD=secret-word", "PGSSLMODE=require"],
    ]
  ) ok(env.includes(one), one);
});

Deno.test("an authority's certificate makes pg_restore verify the server, and is cleared away", async () => {
  await using world = await setup([NEWER]);
  const program = (await findProgram("pg_dump", NEWER, () => {}, world.searchPath))!;
  await restoreDump(program, { ...CONNECTION, ca: "PEM" }, "/somewhere/file");
  const { args, env } = await world.called();
  match(args, /--single-transaction --exit-on-error/);
  ok(env.includes("PGSSLMODE=verify-full"));
  const caFile = env.find((one) => one.startsWith("PGSSLROOTCERT="))!.split("=")[1]!;
  await rejects(Deno.stat(caFile), Deno.errors.NotFound);
});

Deno.test("what pg_dump says of its failure is told", async () => {
  await using world = await setup([NEWER], 1);
  const program = (await findProgram("pg_dump", NEWER, () => {}, world.searchPath))!;
  await rejects(dump(program, CONNECTION, "f"), { message: "Cannot go on: it says why" });
  same((await world.called()).args.includes("secret-word"), false);
});

Deno.test("a dump holds no extension but our own, and no comment: only a superuser could restore others", async () => {
  await using world = await setup([NEWER]);
  const program = (await findProgram("pg_dump", NEWER, () => {}, world.searchPath))!;
  await dump(program, CONNECTION, "f");
  match((await world.called()).args, /--no-comments .*--extension=pg_trgm /);
  await dump({ ...program, major: 13 }, CONNECTION, "f");
  same((await world.called()).args.includes("--extension"), false);
});

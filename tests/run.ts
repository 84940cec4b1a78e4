/**
 * `deno task test`: brings what the tests need, runs them, and says in its last line `N passed, N failed`.
 *
 * Arguments go to `deno test`: files and folders run one after the other instead of the whole suite, flags as they are.
 * With CI=true a test that is left out counts as failed.
 */
import { availableParallelism } from "node:os";
import { runTests, type Tally } from "./support/test_runner.ts";
import { findChromium, findRedis } from "./support/programs.ts";

/** Stands, with its reason, at the head of a test file that measures, or that types as fast as a scanner. */
const RUNS_ALONE = "// Runs alone:";
/** And of one that starts whole servers or browsers, but waits for facts, however long they take. */
const RUNS_IN_A_PAIR = "// Runs in a pair:";
const PAIR = "2";

const keeper = await startKeeper();
const tallies = await runAll(keeper.url);
await keeper.stop();
Deno.exit(report(tallies));

async function runAll(databaseUrl: string): Promise<Tally[]> {
  const env = { TEST_DATABASE_URL: databaseUrl, ...await programsForTests() };
  const given = Deno.args.filter((arg) => !arg.startsWith("-"));
  const flags = Deno.args.filter((arg) => arg.startsWith("-"));
  const files = await testFiles();
  const those = (way: Way) => given.length > 0 ? [] : files.filter((file) => file.way === way).map(({ path }) => path);
  const [together, pairs] = [those("together"), those("pair")];
  const alone = given.length > 0 ? given : those("alone");

  const jobs = String(Math.max(2, availableParallelism()));
  return [
    await runTests(["--parallel", ...flags, ...together], together.length, { ...env, DENO_JOBS: jobs }),
    await runTests(["--parallel", ...flags, ...pairs], pairs.length, { ...env, DENO_JOBS: PAIR }),
    await runTests([...flags, ...alone], alone.length, env),
  ];
}

function report(tallies: readonly Tally[]): number {
  const sum = (count: (tally: Tally) => number) => tallies.reduce((total, tally) => total + count(tally), 0);
  const ignored = sum((tally) => tally.ignored);
  const isStrict = Deno.env.get("CI") === "true";
  if (ignored > 0) console.log(`${ignored} left out${isStrict ? ", which CI counts as failed" : ""}`);
  const failed = sum((tally) => tally.failed) + (isStrict ? ignored : 0);
  console.log(`${sum((tally) => tally.passed)} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

/** What tests find in their environment, beside a PATH on which there is a redis-server. */
async function programsForTests(): Promise<Record<string, string>> {
  const chromium = await findChromium();
  const redis = await findRedis();
  if (!chromium) console.log("No Chromium: the tests in the browser are left out (set CHROMIUM to its path)");
  if (!redis) console.log("No redis-server: the tests with Redis are left out");
  return chromium ? { CHROMIUM: chromium } : {};
}

type Way = "together" | "pair" | "alone";

function wayOf(text: string): Way {
  if (text.includes(RUNS_ALONE)) return "alone";
  return text.includes(RUNS_IN_A_PAIR) ? "pair" : "together";
}

async function testFiles(): Promise<{ path: string; way: Way }[]> {
  const files = [];
  for (const path of await filesUnder("tests")) {
    if (!/_test\.tsx?$/.test(path)) continue;
    files.push({ path, way: wayOf(await Deno.readTextFile(path)) });
  }
  return files;
}

async function filesUnder(folder: string): Promise<string[]> {
  const paths = [];
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (isDirectory) paths.push(...await filesUnder(`${folder}/${name}`));
    else paths.push(`${folder}/${name}`);
  }
  return paths.sort();
}

interface Keeper {
  readonly url: string;
  stop(): Promise<void>;
}

/** A process of its own, out of reach of Ctrl-C, that keeps the database until we are gone. */
async function startKeeper(): Promise<Keeper> {
  const keeper = new Deno.Command(Deno.execPath(), {
    args: ["run", "--allow-all", "--no-check", "tests/support/cluster_keeper.ts"],
    stdin: "piped",
    stdout: "piped",
    detached: true,
  }).spawn();
  const reader = keeper.stdout.pipeThrough(new TextDecoderStream()).getReader();
  const { value } = await reader.read();
  if (!value) throw new Error("Cannot start PostgreSQL for the tests: see above");
  return {
    url: value.trim(),
    stop: async () => {
      await keeper.stdin.close();
      await keeper.status;
    },
  };
}

/**
 * `deno task doctor [--json]`: looks at configuration, database, Redis, disk, secrets and port, changes nothing, and says of
 * each what it saw and what to do. Ends with 0, or with 1 when something will not work.
 */
import { ConfigError, readSettings } from "./config.ts";
import type { Finding } from "./doctor_judge.ts";
import { lookAtDatabase, lookAtFiles, lookAtNames, lookAtPort, lookAtRedis } from "./doctor_look.ts";
import { openTaskDatabase, runTask } from "./task_database.ts";

type Env = Readonly<Record<string, string | undefined>>;

/** With a wrong configuration there is nothing else to look at. */
export async function examine(env: Env): Promise<Finding[]> {
  const names = await lookAtNames(env);
  try {
    const settings = readSettings(env);
    const others = await Promise.all([lookAtRedis(settings.redisUrl), lookAtPort(settings)]);
    // The data folder's own database is started for this, where it does not run.
    await using database = await openTaskDatabase(env);
    const found = await Promise.all([lookAtDatabase(database.connection, settings), lookAtFiles(settings)]);
    return [...names, ...found.flat(), ...others.flat()];
  } catch (fault) {
    if (!(fault instanceof ConfigError)) throw fault;
    const problems = fault.problems.map((seen): Finding => ({
      part: "configuration",
      state: "bad",
      seen,
      todo: "Set it right",
    }));
    return [...names, ...problems];
  }
}

/** A line each: state, part, what was seen; below it what to do. */
export const told = (findings: readonly Finding[]): string =>
  findings.map(({ state, part, seen, todo }) =>
    `${state.padEnd(4)}  ${part}: ${seen}${todo ? `\n      → ${todo}` : ""}`
  ).join("\n");

async function main(args: readonly string[]): Promise<number> {
  const findings = await examine(Deno.env.toObject());
  console.log(args.includes("--json") ? JSON.stringify(findings, null, 2) : told(findings));
  return findings.some(({ state }) => state === "bad") ? 1 : 0;
}

if (import.meta.main) Deno.exit(await runTask(() => main(Deno.args)));

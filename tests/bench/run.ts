/** `deno task bench`: a full database, the server as users start it, a load in a process of its own, and a table. */
import { cpuSecondsOf, describeMachine, memoryMbOf } from "./machine.ts";
import { type Measurement, MEASUREMENTS } from "./measurements.ts";
import { type Options, readOptions } from "./options.ts";
import { withFilledSubject } from "./filled.ts";
import { compare, fillUp, load, stateOf, storedIn } from "./loading.ts";
import { integrityOf, signInOften } from "./sessions.ts";
import { ask, type Subject } from "./subject.ts";
import { type Figures, tableOf } from "./table.ts";

const SESSIONS = 100;

if (import.meta.main) await bench(readOptions(Deno.args));

function bench(options: Options): Promise<void> {
  return withFilledSubject(
    options,
    (url) => fillUp(url, options.bags, tell),
    (subject) => measureAll(subject, options),
  );
}

async function measureAll(subject: Subject, options: Options): Promise<void> {
  const [about] = await ask<{ version: string; bags: number }>(
    subject.databaseUrl,
    "select current_setting('server_version') as version, (select count(*) from bags) as bags",
  );
  const cookies = await signInOften(subject.base, "dispatcher", SESSIONS);
  const all: Figures[] = [];
  for (const measurement of MEASUREMENTS) {
    if (options.only.length > 0 && !options.only.includes(measurement.name)) continue;
    tell(`${measurement.title} …`);
    all.push(await measure(subject, measurement, cookies, options));
  }
  console.log(`${await describeMachine()}, PostgreSQL ${about!.version}, ${about!.bags.toLocaleString("en")} bags`);
  console.log(`Command: deno task bench ${Deno.args.join(" ")}`.trimEnd());
  const { laps, lapSeconds, warmUpSeconds } = options;
  console.log(`Each: ${warmUpSeconds} s to warm up, then ${laps} laps of ${lapSeconds} s; their median\n`);
  console.log(tableOf(all));
  console.log(`\nIntegrity: ${await integrityOf(subject.base)}`);
}

async function measure(
  subject: Subject,
  measurement: Measurement,
  cookies: readonly string[],
  options: Options,
): Promise<Figures> {
  const { base, databaseUrl, serverPid } = subject;
  const before = await storedIn(databaseUrl);
  const [serverBefore, databaseBefore] = await cpuOf(subject);
  const startedAt = performance.now();
  const { workers, work } = measurement;
  const result = await load({
    ...options,
    bases: [base],
    spread: "sticky",
    workers,
    cookies,
    work: work(await stateOf(databaseUrl)),
  });
  const wallSeconds = (performance.now() - startedAt) / 1_000;
  const [serverAfter, databaseAfter] = await cpuOf(subject);
  for (const wrong of result.wrong) tell(`  wrong: ${wrong}`);
  return {
    measurement,
    result,
    cores: {
      server: (serverAfter - serverBefore) / wallSeconds,
      database: (databaseAfter - databaseBefore) / wallSeconds,
      generator: result.cpuSeconds / wallSeconds,
    },
    serverMb: await memoryMbOf(serverPid),
    isStored: compare(result.acknowledged, before, await storedIn(databaseUrl)),
  };
}

async function cpuOf({ serverPid, databasePids }: Subject): Promise<[server: number, database: number]> {
  return [await cpuSecondsOf([serverPid]), await cpuSecondsOf(await databasePids())];
}

/** Progress goes beside the table, which alone is on stdout. */
function tell(line: string): void {
  console.error(line);
}

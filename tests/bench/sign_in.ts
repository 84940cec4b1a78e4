/**
 * `deno task bench:signin`: 100 people scan while others sign in, and while somebody guesses passwords, all from one
 * address. What do scans wait, and how long does it take those who work here to come in?
 */
import { startPeopleWhoSignIn, type Tally } from "./sign_ins.ts";
import { fillUp, load, stateOf } from "./loading.ts";
import { withFilledSubject } from "./filled.ts";
import { describeMachine } from "./machine.ts";
import { MEASUREMENTS } from "./measurements.ts";
import type { LoadResult } from "./plan.ts";
import { signInOften } from "./sessions.ts";
import { ask, type Subject } from "./subject.ts";
import { median, tenth, whole } from "./table.ts";

const BAGS = 50_000;
const SCANNERS = 100;
const WARM_UP_SECONDS = 2;
const ALONE_SECONDS = 10;
const TOGETHER_SECONDS = 10;
const GUESSED_SECONDS = 20;
/** So many begin at once, and again when all of them are in. */
const TOGETHER = 20;
const BAD_PER_MINUTE = 1_000;
const P99_MS_MAX = 40;

interface Phase {
  readonly title: string;
  readonly scans: LoadResult;
  readonly tally: Tally | null;
}

async function measure(subject: Subject): Promise<boolean> {
  const { base } = subject;
  const cookies = await signInOften(base, "dispatcher", SCANNERS);
  const people = await startPeopleWhoSignIn(base, TOGETHER);
  const scanFor = async (lapSeconds: number, meanwhile?: (until: AbortSignal) => Promise<Tally>) => {
    tell(`${lapSeconds} s …`);
    const over = new AbortController();
    const others = meanwhile?.(over.signal);
    const scans = await scan(subject, cookies, lapSeconds).finally(() => over.abort());
    return { scans, tally: await others ?? null };
  };
  const phases: Phase[] = [
    { title: "Alone", ...await scanFor(ALONE_SECONDS) },
    { title: `${TOGETHER} people sign in at once`, ...await scanFor(TOGETHER_SECONDS, people.together) },
    {
      title: `${whole(BAD_PER_MINUTE)} bad sign-ins a minute`,
      ...await scanFor(GUESSED_SECONDS, (until) => people.besideGuesses(BAD_PER_MINUTE, until)),
    },
  ];
  const [about] = await ask<{ version: string; bags: number }>(
    subject.databaseUrl,
    "select current_setting('server_version') as version, (select count(*) from bags) as bags",
  );
  console.log(`${await describeMachine()}, PostgreSQL ${about!.version}, ${whole(about!.bags)} bags`);
  console.log("Command: deno task bench:signin");
  console.log(`${SCANNERS} scanners, 2 scans a second each, by the clock; everything comes from 127.0.0.1\n`);
  console.log(tableOf(phases));
  return phases.every(isFine);
}

async function scan({ base, databaseUrl }: Subject, cookies: readonly string[], lapSeconds: number) {
  const openLoop = MEASUREMENTS.find(({ name }) => name === "open-loop")!;
  const result = await load({
    ...{ bases: [base], spread: "sticky", workers: SCANNERS, cookies },
    ...{ warmUpSeconds: WARM_UP_SECONDS, laps: 1, lapSeconds },
    work: openLoop.work(await stateOf(databaseUrl)),
  });
  for (const wrong of result.wrong) tell(`  wrong: ${wrong}`);
  return result;
}

const isFine = ({ scans: { laps: [lap] } }: Phase): boolean =>
  lap !== undefined && lap.errors === 0 && lap.p99Ms <= P99_MS_MAX;

const HEAD = [
  ["Meanwhile", "scans", "p50 ms", "p99 ms", "longest ms", "errors", `p99 ≤ ${P99_MS_MAX} ms`],
  ["sign-ins that came in", "known: p50, longest ms", "known but guessed at: p50, longest ms", "the bad ones"],
].flat();

function tableOf(phases: readonly Phase[]): string {
  return [HEAD, HEAD.map((_, place) => place === 0 ? "---" : "---:"), ...phases.map(rowOf)]
    .map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function rowOf(phase: Phase): string[] {
  const { title, scans: { laps: [lap] }, tally } = phase;
  return [
    title,
    whole(lap?.answered ?? 0),
    ...[lap?.p50Ms, lap?.p99Ms, lap?.maxMs].map((ms) => tenth(ms ?? NaN)),
    whole(lap?.errors ?? 0),
    isFine(phase) ? "yes" : "NO",
    tally ? cameIn(tally) : "",
    tally ? times(tally.known) : "",
    tally ? times(tally.guessedAt) : "",
    tally ? [...tally.bad].sort().map(([status, count]) => `${status}: ${whole(count)}`).join(", ") : "",
  ];
}

function cameIn({ known, guessedAt, refused }: Tally): string {
  const came = known.length + guessedAt.length;
  return `${whole(came)} of ${whole(came + refused)}`;
}

const times = (all: readonly number[]): string =>
  all.length === 0 ? "" : `${whole(median(all))}, ${whole(Math.max(...all))}`;

/** Progress goes beside the table, which alone is on stdout. */
function tell(line: string): void {
  console.error(line);
}

// Last: what it prints is declared above.
if (import.meta.main) {
  const isFine = await withFilledSubject({ data: null }, (url) => fillUp(url, BAGS, tell), measure);
  if (!isFine) Deno.exit(1);
}

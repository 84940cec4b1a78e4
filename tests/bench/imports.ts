/**
 * `deno task bench:imports [--bags N] [--seconds N] [--only day|all]`: a day's sheet of 80,000 rows as .xlsx and one of
 * 1,000,000 as .csv, from upload to applied and back, while 100 people scan 200 times a second. What do scans wait, what
 * memory does the server take, and is stored what was acknowledged?
 */
import type { ImportState } from "../../domain/import_shapes.ts";
import { Importer } from "../support/importing.ts";
import { logInAt } from "../support/server.ts";
import {
  bagRows,
  childParentRows,
  type PackedSack,
  sacksFrom,
  type SheetRow,
  workbookOf,
  writeCsv,
} from "../support/sheet_files.ts";
import { fill } from "./fill.ts";
import { withFilledSubject } from "./filled.ts";
import type { ScansMade, ScansPlan } from "./imports_scans.ts";
import { importsTable, type Measured, type Phase, waitsTable } from "./imports_table.ts";
import { describeMachine, memoryMbOf } from "./machine.ts";
import { madeUpWarehouse } from "./made_up.ts";
import { RANGES } from "./measurements.ts";
import { type Options, readOptions } from "./options.ts";
import type { Acknowledged } from "./plan.ts";
import { integrityOf, signInOften } from "./sessions.ts";
import { ask, PASSWORD, type Subject } from "./subject.ts";

const SCANNERS = 100;
const SCAN_EVERY_MS = 500;
const MEMORY_EVERY_MS = 50;
/** A million rows on a slow machine. */
const PHASE_MS_MAX = 1_200_000;

interface Sheet extends Pick<Measured, "title" | "rows" | "target"> {
  /** For `--only`. */
  readonly name: "day" | "all";
  readonly fileName: string;
  /** Whether it is measured how long it takes to take it back. */
  readonly isTakenBack: boolean;
  write(path: string): Promise<number>;
}

/** A sheet on the disk. */
interface Written extends Sheet {
  readonly path: string;
  readonly bytes: number;
}

/** Their codes are beyond those of the made-up warehouse. */
const SHEETS: readonly Sheet[] = [
  {
    title: "80,000 rows, bags with their sack below, .xlsx",
    ...{ name: "day", rows: 80_000, isTakenBack: true, fileName: "day.xlsx", target: { seconds: 8, memoryMb: 1_000 } },
    write: (path) => writeBook(path, childParentRows(small(50_000, 5_000, 5_000_000_000))),
  },
  {
    title: "1,000,000 rows, plain bags, .csv",
    ...{
      name: "all",
      rows: 1_000_000,
      isTakenBack: false,
      fileName: "all.csv",
      target: { seconds: 90, memoryMb: 600 },
    },
    write: (path) => writeCsv(path, bagRows(manySacks())),
  },
];

function* manySacks(): Generator<PackedSack> {
  yield* sacksFrom({ prefix: "SB", first: 50_000, count: 20_000, firstBag: 6_000_000_000, bagsEach: 30 });
  yield* small(55_000, 23_750, 7_000_000_000);
}

const small = (first: number, count: number, firstBag: number) =>
  sacksFrom({ prefix: "M444-", first, count, firstBag, bagsEach: 15 });

async function writeBook(path: string, rows: Iterable<SheetRow>): Promise<number> {
  const bytes = workbookOf({ Day: rows });
  await Deno.writeFile(path, bytes);
  return bytes.length;
}

if (import.meta.main) await bench(readOptions(Deno.args));

async function bench(options: Options): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "tracetrack-sheets-" });
  try {
    const written: Written[] = [];
    const sheets = SHEETS.filter(({ name }) => options.only.length === 0 || options.only.includes(name));
    for (const sheet of sheets) {
      const path = `${folder}/${sheet.fileName}`;
      written.push({ ...sheet, path, bytes: await sheet.write(path) });
    }
    await withFilledSubject(
      options,
      (url) => fillUp(url, options.bags),
      (subject) => measureAll(subject, options, written),
    );
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function fillUp(url: string, bags: number): Promise<void> {
  await fill(url, madeUpWarehouse(bags, { bills: 0, firstNumber: RANGES.hot.first }), "Asia/Kolkata");
}

async function measureAll(
  subject: Subject,
  { bags, lapSeconds }: Options,
  sheets: readonly Written[],
): Promise<void> {
  const cookies = await signInOften(subject.base, "dispatcher", SCANNERS);
  const importer = new Importer(subject.base, await logInAt(subject.base, "admin", PASSWORD));
  tell("Scans alone …");
  const alone = await whileScanning(
    subject,
    cookies,
    () => new Promise((over) => setTimeout(over, lapSeconds * 1_000)),
  );
  const all: Measured[] = [];
  for (const sheet of sheets) {
    tell(`${sheet.title} …`);
    all.push(await measure(subject, cookies, importer, sheet));
  }
  console.log(`${await describeMachine()}; ${bags.toLocaleString("en")} bags before\n`);
  console.log(importsTable(all));
  console.log(`\n${waitsTable(alone.made, alone.isStored, all)}`);
  console.log(`\nIntegrity: ${await integrityOf(subject.base)}`);
}

async function measure(
  subject: Subject,
  cookies: readonly string[],
  importer: Importer,
  sheet: Written,
): Promise<Measured> {
  const memory = watchMemory(subject.serverPid);
  const { result, made, isStored } = await whileScanning(subject, cookies, () => goThrough(importer, sheet));
  return {
    ...{ title: sheet.title, rows: sheet.rows, target: sheet.target, bytes: sheet.bytes },
    ...result,
    ...{ scans: made, acknowledged: made.acknowledged, isStored, memoryMb: await memory.stop() },
  };
}

/** Upload, preview, put in, take back: when each began and ended. */
async function goThrough(
  importer: Importer,
  { fileName, rows, isTakenBack, path }: Written,
): Promise<Pick<Measured, "phases" | "counts">> {
  const file = await Deno.readFile(path);
  const phases: Phase[] = [];
  let from = Date.now();
  const over = (name: Phase["name"]) => {
    const to = Date.now();
    phases.push({ name, from, to });
    from = to;
  };
  const reach = (id: number, ...states: ImportState[]) => importer.reach(id, states, PHASE_MS_MAX);
  const id = await importer.begin(fileName, file);
  over("upload");
  await reach(id, "checking", "checked");
  over("read");
  const { counts } = await reach(id, "checked");
  over("check");
  await importer.ask(id, "apply");
  await reach(id, "done");
  over("apply");
  if (isTakenBack) {
    await importer.ask(id, "undo");
    await reach(id, "undone");
    over("take back");
  }
  const isWhole = counts.new_parents + counts.new_children === rows;
  if (!isWhole) throw new Error(`Not all of ${fileName} went in: ${JSON.stringify(counts)}`);
  return { phases, counts };
}

interface Scanned<Result> {
  readonly result: Result;
  readonly made: ScansMade;
  readonly isStored: string;
}

async function whileScanning<Result>(
  { base, databaseUrl }: Subject,
  cookies: readonly string[],
  work: () => Promise<Result>,
): Promise<Scanned<Result>> {
  const before = await storedIn(databaseUrl);
  const free = await freeIn(databaseUrl);
  const scans = new Worker(new URL("./imports_scans.ts", import.meta.url), { type: "module" });
  const { promise, resolve, reject } = Promise.withResolvers<ScansMade>();
  scans.onmessage = ({ data }) => resolve(data);
  scans.onerror = (event) => reject(new Error(event.message));
  scans.postMessage({ base, cookies, everyMs: SCAN_EVERY_MS, ...free } satisfies ScansPlan);
  try {
    const result = await work();
    scans.postMessage("stop");
    const made = await promise;
    for (const wrong of made.wrong) tell(`  wrong: ${wrong}`);
    return { result, made, isStored: compare(made.acknowledged, before, await storedIn(databaseUrl)) };
  } finally {
    scans.terminate();
  }
}

/** What scans have left in the events; rows of sheets have events of their own. */
async function storedIn(databaseUrl: string): Promise<Acknowledged> {
  const [row] = await ask<Acknowledged>(
    databaseUrl,
    `select count(*) filter (where kind = 'open_parent') as opened, count(*) filter (where kind = 'link_child') as linked
    from scan_events where accepted and import_id is null`,
  );
  return row!;
}

function compare({ opened, linked }: Acknowledged, before: Acknowledged, after: Acknowledged): string {
  const stored = [after.opened - before.opened, after.linked - before.linked];
  if (stored[0] === opened && stored[1] === linked) return `${(opened + linked).toLocaleString("en")} = stored`;
  return `NO: ${opened} + ${linked} told, ${stored.join(" + ")} stored`;
}

/** The first sack and the first bag that no scanner of this measurement has used yet. */
async function freeIn(databaseUrl: string): Promise<Pick<ScansPlan, "firstSack" | "sacks" | "firstChild">> {
  const { first, count } = RANGES.own;
  const [row] = await ask<{ sack: number; child: number }>(
    databaseUrl,
    `select coalesce((select max(substr(code, 3)::integer) + 1 from bags
        where code >= 'SB${first}' and code < 'SB${first + count}'), ${first}) as sack,
      coalesce((select max(substr(code, 5)::integer) + 1 from bags where code ~ '^8[0-9]{9}$'), 0) as child`,
  );
  return { firstSack: row!.sack, sacks: first + count - row!.sack, firstChild: row!.child };
}

function watchMemory(pid: number): { stop(): Promise<Measured["memoryMb"]> } {
  const seen: number[] = [];
  const look = async () => void seen.push(await memoryMbOf(pid));
  const timer = setInterval(look, MEMORY_EVERY_MS);
  return {
    stop: async () => {
      clearInterval(timer);
      await look();
      return { before: seen[0]!, most: Math.max(...seen) };
    },
  };
}

/** Progress goes beside the tables, which alone are on stdout. */
function tell(line: string): void {
  console.error(line);
}

/** Where the importer's thread begins: wires it as `main.ts` wires the server, and stops it in order. */
import type { ConnectionSettings } from "../platform/postgres.ts";
import { openCopier } from "../platform/import_copy.ts";
import { importBatchRows } from "../platform/import_batch_rows.ts";
import { importEventRows } from "../platform/import_event_rows.ts";
import { isAway } from "../platform/busy.ts";
import { fileOf, filesIn } from "../platform/import_folder.ts";
import { headersHash } from "../platform/import_headers_hash.ts";
import { importProblemRows } from "../platform/import_step_rows.ts";
import type { FromImporter, ImportThreadSettings, ToImporter } from "../platform/import_thread.ts";
import { importWorkRows } from "../platform/import_work_rows.ts";
import { Lane } from "../platform/lane.ts";
import { postgresLedger } from "../platform/ledger.ts";
import { createLog } from "../platform/log.ts";
import { loadNames } from "../platform/names.ts";
import { openPool } from "../platform/postgres.ts";
import { aroundStep } from "../platform/traces.ts";
import { readSheet, SheetRefused } from "../platform/sheet_reading.ts";
import { realClock } from "./clock.ts";
import { Importer } from "./importer.ts";

const thread = self as unknown as {
  onmessage: (message: MessageEvent<ToImporter>) => void;
  postMessage(message: FromImporter): void;
};

let started: Promise<{ readonly importer: Importer; readonly ended: Promise<void> }> | null = null;

thread.onmessage = async ({ data }) => {
  if (data.is === "start") started = start(data.settings);
  const running = await started;
  if (data.is === "poke") running?.importer.poke();
  if (data.is !== "leave") return;
  running?.importer.leave();
  await running?.ended;
  thread.postMessage({ is: "left" });
};

async function start({ database, timeZone, folder, logLevel }: ImportThreadSettings) {
  const log = createLog({ level: logLevel });
  const warn = (message: string, fault: unknown) => log.warn(message, { fault });
  const onLost = (fault: unknown) => warn("The importer lost a connection", fault);
  const { pool, names } = await openNames(database, onLost);
  // A step that a crash of the database takes away takes the import's cursor with it: it is made again. "Done" waits.
  const lane = new Lane(database, onLost, false);
  const copier = openCopier(database, onLost);
  const jobs = importWorkRows(pool, folder.keptBy);
  const batches = importBatchRows(pool);
  const importer = new Importer({
    jobs,
    batches: { ...batches, copyIn: (lines) => copier.copyIn(lines) },
    problems: importProblemRows(pool),
    events: importEventRows(pool),
    ledger: postgresLedger(lane, names, timeZone),
    kinds: names.kinds,
    reloadKinds: names.reloadKinds,
    timeZone,
    read: (task) => readSheet({ ...task, path: fileOf(folder, task.jobId) }),
    refusalOf: (fault) => fault instanceof SheetRefused ? fault.fault : null,
    headersHash,
    isAway,
    aroundStep: async (part, rows, step) => {
      const result = await aroundStep(part, rows, step);
      if (part === "applying") thread.postMessage({ is: "stored", rows });
      return result;
    },
    tell: (news) => thread.postMessage({ is: "news", news }),
    clock: realClock,
    warn,
  }, async () => {
    await jobs.giveUpLost();
    await jobs.forget();
    for (const id of await jobs.overWith(await filesIn(folder))) await Deno.remove(fileOf(folder, id));
    return await batches.sweep();
  });
  const ended = importer.run().then(async () => {
    await Promise.all([lane.end(), copier.end(), pool.end()]);
  });
  return { importer, ended };
}

async function openNames(database: ConnectionSettings, onLost: (fault: unknown) => void) {
  const pool = openPool(database, onLost, CONNECTIONS);
  return { pool, names: await loadNames(pool) };
}

/** One for what it looks up, one for names beside it. */
const CONNECTIONS = 2;

/** The importer's thread as the server sees it: started, told of new work, and ended. It has a database connection of its own. */
import type { News } from "../domain/notice.ts";
import type { LogLevel } from "./config.ts";
import { fileURLToPath } from "node:url";
import type { ImportFolder } from "./import_folder.ts";
import type { ConnectionSettings } from "./postgres.ts";

/** What the thread begins with. */
export interface ImportThreadSettings {
  readonly database: ConnectionSettings;
  readonly timeZone: string;
  readonly folder: ImportFolder;
  readonly logLevel: LogLevel;
}

export type ToImporter =
  | { readonly is: "start"; readonly settings: ImportThreadSettings }
  | { readonly is: "poke" }
  | { readonly is: "leave" };

export type FromImporter =
  | { readonly is: "news"; readonly news: News }
  /** So many rows of a sheet were put in. */
  | { readonly is: "stored"; readonly rows: number }
  | { readonly is: "left" };

export interface ImportThread {
  /** Rows that were put in since this process began. */
  rows(): number;
  /** There is something new to be done. */
  poke(): void;
  /** Resolves when the step under way is stored and the thread has ended. */
  leave(): Promise<void>;
}

/** A thread that ends by itself has met a fault of ours: another takes its place, a moment later. */
const RESTART_MS = 1_000;

/** `main`: the module that the thread runs. `onNews`: what it has to tell everybody. */
export function startImportThread(
  main: URL,
  settings: ImportThreadSettings,
  onNews: (news: News) => void,
  onFault: (fault: unknown) => void,
): ImportThread {
  const left = Promise.withResolvers<void>();
  let isLeaving = false, rows = 0, restart: ReturnType<typeof setTimeout> | undefined;
  /** Null: it has failed, and another has not begun. */
  let worker: Worker | null = start();

  function start(): Worker {
    const fresh = new Worker(main, { type: "module", name: "imports", deno: { permissions: permissionsOf(settings) } });
    fresh.onmessage = ({ data }: MessageEvent<FromImporter>) => {
      if (data.is === "news") return onNews(data.news);
      if (data.is === "stored") return void (rows += data.rows);
      fresh.terminate();
      left.resolve();
    };
    fresh.onerror = (event) => {
      event.preventDefault();
      fresh.terminate();
      worker = null;
      onFault(new Error(`The importer's thread failed: ${event.message}`));
      if (isLeaving) return left.resolve();
      restart = setTimeout(() => worker = start(), RESTART_MS);
    };
    fresh.postMessage({ is: "start", settings } satisfies ToImporter);
    return fresh;
  }
  const tell = (message: ToImporter) => worker?.postMessage(message);
  return {
    rows: () => rows,
    poke: () => tell({ is: "poke" }),
    leave: () => {
      isLeaving = true;
      clearTimeout(restart);
      if (worker) tell({ is: "leave" });
      else left.resolve();
      return left.promise;
    },
  };
}

/** The database, the files of imports, and our own code: nothing else of what the server may. */
function permissionsOf({ database, folder }: ImportThreadSettings): Deno.PermissionOptionsObject {
  const { hostname, port } = new URL(database.url);
  return {
    net: [`${hostname}:${port || "5432"}`],
    read: [folder.path, fileURLToPath(new URL("../", import.meta.url))],
    write: [folder.path],
    env: "inherit",
    run: false,
    ffi: false,
    sys: false,
  };
}

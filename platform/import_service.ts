/** Imports, wired: the folder of their files, the thread that works on them, and what people ask of them. */
import { type News, subjectsOfImport } from "../domain/notice.ts";
import type { Config } from "./config.ts";
import { openImportFolder } from "./import_folder.ts";
import { startImportThread } from "./import_thread.ts";
import { openImports } from "./imports.ts";
import type { ConnectionSettings, Database } from "./postgres.ts";

export interface ImportServiceSettings {
  readonly db: Database;
  readonly database: ConnectionSettings;
  readonly config: Pick<Config, "dataDir" | "timeZone" | "logLevel" | "uploadMbMax">;
  /** What the thread runs. */
  readonly main: URL;
  /** An import has moved on. */
  readonly onNews: (news: News) => void;
  readonly onFault: (fault: unknown) => void;
}

export async function startImports({ db, database, config, main, onNews, onFault }: ImportServiceSettings) {
  const folder = await openImportFolder(config.dataDir);
  const { timeZone, logLevel } = config;
  const thread = startImportThread(main, { database, timeZone, folder, logLevel }, onNews, onFault);
  const imports = openImports(db, {
    folder,
    fileBytesMax: config.uploadMbMax * 1_000_000,
    onOrder: (id) => {
      thread.poke();
      onNews({ is: "shown", subjects: subjectsOfImport(id) });
    },
  });
  return { imports, rows: thread.rows, leave: thread.leave };
}

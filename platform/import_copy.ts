/** A connection for what sheets are read into. Its rows are made anew from the file after a crash, so it waits for no disk. */
import { pipeline } from "node:stream/promises";
import { Readable } from "node:stream";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { LIMITS } from "../domain/limits.ts";
import { COPY_BATCHES } from "./import_batch_rows.ts";
import { connectionOptions, type ConnectionSettings, takeRole } from "./postgres.ts";

export interface BatchCopier {
  /** Whole lines of COPY text: all of them are in, or none. */
  copyIn(lines: Uint8Array<ArrayBuffer>): Promise<void>;
  end(): Promise<void>;
}

/** Opens its connection with the first lines, and another when one was lost. */
export function openCopier(settings: ConnectionSettings, onFault: (fault: Error) => void): BatchCopier {
  let client: pg.Client | null = null;
  const open = async (): Promise<pg.Client> => {
    const fresh = new pg.Client({ ...connectionOptions(settings), statement_timeout: LIMITS.queryTimeoutMs });
    fresh.on("error", (fault) => {
      onFault(fault);
      if (client === fresh) client = null;
    });
    await fresh.connect();
    await takeRole(fresh, settings);
    await fresh.query("set synchronous_commit = off");
    return fresh;
  };
  return {
    copyIn: async (lines) => {
      client ??= await open();
      try {
        const into = client.query(copyFrom(COPY_BATCHES));
        // A COPY has no timeout of the driver's: a database that has fallen silent must not hold the thread for ever.
        await pipeline(Readable.from([lines]), into, { signal: AbortSignal.timeout(LIMITS.queryTimeoutMs) });
      } catch (fault) {
        const broken = client;
        client = null;
        broken?.end().catch(() => {});
        throw fault;
      }
    },
    end: async () => await client?.end(),
  };
}

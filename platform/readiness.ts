/** Whether this instance should be given requests, part by part. */
import { LIMITS } from "../domain/limits.ts";
import type { Bus } from "./bus.ts";
import { readNothing, readSchemaNumber } from "./name_rows.ts";
import type { Database } from "./postgres.ts";

export type Health = "ok" | "degraded" | "unavailable";

export interface Watched {
  /** Not that of pages: while they are slow, whoever scans is still served. */
  readonly db: Database;
  readonly bus: Bus;
  /** The number of the newest migration that this code knows. */
  readonly schema: number;
  readonly floor: () => { readonly oldestMs: number };
  readonly isLeaving: () => boolean;
}

/** A check that throws is unavailable, whoever asks. */
export function readiness({ db, bus, schema, floor, isLeaving }: Watched) {
  return {
    database: async (): Promise<Health> => {
      await readNothing(db);
      return "ok";
    },
    schema: async (): Promise<Health> => {
      return await readSchemaNumber(db) === schema ? "ok" : "unavailable";
    },
    committer: (): Promise<Health> => {
      return Promise.resolve(isLeaving() || floor().oldestMs > LIMITS.oldestScanMsMax ? "unavailable" : "ok");
    },
    bus: (): Promise<Health> => Promise.resolve(bus.state()),
  };
}

/** Imports as rows: a job in any state, batches and problems in it, without a file. */
import type { StoredState } from "../../domain/import_job.ts";
import type { ImportRow } from "../../domain/import_shapes.ts";
import type { Doer } from "../../domain/people.ts";
import { importOrderRows } from "../../platform/import_order_rows.ts";
import type { Database } from "../../platform/postgres.ts";
import { addUser } from "./made_rows.ts";

export const KEPT_HERE = "0a0a0a0a-0000-4000-8000-000000000001";

export async function addAdmin(db: Database, username = "root"): Promise<Doer> {
  const id = await addUser(db, username, "admin");
  const person = { id, username, fullName: null, role: "admin", area: null } as const;
  return { person, address: "127.0.0.1", requestId: "test", key: null };
}

export interface MadeImport {
  readonly state?: StoredState;
  readonly keptBy?: string;
  readonly fileHash?: string;
  readonly fileName?: string;
}

export async function addImport(db: Database, doer: Doer, made: MadeImport = {}): Promise<number> {
  const orders = importOrderRows(db);
  const id = await orders.reserveId();
  await orders.begin({
    ...{ id, fileName: made.fileName ?? "sheet.csv", fileBytes: 10, fileHash: made.fileHash ?? "a".repeat(64) },
    ...{ keptBy: made.keptBy ?? KEPT_HERE, layout: "auto", area: null, station: null },
  }, doer);
  if (made.state) await db.query("update import_jobs set state = $2 where id = $1", [id, made.state]);
  return id;
}

/** One batch a list of child codes, in the sack of the same place. */
export async function addBatches(db: Database, jobId: number, batches: readonly (readonly string[])[]): Promise<void> {
  for (const [place, children] of batches.entries()) {
    const parent = `SB${String(place).padStart(5, "0")}`;
    const rows = children.map((child, at): ImportRow => ({
      wish: "child",
      child,
      parent,
      row: at + 2,
      cells: [child],
    }));
    await db.query("insert into import_batches (job_id, n, names, rows, body) values ($1, $2, $3, $4, $5)", [
      ...[jobId, place + 1, [...children, parent], rows.length, JSON.stringify(["Sheet1", false, rows])],
    ]);
  }
}

/** What people ask of an import, noted down in its row for whoever works on it, together with the audit record of it. */
import { isDeepStrictEqual } from "node:util";
import type { StoredState } from "../domain/import_job.ts";
import type { ColumnMapping, ImportLayout } from "../domain/import_shapes.ts";
import type { Doer } from "../domain/people.ts";
import { keyUse, writeAudit } from "./audit_rows.ts";
import type { Database } from "./postgres.ts";

export interface NewJob {
  readonly id: number;
  readonly fileName: string;
  readonly fileBytes: number;
  readonly fileHash: string;
  readonly keptBy: string;
  readonly layout: ImportLayout | "auto";
  readonly area: string | null;
  readonly station: string | null;
}

export const importOrderRows = (db: Database) => ({
  /** An id that no other import will have: its file bears it as a name before its row is there. */
  async reserveId(): Promise<number> {
    const [row] = await db.query<{ id: number }>("select nextval(pg_get_serial_sequence('import_jobs', 'id')) as id");
    return row!.id;
  },

  begin: (job: NewJob, doer: Doer) => db.transaction((inside) => begin(inside, job, doer)),

  apply: (id: number, doer: Doer) => order(db, id, APPLY, doer),
  cancel: (id: number, doer: Doer) => order(db, id, CANCEL, doer),
  undo: (id: number, doer: Doer) => order(db, id, { ...UNDO, values: [doer.person.id] }, doer),

  /** The columns as a person names them: read again by them, and remembered for sheets with the same headers. */
  map: (id: number, mapping: ColumnMapping, headersHash: string | null, doer: Doer) =>
    db.transaction(async (inside) => {
      const after = { layout: mapping.layout, headerRow: mapping.headerRow, columns: mapping.columns };
      const isTaken = await order(inside, id, { ...MAP, values: [mapping], after }, doer);
      if (isTaken === true && headersHash !== null) {
        await inside.query(
          `insert into import_mappings (headers_hash, mapping, user_id) values ($1, $2, $3)
          on conflict (headers_hash) do update set mapping = excluded.mapping, user_id = excluded.user_id, at = now()`,
          [headersHash, mapping, doer.person.id],
        );
      }
      return isTaken;
    }),
});

async function begin(inside: Database, job: NewJob, doer: Doer): Promise<void> {
  await inside.query(
    `insert into import_jobs
      (id, file_name, file_bytes, file_hash, kept_by, layout, area, station, user_id, address, request_id)
    overriding system value values ($1, $2, $3, $4, $5, $6, $7, $8, $9, left($10, 64), left($11, 64))`,
    [
      ...[job.id, job.fileName, job.fileBytes, job.fileHash, job.keptBy, job.layout, job.area, job.station],
      ...[doer.person.id, doer.address, doer.requestId],
    ],
  );
  const { fileName, fileBytes, fileHash, layout, area } = job;
  await writeAudit(inside, {
    ...recordOf(job.id, "import_uploaded", doer),
    after: { fileName, fileBytes, fileHash, layout, area },
  });
}

/**
 * Null: there is no such import. False: it is not in a state in which that can be done, and nothing was changed; nor was
 * it where the request's key says that this very order was taken before, or that something else was.
 */
export type Ordered = boolean | null | "replayed" | "key_reused";

const order = (db: Database, id: number, asked: Order, doer: Doer): Promise<Ordered> =>
  db.transaction(async (inside) => {
    const { from, set, values, action, after } = asked;
    const [job] = await inside.query<{ state: StoredState; waits: boolean; stays: boolean }>(
      `select state, state = 'uploaded' and guess is not null as waits, rows_applied > 0 as stays
      from import_jobs where id = $1 for update`,
      [id],
    );
    if (!job) return null;
    const earlier = doer.key === null ? null : await earlierUse(inside, id, asked, doer, doer.key);
    if (earlier !== null) return earlier;
    if (!from(job)) return false;
    await inside.query(`update import_jobs set ${set}, revision = revision + 1 where id = $1`, [id, ...values ?? []]);
    await writeAudit(inside, { ...recordOf(id, action, doer), before: { state: job.state }, after: after ?? null });
    return true;
  });

async function earlierUse(db: Database, id: number, { action, after }: Order, doer: Doer, key: string) {
  const use = await keyUse(db, key);
  if (use.by === "nothing") return null;
  const isSame = use.by === "change" && use.action === action && use.entityId === String(id) &&
    use.userId === doer.person.id && isDeepStrictEqual(use.after, after ?? null);
  return isSame ? "replayed" : "key_reused";
}

interface Order {
  /** Whether it can be done as the import stands. */
  readonly from: (job: { readonly state: StoredState; readonly waits: boolean; readonly stays: boolean }) => boolean;
  readonly set: string;
  /** From $2 on. */
  readonly values?: readonly unknown[];
  readonly action: string;
  readonly after?: Readonly<Record<string, unknown>>;
}

const APPLY: Order = {
  from: ({ state }) => state === "checked",
  set: "state = 'applying', applied_at = now(), finished_at = null",
  action: "import_applied",
};

/** Whoever works on it stops at the next step; where nobody does, it is over at once. */
const CANCEL: Order = {
  from: ({ state }) => ["uploaded", "reading", "checking", "checked", "applying"].includes(state),
  set: `is_cancelling = true,
    state = case when state in ('checked') or state = 'uploaded' and guess is not null then 'cancelled' else state end,
    finished_at = case when state in ('checked') or state = 'uploaded' and guess is not null then now() end`,
  action: "import_cancelled",
};

const UNDO: Order = {
  from: ({ state, stays }) => state === "done" || ((state === "cancelled" || state === "failed") && stays),
  set: "state = 'undoing', undone_by = $2, undone_to = null, obstacles = '[]'",
  action: "import_undone",
};

const MAP: Order = {
  from: ({ state, waits }) => waits || state === "checked",
  set: `mapping = $2::jsonb, layout = $2::jsonb ->> 'layout', guess = null, state = 'uploaded', check_counts = null,
    rows_read = 0, rows_total = null, rows_checked = 0, sample = '[]', fault = null`,
  action: "import_mapped",
};

const recordOf = (id: number, action: string, { person, address, requestId, key }: Doer) => ({
  ...{ userId: person.id, action, entityType: "import", entityId: String(id), address, requestId, key },
});

/** An import as whoever works on it sees it: taken, moved on step by step, and let go. */
import type { ImportFault } from "../domain/import_reasons.ts";
import type {
  ColumnMapping,
  ImportCounts,
  ImportLayout,
  ImportObstacle,
  ImportSample,
  MappingGuess,
} from "../domain/import_shapes.ts";
import { LostRace } from "../domain/ledger.ts";
import { LIMITS } from "../domain/limits.ts";
import type { Person } from "../domain/shapes.ts";
import type { ImportJob, StoredState } from "../domain/import_job.ts";
import type { Database } from "./postgres.ts";

/**
 * `keptBy`: the data folder whose files it can read, and the name under which it holds imports: whoever comes after a
 * crash, with the same folder, goes on at once.
 */
export const importWorkRows = (db: Database, keptBy: string) => ({
  ...holdingRows(db, keptBy),
  ...partRows(async (id, assignments, values = []) => {
    const moved = await db.query(
      `update import_jobs set ${assignments}, held_until = now() + ${HELD}, revision = revision + 1
      where ${IS_HELD} returning id`,
      [id, keptBy, ...values],
    );
    if (moved.length === 0) throw new LostRace(`Import ${id} is in other hands, or over`);
  }),

  /** How a sheet with these headers was read the last time that a person said so. */
  async rememberedMapping(headersHash: string): Promise<ColumnMapping | null> {
    const [row] = await db.query<{ mapping: ColumnMapping }>(
      "select mapping from import_mappings where headers_hash = $1",
      [headersHash],
    );
    return row?.mapping ?? null;
  },

  /** Of these imports, those whose file is not needed any more. */
  async overWith(ids: readonly number[]): Promise<number[]> {
    const rows = await db.query<{ id: number }>(
      `select file.id from unnest($1::bigint[]) as file (id) where not exists (
        select from import_jobs j where j.id = file.id and j.state in ('uploaded', 'reading', 'checking', 'checked')
      )`,
      [ids],
    );
    return rows.map(({ id }) => id);
  },
});

/** Who works on which import. */
const holdingRows = (db: Database, keptBy: string) => ({
  /** The oldest import that has something to be done and that nobody else works on. */
  async take(): Promise<ImportJob | null> {
    const [row] = await db.query<WorkRow>(TAKE, [keptBy]);
    return row ? jobOf(row) : null;
  },

  /** As it stands now, and others leave it alone for a while more; null when another took it over, or when it is over. */
  async look(id: number): Promise<ImportJob | null> {
    const [row] = await db.query<WorkRow>(LOOK, [id, keptBy]);
    return row ? jobOf(row) : null;
  },

  /** Nobody takes it for so long: others have their turn. */
  rest: (id: number, ms: number) =>
    db.query(
      `update import_jobs set held_by = null, held_until = now() + $3 * interval '1 ms', starts = 0
      where id = $1 and held_by = $2`,
      [id, keptBy, ms],
    ),

  letGo: (id: number) =>
    db.query("update import_jobs set held_until = null, starts = 0 where id = $1 and held_by = $2", [id, keptBy]),

  /** Imports whose files are on an instance that has not been seen for long: nobody will ever read them. */
  giveUpLost: () => db.query<{ id: number }>(GIVE_UP_LOST, [keptBy]),

  /** Imports that have waited for a person so long that nobody will ever come: their rows and files are not kept for good. */
  forget: () => db.query<{ id: number }>(FORGET),
});

type Set = (id: number, assignments: string, values?: readonly unknown[]) => Promise<void>;

/**
 * From one part of an import to the next, and how far it is; $1 and $2 are taken. Whoever was frozen meanwhile, and has lost
 * the import to another, changes nothing of it: {LostRace}.
 */
const partRows = (set: Set, end: Set = ending(set)) => ({
  startReading: (id: number) =>
    set(
      id,
      "state = 'reading', started_at = coalesce(started_at, now()), rows_read = 0, rows_total = null, guess = null",
    ),
  recognised: (id: number, mapping: ColumnMapping, sheets: readonly string[], headers: readonly string[]) =>
    set(id, "mapping = $3::jsonb, layout = $3::jsonb ->> 'layout', sheets = $4, headers = $5", [
      mapping,
      sheets,
      headers,
    ]),
  read: (id: number, rows: number, total: number | null) => set(id, "rows_read = $3, rows_total = $4", [rows, total]),
  waitForMapping: (id: number, guess: MappingGuess, headers: readonly string[]) =>
    end(id, `state = ${OR_CANCELLED("uploaded")}, guess = $3::jsonb, headers = $4`, [guess, headers]),
  finishReading: (id: number, rows: number, sheets: readonly string[]) =>
    end(id, "state = 'checking', rows_read = $3, rows_total = $3, sheets = $4", [rows, sheets]),
  startChecking: (id: number) => set(id, "rows_checked = 0, check_counts = null, sample = '[]'"),
  checked: (id: number, rows: number, counts: ImportCounts) =>
    set(id, "rows_checked = $3, check_counts = $4::jsonb", [rows, counts]),
  finishChecking: (id: number, rows: number, counts: ImportCounts, sample: readonly ImportSample[]) =>
    end(
      id,
      `state = ${
        OR_CANCELLED("checked")
      }, checked_at = now(), rows_checked = $3, check_counts = $4::jsonb, sample = $5::jsonb`,
      [rows, counts, JSON.stringify(sample)],
    ),
  finishApplying: (id: number) => end(id, "state = 'done', finished_at = now(), is_cancelling = false"),
  finishUndoing: (id: number) => end(id, "state = 'undone', undone_at = now()"),
  refuseUndo: (id: number, obstacles: readonly ImportObstacle[]) =>
    end(
      id,
      `state = case when fault is not null then 'failed' when is_cancelling then 'cancelled' else 'done' end,
      undone_by = null, obstacles = $3::jsonb`,
      [JSON.stringify(obstacles)],
    ),
  cancel: (id: number) => end(id, "state = 'cancelled', finished_at = now(), is_cancelling = true"),
  fail: (id: number, fault: ImportFault) => end(id, "state = 'failed', fault = $3, finished_at = now()", [fault]),
});

/** What was begun has come to an end: it is not what ends the server. */
const ending = (set: Set): Set => (id, assignments, values) => set(id, `${assignments}, starts = 0`, values);

/** Where it would wait for a person from now on, and a person has cancelled it a moment ago. */
const OR_CANCELLED = (state: StoredState) =>
  `case when is_cancelling then 'cancelled' else '${state}' end, finished_at = case when is_cancelling then now() end`;

const HELD = `interval '${LIMITS.importHeldSeconds} seconds'`;

/** $1 which, $2 who. */
const IS_HELD = "id = $1 and held_by = $2 and state in ('uploaded', 'reading', 'checking', 'applying', 'undoing')";

const LOST = `interval '${LIMITS.importLostSeconds} seconds'`;

const COLUMNS = `j.id, j.file_name, j.layout, j.mapping, j.area, j.station, j.state, j.is_cancelling, j.created_at,
  j.applied_to, j.rows_applied, j.apply_counts, j.undone_to, j.starts, u.id as user_id, u.username, u.full_name,
  u.role`;

/** $1 who asks. Waiting for a person is no work. */
const TAKE = `
  with taken as (
    update import_jobs set held_by = $1, held_until = now() + ${HELD}, starts = starts + 1
    where id = (
      select id from import_jobs
      where (state in ('uploaded', 'reading') and kept_by = $1 and guess is null
          or state in ('checking', 'applying', 'undoing'))
        and (held_until is null or held_until < now() or held_by = $1)
      order by id limit 1 for update skip locked
    )
    returning *
  )
  select ${COLUMNS} from taken j join users u on u.id = coalesce(j.undone_by, j.user_id)`;

const LOOK = `
  with held as (
    update import_jobs set held_until = now() + ${HELD} where ${IS_HELD} returning *
  )
  select ${COLUMNS} from held j join users u on u.id = coalesce(j.undone_by, j.user_id)`;

/** Whoever works on another import, or did so a while ago, comes to this one, too. */
const GIVE_UP_LOST = `
  update import_jobs lost set state = 'failed', fault = 'file_gone', finished_at = now(), revision = revision + 1
  where state in ('uploaded', 'reading') and guess is null and kept_by <> $1
    and coalesce(held_until, created_at) < now() - ${LOST}
    and not exists (select from import_jobs o where o.held_by = lost.kept_by and o.held_until > now() - ${LOST})
  returning id`;

const FORGET = `
  update import_jobs set state = 'cancelled', finished_at = now(), revision = revision + 1
  where (state = 'checked' or state = 'uploaded' and guess is not null)
    and coalesce(checked_at, created_at) < now() - interval '${LIMITS.importForgottenDays} days'
  returning id`;

interface WorkRow {
  readonly id: number;
  readonly file_name: string;
  readonly layout: ImportLayout | "auto";
  readonly mapping: ColumnMapping | null;
  readonly area: string | null;
  readonly station: string | null;
  readonly state: StoredState;
  readonly is_cancelling: boolean;
  readonly created_at: Date;
  readonly applied_to: number;
  readonly rows_applied: number;
  readonly apply_counts: ImportCounts | null;
  readonly undone_to: string | null;
  readonly starts: number;
  readonly user_id: number;
  readonly username: string;
  readonly full_name: string | null;
  readonly role: Person["role"];
}

const jobOf = (row: WorkRow): ImportJob => ({
  id: row.id,
  fileName: row.file_name,
  layout: row.layout,
  mapping: row.mapping,
  area: row.area,
  station: row.station,
  // New bags and events get the area that was chosen for the file.
  by: { id: row.user_id, username: row.username, fullName: row.full_name, role: row.role, area: row.area },
  state: row.state,
  isCancelling: row.is_cancelling,
  createdAt: row.created_at,
  appliedTo: row.applied_to,
  rowsApplied: row.rows_applied,
  applyCounts: row.apply_counts,
  undoneTo: row.undone_to,
  starts: row.starts,
});

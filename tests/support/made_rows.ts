/** Rows that a test starts from, put straight into the tables: bags, bills, events, people. */
import { randomUUID } from "node:crypto";
import { type Database, openPool, type Pool } from "../../platform/postgres.ts";
import { openTestDatabase } from "./postgres.ts";

export interface TestPool extends AsyncDisposable {
  readonly db: Pool;
}

/** A database of its own and a pool on it; `await using` ends both. */
export async function openTestPool(): Promise<TestPool> {
  const database = await openTestDatabase();
  const db = openPool({ url: database.url }, () => {});
  return {
    db,
    async [Symbol.asyncDispose]() {
      await db.end();
      await database[Symbol.asyncDispose]();
    },
  };
}

export const TIME_ZONE = "Asia/Kolkata";

/** Returns the id. The hash is of no password: nobody signs in as this one. */
export async function addUser(db: Database, username: string, role = "dispatcher", area: string | null = null) {
  const [row] = await db.query<{ id: number }>(
    `insert into users (username, password_hash, role, dispatch_area) values ($1, '', $2, $3) returning id`,
    [username, role, area],
  );
  return row!.id;
}

export async function addBill(db: Database, number: string, { capacity = 10, by = null as number | null } = {}) {
  const [row] = await db.query<{ id: number }>(
    "insert into bills (number, capacity, created_at, created_by) values ($1, $2, now(), $3) returning id",
    [number, capacity, by],
  );
  return row!.id;
}

export interface MadeParent {
  readonly kind?: "SB" | "M444";
  readonly area?: string | null;
  readonly children?: readonly string[];
  readonly billId?: number;
  readonly by?: number | null;
  readonly at?: string;
}

/** A parent, its children, and its place on a bill; counts follow by the triggers. Returns the id. */
export async function addParent(db: Database, code: string, made: MadeParent = {}): Promise<number> {
  const { kind = "SB", area = null, children = [], billId, by = null, at = "now" } = made;
  const [row] = await db.query<{ id: number }>(
    `insert into bags (role, code, kind, created_at, created_by, dispatch_area)
    values ('parent', $1, $2, $3::timestamptz, $4, $5) returning id`,
    [code, kind, at, by, area],
  );
  for (const child of children) await addChild(db, child, { parentId: row!.id, area, by, at });
  if (billId !== undefined) {
    await db.query("update bags set bill_id = $2, billed_at = now(), billed_by = $3 where id = $1", [
      row!.id,
      billId,
      by,
    ]);
  }
  return row!.id;
}

export interface MadeChild {
  readonly parentId?: number | null;
  readonly area?: string | null;
  readonly by?: number | null;
  readonly key?: string | null;
  readonly at?: string;
}

export async function addChild(db: Database, code: string, made: MadeChild = {}): Promise<void> {
  const { parentId = null, area = null, by = null, key = null, at = "now" } = made;
  await db.query(
    `insert into bags (role, code, parent_id, created_at, created_by, dispatch_area, packed_at, packed_by, packed_key)
    values ('child', $1, $2, $3::timestamptz, $4, $5,
      case when $2::bigint is null then null else $3::timestamptz end, $4, $6)`,
    [code, parentId, at, by, area, key],
  );
}

export interface MadeEvent {
  readonly key?: string;
  readonly at?: string;
  readonly place?: number;
  readonly kind?: string;
  readonly outcome?: string;
  readonly accepted?: boolean;
  readonly userId?: number;
  readonly parent?: string | null;
  readonly fromParent?: string | null;
  readonly child?: string | null;
  readonly billId?: number | null;
  readonly undoes?: string | null;
  /** '' for none; null: older than the column. */
  readonly area?: string | null;
}

/** Returns its key. */
export async function addEvent(db: Database, made: MadeEvent = {}): Promise<string> {
  const key = made.key ?? randomUUID();
  await db.query(
    `insert into scan_events (key, at, place, kind, outcome, accepted, user_id, parent, from_parent, child, bill_id, undoes,
      area, content_hash)
    values ($1, $2::timestamptz, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 0)`,
    [
      key,
      made.at ?? "now",
      made.place ?? 0,
      made.kind ?? "link_child",
      made.outcome ?? "child_linked",
      made.accepted ?? true,
      made.userId ?? 1,
      made.parent ?? null,
      made.fromParent ?? null,
      made.child ?? null,
      made.billId ?? null,
      made.undoes ?? null,
      made.area ?? null,
    ],
  );
  return key;
}

/** Counts what is there into the stats, as commits would have done. */
export async function countStock(db: Database): Promise<void> {
  await db.query(`insert into stat_deltas (stat, area, delta)
    select case role when 'parent' then 'parents' else 'children' end, coalesce(dispatch_area, ''), count(*)
    from bags where role = 'parent' and voided_at is null or parent_id is not null group by 1, 2
    union all select 'bills', '', count(*) from bills having count(*) > 0
    union all select 'bills_in_work', '', count(*) from bills where status = 'processing' having count(*) > 0`);
  await db.query(`insert into open_parents (code, area, opened_at)
    select code, dispatch_area, created_at from bags
    where role = 'parent' and bill_id is null and child_count > 0 and child_count < capacity`);
}

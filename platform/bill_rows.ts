/** Reads of bills: one with its parents, and the list. Writes are the ledger's. */
import type { BillFilter } from "../domain/filters.ts";
import { LIMITS } from "../domain/limits.ts";
import type { BillDetail, BillLine, BillParent, BillStatus, Page, Total } from "../domain/shapes.ts";
import { anywhere, Conditions } from "./conditions.ts";
import { FIRST_ID, isId, pageOf, readCursor } from "./cursor.ts";
import type { Database } from "./postgres.ts";
import { readSeen, seeing, type Seen } from "./seen_rows.ts";
import { COUNTS } from "./stat_rows.ts";

export interface BillRow {
  readonly id: number;
  readonly number: string;
  readonly description: string | null;
  readonly destination: string | null;
  readonly vehicle: string | null;
  readonly capacity: number;
  readonly linked_count: number;
  readonly child_count: number;
  readonly weight_g: number;
  readonly expected_weight_g: number;
  readonly status: BillStatus;
  readonly short: boolean;
  readonly short_reason: string | null;
  readonly version: number;
  readonly created_at: Date;
  readonly created_by: string | null;
  readonly completed_at: Date | null;
  readonly completed_by: string | null;
}

export interface ParentRow {
  readonly code: string;
  readonly kind: string;
  readonly child_count: number;
  readonly capacity: number;
  readonly child_weight_g: number;
  readonly expected_weight_g: number;
  readonly billed_at: string | null;
  readonly billed_by: string | null;
}

/** `timeZone` decides where a day begins that the list is filtered by. */
export function billRows(db: Database, timeZone: string) {
  return {
    /** By number in any case, void ones included, withdrawn ones not; counts and parents are of one moment. */
    find: async (number: string): Promise<BillDetail | null> => (await findBill(db, number)).value,
    /** The same, and the moment that it is of. */
    findSeen: (number: string): Promise<Seen<BillDetail | null>> => findBill(db, number),

    /** Newest first; with `q` the bill of exactly that number before all others. Null: the cursor is none of this list's. */
    async list(
      filter: BillFilter,
      { limit, cursor }: { readonly limit: number; readonly cursor: string | null },
    ): Promise<Page<BillLine> | null> {
      const position = cursor === null ? [FIRST_ID] : readCursor(cursor, [isId]);
      if (!position) return null;
      const exact = filter.q && cursor === null ? await rowsOf(db, exactly(filter, timeZone), 1) : [];
      const others = await besidesExact(db, filter, timeZone, Number(position[0]), limit + 1 - exact.length);
      const rows = [...exact.map((row) => ({ ...row, id: FIRST_ID })), ...others];
      return pageOf(rows, limit, lineOf, ({ id }) => [id]);
    },

    /** All that a list of this filter has: from the counter, or counted up to a bound. */
    async count(filter: BillFilter): Promise<Total> {
      const where = billConditions(filter, timeZone);
      const [row] = await db.query<{ n: number }>(where.isEmpty ? COUNTED : counting(where), where.values);
      const { n } = row!;
      const isExact = where.isEmpty || n <= LIMITS.countMax;
      return { count: isExact ? n : LIMITS.countMax, isExact };
    },
  };
}

/** On bills `b`: all that the list has, the bill of exactly the number that is searched for included. */
export function billConditions(filter: BillFilter, timeZone: string): Conditions {
  const where = conditionsOf(filter, timeZone);
  if (filter.q) holds(where, filter.q);
  return where;
}

const COUNTED = `select coalesce(sum(n), 0)::bigint as n from (${COUNTS}) counts
  where stat = 'bills' and hour = '-infinity'`;

const counting = (where: Conditions): string =>
  `select count(*) as n from (select from bills b where ${where} and not b.withdrawn limit ${
    where.value(LIMITS.countMax + 1)
  }) counted`;

export const COLUMNS =
  `b.id, b.number, b.description, b.destination, b.vehicle, b.capacity, b.linked_count, b.child_count,
  b.weight_g, b.expected_weight_g, b.status, b.short, b.short_reason, b.version, b.created_at,
  maker.username as created_by, b.completed_at, completer.username as completed_by`;

export const JOINS = `left join users maker on maker.id = b.created_by
  left join users completer on completer.id = b.completed_by`;

/** As the unique index on bills writes it. */
const NUMBER = `upper(b.number collate "C") collate "C"`;
export const numberIs = (placeholder: string): string => `${NUMBER} = upper(${placeholder} collate "C") collate "C"`;

interface DetailRow extends BillRow {
  readonly as_of: Date;
  readonly parents: readonly ParentRow[] | null;
}

async function findBill(db: Database, number: string): Promise<Seen<BillDetail | null>> {
  const { value: row, snapshot } = await readSeen<DetailRow>(db, FIND, [number]);
  const value = row && { ...lineOf(row), asOf: row.as_of, parents: (row.parents ?? []).map(parentOf) };
  return { value, snapshot };
}

const FIND = seeing(`select ${COLUMNS}, clock_timestamp() as as_of, (
    select json_agg(json_build_object('code', s.code, 'kind', s.kind, 'child_count', s.child_count,
      'capacity', s.capacity, 'child_weight_g', s.child_weight_g, 'expected_weight_g', s.expected_weight_g,
      'billed_at', s.billed_at, 'billed_by', biller.username) order by s.billed_at desc, s.id desc)
    from bags s left join users biller on biller.id = s.billed_by
    where s.bill_id = b.id
  ) as parents
  from bills b ${JOINS} where ${numberIs("$1::text")} and not b.withdrawn`);

/** `from`: where the bills `b` come from. */
function rowsOf(db: Database, where: Conditions, limit: number, from = "bills b"): Promise<BillRow[]> {
  if (limit <= 0) return Promise.resolve([]);
  const most = where.value(limit);
  return db.query<BillRow>(
    `select ${COLUMNS} from ${from} ${JOINS} where ${where} and not b.withdrawn order by b.id desc limit ${most}`,
    where.values,
  );
}

function exactly(filter: BillFilter, timeZone: string): Conditions {
  const where = conditionsOf(filter, timeZone);
  where.add(filter.q, (p) => numberIs(`${p}::text`));
  return where;
}

/** A part that many bills hold fills the page from the newest ones; for another the index gathers its few. */
async function besidesExact(
  db: Database,
  filter: BillFilter,
  timeZone: string,
  before: number,
  limit: number,
): Promise<BillRow[]> {
  const search = () => {
    const where = conditionsOf(filter, timeZone);
    where.add(before, (p) => `b.id < ${p}`);
    if (filter.q) holds(where, filter.q);
    where.add(filter.q, (p) => `not (${numberIs(`${p}::text`)})`);
    return where;
  };
  if (!filter.q) return await rowsOf(db, search(), limit);
  const where = search();
  const newest = `(
    select * from bills n where n.id < ${where.value(before)} order by n.id desc limit ${
    where.value(LIMITS.billWalkMax)
  }
  ) b`;
  const rows = await rowsOf(db, where, limit, newest);
  if (rows.length >= limit) return rows;
  const all = search();
  const hits = new Conditions(all.values);
  holds(hits, filter.q, "h");
  return await rowsOf(db, all, limit, `(select h.* from bills h where ${hits} offset 0) b`);
}

/** The index on bills writes it so. Any case, as numbers are compared. */
function holds(where: Conditions, part: string, bill = "b"): void {
  const pattern = `upper(${where.value(anywhere(part))}::text collate "C") collate "C"`;
  where.always(`(upper(${bill}.number collate "C") collate "C" like ${pattern}
    or upper(${bill}.description collate "C") collate "C" like ${pattern})`);
}

function conditionsOf(filter: BillFilter, timeZone: string): Conditions {
  const where = new Conditions();
  where.add(filter.status, (p) => `b.status = ${p}`);
  where.add(
    filter.createdBy,
    (p) => `b.created_by = (select u.id from users u where lower(u.username collate "C") = lower(${p} collate "C"))`,
  );
  where.between("b.created_at", filter.from, filter.to, timeZone);
  return where;
}

export function lineOf(row: BillRow): BillLine {
  return {
    number: row.number,
    linkedCount: row.linked_count,
    capacity: row.capacity,
    childCount: row.child_count,
    weightKg: row.weight_g / 1_000,
    expectedWeightKg: row.expected_weight_g / 1_000,
    status: row.status,
    description: row.description,
    short: row.short,
    shortReason: row.short_reason,
    version: row.version,
    createdBy: row.created_by,
    createdAt: row.created_at,
    completedBy: row.completed_by,
    completedAt: row.completed_at,
    destination: row.destination,
    vehicle: row.vehicle,
  };
}

export function parentOf(row: ParentRow): BillParent {
  return {
    code: row.code,
    kind: row.kind,
    childCount: row.child_count,
    capacity: row.capacity,
    childWeightKg: row.child_weight_g / 1_000,
    weightKg: row.child_count * row.child_weight_g / 1_000,
    expectedWeightKg: row.expected_weight_g / 1_000,
    linkedAt: row.billed_at === null ? null : new Date(row.billed_at),
    linkedBy: row.billed_by,
  };
}

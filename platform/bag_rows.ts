/** Reads of bags: one with its contents, and the lists. Writes are the ledger's. */
import type { BagFilter, Scope } from "../domain/filters.ts";
import type { BagDetail, BagLine, BillStatus, PackedChild, Page } from "../domain/shapes.ts";
import { anywhere, Conditions } from "./conditions.ts";
import { FIRST_ID, isId, pageOf, readCursor } from "./cursor.ts";
import type { Database } from "./postgres.ts";

interface BagRow {
  readonly id: number;
  readonly code: string;
  readonly role: "parent" | "child";
  readonly kind: string | null;
  readonly weight_g: number;
  readonly child_count: number;
  readonly capacity: number | null;
  readonly parent: string | null;
  readonly bill: string | null;
  readonly area: string | null;
  readonly created_at: Date;
  readonly created_by: string | null;
  readonly voided: boolean;
}

interface DetailRow extends BagRow {
  readonly packed_at: Date | null;
  readonly packed_by: string | null;
  readonly billed_at: Date | null;
  readonly billed_by: string | null;
  readonly bill_status: BillStatus | null;
  readonly children: { code: string; packed_at: string; packed_by: string | null; scan_id: string | null }[] | null;
}

/** `timeZone` decides where a day begins that a list is filtered by. */
export function bagRows(db: Database, timeZone: string) {
  return {
    /** The bag of exactly this code, which is normalised already, void ones included. */
    async find(code: string): Promise<BagDetail | null> {
      const [row] = await db.prepared<DetailRow>(FIND, [code]);
      return row ? detailOf(row) : null;
    },

    /** Those of these codes that are registered, in this order; void ones are not. */
    async known(codes: readonly string[], scope: Scope): Promise<string[]> {
      const where = conditionsOf({ scope }, timeZone);
      where.add(codes, (p) => `b.code = any(${p}::text[])`);
      const rows = await db.query<{ code: string }>(`select b.code from bags b where ${where}`, where.values);
      const found = new Set(rows.map(({ code }) => code));
      return codes.filter((code) => found.has(code));
    },

    /** Newest first; with `q` the bag of exactly that code before all others. Null: the cursor is none of this list's. */
    async list(
      filter: BagFilter,
      { limit, cursor }: { readonly limit: number; readonly cursor: string | null },
    ): Promise<Page<BagLine> | null> {
      const position = cursor === null ? [FIRST_ID] : readCursor(cursor, [isId]);
      if (!position) return null;
      const before = Number(position[0]);
      const exact = filter.q && cursor === null ? await rowsOf(db, exactly(filter, timeZone), 1) : [];
      const others = await rowsOf(db, await besidesExact(db, filter, timeZone, before), limit + 1 - exact.length);
      // The exact one stands before the newest, so that a page which ends with it goes on from the very beginning.
      const rows = [...exact.map((row) => ({ ...row, id: FIRST_ID })), ...others];
      return pageOf(rows, limit, lineOf, ({ id }) => [id]);
    },
  };
}

const WEIGHT_G = `case
  when b.role = 'parent' then b.child_count * b.child_weight_g
  -- A child that was never packed weighs what one usually weighs.
  else coalesce(p.child_weight_g, 1000)
end`;

const COLUMNS = `b.id, b.code, b.role, b.kind, ${WEIGHT_G} as weight_g, b.child_count, b.capacity, p.code as parent,
  bills.number as bill, b.dispatch_area as area, b.created_at, maker.username as created_by,
  b.voided_at is not null as voided`;

const JOINS = `left join bags p on p.id = b.parent_id and p.role = b.parent_role
  left join bills on bills.id = coalesce(b.bill_id, p.bill_id)
  left join users maker on maker.id = b.created_by`;

const FIND = `select ${COLUMNS}, b.packed_at, packer.username as packed_by,
    coalesce(b.billed_at, p.billed_at) as billed_at, biller.username as billed_by,
    bills.status as bill_status,
    case when b.role = 'parent' then (
      select json_agg(json_build_object('code', c.code, 'packed_at', c.packed_at, 'packed_by', by_whom.username,
        'scan_id', c.packed_key) order by c.packed_at desc, c.id desc)
      from bags c left join users by_whom on by_whom.id = c.packed_by
      where c.parent_id = b.id
    ) end as children
  from bags b ${JOINS}
  left join users packer on packer.id = b.packed_by
  left join users biller on biller.id = coalesce(b.billed_by, p.billed_by)
  where b.code = $1`;

interface Search {
  /** Of one bag `b`. */
  readonly where: Conditions;
  /** What comes before the page in the statement, and where its bags come from; null: from all bags. */
  readonly hits: string | null;
}

/** Fetches the ids of the page first, and joins what is shown to these few alone. */
function rowsOf(db: Database, { where, hits }: Search, limit: number): Promise<BagRow[]> {
  if (limit <= 0) return Promise.resolve([]);
  const most = where.value(limit);
  // Looks at hits one by one from the newest, and stops when the page is full: a common pattern has very many.
  const page = hits === null
    ? `select b.id, b.role from bags b where ${where} order by b.id desc limit ${most}`
    : `select b.id, b.role from (select bag_id from hits order by bag_id desc) as h
      cross join lateral (select b.id, b.role from bags b where b.id = h.bag_id and ${where} limit 1) as b
      order by h.bag_id desc limit ${most}`;
  return db.query<BagRow>(
    `with ${hits === null ? "" : `${hits}, `} page as materialized (${page})
    select ${COLUMNS} from page join bags b on b.id = page.id and b.role = page.role ${JOINS} order by b.id desc`,
    where.values,
  );
}

function exactly(filter: BagFilter, timeZone: string): Search {
  const where = conditionsOf(filter, timeZone);
  where.add(filter.q, (p) => `b.code = ${p}`);
  return { where, hits: null };
}

async function besidesExact(db: Database, filter: BagFilter, timeZone: string, before: number): Promise<Search> {
  const where = conditionsOf(filter, timeZone);
  const last = where.value(before);
  where.always(`b.id < ${last}`);
  if (!filter.q) return { where, hits: null };
  where.add(filter.q, (p) => `b.code <> ${p}`);
  const pattern = where.value(anywhere(filter.q));
  // Too short for trigrams, and so common that the newest bags hold a page of them.
  if (filter.q.length < 3) {
    where.always(`b.code like ${pattern}`);
    return { where, hits: null };
  }
  // Asked beforehand: a bound that the planner does not know makes it read all bags.
  const [fed] = await db.query<{ bag_id: number }>("select bag_id from bag_search_progress");
  return { where, hits: hits(pattern, last, where.value(fed?.bag_id ?? 0)) };
}

/** Found by the search index, and those so new that they are not in it yet. */
const hits = (pattern: string, before: string, fed: string): string =>
  `hits as materialized (
    select bag_id from bag_search where code like ${pattern} and bag_id < ${before}
    union
    select id from bags where id > ${fed} and id < ${before} and code like ${pattern}
  )`;

function conditionsOf(filter: BagFilter, timeZone: string): Conditions {
  const where = new Conditions();
  where.always("b.voided_at is null");
  if (!filter.scope.all) {
    where.add(filter.scope.area, (p) => `b.dispatch_area = ${p}`);
    if (filter.scope.area === null) where.always("b.dispatch_area is null");
  }
  // Written into the statement, not sent beside it: the partial indexes are chosen by it.
  if (filter.role) where.always(filter.role === "parent" ? "b.role = 'parent'" : "b.role = 'child'");
  where.add(filter.kind, (p) => `b.role = 'parent' and b.kind = ${p}`);
  where.add(filter.area, (p) => `b.dispatch_area = ${p}`);
  if (typeof filter.linked === "boolean") {
    where.always(`b.role = 'child' and b.parent_id is ${filter.linked ? "not null" : "null"}`);
  }
  if (typeof filter.billed === "boolean") where.always(billed(filter.role === "child", filter.billed));
  where.between("b.created_at", filter.from, filter.to, timeZone);
  return where;
}

function billed(ofChildren: boolean, isBilled: boolean): string {
  if (!ofChildren) return `b.role = 'parent' and b.bill_id is ${isBilled ? "not null" : "null"}`;
  return `${isBilled ? "" : "not "}exists (
    select from bags holder where holder.id = b.parent_id and holder.role = 'parent' and holder.bill_id is not null
  )`;
}

function lineOf(row: BagRow): BagLine {
  const isParent = row.role === "parent";
  const isFull = row.child_count >= (row.capacity ?? Infinity);
  return {
    code: row.code,
    role: row.role,
    kind: row.kind,
    status: isParent ? (isFull ? "full" : "open") : row.parent === null ? "unlinked" : "linked",
    weightKg: row.weight_g / 1_000,
    childCount: isParent ? row.child_count : null,
    capacity: row.capacity,
    parent: row.parent,
    bill: row.bill,
    area: row.area,
    createdAt: row.created_at,
    createdBy: row.created_by,
    voided: row.voided,
  };
}

function detailOf(row: DetailRow): BagDetail {
  return {
    ...lineOf(row),
    children: (row.children ?? []).map((child): PackedChild => ({
      code: child.code,
      packedAt: new Date(child.packed_at),
      packedBy: child.packed_by,
      scanId: child.scan_id,
    })),
    packedAt: row.packed_at,
    packedBy: row.packed_by,
    billStatus: row.bill_status,
    billedAt: row.billed_at,
    billedBy: row.billed_by,
  };
}

/** Reads of bags: one with its contents, and the lists. Writes are the ledger's. */
import type { BagFilter, Scope } from "../domain/filters.ts";
import type { BagDetail, BagLine, PackedChild, Page, Total } from "../domain/shapes.ts";
import { always, exactly, pathOf, written } from "./bag_filter_rows.ts";
import { type BagRow, COLUMNS, JOINS, lineOf } from "./bag_line_rows.ts";
import { type BagQuest, newestBags } from "./bag_list_rows.ts";
import { totalOfBags } from "./bag_total_rows.ts";
import { FIRST_ID, isId, pageOf, readCursor, writeCursor } from "./cursor.ts";
import type { Database } from "./postgres.ts";
import { readSeen, seeing, type Seen } from "./seen_rows.ts";

interface DetailRow extends BagRow {
  readonly packed_at: Date | null;
  readonly packed_by: string | null;
  readonly billed_at: Date | null;
  readonly billed_by: string | null;
  readonly children: { code: string; packed_at: string; packed_by: string | null; scan_id: string | null }[] | null;
}

/** `timeZone` decides where a day begins that a list is filtered by. */
export function bagRows(db: Database, timeZone: string) {
  return {
    /** The bag of exactly this code, which is normalised already, void ones included, withdrawn ones not. */
    find: async (code: string): Promise<BagDetail | null> => (await findBag(db, code)).value,
    /** The same, and the moment that it is of. */
    findSeen: (code: string): Promise<Seen<BagDetail | null>> => findBag(db, code),

    /** Those of these codes that are registered, in this order; void ones are not. */
    async known(codes: readonly string[], scope: Scope): Promise<string[]> {
      const path = pathOf({ scope }, timeZone);
      if (!path) return [];
      const where = written([
        ...path.inside,
        always("b.voided_at is null"),
        (where) => where.add(codes, (p) => `b.code = any(${p}::text[])`),
      ]);
      const rows = await db.query<{ code: string }>(`select b.code from bags b where ${where}`, where.values);
      const found = new Set(rows.map(({ code }) => code));
      return codes.filter((code) => found.has(code));
    },

    /**
     * Newest first; with `q` the bag of exactly that code before all others. A page may be shorter than asked for and go on all
     * the same: only a null cursor is the end. Null: the cursor is none of this list's.
     */
    async list(
      filter: BagFilter,
      { limit, cursor }: { readonly limit: number; readonly cursor: string | null },
    ): Promise<Page<BagLine> | null> {
      const position = cursor === null ? [FIRST_ID] : readCursor(cursor, [isId]);
      if (!position) return null;
      const quest = { db, filter, timeZone };
      const first = filter.q && cursor === null ? await exact(quest) : [];
      const { rows, end } = await newestBags(quest, Number(position[0]), limit + 1 - first.length);
      // The exact one stands before the newest, so that a page which ends with it goes on from the very beginning.
      const page = pageOf(
        [...first.map((row) => ({ ...row, id: FIRST_ID })), ...rows],
        limit,
        lineOf,
        ({ id }) => [id],
      );
      return page.nextCursor === null && end !== null ? { ...page, nextCursor: writeCursor([end]) } : page;
    },

    /** All that a list of this filter has. */
    count: (filter: BagFilter): Promise<Total> => totalOfBags({ db, filter, timeZone }),
  };
}

async function findBag(db: Database, code: string): Promise<Seen<BagDetail | null>> {
  const { value, snapshot } = await readSeen<DetailRow>(db, FIND, [code]);
  return { value: value && detailOf(value), snapshot };
}

const FIND = seeing(`select ${COLUMNS}, b.packed_at, packer.username as packed_by,
    coalesce(b.billed_at, p.billed_at) as billed_at, biller.username as billed_by,
    case when b.role = 'parent' then (
      select json_agg(json_build_object('code', c.code, 'packed_at', c.packed_at, 'packed_by', by_whom.username,
        'scan_id', c.packed_key) order by c.packed_at desc, c.id desc)
      from bags c left join users by_whom on by_whom.id = c.packed_by
      where c.parent_id = b.id
    ) end as children
  from bags b ${JOINS}
  left join users packer on packer.id = b.packed_by
  left join users biller on biller.id = coalesce(b.billed_by, p.billed_by)
  where b.code = $1 and not b.withdrawn`);

function exact({ db, filter, timeZone }: BagQuest): Promise<readonly BagRow[]> {
  const where = exactly(filter, timeZone);
  if (!where) return Promise.resolve([]);
  return db.query<BagRow>(`select ${COLUMNS} from bags b ${JOINS} where ${where}`, where.values);
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
    billStatus: row.bill_status ?? null,
    billedAt: row.billed_at,
    billedBy: row.billed_by,
  };
}

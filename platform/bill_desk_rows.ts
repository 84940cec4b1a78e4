/** Reads of the bill desk: a bill on paper, who changed it, where its sacks could go instead, who makes bills. */
import type { BillFields } from "../domain/command.ts";
import { LIMITS } from "../domain/limits.ts";
import type { BillEdit, BillLine, PackingList } from "../domain/shapes.ts";
import { type BillRow, COLUMNS, JOINS, lineOf, numberIs, parentOf, type ParentRow } from "./bill_rows.ts";
import type { Database } from "./postgres.ts";

interface PackingListRow extends BillRow {
  readonly as_of: Date;
  readonly parents: readonly PackedRow[] | null;
}

type PackedRow = ParentRow & { readonly children: readonly string[] | null };

export function billDeskRows(db: Database) {
  return {
    /** By number in any case. One statement, so that codes, counts and weights are of one moment. */
    async packingList(number: string): Promise<PackingList | null> {
      const [row] = await db.prepared<PackingListRow>(PACKING_LIST, [number]);
      if (!row) return null;
      const parents = (row.parents ?? []).map((parent) => ({ ...parentOf(parent), children: parent.children ?? [] }));
      return { ...lineOf(row), asOf: row.as_of, parents };
    },

    /** Newest first, at most `LIMITS.billEditsMax`. */
    async edits(number: string): Promise<BillEdit[]> {
      const rows = await db.prepared<EditRow>(EDITS, [number, LIMITS.billEditsMax]);
      return rows.map(({ at, by, before, after }) => ({ at, by, before, after }));
    },

    /** The newest bills that take more parents, at most `LIMITS.billsOfferedMax`. */
    async withRoom(): Promise<BillLine[]> {
      return (await db.prepared<BillRow>(WITH_ROOM, [LIMITS.billsOfferedMax])).map(lineOf);
    },

    /** Usernames of all who have made a bill, by name. */
    async makers(): Promise<string[]> {
      return (await db.prepared<{ username: string }>(MAKERS)).map(({ username }) => username);
    },
  };
}

interface EditRow {
  readonly at: Date;
  readonly by: string | null;
  readonly before: BillFields;
  readonly after: BillFields;
}

/** The codes of each child once, gathered for all parents together: one walk over the children, not one a parent. */
const PACKING_LIST = `with bill as (select ${COLUMNS} from bills b ${JOINS} where ${
  numberIs("$1::text")
} and not b.withdrawn),
  packed as (
    select c.parent_id, json_agg(c.code order by c.code) as codes
    from bags s join bags c on c.parent_id = s.id
    where s.bill_id = (select id from bill) group by c.parent_id
  )
  select bill.*, clock_timestamp() as as_of, (
    select json_agg(json_build_object('code', s.code, 'kind', s.kind, 'child_count', s.child_count,
      'capacity', s.capacity, 'child_weight_g', s.child_weight_g, 'expected_weight_g', s.expected_weight_g,
      'billed_at', s.billed_at, 'billed_by', biller.username, 'children', packed.codes) order by s.code)
    from bags s left join users biller on biller.id = s.billed_by left join packed on packed.parent_id = s.id
    where s.bill_id = bill.id
  ) as parents from bill`;

const EDITS = `select e.at, u.username as by, e.detail -> 'before' as before, e.detail -> 'after' as after
  from scan_events e left join users u on u.id = e.user_id
  where e.bill_id = (select b.id from bills b where ${numberIs("$1::text")}) and e.kind = 'edit_bill' and e.accepted
  order by e.at desc, e.place desc, e.key desc limit $2`;

const WITH_ROOM = `select ${COLUMNS} from bills b ${JOINS}
  where b.status in ('new', 'processing') and b.linked_count < b.capacity order by b.id desc limit $1`;

/** From the few people to the many bills: one look into the index for each. */
const MAKERS = `select u.username from users u
  where exists (select from bills b where b.created_by = u.id and not b.withdrawn) order by lower(u.username)`;

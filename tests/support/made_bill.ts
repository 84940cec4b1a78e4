/** A bill as large as one may be, put straight into the tables. */
import type { Database } from "../../platform/postgres.ts";
import { addBill } from "./made_rows.ts";

export interface MadeBill {
  readonly sacks: number;
  readonly bags: number;
  readonly by?: number | null;
}

/** Sacks from SB10000 on, each with so many bags; the last one is a bag short. */
export async function addPackedBill(db: Database, number: string, { sacks, bags, by = null }: MadeBill): Promise<void> {
  const bill = await addBill(db, number, { capacity: sacks, by });
  await db.query(
    `insert into bags (role, code, kind, created_at, created_by)
    select 'parent', 'SB' || 9999 + n, 'SB', now(), $2 from generate_series(1, $1::int) n`,
    [sacks, by],
  );
  await db.query(
    `insert into bags (role, code, parent_id, created_at, created_by, packed_at, packed_by)
    select 'child', (1000000 + row_number() over ())::text, s.id, now(), $2, now(), $2
    from bags s, generate_series(1, $1::int) n
    where s.code like 'SB1%' and not (n = 1 and s.code = (select max(code) from bags where code like 'SB1%'))`,
    [bags, by],
  );
  await db.query("update bags set bill_id = $1, billed_at = now(), billed_by = $2 where code like 'SB1%'", [bill, by]);
}

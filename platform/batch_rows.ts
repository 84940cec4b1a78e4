/** What is in sacks and on bills, for sheets in the warehouse's own layouts: a page of them with one look into an index each. */
import type { Batch } from "../domain/batch_sheets.ts";
import type { Database } from "./postgres.ts";

export function batchRows(db: Database) {
  return {
    /** The children of these parents, as they were packed. In the order of `codes`; the empty ones too. */
    contents: (codes: readonly string[]): Promise<Batch[]> => db.query<Batch>(CONTENTS, [codes]),

    /** The parents on these bills, as they were put on. In the order of `numbers`, which are as stored. */
    loads: (numbers: readonly string[]): Promise<Batch[]> => db.query<Batch>(LOADS, [numbers]),
  };
}

const CONTENTS = `select asked.code as of, array(
    select c.code from bags c where c.parent_id = p.id order by c.packed_at, c.id
  ) as codes
  from unnest($1::text[]) with ordinality as asked (code, place)
  join bags p on p.code = asked.code and p.role = 'parent'
  order by asked.place`;

const LOADS = `select b.number as of, array(
    select p.code from bags p where p.bill_id = b.id order by p.billed_at, p.id
  ) as codes
  from unnest($1::text[]) with ordinality as asked (number, place)
  join bills b on upper(b.number collate "C") collate "C" = upper(asked.number collate "C") collate "C"
  order by asked.place`;

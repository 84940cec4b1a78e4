/** All that stands in a database, to hold one moment against another: rows, lists, totals, and whether they agree. */
import assert from "node:assert/strict";
import { withClient } from "./postgres.ts";
import type { Session } from "./server.ts";

export interface StockPicture {
  /** A line for each bag: where it is, what is in it. Those taken back count as not there. */
  readonly bags: readonly string[];
  readonly bills: readonly string[];
  /** Sacks that can take more, as the dashboard knows them. */
  readonly open: readonly string[];
  /** The exports of bags and bills, line by line. */
  readonly lists: readonly string[];
  readonly totals: { readonly parents: number; readonly children: number; readonly bills: number };
}

const BAGS = `
  select concat_ws(' ', b.role, b.code, b.kind, 'in', p.code, 'on', l.number, b.child_count, b.dispatch_area,
    'void', b.voided_at is not null) as line
  from bags b left join bags p on p.id = b.parent_id left join bills l on l.id = b.bill_id
  where not b.withdrawn order by b.code`;

const BILLS = `
  select concat_ws(' ', number, capacity, description, status, linked_count, child_count, weight_g, expected_weight_g)
    as line
  from bills where not withdrawn order by number`;

const OPEN = "select code as line from open_parents order by code";

/** `admin`: a session on any server of that database. */
export async function pictureOf(databaseUrl: string, admin: Session): Promise<StockPicture> {
  await assertSound(admin);
  const linesOf = (sql: string) =>
    withClient(databaseUrl, async (client) => (await client.query<{ line: string }>(sql)).rows.map(({ line }) => line));
  const lists = [];
  for (const name of ["bags.csv", "bills.csv"]) {
    const { status, text } = await admin.call("GET", `/api/v1/exports/${name}`);
    assert.equal(status, 200, text);
    lists.push(...text.split("\r\n").sort());
  }
  const rows = { bags: await linesOf(BAGS), bills: await linesOf(BILLS), open: await linesOf(OPEN) };
  return { ...rows, lists, totals: await totalsOf(admin) };
}

/** Totals are folded every other second; the dashboard adds what is not folded yet. */
async function totalsOf(admin: Session): Promise<StockPicture["totals"]> {
  const { json } = await admin.call("GET", "/api/v1/dashboard");
  const { parents, children, bills } = json;
  return { parents, children, bills };
}

/** The server's own recount of all that must be true. */
export async function assertSound(admin: Session): Promise<void> {
  const { json } = await admin.call("GET", "/api/v1/integrity");
  assert.deepEqual([json.ok, json.problems], [true, []]);
}

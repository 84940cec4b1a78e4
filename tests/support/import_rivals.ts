/** A crowd that wants what an import wants, at the same moment, and what both were told of it. */
import assert from "node:assert/strict";
import pg from "pg";
import type { Importer, ProblemSeen } from "./importing.ts";
import { withClient } from "./postgres.ts";
import type { Reply, Session } from "./server.ts";

/** Requests under way at a time: a shift's scanners, all at once. */
const CROWD = 12;
/** So many have been answered when "apply" is asked for. */
const HEAD_START = 10;
/** A race that one side always wins proves nothing. */
const WINS_MIN = 20;

/** Sends one request for each of these, many at a time, and asks for `what` among them. Resolves when all is over. */
export async function raceFor(
  importer: Importer,
  id: number,
  what: "apply" | "undo",
  items: readonly string[],
  send: (item: string) => Promise<Reply>,
): Promise<Map<string, Reply>> {
  const replies = new Map<string, Reply>();
  const waiting = items.values();
  const begun = Promise.withResolvers<void>();
  const crowd = Promise.all(Array.from({ length: CROWD }, async () => {
    for (const item of waiting) {
      replies.set(item, await send(item));
      if (replies.size === HEAD_START) begun.resolve();
    }
  }));
  await Promise.race([begun.promise, crowd]);
  await importer.ask(id, what);
  await crowd;
  return replies;
}

/** Each side has won a good part. */
export function assertBothWon(wins: number, of: number): void {
  assert.ok(wins >= WINS_MIN && of - wins >= WINS_MIN, `Scans won ${wins} of ${of}: no race`);
}

/** Where bags are: the code of their sack, or the number of a sack's bill; null: nowhere. */
export async function placesOf(databaseUrl: string, codes: readonly string[]): Promise<Map<string, string | null>> {
  return await withClient(databaseUrl, async (client) => {
    const { rows } = await client.query<{ code: string; place: string | null }>(
      `select b.code, coalesce(p.code, l.number) as place
      from bags b left join bags p on p.id = b.parent_id left join bills l on l.id = b.bill_id
      where b.code = any ($1) and not b.withdrawn`,
      [codes],
    );
    return new Map(rows.map(({ code, place }) => [code, place]));
  });
}

/** Problems by the code of their row. No code stands twice in these sheets. */
export const byCode = (problems: readonly ProblemSeen[]): Map<string, ProblemSeen> =>
  new Map(problems.map((problem) => [problem.code, problem]));

/** No bag came into a sack, and no sack on a bill, by more than one event that was not undone. */
export async function assertOnce(databaseUrl: string): Promise<void> {
  const doubled = await withClient(databaseUrl, async (client) => {
    const { rows } = await client.query<{ what: string }>(
      `select concat_ws(' ', outcome, coalesce(child, parent), import_id) as what
      from scan_events e
      where accepted and outcome in ('child_linked', 'bill_linked') and import_id is not null
      group by outcome, coalesce(child, parent), import_id having count(*) > 1`,
    );
    return rows.map(({ what }) => what);
  });
  assert.deepEqual(doubled, []);
}

/** Locks a bag, as a transaction that hangs: an import gets up to it and no further. */
export async function holdBag(databaseUrl: string, code: string): Promise<{ letGo(): Promise<void> }> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  await client.query("begin");
  const { rowCount } = await client.query("select from bags where code = $1 for update", [code]);
  assert.equal(rowCount, 1, `There is no ${code}`);
  return { letGo: () => client.end() };
}

export const scan = (session: Session, parent: string, child: string): Promise<Reply> =>
  session.call("POST", "/api/v1/scans", { scan_id: crypto.randomUUID(), parent, child });

export const load = (session: Session, bill: string, parent: string): Promise<Reply> =>
  session.call("POST", `/api/v1/bills/${bill}/parents`, { scan_id: crypto.randomUUID(), parent });

export const takeOff = (session: Session, bill: string, parent: string): Promise<Reply> =>
  session.call("DELETE", `/api/v1/bills/${bill}/parents/${parent}`, undefined, {
    "idempotency-key": crypto.randomUUID(),
  });

export const move = (session: Session, child: string, toParent: string): Promise<Reply> =>
  session.call("POST", "/api/v1/moves", { scan_id: crypto.randomUUID(), child, to_parent: toParent });

export async function makeBill(session: Session, number: string, capacity: number): Promise<void> {
  const { status, text } = await session.call("POST", "/api/v1/bills", { number, capacity });
  assert.equal(status, 201, text);
}

/** Many at a time; each must be taken. */
export async function doAll<Item>(items: readonly Item[], send: (item: Item) => Promise<Reply>): Promise<void> {
  const waiting = items.values();
  await Promise.all(Array.from({ length: CROWD }, async () => {
    for (const item of waiting) {
      const { status, text } = await send(item);
      assert.ok(status < 300, text);
    }
  }));
}

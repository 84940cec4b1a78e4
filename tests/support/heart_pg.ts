/** Instances on one real database, and what it then holds. */
import pg from "pg";
import { realClock } from "../../actors/clock.ts";
import { commitBatch } from "../../actors/commit_batch.ts";
import { Floor, type FloorSettings } from "../../actors/floor.ts";
import type { Reply } from "../../domain/answer.ts";
import type { Command } from "../../domain/command.ts";
import type { Ledger } from "../../domain/ledger.ts";
import { Lane } from "../../platform/lane.ts";
import { postgresLedger } from "../../platform/ledger.ts";
import { loadNames, type Names } from "../../platform/names.ts";
import { openPool } from "../../platform/postgres.ts";
import type { Facts } from "./facts.ts";
import { SMALL_KINDS } from "./heart.ts";
import { openTestDatabase } from "./postgres.ts";
import { HANDS } from "./scan_script.ts";

const TIME_ZONE = "Asia/Kolkata";

export interface Server {
  readonly floor: Floor;
  readonly ledgers: readonly Ledger[];
  readonly faults: unknown[];
  readonly names: Names;
  ask(...commands: readonly Command[]): Promise<Reply[]>;
}

export interface PostgresWorld extends AsyncDisposable {
  readonly url: string;
  /** One more instance: a pool, lanes and a floor of its own. */
  server(lanes?: number, onAnswer?: FloorSettings["onAnswer"]): Promise<Server>;
  /** A connection of somebody's own, for raw SQL. */
  client(): Promise<pg.Client>;
  query<Row>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  facts(): Promise<Facts>;
}

/** A database of its own, with the people of the simulation; `small`: with sacks that fill up soon. */
export async function openPostgresWorld({ small = true } = {}): Promise<PostgresWorld> {
  const database = await openTestDatabase();
  const { url } = database;
  const ends: (() => Promise<unknown>)[] = [];
  const client = async () => {
    const made = new pg.Client({ connectionString: url });
    made.on("error", () => {}); // some tests have it killed
    await made.connect();
    ends.push(() => made.end());
    return made;
  };
  const own = await client();
  await own.query("set lock_timeout = '5s'");
  const query = async <Row>(text: string, values: readonly unknown[] = []) =>
    (await own.query({ text, values: [...values] })).rows as Row[];
  await prepare(query, small);
  return {
    url,
    client,
    query,
    facts: () => readFacts(query),
    server: async (lanes = 1, onAnswer = () => {}) => {
      const { server, end } = await startServer(url, lanes, onAnswer);
      ends.push(end);
      return server;
    },
    [Symbol.asyncDispose]: async () => {
      for (const end of ends.reverse()) await end();
      await database[Symbol.asyncDispose]();
    },
  };
}

export type Query = PostgresWorld["query"];

async function prepare(query: Query, small: boolean): Promise<void> {
  for (const { username, role, area } of HANDS) {
    await query("insert into users (username, password_hash, role, dispatch_area) values ($1, 'x', $2, $3)", [
      username,
      role,
      area,
    ]);
  }
  if (small) await shrinkSacks(query);
}

/** As the second opinion has them: they fill up soon. */
export async function shrinkSacks(query: Query): Promise<void> {
  for (const { kind, capacity, expectedWeightG } of SMALL_KINDS) {
    const values = [kind, capacity, expectedWeightG];
    await query("update bag_kinds set capacity = $2, expected_weight_g = $3 where kind = $1", values);
  }
}

async function startServer(
  url: string,
  laneCount: number,
  onAnswer: FloorSettings["onAnswer"],
): Promise<{ server: Server; end: () => Promise<void> }> {
  const faults: unknown[] = [];
  const note = (fault: unknown) => void faults.push(fault);
  const pool = openPool({ url }, note);
  const names = await loadNames(pool);
  const lanes = Array.from({ length: laneCount }, () => new Lane({ url }, note));
  const ledgers = lanes.map((lane) => postgresLedger(lane, names, TIME_ZONE));
  const floor = new Floor({
    lanes: ledgers.map((ledger) => (commands: readonly Command[]) =>
      commitBatch(ledger, commands, { kinds: names.kinds(), timeZone: TIME_ZONE })
    ),
    kinds: names.kinds,
    clock: realClock,
    onBatch: () => {},
    onFault: note,
    onAnswer,
  });
  return {
    server: { floor, ledgers, faults, names, ask: (...commands) => Promise.all(floor.submit(commands)) },
    end: async () => {
      await floor.leave();
      for (const lane of lanes) await lane.end();
      await pool.end();
    },
  };
}

/** What a database holds, for `untruths`. */
export async function readFacts(query: Query): Promise<Facts> {
  return {
    parents: await query<Facts["parents"][number]>(`
      select p.code, p.child_count as "childCount", p.capacity, p.child_weight_g as "childWeightG",
        p.expected_weight_g as "expectedWeightG", upper(b.number) as bill, p.billed_key as "billedKey",
        p.voided_at is not null as voided
      from bags p left join bills b on b.id = p.bill_id where p.role = 'parent'`),
    children: await query<Facts["children"][number]>(`
      select c.code, p.code as parent, c.packed_key as "packedKey", c.voided_at is not null as voided
      from bags c left join bags p on p.id = c.parent_id where c.role = 'child'`),
    bills: await query<Facts["bills"][number]>(`
      select upper(number) as number, capacity, linked_count as "linkedCount", child_count as "childCount",
        weight_g::integer as "weightG", expected_weight_g::integer as "expectedWeightG", status
      from bills`),
    events: await query<Facts["events"][number]>(`
      select key, outcome, accepted, parent, child, (select upper(number) from bills where id = bill_id) as bill, undoes
      from scan_events order by at, place`),
  };
}

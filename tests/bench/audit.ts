/**
 * `deno task bench:audit --rows 5000000`: how fast the audit is on a full log, asked of its rows directly, one question after the
 * other. Ends with status 1 where the log or the events were read from their beginning, or an answer was too slow.
 */
import { quantile } from "./lists_table.ts";
import type { AuditFilter } from "../../domain/audit.ts";
import { LIMITS } from "../../domain/limits.ts";
import { auditListRows } from "../../platform/audit_list_rows.ts";
import { APP_ROLE } from "../../platform/app_role_rows.ts";
import { openPool, type Pool } from "../../platform/postgres.ts";
import { TIME_ZONE } from "../support/made_rows.ts";
import { openTestDatabase, withClient } from "../support/postgres.ts";
import { describeMachine } from "./machine.ts";

const P95_MS_MAX = 20;
const WARM_UP = 10;
const QUESTIONS = 100;

/** Half of the rows are the log's, half are events; 120 people, over three years. */
const FILL = `
  insert into users (username, password_hash, role) select 'person' || n, 'none', 'biller' from generate_series(1, 120) n;
  insert into audit_log (at, user_id, action, entity_type, entity_id, before, after, address, request_id)
  select now() - rows.n * (94608000.0 / $rows) * interval '1 second', 1 + rows.n % 120,
    case when rows.n % 50000 = 0 then 'kind_changed' when rows.n % 97 = 0 then 'user_changed'
      when rows.n % 3 = 0 then 'signed_out' else 'signed_in' end,
    'user', (1 + rows.n % 120)::text, '{"role": "biller"}', '{"role": "admin"}', '10.0.0.1', gen_random_uuid()::text
  from generate_series($rows, 1, -1) rows (n);
  insert into scan_events (key, at, place, kind, outcome, accepted, user_id, parent, child, content_hash)
  select gen_random_uuid(), now() - (rows.n / 100 * 100) * (94608000.0 / $rows) * interval '1 second', rows.n % 100,
    case when rows.n % 50000 = 0 then 'void_bag' when rows.n % 30 = 0 then 'open_parent' else 'link_child' end,
    case when rows.n % 50000 = 0 then 'bag_made_void' when rows.n % 30 = 0 then 'parent_opened' else 'child_linked' end,
    true, 1 + rows.n % 120, 'SB' || lpad((rows.n / 30 % 99999)::text, 5, '0'),
    case when rows.n % 30 = 0 then null else (1000000 + rows.n)::text end, 1
  from generate_series($rows, 1, -1) rows (n);
  analyze`;

interface Case {
  readonly name: string;
  readonly filter: (n: number) => AuditFilter;
  readonly isDeep?: boolean;
}

const person = (n: number): string => `person${1 + n % 120}`;

const CASES: readonly Case[] = [
  { name: "first page", filter: () => ({}) },
  { name: "a page in the middle", filter: () => ({}), isDeep: true },
  { name: "by whom", filter: (n) => ({ actor: person(n) }) },
  { name: "what, of the log", filter: () => ({ action: "user_changed" }) },
  { name: "what, of the events", filter: () => ({ action: "link_child" }) },
  { name: "something rare, of the log", filter: () => ({ action: "kind_changed" }) },
  { name: "something rare, of the events", filter: () => ({ action: "void_bag" }) },
  { name: "something rare, by whom", filter: (n) => ({ action: "kind_changed", actor: person(n) }) },
  { name: "something rare of the events, by whom", filter: (n) => ({ action: "void_bag", actor: person(n) }) },
  { name: "to whom", filter: (n) => ({ entity: `user/${1 + n % 120}` }) },
  { name: "to which sack", filter: (n) => ({ entity: `bag/SB${String(n * 37).padStart(5, "0")}` }) },
  { name: "to any bag", filter: () => ({ entity: "bag" }) },
  { name: "some days a year ago", filter: () => ({ from: dayAgo(370), to: dayAgo(365) }) },
  { name: "some days, by whom", filter: (n) => ({ from: dayAgo(370), to: dayAgo(365), actor: person(n) }) },
  { name: "nothing: nobody", filter: () => ({ actor: "nobody" }) },
  { name: "nothing: never done", filter: () => ({ action: "never_done" }) },
  { name: "nothing: never done by whom", filter: (n) => ({ action: "edit_bill", actor: person(n) }) },
];

const dayAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);

interface Figures {
  readonly name: string;
  readonly page: number;
  readonly counted: number;
  readonly scanned: boolean;
}

async function measure(db: Pool, one: Case): Promise<Figures> {
  const rows = auditListRows(db, TIME_ZONE);
  const before = await scansOf(db);
  const page: number[] = [], counted: number[] = [];
  let cursor = one.isDeep ? await middle(db) : null;
  for (let n = 0; n < WARM_UP + QUESTIONS; n++) {
    const filter = one.filter(n);
    const startedAt = performance.now();
    const found = await rows.list(filter, { limit: LIMITS.pageItemsDefault, cursor });
    const listedAt = performance.now();
    await rows.countUpTo(filter, LIMITS.auditCountMax + 1);
    if (one.isDeep) cursor = found!.nextCursor;
    if (n < WARM_UP) continue;
    page.push(listedAt - startedAt);
    counted.push(performance.now() - listedAt);
  }
  const [p95, countedP95] = [page, counted].map((times) => quantile(times.sort((a, b) => a - b), 0.95));
  return { name: one.name, page: p95!, counted: countedP95!, scanned: await scansOf(db) > before };
}

/** Where a reader would be who has turned pages for a long time. */
async function middle(db: Pool): Promise<string> {
  const [row] = await db.query<{ at: string }>(
    `select to_char((min(at) + (max(at) - min(at)) / 2) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at from audit_log`,
  );
  return btoa(JSON.stringify([row!.at, 0, ""]));
}

/** How often either table was read from its beginning; each connection tells it with its next statement. */
async function scansOf(db: Pool): Promise<number> {
  await new Promise((told) => setTimeout(told, 1_200));
  await Promise.all(Array.from({ length: LIMITS.readConnectionsMax }, () => db.query("select pg_sleep(0.01)")));
  const [row] = await db.query<{ n: number }>(
    "select sum(seq_scan)::integer as n from pg_stat_user_tables where relname in ('audit_log', 'scan_events')",
  );
  return row!.n;
}

async function bench(rowCount: number): Promise<boolean> {
  await using database = await openTestDatabase();
  const startedAt = performance.now();
  await withClient(database.url, (owner) => owner.query(FILL.replaceAll("$rows", String(Math.floor(rowCount / 2)))));
  console.error(
    `Filled with ${rowCount.toLocaleString("en")} rows in ${Math.round(performance.now() - startedAt) / 1_000} s`,
  );
  const db = openPool({ url: database.url, role: APP_ROLE }, console.error);
  const all: Figures[] = [];
  for (const one of CASES) all.push(await measure(db, one));
  await db.end();
  console.log(`${await describeMachine()}, ${rowCount.toLocaleString("en")} rows`);
  console.log(`Load of the machine at the end: ${Deno.loadavg().map((load) => load.toFixed(1)).join(", ")}`);
  console.log(`Command: deno task bench:audit ${Deno.args.join(" ")}`.trimEnd());
  console.log("\n| question | page, p95 | count up to 10,000, p95 | |\n|---|---|---|---|");
  for (const { name, page, counted, scanned } of all) {
    console.log(
      `| ${name} | ${page.toFixed(1)} ms | ${counted.toFixed(1)} ms | ${scanned ? "read a whole table" : ""} |`,
    );
  }
  return all.every(({ page, scanned }) => !scanned && page <= P95_MS_MAX);
}

function rowsAsked(args: readonly string[]): number {
  const at = args.indexOf("--rows");
  const rows = at < 0 ? 500_000 : Number(args[at + 1]);
  if (!Number.isSafeInteger(rows) || rows < 1_000) throw new Error("Cannot tell how many: --rows 5000000");
  return rows;
}

if (import.meta.main) Deno.exit(await bench(rowsAsked(Deno.args)) ? 0 : 1);

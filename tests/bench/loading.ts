/** A load on a filled database: run in a process of its own, and what it was told held against what is stored. */
import { LIMITS } from "../../domain/limits.ts";
import { fill } from "./fill.ts";
import { madeUpWarehouse } from "./made_up.ts";
import { RANGES, type State } from "./measurements.ts";
import type { Acknowledged, LoadPlan, LoadResult } from "./plan.ts";
import { ask } from "./subject.ts";

/** A generator that has not ended so long after its last lap is stuck. */
const GRACE_SECONDS = 30;

const HOT_BILLS = RANGES.hot.count / LIMITS.billCapacityMax;

/** Fills an empty database with so many bags, and bills that many can scan into at once. */
export async function fillUp(url: string, bags: number, tell: (line: string) => void): Promise<void> {
  const startedAt = performance.now();
  const warehouse = madeUpWarehouse(bags, { bills: HOT_BILLS, firstNumber: RANGES.hot.first });
  await fill(url, warehouse, "Asia/Kolkata");
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
  tell(`Filled with ${warehouse.bagCount.toLocaleString("en")} bags in ${seconds} s`);
}

export async function load(plan: LoadPlan): Promise<LoadResult> {
  const process = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--quiet", new URL("load.ts", import.meta.url).href],
    stdin: "piped",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const secondsMax = plan.warmUpSeconds + plan.laps * plan.lapSeconds + GRACE_SECONDS;
  const timer = setTimeout(() => process.kill("SIGKILL"), secondsMax * 1_000);
  try {
    await new Response(JSON.stringify(plan)).body!.pipeTo(process.stdin);
    return JSON.parse(await new Response(process.stdout).text()) as LoadResult;
  } finally {
    await process.status;
    clearTimeout(timer);
  }
}

export interface Stored extends Acknowledged {
  /** Children that are in a sack: none may be there without its event. */
  readonly packed: number;
}

export async function storedIn(databaseUrl: string): Promise<Stored> {
  const [row] = await ask<Stored>(
    databaseUrl,
    `select count(*) filter (where kind = 'open_parent' and accepted) as opened,
      count(*) filter (where kind = 'link_child' and accepted) as linked,
      (select count(*) from bags where parent_id is not null) as packed
    from scan_events`,
  );
  return row!;
}

/** What the generator was told, what the events say, and what the bags say. */
export function compare({ opened, linked }: Acknowledged, before: Stored, after: Stored): string {
  const events = [after.opened - before.opened, after.linked - before.linked];
  const isEqual = events[0] === opened && events[1] === linked && after.packed - before.packed === linked;
  if (isEqual) return opened + linked === 0 ? "" : `${(opened + linked).toLocaleString("en")} = stored`;
  return `NO: ${opened} + ${linked} told, ${events.join(" + ")} events, ${after.packed - before.packed} packed`;
}

/** Where the ranges of sacks and children are still free. */
export async function stateOf(databaseUrl: string): Promise<State> {
  const { hot, own, plain } = RANGES;
  const nextIn = ({ first, count }: { first: number; count: number }) =>
    `coalesce((select max(substr(code, 3)::integer) + 1 from bags
      where code >= 'SB${first}' and code < 'SB${first + count}' and child_count > 1), ${first})`;
  const [row] = await ask<State["free"] & State["bags"]>(
    databaseUrl,
    `select ${nextIn(hot)} as hot, ${nextIn(own)} as own,
      coalesce((select max(substr(code, 3)::integer) + 1 from bags where code >= 'SB${plain.first}' and code < 'SB:'),
        ${plain.first}) as plain,
      coalesce((select max(substr(code, 5)::integer) + 1 from bags where code ~ '^8[0-9]{9}$'), 0) as child,
      (select count(*) from bags where code < 'SB${hot.first}' and code >= 'SB00000') as sacks,
      (select count(*) from bags where code ~ '^[0-9]{7}$') as children`,
  );
  const { sacks, children, ...free } = row!;
  return { databaseUrl, bags: { sacks, children }, free };
}

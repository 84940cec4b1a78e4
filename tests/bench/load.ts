/** The load generator, in a process of its own: reads its plan from stdin and writes what came of it to stdout. */
import { closedLoop, type Lap, openLoop, type Worker } from "../support/load.ts";
import { cpuSecondsOf } from "./machine.ts";
import type { LoadPlan, LoadResult } from "./plan.ts";
import { transactor } from "./transactions.ts";
import { getter, Sacks, scanner, type Told } from "./workers.ts";

if (import.meta.main) {
  const plan = JSON.parse(await new Response(Deno.stdin.readable).text()) as LoadPlan;
  console.log(JSON.stringify(await run(plan)));
}

async function run(plan: LoadPlan): Promise<LoadResult> {
  const told: Told = { acknowledged: { opened: 0, linked: 0 }, wrong: [] };
  const laps = await drive(await workersFor(plan, told), plan);
  return { laps, ...told, cpuSeconds: await cpuSecondsOf([Deno.pid]) };
}

function drive(workers: readonly Worker[], plan: LoadPlan): Promise<Lap[]> {
  const { work } = plan;
  return "everyMs" in work ? openLoop(workers, work.everyMs, plan) : closedLoop(workers, plan);
}

async function workersFor(plan: LoadPlan, told: Told): Promise<Worker[]> {
  const { cookies, work } = plan;
  const basesOf = (place: number) => plan.spread === "sprayed" ? plan.bases : [plan.bases[place % plan.bases.length]!];
  const places = Array.from({ length: plan.workers }, (_, place) => place);
  const cookieOf = (place: number) => cookies[place % cookies.length] ?? "";
  if ("paths" in work) return places.map((place) => getter(basesOf(place), cookieOf(place), work.paths, told));
  const { firstSack, firstChild } = work;
  const sacks = new Sacks(firstSack, work.sacks);
  if (work.kind === "transactions") {
    return await Promise.all(places.map((place) => transactor(work.databaseUrl, place, firstChild, sacks, told)));
  }
  return places.map((place) =>
    scanner({ bases: basesOf(place), cookie: cookieOf(place), place, firstChild }, sacks, told)
  );
}

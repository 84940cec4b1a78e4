import { deepStrictEqual as same, ok } from "node:assert/strict";
import { Lookout } from "../../actors/lookout.ts";
import { realClock } from "../../actors/clock.ts";
import { Importer } from "../../actors/importer.ts";
import type { Ledger } from "../../domain/ledger.ts";
import { bagRows } from "../../platform/bag_rows.ts";
import { billRows } from "../../platform/bill_rows.ts";
import { type Cache, openCache } from "../../platform/cache.ts";
import { importEventRows } from "../../platform/import_event_rows.ts";
import { type Database, openPool } from "../../platform/postgres.ts";
import { openReads } from "../../platform/reads.ts";
import { statRows } from "../../platform/stat_rows.ts";
import { chanceOf, oneOf } from "../support/chance.ts";
import { FakeClock } from "../support/fake_clock.ts";
import * as heart from "../support/heart.ts";
import { openPostgresWorld, type PostgresWorld, type Server } from "../support/heart_pg.ts";
import { memoryImportWorld } from "../support/import_world.ts";
import { TIME_ZONE } from "../support/made_rows.ts";
import { HANDS, scanScript } from "../support/scan_script.ts";

const ROUNDS = 100;
const LOOKED_AT = 8;

/** An instance with a cache that never grows old: whatever is wrong in it stays wrong. */
interface Instance {
  readonly server: Server;
  readonly cache: Cache;
  readonly lookout: Lookout;
  readonly reads: ReturnType<typeof openReads>;
}

async function twoInstances(world: PostgresWorld, db: ReturnType<typeof openPool>): Promise<[Instance, Instance]> {
  const instances: Instance[] = [];
  for (const other of [1, 0]) {
    const cache = openCache({ isHearing: () => true, shared: null, now: () => 0 });
    const lookout = new Lookout({
      clock: realClock,
      onFault: () => {},
      isHearing: () => true,
      standing: () => Promise.resolve(new Map()),
      publish: (news) => instances[other]!.lookout.see(JSON.parse(JSON.stringify(news))),
      touched: (subjects, transaction) => cache.touched(subjects, transaction),
    });
    const server = await world.server(1, (command, answer) => lookout.note(command, answer));
    instances.push({ server, cache, lookout, reads: openReads(db, TIME_ZONE, cache) });
  }
  return [instances[0]!, instances[1]!];
}

Deno.test("whatever is done on one instance, both show what the database holds, and keep what nobody has touched", async () => {
  await using world = await openPostgresWorld();
  const db = openPool({ url: world.url }, () => {});
  const chance = chanceOf(20_261_126);
  const instances = await twoInstances(world, db);
  const bags = bagRows(db, TIME_ZONE), bills = billRows(db, TIME_ZONE), stats = statRows(db, TIME_ZONE);
  const versions = new Map<string, number>();
  const script = scanScript(chance, (bill) => versions.get(bill) ?? 1);
  for (let round = 0; round < ROUNDS; round++) {
    await oneOf(chance, instances).server.ask(...script.request(oneOf(chance, HANDS)));
    const { codes, numbers } = await namesOf(world);
    for (const { number, version } of await world.query<{ number: string; version: number }>(VERSIONS)) {
      versions.set(number, version);
    }
    for (const { reads } of instances) {
      for (const code of [...Array(LOOKED_AT)].map(() => oneOf(chance, codes))) {
        same(await reads.bags.find(code), await bags.find(code), code);
      }
      for (const number of numbers) {
        same(whole(await reads.bills.find(number)), whole(await bills.find(number)), number);
      }
      same(counted(await reads.dashboard({ all: true })), counted(await stats.dashboard({ all: true })));
    }
  }
  for (const { cache, server } of instances) {
    same(server.faults, []);
    const { near, loaded } = cache.use();
    ok(near > loaded / 2, `Nothing is kept: ${near} of ${near + loaded}`);
  }
  await db.end();
});

Deno.test("a void bill's sacks, a sack that moved between bills, and what was unknown are shown as they are", async () => {
  await using world = await openPostgresWorld();
  const db = openPool({ url: world.url }, () => {});
  const [here, there] = await twoInstances(world, db);
  const seen = async () => {
    const [sack, bag] = await Promise.all(["SB00001", "00101"].map((code) => there.reads.bags.find(code)));
    return [sack?.bill, sack?.billStatus, sack?.children.length, bag?.bill, bag?.parent];
  };
  same(await seen(), [undefined, undefined, undefined, undefined, undefined]);
  await here.server.ask(heart.link("SB00001", "00101"), heart.createBill("B1", 3), heart.createBill("B2", 3));
  same(await seen(), [null, null, 1, null, "SB00001"]);
  await here.server.ask(heart.putOn("b1", "SB00001"));
  same(await seen(), ["B1", "processing", 1, "B1", "SB00001"]);
  same((await there.reads.bills.find("b1"))?.linkedCount, 1);
  await here.server.ask(heart.putOn("B2", "SB00001", "b1"));
  same([await seen(), (await there.reads.bills.find("b1"))?.linkedCount], [
    ["B2", "processing", 1, "B2", "SB00001"],
    0,
  ]);
  await here.server.ask(heart.link("SB00002", "00102"), heart.putOn("B1", "SB00002"));
  same((await there.reads.bills.find("b1"))?.childCount, 1);
  await here.server.ask(heart.move("00102", "SB00001"));
  same((await there.reads.bills.find("b1"))?.childCount, 0);
  await here.server.ask(heart.voidBill("B2", 2));
  same(await seen(), [null, null, 2, null, "SB00001"]);
  await db.end();
});

Deno.test("what an import puts in and takes back is shown everywhere", async () => {
  await using world = await openPostgresWorld();
  const db = openPool({ url: world.url }, () => {});
  const [here, there] = await twoInstances(world, db);
  const seen = () =>
    Promise.all([here, there].map(async ({ reads }) => {
      const [bag, sack] = await Promise.all(["C1001", "SB00001"].map((code) => reads.bags.find(code)));
      return [bag?.parent, sack?.childCount, (await reads.dashboard({ all: true })).children];
    }));
  same(await seen(), Array(2).fill([undefined, undefined, 0]));
  await importInto(here, db, "applying");
  same(await seen(), Array(2).fill(["SB00001", 3, 3]));
  await importInto(here, db, "undoing");
  same(await seen(), Array(2).fill([undefined, undefined, 0]));
  await db.end();
});

/** One import's three bags, by the importer as it is; its job alone is made up. */
async function importInto({ server, lookout }: Instance, db: Database, state: "applying" | "undoing"): Promise<void> {
  const clock = new FakeClock();
  const made = memoryImportWorld(clock, [1]);
  Object.assign(made.made.get(1)!, { state });
  const ledger = server.ledgers[0]!;
  const open: Ledger["open"] = async (needs) => {
    const transaction = await ledger.open(needs);
    return { ...transaction, commit: (change) => transaction.commit(change) };
  };
  const isOver = Promise.withResolvers<void>();
  const importer = new Importer({
    ...{ ...made, ledger: { ...ledger, open }, events: importEventRows(db) },
    kinds: () => heart.SMALL_KINDS,
    tell: (news) => lookout.tell(news),
    warn: (_, fault) => isOver.reject(fault),
  }, () => {
    isOver.resolve();
    return Promise.resolve(false);
  });
  const work = importer.run();
  await isOver.promise;
  importer.leave();
  await work;
}

const VERSIONS = "select upper(number) as number, version from bills";

/** All that there is, and some that there is not. */
async function namesOf(world: PostgresWorld) {
  const { parents, children, bills } = await world.facts();
  const codes = [...parents, ...children].map(({ code }) => code);
  return { codes: [...codes, "00100", "SB99999"], numbers: [...bills.map(({ number }) => number), "none"] };
}

/** Without the moment that it was read at. */
const whole = (bill: { asOf: Date } | null) => bill && { ...bill, asOf: null };
const counted = (dashboard: { asOf: Date }) => ({ ...dashboard, asOf: null });

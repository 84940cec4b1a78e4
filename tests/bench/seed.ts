/**
 * `deno task seed`: a made-up shift for a tour, by the same commands as real work. Run again it changes nothing.
 * Works beside a running server that shares DATABASE_URL, or alone on the data folder.
 */
import { realClock } from "../../actors/clock.ts";
import { commitBatch } from "../../actors/commit_batch.ts";
import { Floor } from "../../actors/floor.ts";
import type { Answer } from "../../domain/answer.ts";
import type { Command } from "../../domain/command.ts";
import { isRefused } from "../../domain/outcomes.ts";
import type { Person, Role } from "../../domain/shapes.ts";
import { billRows } from "../../platform/bill_rows.ts";
import { orExplain, readCertificates, readConfig } from "../../platform/config.ts";
import { Lane } from "../../platform/lane.ts";
import { postgresLedger } from "../../platform/ledger.ts";
import { migrate } from "../../platform/migrate.ts";
import { loadNames } from "../../platform/names.ts";
import { type People, startPeople } from "../../platform/people.ts";
import { type Database, openPool } from "../../platform/postgres.ts";
import { userRows } from "../../platform/user_rows.ts";
import { billing, completion, type Crew, ENDINGS, mishaps, packing } from "./tour.ts";

/** Below what one actor admits, so that nothing is refused for want of room. */
const COMMANDS_AT_ONCE = 100;

const config = await orExplain(() => readConfig(Deno.env.toObject()));
const { databaseCa } = await orExplain(() => readCertificates(config));
const database = { url: config.databaseUrl, ca: databaseCa };
await migrate(database);
const db = openPool(database, console.error);
const people = await startPeople(db, config, { onFault: console.error, isHearing: () => true, onRenamed: () => {} });
const lane = new Lane(database, console.error);
const floor = await openFloor();

const crew = await hire(db, people);
const outcomes = new Map<string, number>();
for (const commands of [packing(crew), mishaps(crew), billing(crew)]) await work(commands);
for (const ending of ENDINGS) {
  const bill = await billRows(db, config.timeZone).find(ending.number);
  if (bill?.status === "processing") await work([completion(ending, bill.version, crew.biller)]);
}
console.log([...outcomes].map(([outcome, count]) => `${count} × ${outcome}`).join("\n"));
console.log("Ravi, Sunita and Meena did it.");

await floor.leave();
await people.close();
await Promise.all([lane.end(), db.end()]);

async function openFloor(): Promise<Floor> {
  const names = await loadNames(db);
  const ledger = postgresLedger(lane, names, config.timeZone);
  return new Floor({
    lanes: [(commands) => commitBatch(ledger, commands, { kinds: names.kinds(), timeZone: config.timeZone })],
    kinds: names.kinds,
    clock: realClock,
    onBatch: () => {},
    onFault: (fault) => console.error(fault),
    onAnswer: () => {},
  });
}

async function work(commands: readonly Command[]): Promise<void> {
  for (let from = 0; from < commands.length; from += COMMANDS_AT_ONCE) {
    const replies = await Promise.all(floor.submit(commands.slice(from, from + COMMANDS_AT_ONCE)));
    for (const reply of replies) count("refused" in reply ? reply.refused : told(reply.answer));
  }
}

function told({ outcome, replayed }: Answer): string {
  return `${outcome}${isRefused(outcome) ? " (refused)" : ""}${replayed ? ", known already" : ""}`;
}

function count(what: string): void {
  outcomes.set(what, (outcomes.get(what) ?? 0) + 1);
}

async function hire(db: Database, people: People): Promise<Crew> {
  const rows = userRows(db);
  const admin = (await rows.credentialsOf("admin"))?.person;
  if (!admin) throw new Error("Cannot seed: there is no user called admin");
  const hired = async (username: string, fullName: string, role: Role, area: string | null): Promise<Person> => {
    const password = crypto.randomUUID();
    const user = { username, fullName, role, area, password, email: null, mustChangePassword: true };
    await people.deps.users.create(user, { person: admin, address: null, requestId: "seed", key: null });
    return (await rows.credentialsOf(username))!.person;
  };
  return {
    admin,
    dispatchers: [
      await hired("ravi.k", "Ravi Kumar", "dispatcher", "lucknow"),
      await hired("sunita.d", "Sunita Devi", "dispatcher", "indore"),
    ],
    biller: await hired("meena.j", "Meena Joshi", "biller", null),
  };
}

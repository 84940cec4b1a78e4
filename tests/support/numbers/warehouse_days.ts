/** Two business days of one warehouse: a real server on a database of its own, shut down and started again overnight. */
import pg from "pg";
import { type Chance } from "../chance.ts";
import { CAPACITY } from "../oracle_state.ts";
import { openTestDatabase } from "../postgres.ts";
import { startServer, type TestServer } from "../server.ts";
import type { Scene } from "./compare_api.ts";
import { hireCrew } from "./crew.ts";
import { WEIGHTS } from "./model.ts";
import { letPass } from "./overnight.ts";
import { Shift } from "./shift.ts";

export interface WarehouseDays extends AsyncDisposable {
  readonly shift: Shift;
  readonly scene: Scene;
  readonly databaseUrl: string;
  /** Shuts down, lets so many hours pass, and opens again. */
  overnight(hours: number): Promise<void>;
}

export async function openWarehouse(timeZone: string, chance: Chance): Promise<WarehouseDays> {
  await using opened = new AsyncDisposableStack();
  const database = opened.use(await openTestDatabase());
  const db = new pg.Client(database.url);
  await db.connect();
  opened.defer(() => db.end());
  await makeKindsSmall(db);
  const start = (port?: number): Promise<TestServer> =>
    startServer({ databaseUrl: database.url, env: { TIME_ZONE: timeZone }, ...(port ? { port } : {}) });
  let server = await start();
  opened.defer(() => server[Symbol.asyncDispose]());
  const { base, port } = server;
  const shift = new Shift(base, await hireCrew(server), db, chance);
  const closing = opened.move();
  return {
    shift,
    scene: { base, hands: shift.hands, model: shift.model, timeZone },
    databaseUrl: database.url,
    overnight: async (hours) => {
      await server.stop();
      await server[Symbol.asyncDispose]();
      await letPass(hours, db, shift.model);
      server = await start(port);
    },
    [Symbol.asyncDispose]: () => closing.disposeAsync(),
  };
}

/** Sacks that fill up soon, and weights of which none is a whole number. */
async function makeKindsSmall(db: pg.Client): Promise<void> {
  for (const [kind, { childG, expectedG }] of Object.entries(WEIGHTS)) {
    await db.query("update bag_kinds set capacity = $2, child_weight_g = $3, expected_weight_g = $4 where kind = $1", [
      kind,
      CAPACITY[kind as keyof typeof CAPACITY],
      childG,
      expectedG,
    ]);
  }
}

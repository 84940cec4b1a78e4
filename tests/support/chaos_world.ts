/** Three instances on a PostgreSQL and a Redis of their own, all of which can be ended, frozen and started again. */
import { migrate } from "../../platform/migrate.ts";
import { type Query, shrinkSacks } from "./heart_pg.ts";
import { startTestCluster, type TestCluster, withClient } from "./postgres.ts";
import { startRedis, type TestRedis } from "./redis.ts";
import { startServer, type TestServer } from "./server.ts";

export const INSTANCES = 3;

export interface ChaosWorld extends AsyncDisposable {
  /** The addresses of the instances stay the same, whatever becomes of them. */
  readonly bases: readonly string[];
  readonly database: TestCluster;
  readonly redis: TestRedis;
  /** The one that lives at this place now. */
  server(place: number): TestServer;
  /** It comes back at its address, after it has ended. */
  comeBack(place: number): Promise<void>;
  /** One query of the test's own. */
  query: Query;
}

/** How PostgreSQL names the connections of an instance. */
export const nameOf = (place: number): string => `chaos ${place}`;

export async function openChaosWorld(): Promise<ChaosWorld> {
  const database = await startTestCluster();
  const query = queryAt(database.url);
  await migrate({ url: database.url });
  await shrinkSacks(query);
  const redis = await startRedis();
  const begin = (place: number, port?: number) =>
    startServer({
      databaseUrl: `${database.url}?application_name=${encodeURIComponent(nameOf(place))}`,
      env: { REDIS_URL: redis.url },
      ...(port === undefined ? {} : { port }),
    });
  const servers: TestServer[] = [];
  for (let place = 0; place < INSTANCES; place++) servers.push(await begin(place));
  return {
    bases: servers.map(({ base }) => base),
    database,
    redis,
    server: (place) => servers[place]!,
    comeBack: async (place) => {
      const { port } = servers[place]!;
      await servers[place]![Symbol.asyncDispose]();
      servers[place] = await begin(place, port);
    },
    query,
    [Symbol.asyncDispose]: async () => {
      for (const server of servers) await server[Symbol.asyncDispose]();
      await redis.stop();
      database.stop();
    },
  };
}

const queryAt = (url: string): Query => async <Row>(text: string, values: readonly unknown[] = []) =>
  (await withClient(url, (client) => client.query(text, [...values]))).rows as Row[];

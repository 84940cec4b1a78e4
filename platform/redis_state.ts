/** How Redis is, by its own word. */
import type { RedisState } from "../domain/instances.ts";
import type { Redis } from "./redis.ts";

/** Never rejects: one that does not answer is away. */
export async function readRedisState(redis: Pick<Redis, "ask">): Promise<RedisState> {
  const told = await redis.ask((client) => client.info()).catch(() => null);
  if (told === null) return { state: "away", version: null, memoryBytes: null, clients: null };
  const facts = infoFacts(told);
  // What takes Redis' place may not tell all of it.
  const number = (name: string) => facts.has(name) ? Number(facts.get(name)) : null;
  const [memoryBytes, clients] = [number("used_memory"), number("connected_clients")];
  return { state: "ok", version: facts.get("redis_version") ?? null, memoryBytes, clients };
}

/** What the text of INFO says, by name. */
export const infoFacts = (told: string): ReadonlyMap<string, string> =>
  new Map(told.split(/\r?\n/).map((line) => [line.split(":")[0]!, line.slice(line.indexOf(":") + 1)]));

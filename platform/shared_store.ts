/** The cache's texts in Redis, where all instances find them. Without it, or while it is slow, the database is asked. */
import type { SharedStore } from "./cache.ts";
import type { Redis } from "./redis.ts";

/** `schema`: the number of the newest migration, since releases that read other columns must not read each other's texts. */
export function sharedStore(redis: Redis, schema: number): SharedStore {
  const name = (key: string) => `tt:v${schema}:${key}`;
  return {
    get: (key) => redis.ask((client) => client.get(name(key))).catch(() => null),
    set: (key, text, ms) => {
      const expiration = { type: "PX", value: ms } as const;
      redis.ask((client) => client.set(name(key), text, { expiration })).catch(() => {});
    },
  };
}

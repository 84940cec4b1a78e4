/** The cache's texts in Redis, where all instances find them. Without it, or while it is slow, the database is asked. */
import type { SharedStore } from "./cache.ts";
import type { Redis } from "./redis.ts";

// The number moves with the shape of what is kept: two releases side by side do not read each other's.
const PREFIX = "tt:v1:kept";

/** `home`: which database it is of, and by which schema: another one's texts would be taken for true. */
export function sharedStore(redis: Redis, home: string): SharedStore {
  const name = (key: string) => `${PREFIX}:${home}:${key}`;
  return {
    get: (key) => redis.ask((client) => client.get(name(key))).catch(() => null),
    set: (key, text, ms) => {
      const expiration = { type: "PX", value: ms } as const;
      redis.ask((client) => client.set(name(key), text, { expiration })).catch(() => {});
    },
  };
}

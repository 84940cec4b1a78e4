/** The cache, wired: kept in this process, and in Redis where there is one. */
import { type Cache, openCache } from "./cache.ts";
import type { Config } from "./config.ts";
import { newestMigration } from "./migrate.ts";
import { openSharedStore } from "./shared_store.ts";

export interface CacheService {
  readonly cache: Cache;
  end(): void;
}

/** That Redis is away is the bus's to tell. */
export async function startCache(
  { redisUrl }: Pick<Config, "redisUrl">,
  isHearing: () => boolean,
): Promise<CacheService> {
  const shared = redisUrl === null ? null : openSharedStore(redisUrl, await newestMigration(), () => {});
  return { cache: openCache({ isHearing, shared }), end: () => shared?.end() };
}

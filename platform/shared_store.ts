/** The cache's texts in Redis, where all instances find them. Without it, or while it is slow, the database is asked. */
import { createClient } from "redis";
import { LIMITS } from "../domain/limits.ts";
import type { SharedStore } from "./cache.ts";

export interface SharedStoreEnd extends SharedStore {
  end(): void;
}

/** A Redis that is frozen answers nothing and keeps its connection: beyond so many commands the next are dropped, not kept. */
const UNANSWERED_MAX = 1_000;

/**
 * Connects in the background and keeps reconnecting. `schema`: the number of the newest migration, since releases that read
 * other columns must not read each other's texts.
 */
export function openSharedStore(url: string, schema: number, onFault: (fault: unknown) => void): SharedStoreEnd {
  const client = createClient({ url, disableOfflineQueue: true, commandsQueueMaxLength: UNANSWERED_MAX });
  // Without a listener for errors the client would end the process.
  client.on("error", onFault);
  client.connect().catch(onFault);
  const name = (key: string) => `tt:v${schema}:${key}`;
  let restsUntil = 0;
  return {
    async get(key) {
      if (!client.isReady || Date.now() < restsUntil) return null;
      const late = Promise.withResolvers<"late">();
      const timer = setTimeout(() => late.resolve("late"), LIMITS.sharedStoreMs);
      const text = await Promise.race([client.get(name(key)).catch(() => null), late.promise]);
      clearTimeout(timer);
      if (text !== "late") return text;
      restsUntil = Date.now() + LIMITS.sharedStoreRestMs;
      return null;
    },
    set(key, text, ms) {
      if (client.isReady && Date.now() >= restsUntil) client.set(name(key), text, { PX: ms }).catch(() => {});
    },
    end: () => client.destroy(),
  };
}

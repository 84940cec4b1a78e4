/** What an instance does with what it hears of the others, and when it begins to hear them. */
import type { News } from "../domain/notice.ts";
import { type Bus, type BusSettings, openBus } from "./bus.ts";
import { type Cache, openCache } from "./cache.ts";
import type { Names } from "./names.ts";
import type { Database } from "./postgres.ts";
import type { Sessions } from "./sessions.ts";
import { sharedStore } from "./shared_store.ts";
import { currentSnapshot } from "./snapshot_rows.ts";

export interface ListeningSettings extends Omit<BusSettings, "onNews" | "onHearing"> {
  readonly db: Database;
  /** See `readHome`. */
  readonly home: string;
  readonly sessions: Pick<Sessions, "forget" | "forgetAll" | "onEnd">;
  readonly names: Pick<Names, "reloadKinds" | "onOtherKinds" | "reloadAreas" | "onOtherAreas">;
  readonly lookout: {
    /** Other instances' news. */
    see(news: News): void;
    /** What happens to people, kinds and areas here, for them too. */
    tell(news: News): void;
    catchUp(): void;
  };
}

export interface Listening {
  readonly bus: Bus;
  readonly cache: Cache;
}

/** Memory and ears: the cache is believed only while the bus is heard. */
export function startListening({ db, home, sessions, names, lookout, ...settings }: ListeningSettings): Listening {
  const { redis, onFault } = settings;
  const cache = openCache({ isHearing: () => bus.isHearing(), shared: redis && sharedStore(redis, home) });
  const bus = openBus({
    ...settings,
    onNews: (news) => {
      if (news.is === "ended") sessions.forget(news.ended);
      if (news.is === "kinds") names.reloadKinds().catch(onFault);
      if (news.is === "areas") names.reloadAreas().catch(onFault);
      lookout.see(news);
    },
    onHearing: async () => {
      cache.missedUntil(await currentSnapshot(db));
      sessions.forgetAll();
      await Promise.all([names.reloadKinds(), names.reloadAreas()]);
      lookout.catchUp();
    },
  });
  sessions.onEnd((ended) => lookout.tell({ is: "ended", ended }));
  // Whoever hears of it reloads them, finds others too, and says so once more; then there are no others to be found.
  names.onOtherKinds(() => lookout.tell({ is: "kinds" }));
  names.onOtherAreas(() => lookout.tell({ is: "areas" }));
  return { bus, cache };
}

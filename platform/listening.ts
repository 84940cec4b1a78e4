/** What an instance does with what it hears of the others, and when it begins to hear them. */
import type { News } from "../domain/notice.ts";
import type { Snapshot } from "../domain/snapshot.ts";
import { type Bus, type BusSettings, openBus } from "./bus.ts";
import type { Names } from "./names.ts";
import type { Database } from "./postgres.ts";
import type { Sessions } from "./sessions.ts";
import { currentSnapshot } from "./snapshot_rows.ts";

export interface ListeningSettings extends Omit<BusSettings, "onNews" | "onHearing"> {
  readonly db: Database;
  readonly sessions: Pick<Sessions, "forget" | "forgetAll" | "onEnd">;
  readonly names: Pick<Names, "reloadKinds" | "onOtherKinds">;
  readonly lookout: {
    /** Other instances' news. */
    see(news: News): void;
    /** What happens to people and kinds here, for them too. */
    tell(news: News): void;
    catchUp(): void;
  };
  readonly missedUntil: (snapshot: Snapshot) => void;
}

export function startListening({ db, sessions, names, lookout, missedUntil, ...settings }: ListeningSettings): Bus {
  sessions.onEnd((ended) => lookout.tell({ is: "ended", ended }));
  // Whoever hears of it reloads them, finds others too, and says so once more; then there are no others to be found.
  names.onOtherKinds(() => lookout.tell({ is: "kinds" }));
  return openBus({
    ...settings,
    onNews: (news) => {
      if (news.is === "ended") sessions.forget(news.ended);
      if (news.is === "kinds") names.reloadKinds().catch(settings.onFault);
      lookout.see(news);
    },
    onHearing: async () => {
      const snapshot = await currentSnapshot(db);
      missedUntil(snapshot);
      sessions.forgetAll();
      await names.reloadKinds();
      lookout.catchUp();
    },
  });
}

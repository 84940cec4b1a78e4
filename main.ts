/** Reads the configuration, wires the parts, listens, and stops them in order. */
import { realClock } from "./actors/clock.ts";
import { commitsOn } from "./actors/commit_batch.ts";
import { Floor } from "./actors/floor.ts";
import { Lookout } from "./actors/lookout.ts";
import { LIMITS } from "./domain/limits.ts";
import { renamed } from "./domain/notice.ts";
import { addressReader } from "./platform/addresses.ts";
import { isBusy } from "./platform/busy.ts";
import { startDeadlines } from "./platform/deadlines.ts";
import { codePicture } from "./platform/code_pictures.ts";
import { watchCommits } from "./platform/commit_metrics.ts";
import { inOrder, startHttp } from "./platform/http_server.ts";
import { startImports } from "./platform/import_service.ts";
import { Lane } from "./platform/lane.ts";
import { whenLauncherGone } from "./platform/launcher_watch.ts";
import { startListening } from "./platform/listening.ts";
import { postgresLedger } from "./platform/ledger.ts";
import { startMetrics } from "./platform/metrics.ts";
import { startPeople } from "./platform/people.ts";
import { prepare } from "./platform/prepare.ts";
import { openRateLimits, waits } from "./platform/rate_limits.ts";
import { openReads } from "./platform/reads.ts";
import { readiness } from "./platform/readiness.ts";
import { isSameSecret } from "./platform/same_secret.ts";
import { loadStaticFiles } from "./platform/static_files.ts";
import { openTelling } from "./platform/telling.ts";
import { openSettings } from "./platform/settings.ts";
import { startUpkeep } from "./platform/upkeep.ts";
import { linked } from "./platform/traces.ts";
import { readUpload } from "./platform/upload.ts";
import { zip } from "./platform/zip.ts";
import { createApp } from "./routes/app.ts";
import { createPages } from "./routes/pages.tsx";
import { siteOf } from "./routes/site.ts";

const launcherGone = whenLauncherGone();
const { config, tls, log, warn, migration, database, home, ...store } = await prepare(Deno.env.toObject());
const { db, vital, names, redis } = store;
const isHearing = () => bus.isHearing();
const rates = openRateLimits(redis);
const { deps: people, ...peoplesEnd } = await startPeople(vital, config, {
  rates,
  pages: db,
  onFault: warn("Could not look a session up again"),
  isHearing,
  onRenamed: (transaction) => lookout.tell(renamed(transaction)),
});
const lookout = new Lookout({
  clock: realClock,
  onFault: warn("Could not draw a live page"),
  isHearing,
  standing: (sessionIds) => people.sessions.standing(sessionIds),
  publish: (news) => bus.publish(news),
  touched: (subjects, transaction) => cache.touched(subjects, transaction),
});
const { bus, cache } = startListening({
  ...{ redis, database, db: vital, home, sessions: people.sessions, names, lookout },
  onFault: warn("Does not hear the other instances"),
});
const metrics = startMetrics();
const commits = watchCommits(metrics, log.warn);
const lanes = Array.from({ length: config.commitLanes }, () => new Lane(database, warn("Lost a lane")));
const terms = () => ({ kinds: names.kinds(), timeZone: config.timeZone });
const floor = new Floor({
  lanes: lanes.map((lane) => commitsOn(postgresLedger(lane, names, config.timeZone), terms, commits)),
  kinds: names.kinds,
  clock: realClock,
  ...commits,
  onAnswer: (command, answer) => lookout.note(command, answer),
});
const stopUpkeep = startUpkeep(db, config, warn("Upkeep failed"));
const { imports, ...importing } = await startImports({
  ...{ db, database, config, main: new URL("./actors/import_main.ts", import.meta.url) },
  onNews: (news) => lookout.tell(news),
  onFault: warn("An import's thread failed"),
});
const telling = openTelling({
  ...{ db, vital, metrics, migration, bus, floor, commits, cache, redis, live: lookout.live, imports: importing },
  onFault: warn("Could not tell how this instance is"),
});

const site = siteOf(config, tls !== null);
const reads = openReads(db, config.timeZone, cache);
const files = await loadStaticFiles(new URL("./", import.meta.url));
const shared = { site, kinds: names.kinds, sessions: people.sessions };
const isLeaving = () => http.isLeaving();
const app = createApp({
  ...shared,
  ...reads,
  log,
  metrics,
  system: telling.system,
  submit: linked((commands) => floor.submit(commands)),
  ...lookout,
  ...people,
  ...openSettings(db, names),
  ...{ imports, readUpload },
  ...waits(rates, config.scansPerSecondPerUser),
  readiness: readiness({ db: vital, bus, schema: migration, floor: () => floor.state(), isLeaving }),
  addressOf: addressReader(config.trustedProxies),
  ...{ isSameSecret, isBusy, zip, inTime: startDeadlines().within },
  pages: createPages({ ...shared, files, areas: reads.areas, areaLabels: names.areas, codePicture }),
});

const onClosed = () => lookout.live.leave();
const http = startHttp({ port: config.port, tls, fetch: app.fetch, onClosed });
const scheme = tls ? "https" : "http";
console.log(`TraceTrack is ready: ${config.publicOrigin ?? `${scheme}://localhost:${http.port}`}`);
void telling.begin(http.port);

await Promise.race([http.asked, launcherGone]);
log.info("Leaving: finishing what is under way");
await inOrder(LIMITS.drainMs, [
  () => http.leave(),
  () => floor.leave(),
  () => Promise.all([stopUpkeep(), telling.leave(), importing.leave(), peoplesEnd.close(), bus.end()]),
  () => Promise.all([...lanes.map((lane) => lane.end()), store.end()]),
]);
Deno.exit(0);

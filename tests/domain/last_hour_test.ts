import { deepEqual, equal, ok } from "node:assert/strict";
import type { Instance } from "../../domain/instances.ts";
import { lastHour, type Span } from "../../domain/last_hour.ts";
import { chanceOf } from "../support/chance.ts";
import { makeFigures } from "../support/made_system.ts";

const MINUTE_MS = 60_000;
const AS_OF = new Date("2026-11-22T05:11:00Z");

type Figures = Parameters<typeof makeFigures>[0];

/** What was told `secondsAgo`, of the `seconds` before. */
const told = (secondsAgo: number, figures: Figures = {}) => ({
  ...makeFigures({ accepted: 0, refused: 0, replayed: 0, ...figures }),
  at: new Date(AS_OF.getTime() - secondsAgo * 1_000),
});

const instance = (...history: Instance["history"]): Pick<Instance, "history"> => ({ history });

/** Every ten seconds, from so many seconds ago until so many. */
const steadily = (fromS: number, untilS: number, figures: Figures) =>
  instance(...Array.from({ length: (fromS - untilS) / 10 }, (_, place) => told(fromS - 10 * (place + 1), figures)));

const scans = (spans: readonly Span[]) => spans.map(({ scansPerS }) => scansPerS);

Deno.test("an hour has sixty minutes of the clock, the last of them still going, and nothing where nothing was told", () => {
  const spans = lastHour([instance(told(0, { accepted: 50 }))], AS_OF, MINUTE_MS);
  equal(spans.length, 60);
  equal(spans.at(-1)!.from.getTime(), AS_OF.getTime());
  equal(spans[0]!.from.getTime(), AS_OF.getTime() - 59 * MINUTE_MS);
  equal(spans[58]!.scansPerS, 5);
  deepEqual({ ...spans[57]!, from: null }, {
    ...{ from: null, scansPerS: null, requestsPerS: null, ackP99Ms: null, loopDelayP99Ms: null },
    ...{ waiting: null, memoryBytes: null, cacheHits: null },
  });
});

Deno.test("what was told over the edge of a minute goes to both by their part", () => {
  const spans = lastHour([instance(told(57, { accepted: 100, seconds: 10 }))], AS_OF, MINUTE_MS);
  // Three seconds of ten lie in the last whole minute; each minute knows only of the seconds that were told.
  deepEqual(scans(spans).slice(-4), [null, 10, 10, null]);
  const both = lastHour([instance(told(57, { accepted: 100 }), told(47))], AS_OF, MINUTE_MS);
  ok(Math.abs(both.at(-2)!.scansPerS! - 30 / 13) < 1e-9);
});

Deno.test("instances side by side add up, and one that takes over from another counts as one", () => {
  const beside = [steadily(600, 0, { accepted: 20 }), steadily(600, 0, { accepted: 30 })];
  deepEqual([...new Set(scans(lastHour(beside, AS_OF, MINUTE_MS)).slice(-11, -1))], [5]);
  const oneByOne = [steadily(600, 90, { accepted: 20 }), steadily(90, 0, { accepted: 20 })];
  deepEqual([...new Set(scans(lastHour(oneByOne, AS_OF, MINUTE_MS)).slice(-11, -1))], [2]);
});

Deno.test("of times, sizes and queues the worst is kept, of the cache the part that it spared the database", () => {
  const one = told(20, {
    ackP99Ms: 12,
    waiting: 7,
    memoryBytes: 5,
    loopDelayP99Ms: null,
    cacheNear: 6,
    cacheLoaded: 4,
  });
  const other = told(10, {
    ackP99Ms: null,
    waiting: 2,
    memoryBytes: 9,
    loopDelayP99Ms: 3,
    cacheNear: 0,
    cacheLoaded: 5,
  });
  const history = [one, other].map((figures) => ({ ...figures, cacheShared: 3 }));
  const span = lastHour([instance(...history)], AS_OF, MINUTE_MS).at(-2)!;
  deepEqual([span.ackP99Ms, span.waiting, span.memoryBytes, span.loopDelayP99Ms], [12, 7, 9, 3]);
  equal(span.cacheHits, 12 / 21);
  const idle = told(10, { cacheNear: 0, cacheShared: 0, cacheLoaded: 0, ackP99Ms: null });
  const quiet = lastHour([instance(idle)], AS_OF, MINUTE_MS).at(-2)!;
  deepEqual([quiet.scansPerS, quiet.cacheHits, quiet.ackP99Ms], [0, null, null]);
});

Deno.test("no scan is lost and none is counted twice, whatever the windows and the spans", () => {
  for (let seed = 1; seed <= 50; seed++) {
    const chance = chanceOf(seed);
    let at = 3_000, all = 0;
    const history: Instance["history"][number][] = [];
    while (at > 20) {
      const seconds = 1 + Math.round(chance() * 2_500) / 100;
      const accepted = Math.floor(chance() * 400);
      at -= seconds;
      if (at < 0) break;
      all += accepted;
      history.push(told(at, { seconds, accepted }));
    }
    for (const minutes of [1, 5, 10]) {
      const spanMs = minutes * MINUTE_MS;
      const spans = lastHour([instance(...history)], AS_OF, spanMs);
      const secondsIn = (from: Date) =>
        history.reduce((sum, one) => {
          const [begin, end] = [one.at.getTime() - one.seconds * 1_000, one.at.getTime()];
          return sum + Math.max(0, Math.min(end, from.getTime() + spanMs) - Math.max(begin, from.getTime())) / 1_000;
        }, 0);
      const counted = spans.reduce((sum, { from, scansPerS }) => sum + (scansPerS ?? 0) * secondsIn(from), 0);
      ok(Math.abs(counted - all) < 1e-3, `seed ${seed}: ${counted} of ${all}`);
    }
  }
});

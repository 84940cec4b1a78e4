import { deepEqual, doesNotMatch, equal, match, notEqual, ok } from "node:assert/strict";
import type { SystemState } from "../../domain/instances.ts";
import type { Concern } from "../../domain/system_health.ts";
import { systemShown } from "../../routes/system_page.tsx";
import type { PageContext } from "../../views/context.ts";
import { showIn } from "../../views/format.ts";
import { SystemPage, systemPicture } from "../../views/system_page.tsx";
import { concernTold } from "../../views/system_told.ts";
import { en } from "../../views/words/en.ts";
import { hi } from "../../views/words/hi.ts";
import { before, makeDatabase, makeHistory, makeInstance, makeRedis, makeSystem } from "../support/made_system.ts";
import { pageContext, textOf } from "../support/page_context.ts";

const NAME = "warehouse-7:5000";

/** One of each kind: a kind that is missing here does not type-check. */
const CONCERNS: { readonly [Is in Concern["is"]]: Concern & { readonly is: Is } } = {
  silent: { level: "bad", is: "silent", instance: NAME, ms: 40_000 },
  slow: { level: "warn", is: "slow", instance: NAME, ms: 640 },
  waits: { level: "bad", is: "waits", instance: NAME, ms: 3_210 },
  late: { level: "warn", is: "late", instance: NAME, ms: 310 },
  large: { level: "warn", is: "large", instance: NAME, bytes: 1_240_000_000 },
  crowded: { level: "warn", is: "crowded", instance: NAME, count: 44 },
  halved: { level: "warn", is: "halved", instance: NAME, count: 6 },
  uncached: { level: "warn", is: "uncached", instance: NAME, hits: 1_230, reads: 10_000 },
  deaf: { level: "warn", is: "deaf", instance: NAME },
  mixed: { level: "warn", is: "mixed", migrations: [24, 25] },
  newer: { level: "bad", is: "newer", migration: 26, known: 25 },
  older: { level: "bad", is: "older", migration: 24, known: 25 },
  connections: { level: "warn", is: "connections", used: 90, max: 100 },
  transaction: { level: "warn", is: "transaction", ms: 12 * 60_000 },
  redis_away: { level: "warn", is: "redis_away" },
  untold: { level: "warn", is: "untold" },
};

const LANGUAGES = [en, hi].map((words) => ({ words, show: showIn("Asia/Kolkata", words) }));
const pageOf = (state: SystemState, more: Partial<PageContext> = {}): string =>
  String(<SystemPage {...systemShown(pageContext("admin", more), state)} />);
const part = (html: string, id: string): string =>
  new RegExp(`<(\\w+)[^>]* id="${id}"[^]*?</\\1>`).exec(html)?.[0] ?? "";

Deno.test("whatever is not as it should be is told in both languages, with its numbers, and with what to do", () => {
  const numbers: Partial<Record<Concern["is"], RegExp>> = {
    ...{ silent: /40/, slow: /640/, waits: /3\.2/, late: /310/, large: /1\.2/, crowded: /44/, halved: /6/ },
    ...{ uncached: /12\.3%/, mixed: /24, 25/, newer: /26.*25/, older: /24.*25/, transaction: /12/ },
  };
  for (const concern of Object.values(CONCERNS)) {
    for (const context of LANGUAGES) {
      const { says, todo = "" } = concernTold(concern, context);
      match(says, numbers[concern.is] ?? /./, concern.is);
      if ("instance" in concern) ok(says.includes(NAME), concern.is);
      match(todo, /.{20}[.।]$/, concern.is);
      ok(!/undefined|null|NaN|error|invalid|please|success/i.test(`${says} ${todo}`), says);
    }
  }
});

Deno.test("where all is well, one sentence says so, and nothing asks for anything", () => {
  const html = pageOf(makeSystem());
  match(textOf(part(html, "system-verdict")), /^All is well ?1 instance is at work\.$/);
  match(html, /notice notice--good/);
  doesNotMatch(html, /data-concern/);
});

/** What fifteen rules look at, all of it wrong. */
function allWrong(): SystemState {
  const name = `${"very-long-name-".repeat(12)}:5000`;
  const worst = {
    ...{ ackP99Ms: 9_000, oldestMs: 9_000, loopDelayP99Ms: 2_000, memoryBytes: 2e9, poolWaiting: 99 },
    ...{ batchesHalved: 3, cacheNear: 0, cacheShared: 0, cacheLoaded: 90_000, bus: "degraded" as const },
  };
  return makeSystem({
    instances: [
      makeInstance({ name, history: makeHistory(60, (ago) => ago < 20 ? worst : {}) }),
      makeInstance({ id: "begins", name: "<b>new</b>", migration: 24, history: [] }),
      makeInstance({ id: "silent", name: "silent:5000", seenAt: before(40), isGone: true }),
      makeInstance({ id: "stopped", name: "stopped:5000", seenAt: before(90), leftAt: before(90), isGone: true }),
    ],
    database: makeDatabase({ migration: 26, connections: 99, oldestTransactionMs: 7e6, hitRatio: null }),
    redis: makeRedis({ state: "away", version: null, memoryBytes: null, clients: null }),
  });
}

Deno.test("where everything is wrong, all of it is said, the worst first, and names are text", () => {
  const html = pageOf(allWrong());
  const said = [...html.matchAll(/data-concern="(\w+)"/g)].map(([, is]) => is);
  deepEqual(said, [
    ...["silent", "newer", "connections", "transaction", "slow", "waits", "late"],
    ...["redis_away", "mixed", "halved", "uncached", "large", "crowded"],
  ]);
  match(textOf(part(html, "system-verdict")), /^7 things need you now/);
  match(html, /notice notice--bad/);
  doesNotMatch(html, /<b>new/);
  ok(textOf(html).includes("<b>new</b>"));
  doesNotMatch(html, /undefined|NaN|\[object/);
});

Deno.test("only things to watch are said as such", () => {
  const html = pageOf(makeSystem({ redis: makeRedis({ state: "away" }) }));
  match(textOf(part(html, "system-verdict")), /^1 thing to keep an eye on ?1 instance is at work\. ?Keep an eye on it/);
  match(html, /notice notice--warn/);
});

Deno.test("the figures on top are those of all that live, each of its last seconds", () => {
  const living = ["one", "two"].map((id) => makeInstance({ id, name: id }));
  const gone = makeInstance({ id: "gone", isGone: true, leftAt: before(60), seenAt: before(60) });
  const figures = textOf(part(pageOf(makeSystem({ instances: [...living, gone] })), "system-figures"));
  match(
    figures,
    /Scans a second240Slowest answers12 ms.*Waiting scans6the oldest for 4 msLive pages28.*connections31of 100/,
  );
});

Deno.test("an instance shows its hour, what it told last, and whether it is the one that answers", () => {
  const state = makeSystem({
    instances: [makeInstance(), makeInstance({ id: "other", name: "other:5000" })],
  });
  const html = pageOf(state);
  const cards = html.split("<article").slice(1).map(textOf);
  equal(cards.length, 2);
  match(cards[0]!, /warehouse-1:5000Since 19 Nov, 10:41, 3 d 0 h ?Answers this page/);
  doesNotMatch(cards[1]!, /Answers this page/);
  for (
    const fact of [
      ...["Stored, a second118", "Refused, a second1.2", "Asked again, a second0.8", "Half are faster than2.4 ms"],
      ...["Scans in one5", "To lock and read0.6 ms", "To decide0.1 ms", "To write1.4 ms", "Sacks and bills at work104"],
      ...["Connections for pages3 of 8", "In its own memory80.0%", "In Redis15.0%", "In the database5.0%"],
      ...[
        "Hears the othersYes",
        "Memory214 MB",
        "Timers late by3.1 ms",
        "Requests a second248",
        "Migration25",
        "Deno2.9.6",
      ],
    ]
  ) ok(cards[0]!.includes(fact), fact);
});

Deno.test("one that has only just begun says that its numbers come", () => {
  const html = pageOf(makeSystem({ instances: [makeInstance({ history: [] })] }));
  ok(html.split("<article")[1]!.includes(en.system.nothingTold));
  match(textOf(part(html, "system-figures")), /Scans a second0Slowest answers–/);
});

Deno.test("the charts have a bar for each minute that was told of, and a table with the same numbers", () => {
  const html = pageOf(makeSystem({ instances: [makeInstance({ history: makeHistory(10) })] }));
  const bars = [...html.matchAll(/class="spark-bars" d="([^"]*)"/g)].map(([, d]) => [...d!.matchAll(/M(\d+) 100V/g)]);
  // Ten minutes back from seven seconds into one: eleven of the clock. Four charts of all, four of the one.
  deepEqual(bars.map((one) => one.length), Array(8).fill(11));
  deepEqual(bars[0]!.map(([, x]) => Number(x)), Array.from({ length: 11 }, (_, place) => 49 + place));
  match(html, /aria-label="Scans a second, minute by minute for an hour: most 120\. /);
  const table = part(html, "system-table");
  equal(table.match(/<tr>/g)?.length, 13);
  match(textOf(table), /10:3[05]12012 ms24895\.0%10:4012012 ms24895\.0%$/);
});

Deno.test("where no instance has told anything, that is said rather than that all is well", () => {
  const html = pageOf(makeSystem({ instances: [], redis: null }));
  deepEqual([...html.matchAll(/data-concern="(\w+)"/g)].map(([, is]) => is), ["untold"]);
  ok(part(html, "system-instances").includes(en.system.nothingTold));
  doesNotMatch(html, /undefined|NaN|Infinity/);
});

Deno.test("who is gone is folded away, and how it ended is said", () => {
  const gone = part(pageOf(allWrong()), "system-gone");
  match(gone, /^<details class="card fold" id="system-gone"><summary/);
  match(textOf(gone), /2 instances gone within the hour.*silent:5000.*Fell silent.*stopped:5000.*Was stopped/);
  equal(part(pageOf(makeSystem()), "system-gone"), "");
});

Deno.test("the database tells of its slow statements, or how to get them, or that there are none yet", () => {
  const slowOf = (slow: SystemState["database"]["slow"]) =>
    textOf(part(pageOf(makeSystem({ database: makeDatabase({ slow }) })), "system-slow"));
  match(slowOf(null), /does not count.*shared_preload_libraries/);
  match(slowOf([]), /None were counted yet/);
  const statement = { text: "select '<i>' from bags", calls: 20_411, meanMs: 12.4, totalMs: 253_096 };
  match(slowOf([statement]), /select '<i>' from bags20,41112 ms4 min$/);
});

Deno.test("Redis is at work, away, or not there at all", () => {
  const redisOf = (redis: SystemState["redis"]) => textOf(part(pageOf(makeSystem({ redis })), "system-redis"));
  match(redisOf(makeRedis()), /At work ?Version8\.0\.2Memory3\.4 MBConnections9$/);
  match(
    redisOf(makeRedis({ state: "away", version: null, memoryBytes: null, clients: null })),
    /Away ?Version–Memory–/,
  );
  match(redisOf(null), /None is named/);
});

Deno.test("the page speaks Hindi where everything is wrong, down to each word of ours", () => {
  const html = pageOf(allWrong(), LANGUAGES[1]!);
  for (const says of [hi.system.instances, hi.system.levels.bad, hi.system.fellSilent, hi.concerns.redis_away.says]) {
    ok(html.includes(says), says);
  }
  const words = Object.values(en.system).filter((word) => typeof word === "string" && word.includes(" "));
  for (const word of words) ok(!html.includes(String(word)), String(word));
});

Deno.test("a live page is sent the parts that are different, and only those", () => {
  const state = makeSystem();
  const context = pageContext("admin");
  const drawn = (next: SystemState) => systemPicture(systemShown(context, next));
  const whole = drawn(state);
  for (const id of ["verdict", "figures", "hour", "instances", "database", "redis", "slow", "as-of"]) {
    ok(whole.whole().includes(`hx-target="#system-${id}"`), id);
  }
  equal(drawn(state).since(whole), null);
  const later = drawn({ ...state, redis: makeRedis({ state: "away" }) }).since(whole)!;
  deepEqual([...later.matchAll(/hx-target="#([\w-]+)"/g)].map(([, id]) => id), ["system-verdict", "system-redis"]);
  notEqual(drawn({ ...state, asOf: before(-5) }).since(whole), null);
});

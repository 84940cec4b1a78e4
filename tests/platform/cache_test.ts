import { deepStrictEqual as same, equal, rejects } from "node:assert/strict";
import { LIMITS } from "../../domain/limits.ts";
import { type Loaded, openCache, type SharedStore } from "../../platform/cache.ts";
import { decode, encode } from "../../platform/cache_text.ts";
import { below, type Chance, chanceOf } from "../support/chance.ts";

/** A database of one counter that every commit raises, and caches on it. A snapshot sees all before it. */
function world({ shared = null as SharedStore | null } = {}) {
  const state = { committed: 10, at: 1_000_000, isHearing: true, loads: 0 };
  const load = (subjects: readonly string[] = ["a"], rows = 1) => (): Promise<Loaded<number>> => {
    state.loads++;
    const { committed } = state;
    return Promise.resolve({ value: committed, snapshot: snapshotAfter(committed), subjects, rows });
  };
  const open = (aheadMs = 0) => openCache({ isHearing: () => state.isHearing, shared, now: () => state.at + aheadMs });
  return { state, load, open, commit: () => ++state.committed };
}

const snapshotAfter = (transaction: number) => ({ xmin: transaction + 1, xmax: transaction + 1, running: [] });

/** Redis, without a Redis. */
function memoryStore(): SharedStore & { readonly texts: Map<string, string> } {
  const texts = new Map<string, string>();
  return {
    texts,
    get: (key) => Promise.resolve(texts.get(key) ?? null),
    set: (key, text) => void texts.set(key, text),
  };
}

Deno.test("a value is loaded once, and again when a commit has touched what it shows", async () => {
  const { state, load, open, commit } = world();
  const cache = open();
  same([await cache.read("a", load()), await cache.read("a", load()), state.loads], [10, 10, 1]);
  cache.touched(["b"], commit());
  same([await cache.read("a", load()), state.loads], [10, 1]);
  cache.touched(["a"], commit());
  same([await cache.read("a", load()), await cache.read("a", load()), state.loads], [12, 12, 2]);
  same(cache.use(), { near: 3, shared: 0, loaded: 2, entries: 1 });
});

Deno.test("what is asked for by a name longer than any of ours is answered, and not kept", async () => {
  const { state, load, open, commit } = world();
  const cache = open();
  const name = "x".repeat(LIMITS.cacheKeyCharsMax + 1);
  same([await cache.read(name, load()), await cache.read(name, load()), state.loads], [10, 10, 2]);
  commit();
  same([await cache.read(name, load()), cache.use().entries], [11, 0]);
  await cache.read(name.slice(1), load());
  equal(cache.use().entries, 1);
});

Deno.test("a value grows old, by its own limit where it has one", async () => {
  const { state, load, open } = world();
  const cache = open();
  await cache.read("a", load());
  await cache.read("b", load(), 1_000);
  state.at += 1_000;
  await cache.read("a", load());
  equal(state.loads, 2);
  await cache.read("b", load(), 1_000);
  equal(state.loads, 3);
  state.at += LIMITS.cacheValueMs - 1_000;
  await cache.read("a", load());
  equal(state.loads, 4);
  // Its age is that of what it has seen, not of the answer that brought it.
  await cache.read("c", () => {
    state.at += LIMITS.cacheValueMs;
    return load()();
  });
  await cache.read("c", load());
  equal(state.loads, 6);
});

Deno.test("memory is not believed while nothing is heard, nor what it held before news were missed", async () => {
  const { state, load, open, commit } = world({ shared: memoryStore() });
  const cache = open();
  await cache.read("a", load());
  state.isHearing = false;
  commit();
  equal(await cache.read("a", load()), 11);
  commit();
  state.isHearing = true;
  cache.missedUntil(snapshotAfter(12));
  equal(await cache.read("a", load()), 12);
  equal(await cache.read("a", load()), 12);
  equal(state.loads, 3);
});

Deno.test("a transaction that ended after a later one is noted as well", async () => {
  const { load, open, state } = world();
  const cache = open();
  // 11 waits for a lock while 12 commits; the value is read in between.
  const early = { value: 12, snapshot: { xmin: 11, xmax: 13, running: [11] }, subjects: ["a"], rows: 1 };
  await cache.read("a", () => Promise.resolve(early));
  cache.touched(["a"], 12);
  equal(await cache.read("a", load()), 12);
  equal(state.loads, 0);
  cache.touched(["a"], 11);
  cache.touched(["a"], 12);
  state.committed = 12;
  await cache.read("a", load());
  equal(state.loads, 1);
});

Deno.test("where many have touched one subject, none of them is forgotten that may not have ended", async () => {
  const { load, open, state } = world();
  const cache = open();
  const early = { value: 50, snapshot: { xmin: 11, xmax: 51, running: [11] }, subjects: ["a"], rows: 1 };
  await cache.read("a", () => Promise.resolve(early));
  cache.touched(["a"], 11);
  for (let transaction = 12; transaction <= 50; transaction++) cache.touched(["a"], transaction);
  state.committed = 50;
  await cache.read("a", load());
  await cache.read("a", load());
  equal(state.loads, 1);
});

Deno.test("many who ask at once are one load; who asks after a commit was told waits for one that has seen it", async () => {
  const { open, commit, state } = world();
  const cache = open();
  const gates: (() => void)[] = [];
  const slow = () => {
    const { committed } = state;
    const loaded = { value: committed, snapshot: snapshotAfter(committed), subjects: ["a"], rows: 1 };
    return new Promise<Loaded<number>>((resolve) => gates.push(() => resolve(loaded)));
  };
  const first = [cache.read("a", slow), cache.read("a", slow)];
  await turn();
  cache.touched(["a"], commit());
  const later = [cache.read("a", slow), cache.read("a", slow)];
  equal(gates.length, 1);
  gates[0]!();
  equal(await first[0], 10);
  await turn();
  equal(gates.length, 2);
  gates[1]!();
  same(await Promise.all(later), [11, 11]);
  equal(cache.use().loaded, 2);
});

Deno.test("who asks while nothing is heard joins no load that began before", async () => {
  const { open, load, state, commit } = world();
  const cache = open();
  const gate = Promise.withResolvers<void>();
  const value = load()();
  const first = cache.read("a", async () => {
    await gate.promise;
    return await value;
  });
  state.isHearing = false;
  commit();
  const later = cache.read("a", load());
  gate.resolve();
  same([await first, await later], [10, 11]);
});

Deno.test("a load that fails is the fault of those who waited for it, and of nobody later", async () => {
  const { open, load } = world();
  const cache = open();
  const fail = () => Promise.reject(new Error("The database is away"));
  const waiting = [cache.read("a", fail), cache.read("a", load())];
  for (const one of waiting) await rejects(one, /away/);
  equal(await cache.read("a", load()), 10);
});

Deno.test("what another instance has loaded is shown, but nothing that this one knows to be too old", async () => {
  const shared = memoryStore();
  const { open, load, state, commit } = world({ shared });
  const here = open(), there = open();
  for (const cache of [here, there]) await cache.read("a", load());
  same([...shared.texts], []);
  const first = commit();
  for (const cache of [here, there]) cache.touched(["a"], first);
  equal(await there.read("a", load()), 11);
  equal(await here.read("a", load()), 11);
  same([here.use().shared, state.loads], [1, 3]);
  here.touched(["a"], commit());
  equal(await here.read("a", load()), 12);
  equal(state.loads, 4);
  state.at += LIMITS.cacheValueMs;
  equal(await there.read("a", load()), 12);
  equal(state.loads, 5);
  shared.texts.set("a", "no text of ours");
  here.touched(["a"], commit());
  equal(await here.read("a", load()), 13);
});

Deno.test("what was shown here is not followed by an older text, though nobody told of the commit", async () => {
  const shared = memoryStore();
  const { open, load, commit, state } = world({ shared });
  // By a clock that is ahead, its texts stay young for longer.
  const here = open(), ahead = open(4_000);
  for (const cache of [ahead, here]) await cache.read("a", load());
  state.at += LIMITS.cacheValueMs;
  await ahead.read("a", load());
  const older = shared.texts.get("a")!;
  commit();
  state.isHearing = false;
  equal(await here.read("a", load()), 11);
  state.isHearing = true;
  shared.texts.set("a", older);
  state.at += LIMITS.cacheValueMs;
  equal(await here.read("a", load()), 11);
  equal(here.use().shared, 0);
});

Deno.test("what weighs too much goes, the longest unasked first", async () => {
  const { open, load } = world();
  const cache = open();
  const third = LIMITS.cacheRowsMax / 3;
  for (const key of ["a", "b", "a", "c"]) await cache.read(key, load([], third - 10));
  await cache.read("d", load([], third - 10));
  equal(cache.use().entries, 3);
  for (const key of ["a", "c", "d"]) await cache.read(key, load());
  same(cache.use(), { near: 4, shared: 0, loaded: 4, entries: 3 });
});

Deno.test("what is too much to note is noted of everything", async () => {
  const { open, load, commit, state } = world();
  const cache = open();
  await cache.read("a", load());
  cache.touched(["a"], commit());
  cache.touched(Array.from({ length: LIMITS.cacheNotesMax }, (_, n) => `other:${n}`), commit());
  equal(await cache.read("a", load()), 12);
  equal(await cache.read("a", load()), 12);
  equal(state.loads, 2);
});

Deno.test("values come back from their text as they went in, instants and all", () => {
  const chance = chanceOf(7);
  for (let round = 0; round < 500; round++) {
    const timed = {
      value: someValue(chance, 3),
      snapshot: { xmin: 3, xmax: 9, running: [3, below(chance, 9)] },
      subjects: ["bag:SB00001", "@"],
      ...{ rows: 3, at: 17 },
    };
    same(decode(encode(timed)), timed);
  }
  for (const text of ["", "null", "{}", '{"snapshot":"1:2"}']) equal(decode(text), null);
});

const TEXTS = ["", "@", "@@", "@12", "2026-11-26T10:00:00.000Z", "ö \u2028 \"'", "{}"];

function someValue(chance: Chance, depth: number): unknown {
  const items = () => Array.from({ length: below(chance, 4) }, () => someValue(chance, depth - 1));
  const kinds: (() => unknown)[] = [
    () => TEXTS[below(chance, TEXTS.length)],
    () => new Date(below(chance, 2 ** 31) * 1_000),
    () => below(chance, 1_000) / 8,
    () => null,
    () => chance() < 0.5,
    items,
    () => Object.fromEntries(items().map((item, n) => [`${TEXTS[n]}${n}`, item])),
  ];
  return kinds[below(chance, depth > 0 ? kinds.length : 5)]!();
}

const turn = (): Promise<void> => new Promise((done) => setTimeout(done));

import assert from "node:assert/strict";
import { type Drawing, Live, type Reader, type Topic } from "../../actors/live.ts";
import { LIMITS } from "../../domain/limits.ts";
import type { Person } from "../../domain/shapes.ts";
import { allTurns, FakeClock } from "../support/fake_clock.ts";

type Standing = Map<string, Pick<Person, "role" | "area">>;

/** A number that pages show: whole as `=5`, and what changed as `+2`. */
class Shown implements Drawing {
  constructor(readonly value: number) {}
  whole = (): string => `=${this.value}`;
  since = (before: Shown): string | null => before.value === this.value ? null : `+${this.value - before.value}`;
}

function liveWorld() {
  const clock = new FakeClock();
  const standing: Standing = new Map();
  const world = { value: 0, drawings: 0, fails: false, isHearing: true };
  const faults: unknown[] = [];
  const live = new Live({
    clock,
    onFault: (fault) => faults.push(fault),
    isHearing: () => world.isHearing,
    standing: (ids) => Promise.resolve(new Map(ids.flatMap((id) => standing.has(id) ? [[id, standing.get(id)!]] : []))),
  });
  const topic = (key = "bill 7"): Topic => ({
    key,
    subjects: [key],
    gapMs: 250,
    draw: () => {
      world.drawings++;
      return world.fails ? Promise.reject(new Error("no database")) : Promise.resolve(new Shown(world.value));
    },
  });
  const reader = (sessionId = "s1", takes = Infinity) => {
    const heard: string[] = [];
    const one: Reader & { readonly heard: string[] } = {
      heard,
      sessionId,
      person: { id: 1, role: "biller", area: null },
      send: (message) => heard.length < takes && heard.push(message) > 0,
      beat: () => void heard.push("beat"),
      close: (isOver) => void heard.push(isOver ? "over" : "closed"),
    };
    standing.set(sessionId, { role: "biller", area: null });
    return one;
  };
  /** Lets so much time pass, ringing whatever is due on the way. */
  const pass = async (ms: number) => {
    const end = clock.now() + ms;
    await allTurns();
    for (let at = clock.now(); at < end; at = clock.now()) {
      clock.pass(Math.min(50, end - at));
      while (clock.stepIfDue()) await allTurns();
      await allTurns();
    }
  };
  return { live, clock, standing, world, faults, topic, reader, pass };
}

Deno.test("Live gives a newcomer the whole picture, and everybody what changes from then on", async () => {
  const { live, world, topic, reader, pass } = liveWorld();
  const [first, second] = [reader(), reader()];
  live.join(topic(), first);
  await pass(300);
  world.value = 3;
  live.changed(["bill 7"]);
  await pass(0);
  live.join(topic(), second);
  await pass(300);
  world.value = 5;
  live.changed(["bill 7", "bill 8"]);
  await pass(300);
  assert.deepEqual(first.heard, ["=0", "+3", "+2"]);
  assert.deepEqual(second.heard, ["=3", "+2"]);
});

Deno.test("Live draws once for all readers, at most four times a second, and ends with the last state", async () => {
  const { live, world, topic, reader, pass } = liveWorld();
  const readers = Array.from({ length: 50 }, (_, n) => reader(`s${n}`));
  for (const one of readers) live.join(topic(), one);
  for (let change = 0; change < 100; change++) {
    world.value++;
    live.changed(["bill 7"]);
    await pass(20);
  }
  await pass(300);
  assert.ok(world.drawings >= 8 && world.drawings <= 10, `${world.drawings} drawings in two seconds`);
  for (const { heard } of readers) {
    assert.equal(heard.reduce((sum, message) => sum + Number(message.slice(1)), 0), 100);
  }
});

Deno.test("Live sees a change that comes while it draws", async () => {
  const { live, world, topic, reader, pass } = liveWorld();
  const slow = topic();
  const gate = Promise.withResolvers<void>();
  const one = reader();
  live.join({
    ...slow,
    draw: async () => {
      const seen = new Shown(world.value);
      await gate.promise;
      return seen;
    },
  }, one);
  await pass(0);
  world.value = 1;
  live.changed(["bill 7"]);
  gate.resolve();
  await pass(300);
  assert.deepEqual(one.heard, ["=0", "+1"]);
});

Deno.test("Live draws again after seconds, though no change was heard of: a hint can be lost", async () => {
  const { live, world, topic, reader, pass } = liveWorld();
  const one = reader();
  live.join(topic(), one);
  await pass(300);
  world.value = 4;
  await pass(LIMITS.liveRedrawMs + 2 * LIMITS.liveTickMs);
  assert.deepEqual(one.heard, ["=0", "+4"]);
});

Deno.test("Live draws again every second while other instances are not heard", async () => {
  const { live, world, topic, reader, pass } = liveWorld();
  const one = reader();
  live.join(topic(), one);
  await pass(300);
  world.isHearing = false;
  world.value = 4;
  await pass(2 * LIMITS.liveTickMs);
  assert.deepEqual(one.heard, ["=0", "+4"]);
});

Deno.test("Live lets a slow reader go and keeps the others", async () => {
  const { live, world, topic, reader, pass } = liveWorld();
  const [slow, quick] = [reader("s1", 1), reader("s2")];
  live.join(topic(), slow);
  live.join(topic(), quick);
  await pass(300);
  world.value = 1;
  live.changed(["bill 7"]);
  await pass(300);
  assert.deepEqual([slow.heard, quick.heard], [["=0", "closed"], ["=0", "+1"]]);
  assert.deepEqual(live.state(), { readers: 1, topics: 1, dropped: 1 });
});

Deno.test("Live tells of a fault, keeps its readers, and draws when it can again", async () => {
  const { live, world, faults, topic, reader, pass } = liveWorld();
  const one = reader();
  world.fails = true;
  live.join(topic(), one);
  await pass(2_500);
  assert.ok(faults.length >= 2 && faults.length <= 4, `${faults.length} tries in 2.5 s`);
  world.fails = false;
  world.value = 9;
  await pass(1_500);
  assert.deepEqual(one.heard, ["=9"]);
});

Deno.test("Live forgets a topic that nobody looks at, and then stands still", async () => {
  const { live, world, clock, topic, reader, pass } = liveWorld();
  const one = live.join(topic(), reader());
  await pass(300);
  one.leave();
  live.changed(["bill 7"]);
  await pass(LIMITS.liveTickMs + 100);
  assert.deepEqual(live.state(), { readers: 0, topics: 0, dropped: 0 });
  assert.equal(world.drawings, 1);
  assert.equal(clock.step(), false, "no timer is left");
});

Deno.test("Live ends a session's streams for good, and a person's so that those which stand come back", () => {
  const { live, topic, reader } = liveWorld();
  const [one, other] = [reader("s1"), reader("s2")];
  live.join(topic(), one);
  live.join(topic("dashboard"), other);
  live.end({ sessionId: "s1" });
  assert.deepEqual([one.heard, other.heard], [["over"], []]);
  live.end({ userId: 1 });
  assert.deepEqual(other.heard, ["closed"]);
  assert.equal(live.state().readers, 0);
});

Deno.test("Live ends a session that another instance has ended, and one whose person has another role now", async () => {
  const { live, standing, topic, reader, pass } = liveWorld();
  const [gone, changed, kept] = [reader("s1"), reader("s2"), reader("s3")];
  for (const one of [gone, changed, kept]) live.join(topic(), one);
  standing.delete("s1");
  standing.set("s2", { role: "dispatcher", area: "lucknow" });
  await pass(LIMITS.liveBeatMs + LIMITS.liveTickMs);
  assert.deepEqual(gone.heard, ["=0", "beat", "over"]);
  assert.deepEqual(changed.heard, ["=0", "beat", "closed"]);
  assert.deepEqual(kept.heard, ["=0", "beat"]);
});

Deno.test("Live has no room for a page too many of one session, nor for any once it leaves", () => {
  const { live, topic, reader } = liveWorld();
  for (let tab = 0; tab < LIMITS.liveReadersOfSessionMax; tab++) live.join(topic(), reader("s1"));
  assert.equal(live.hasRoomFor({ sessionId: "s1" }), false);
  assert.equal(live.hasRoomFor({ sessionId: "s2" }), true);
  live.leave();
  assert.deepEqual([live.state().readers, live.hasRoomFor({ sessionId: "s2" })], [0, false]);
});

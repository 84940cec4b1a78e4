import { deepEqual, equal, ok } from "node:assert/strict";
import type { Entry, Job, Placed } from "../../../static/js/outbox.ts";
import { memoryOutbox } from "../../../static/js/outbox_memory.ts";
import {
  type Answered,
  LATE_MS,
  nextGroup,
  pauseMs,
  type Posted,
  send,
  type SenderParts,
  type SenderState,
} from "../../../static/js/sender.ts";
import { below, type Chance, chanceOf } from "../../support/chance.ts";

const START = Date.UTC(2026, 10, 26, 4, 30);
const entryOf = (id: string, job: Job = { kind: "link", parent: "SB00042", child: id }): Entry => ({
  ...{ id, user: "ravi", tab: "tab-1", station: "S1", scannedAt: new Date(START).toISOString(), label: id, job },
});
const answerTo = ({ id }: Entry, isRefused = false): Answered => ({
  ...{ id, parent: "", outcome: isRefused ? "parent_full" : "child_linked", isRefused, html: "<li>" },
  ...{ look: isRefused ? "full" : "stored", says: "It is full.", todo: "Next sack." },
});

/** A page whose server answers by script; it works until the outbox is empty and the script is at its end. */
function page(replies: ((entries: readonly Entry[]) => Posted)[], now = START) {
  const outbox = memoryOutbox();
  const sent: string[][] = [];
  const delivered: { id: string; isLate: boolean }[] = [];
  const states: SenderState[] = [];
  const pauses: number[] = [];
  let signIns = 0;
  const parts: SenderParts = {
    outbox,
    user: "ravi",
    post(entries) {
      sent.push(entries.map(({ id }) => id));
      const reply = replies.shift();
      const all: Posted = { is: "answers", answers: entries.map((entry) => answerTo(entry)), retryAfterMs: 0 };
      return Promise.resolve(reply ? reply(entries) : all);
    },
    deliver: ({ id }, _, isLate) => delivered.push({ id, isLate }),
    isWatched: ({ tab }) => tab === "tab-1",
    tell: (state) => states.push(state),
    added: () => Promise.resolve(),
    pause: (ms) => Promise.resolve(void pauses.push(ms)),
    signedIn: () => Promise.resolve(void signIns++),
    now: () => now,
    random: () => 1,
  };
  return {
    ...{ outbox, sent, delivered, states, pauses },
    signIns: () => signIns,
    async run() {
      await send(parts, async () => replies.length > 0 || (await outbox.counts("ravi")).own > 0);
    },
  };
}

const later = (_?: readonly Entry[]): Posted => ({ is: "later", retryAfterMs: 0 });

Deno.test("what waits together goes together, in order, and leaves when it is answered", async () => {
  const { outbox, sent, delivered, run } = page([]);
  for (const id of ["a", "b", "c"]) await outbox.add(entryOf(id));
  await run();
  deepEqual(sent, [["a", "b", "c"]]);
  deepEqual(delivered.map(({ id }) => id), ["a", "b", "c"]);
  equal((await outbox.counts("ravi")).all, 0);
});

Deno.test("an undo goes alone and in its place: what it takes back is stored before it", () => {
  const placed = (entries: Entry[]): Placed[] => entries.map((entry, place) => ({ ...entry, seq: place }));
  const undo = entryOf("u", { kind: "undo", undoes: "a", parent: "SB00042", bill: "" });
  const ids = (entries: Entry[]) => nextGroup(placed(entries)).map(({ id }) => id);
  deepEqual(ids([entryOf("a"), entryOf("b"), undo, entryOf("c")]), ["a", "b"]);
  deepEqual(ids([undo, entryOf("c")]), ["u"]);
  deepEqual(ids([]), []);
});

Deno.test("no answer: the same ids again, until there is one", async () => {
  const { outbox, sent, delivered, states, pauses, run } = page([later, later]);
  await outbox.add(entryOf("a"));
  await run();
  deepEqual(sent, [["a"], ["a"], ["a"]]);
  deepEqual(delivered, [{ id: "a", isLate: true }]);
  deepEqual(states, ["waiting", "waiting"]);
  deepEqual(pauses, [300, 600]);
});

Deno.test("what came in while the server was away is late like what was tried in vain; what comes afterwards is not", async () => {
  const { outbox, delivered, run } = page([
    (entries) => {
      void outbox.add(entryOf("b"));
      return later(entries);
    },
    (entries) => {
      void outbox.add({ ...entryOf("c"), scannedAt: new Date(START + 1).toISOString() });
      return { is: "answers", answers: entries.map((entry) => answerTo(entry)), retryAfterMs: 0 };
    },
  ]);
  await outbox.add(entryOf("a"));
  await run();
  deepEqual(delivered, [{ id: "a", isLate: true }, { id: "b", isLate: true }, { id: "c", isLate: false }]);
});

Deno.test("of a batch that is answered in part, the rest is sent again, and nothing twice", async () => {
  const { outbox, sent, run } = page([
    (entries) => ({ is: "answers", answers: entries.slice(0, 2).map((entry) => answerTo(entry)), retryAfterMs: 1_000 }),
  ]);
  for (const id of ["a", "b", "c", "d"]) await outbox.add(entryOf(id));
  await run();
  deepEqual(sent, [["a", "b", "c", "d"], ["c", "d"]]);
});

Deno.test("signed out, or somebody else is in: nothing leaves until there is a sign-in", async () => {
  for (const is of ["signed_out", "other_user"] as const) {
    const { outbox, sent, states, signIns, run } = page([() => ({ is })]);
    await outbox.add(entryOf("a"));
    await run();
    equal(signIns(), 1);
    deepEqual(states, [is]);
    deepEqual(sent, [["a"], ["a"]]);
  }
});

Deno.test("another user's scans are never sent", async () => {
  const { outbox, sent, run } = page([]);
  await outbox.add({ ...entryOf("hers"), user: "sunita" });
  await outbox.add(entryOf("his"));
  await run();
  deepEqual(sent, [["his"]]);
  deepEqual(await outbox.counts("ravi"), { all: 1, own: 0 });
});

Deno.test("a refusal is kept for a look in the same step in which it leaves the outbox", async () => {
  const { outbox, run, delivered } = page([
    (entries) => ({ is: "answers", answers: entries.map((entry) => answerTo(entry, true)), retryAfterMs: 0 }),
  ]);
  await outbox.add(entryOf("a"));
  await run();
  const [look] = await outbox.looks();
  equal(look?.outcome, "parent_full");
  equal(look?.entry.id, "a");
  deepEqual(delivered, [{ id: "a", isLate: false }]);
});

Deno.test("an answer is late when it took long, and when the page that scanned it is gone", async () => {
  const old = page([], START + LATE_MS + 1);
  await old.outbox.add(entryOf("a"));
  await old.run();
  deepEqual(old.delivered, [{ id: "a", isLate: true }]);
  const orphaned = page([]);
  await orphaned.outbox.add({ ...entryOf("b"), tab: "tab-2" });
  await orphaned.run();
  deepEqual(orphaned.delivered, [{ id: "b", isLate: true }]);
});

Deno.test("pauses grow to five seconds, and are never shorter than the server asked for", () => {
  deepEqual([1, 2, 3, 9].map((failures) => pauseMs(failures, 0, 1)), [300, 600, 1_200, 5_000]);
  equal(pauseMs(1, 2_000, 0), 2_000);
  equal(pauseMs(9, 60_000, 0), 5_000);
  ok(pauseMs(3, 0, 0) >= 600);
});

Deno.test("two pages take turns by a lease: never both at a time, and a dead one's is free when it ends", async () => {
  const { takeLease } = memoryOutbox();
  equal(await takeLease("sender ravi", "tab-1", 0, 15_000), true);
  equal(await takeLease("sender ravi", "tab-2", 14_999, 30_000), false);
  equal(await takeLease("sender sunita", "tab-2", 1, 15_000), true);
  equal(await takeLease("sender ravi", "tab-1", 5_000, 20_000), true);
  equal(await takeLease("sender ravi", "tab-2", 20_000, 35_000), true);
});

Deno.test("whatever fails in between: each scan is stored once, in order, and answered once", async () => {
  for (let seed = 1; seed <= 200; seed++) await stormOf(chanceOf(seed));
});

/** A server that loses requests and answers, refuses for now, forgets sessions and answers in parts. */
async function stormOf(chance: Chance): Promise<void> {
  const stored: string[] = [];
  const post = (entries: readonly Entry[]): Promise<Posted> => {
    const fate = below(chance, 6);
    if (fate === 0) return Promise.resolve({ is: "later", retryAfterMs: 0 });
    if (fate === 1) return Promise.resolve({ is: "signed_out" });
    const taken = fate === 2 ? entries.slice(0, below(chance, entries.length)) : entries;
    for (const { id } of taken) if (!stored.includes(id)) stored.push(id);
    if (fate === 3) return Promise.resolve({ is: "later", retryAfterMs: 0 });
    return Promise.resolve({ is: "answers", answers: taken.map((entry) => answerTo(entry)), retryAfterMs: 0 });
  };
  const { outbox } = page([]);
  const answered: string[] = [];
  const all = Array.from({ length: 40 }, (_, place) => `scan-${place}`);
  const rest = [...all];
  const add = async () => {
    for (let count = below(chance, 4); count > 0 && rest.length > 0; count--) await outbox.add(entryOf(rest.shift()!));
  };
  const parts: SenderParts = {
    ...{ outbox, user: "ravi", post, isWatched: () => true, tell: () => {} },
    deliver: ({ id }) => answered.push(id),
    ...{ added: add, pause: add, signedIn: add, now: () => START, random: chance },
  };
  // The page is closed and opened again now and then: another sender goes on with the same outbox.
  while (rest.length > 0 || (await outbox.counts("ravi")).all > 0) {
    let requests = below(chance, 10);
    await send(parts, () => requests-- > 0);
    await add();
  }
  deepEqual(stored, all);
  deepEqual(answered, all);
}

/** The outbox of this browser at work: opened, sent from, and told of, on every page of somebody who is signed in. */
import { jot, jotted, unjot } from "./jotter.ts";
import { takeTurns } from "./one_sender.ts";
import type { Entry, Outbox } from "./outbox.ts";
import { askToBeKept, openIdbOutbox } from "./outbox_idb.ts";
import { memoryOutbox } from "./outbox_memory.ts";
import { post } from "./post.ts";
import { send, type SenderParts } from "./sender.ts";
import { meetTabs, type Message, type Tabs } from "./tabs.ts";

export interface OutboxService {
  readonly user: string;
  readonly tabs: Tabs;
  /** The browser's, or one in memory where it has none. */
  readonly outbox: Promise<Outbox>;
  /** Keeps an entry, in the order of the calls, and has it sent. Resolves when it is kept. */
  add(entry: Entry): Promise<void>;
  /** How many are not kept yet: while there are some, the page must not be closed. */
  unkept(): number;
  /** Grows with everything that is added: what was counted across a growth is counted again. */
  additions(): number;
}

const ADD_AGAIN_MS = 1_000;
const RECOVER_MS = 10_000;
const SIGN_IN_AGAIN_MS = 10_000;

export function startOutbox(user: string, isScanPage: boolean): OutboxService {
  const tabs = meetTabs(isScanPage);
  const outbox = openIdbOutbox().catch(memoryOutbox);
  outbox.then((opened) => {
    if (opened.isKept) void askToBeKept();
    const parts = partsOf(opened, tabs, user);
    return takeTurns(opened, tabs, user, (mayGoOn) => send(parts, mayGoOn));
  });
  const adding = new Set<string>();
  let additions = 0;
  tabs.listen(({ is }) => {
    if (is === "added") additions++;
  });
  const add = async (entry: Entry): Promise<void> => {
    additions++;
    adding.add(entry.id);
    jot(entry);
    await keep(outbox, entry);
    // Without a database of the browser's, what is jotted down is all that outlives the page.
    if ((await outbox).isKept) unjot(entry);
    adding.delete(entry.id);
    tabs.tell({ is: "added" });
  };
  const recover = () => {
    for (const entry of jotted()) if (!adding.has(entry.id)) void add(entry);
  };
  recover();
  // Whoever this page was made for has a session.
  tabs.tell({ is: "signed_in" });
  // A tab that was closed or has crashed may leave some.
  tabs.listen(({ is }) => is === "gone" && recover());
  setInterval(recover, RECOVER_MS);
  return { user, tabs, outbox, add, unkept: () => adding.size, additions: () => additions };
}

/** A full disk refuses: tried again for as long as the page lives. */
async function keep(outbox: Promise<Outbox>, entry: Entry): Promise<void> {
  for (;;) {
    try {
      return await (await outbox).add(entry);
    } catch {
      document.dispatchEvent(new CustomEvent("tracetrack:not-kept"));
      await new Promise((resolve) => setTimeout(resolve, ADD_AGAIN_MS));
    }
  }
}

function partsOf(outbox: Outbox, tabs: Tabs, user: string): SenderParts {
  const signedIn = signal(tabs, "signed_in", false);
  return {
    outbox,
    user,
    post,
    deliver(entry, answer, isLate) {
      unjot(entry);
      const isOwn = tabs.isScanning(entry.tab);
      tabs.tell({ is: "answer", tab: isOwn ? entry.tab : tabs.own, answer, isOwn, isLate });
      tabs.tell({ is: "changed" });
    },
    isWatched: ({ tab }) => tabs.isScanning(tab),
    tell: (state) => tabs.tell({ is: "state", state }),
    added: signal(tabs, "added", true),
    // Somebody may have signed in where no tab could tell us: it is tried again now and then.
    signedIn: () => Promise.race([signedIn(), pause(SIGN_IN_AGAIN_MS)]),
    pause,
    now: Date.now,
    random: Math.random,
  };
}

/** Waits for the next such message; `remembers`: one that came while nobody waited counts, too. */
function signal(tabs: Tabs, is: Message["is"], remembers: boolean): () => Promise<void> {
  let isDue = false;
  let go: (() => void) | null = null;
  tabs.listen((message) => {
    if (message.is !== is) return;
    if (go) go();
    else isDue = remembers;
    go = null;
  });
  return () => {
    if (!isDue) return new Promise((resolve) => void (go = resolve));
    isDue = false;
    return Promise.resolve();
  };
}

/** Ends early when the browser says that the network is back. */
function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      clearTimeout(timer);
      removeEventListener("online", go);
      resolve();
    };
    const timer = setTimeout(go, ms);
    addEventListener("online", go);
  });
}

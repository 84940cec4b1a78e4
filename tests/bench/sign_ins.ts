/** Those who sign in while others scan: people who work here, and somebody who guesses, behind the same address. */
import { signInAs } from "./sessions.ts";
import { PASSWORD } from "./subject.ts";

/** What came of the sign-ins. */
export interface Tally {
  /** How long those waited who were let in, in ms, and have signed in from this address before. */
  readonly known: number[];
  /** The same of those whose names are guessed at meanwhile: they come by the browser they always use. */
  readonly guessedAt: number[];
  /** With the right password, and not let in. */
  refused: number;
  /** How often the bad ones got each status. */
  readonly bad: Map<number, number>;
}

/** One of those who work here comes in so often while passwords are guessed. */
const KNOWN_EVERY_MS = 1_000;
/** Every second bad one is of a name that somebody has. */
const GUESSED_NAMES = 5;

export interface PeopleWhoSignIn {
  /** All at once, and again when all are in. */
  together(until: AbortSignal): Promise<Tally>;
  /** One by one, while so many bad ones a minute come by the clock. */
  besideGuesses(perMinute: number, until: AbortSignal): Promise<Tally>;
}

interface Worker {
  readonly username: string;
  /** His browser, from an earlier sign-in. */
  readonly device: string;
}

/** Makes so many people, each of whom has been in once. */
export async function startPeopleWhoSignIn(base: string, count: number): Promise<PeopleWhoSignIn> {
  const admin = await signInAs(base, "admin");
  const people: Worker[] = [];
  for (let place = 0; place < count; place++) {
    const username = `worker${place + 1}`;
    await makePerson(base, admin, username);
    const first = await signIn(base, username, PASSWORD);
    if (!first.device) throw new Error(`Cannot sign in as ${username}: status ${first.status}`);
    people.push({ username, device: first.device });
  }
  const guessedAt = people.slice(0, GUESSED_NAMES), others = people.slice(GUESSED_NAMES);
  return {
    together: async (until) => {
      const tally = newTally();
      while (!until.aborted) {
        await Promise.all(people.map(({ username }) => comeIn(base, { username, device: "" }, tally, tally.known)));
      }
      return tally;
    },
    besideGuesses: async (perMinute, until) => {
      const tally = newTally();
      const names = guessedAt.map(({ username }) => username);
      const bad = everyMs(60_000 / perMinute, until, async (n) => {
        const username = n % 2 === 0 ? `nobody${n}` : names[(n >> 1) % names.length]!;
        const { status } = await signIn(base, username, `guess number ${n}`);
        tally.bad.set(status, (tally.bad.get(status) ?? 0) + 1);
      });
      const good = everyMs(KNOWN_EVERY_MS, until, async (n) => {
        const isGuessedAt = n % 2 === 1, turn = n >> 1;
        const one = isGuessedAt ? guessedAt[turn % guessedAt.length]! : others[turn % others.length]!;
        const who = isGuessedAt ? one : { ...one, device: "" };
        await comeIn(base, who, tally, isGuessedAt ? tally.guessedAt : tally.known);
      });
      await Promise.all([bad, good]);
      return tally;
    },
  };
}

const newTally = (): Tally => ({ known: [], guessedAt: [], refused: 0, bad: new Map() });

async function comeIn(base: string, { username, device }: Worker, tally: Tally, times: number[]): Promise<void> {
  const startedAt = performance.now();
  const { status } = await signIn(base, username, PASSWORD, device);
  if (status === 303) times.push(performance.now() - startedAt);
  else tally.refused++;
}

/** By the clock, however long each takes; resolves when the last one is answered. */
async function everyMs(ms: number, until: AbortSignal, work: (n: number) => Promise<void>): Promise<void> {
  const all: Promise<void>[] = [];
  const startedAt = performance.now();
  for (let n = 0; !until.aborted; n++) {
    all.push(work(n));
    const waitMs = startedAt + (n + 1) * ms - performance.now();
    await new Promise((due) => setTimeout(due, Math.max(0, waitMs)));
  }
  await Promise.all(all);
}

/** By the login page, as a browser does; with it the cookie that marks the browser. */
async function signIn(base: string, username: string, password: string, device = "") {
  const response = await fetch(`${base}/login`, {
    method: "POST",
    headers: { "sec-fetch-site": "same-origin", ...(device ? { cookie: device } : {}) },
    body: new URLSearchParams({ username, password }),
    redirect: "manual",
  });
  await response.body?.cancel();
  const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(";")[0]!);
  return { status: response.status, device: cookies.find((cookie) => /device/.test(cookie)) ?? null };
}

async function makePerson(base: string, admin: string, username: string): Promise<void> {
  const response = await fetch(`${base}/api/v1/users`, {
    method: "POST",
    headers: { "content-type": "application/json", cookie: admin, "sec-fetch-site": "same-origin" },
    body: JSON.stringify({ username, password: PASSWORD, role: "biller" }),
  });
  const text = await response.text();
  if (response.status !== 201) throw new Error(`Cannot make ${username}: ${response.status} ${text}`);
}

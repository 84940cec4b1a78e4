/**
 * Sends what waits, oldest first, one request at a time, until each scan has its answer. There is one sender a browser and
 * user, whatever the number of tabs (`one_sender.ts`). A scan leaves the outbox only when the server has answered it.
 */
import type { Entry, Job, Look, Outbox, Placed } from "./outbox.ts";

/** What the server said to one entry. */
export interface Answered {
  readonly id: string;
  readonly outcome: string;
  /** The sack whose counter the fragments hold; "" for none. */
  readonly parent: string;
  /** Nothing of it was stored. */
  readonly isRefused: boolean;
  /** Fragments for the page that scanned it. */
  readonly html: string;
  /** The same for a list without markup. */
  readonly look: string;
  readonly says: string;
  readonly todo: string;
}

/** What one request came to. */
export type Posted =
  /** In the order sent; what is missing of it was not answered and is sent again. */
  | { readonly is: "answers"; readonly answers: readonly Answered[]; readonly retryAfterMs: number }
  /** No answer, or one that means "not now". */
  | { readonly is: "later"; readonly retryAfterMs: number }
  | { readonly is: "signed_out" }
  /** The session is somebody else's. */
  | { readonly is: "other_user" };

/** How it goes, for all tabs to show. */
export type SenderState = "sending" | "waiting" | "signed_out" | "other_user";

export interface SenderParts {
  readonly outbox: Outbox;
  /** Whose scans are sent. */
  readonly user: string;
  post(entries: readonly Entry[]): Promise<Posted>;
  /** Tells the tab that scanned it. `isLate`: whoever scanned it may have gone on long ago. */
  deliver(entry: Entry, answer: Answered, isLate: boolean): void;
  /** Whether anybody could see a refusal of this entry as it comes in. */
  isWatched(entry: Entry): boolean;
  tell(state: SenderState): void;
  /** Resolves when something has been added since it was asked last. */
  added(): Promise<void>;
  /** Resolves after this time, or sooner when the network is back. */
  pause(ms: number): Promise<void>;
  /** Resolves when somebody has signed in. */
  signedIn(): Promise<void>;
  now(): number;
  random(): number;
}

/** Bags of one sack, and what gathers in a minute without network: one request of a tenth of a second. */
export const BATCH_MAX = 100;
/** Whoever waits longer than this for an answer looks elsewhere by then. */
export const LATE_MS = 10_000;
const PAUSE_MS_MIN = 300;
const PAUSE_MS_MAX = 5_000;

/** Works until `mayGoOn` says no, which is asked before each request. */
export async function send(parts: SenderParts, mayGoOn: () => boolean | Promise<boolean>): Promise<void> {
  let failures = 0;
  // Whatever was scanned before has waited through a failure: whoever scanned it may look elsewhere by now.
  let troubleAt = Number.NEGATIVE_INFINITY;
  while (await mayGoOn()) {
    const group = nextGroup(await parts.outbox.oldest(parts.user, BATCH_MAX));
    if (group.length === 0) {
      parts.tell("sending");
      await parts.added();
      continue;
    }
    if (failures > 0) troubleAt = parts.now();
    const posted = await parts.post(group);
    const unanswered = posted.is === "answers" ? await settle(parts, group, posted.answers, troubleAt) : group;
    if (unanswered.length === 0) {
      failures = 0;
      continue;
    }
    failures = unanswered.length < group.length ? 1 : failures + 1;
    if (posted.is === "signed_out" || posted.is === "other_user") {
      parts.tell(posted.is);
      await parts.signedIn();
    } else {
      parts.tell("waiting");
      await parts.pause(pauseMs(failures, posted.retryAfterMs, parts.random()));
    }
  }
}

const isBatched = ({ kind }: Job): boolean => kind === "open" || kind === "link";

/** As many scans as stand together at the front; what has a request of its own goes alone. */
export function nextGroup(oldest: readonly Placed[]): Placed[] {
  const end = oldest.findIndex(({ job }) => !isBatched(job));
  if (end < 0) return [...oldest];
  return end === 0 ? oldest.slice(0, 1) : oldest.slice(0, end);
}

/** Takes the answered ones out of the outbox, then tells of them. Returns the others. */
async function settle(
  parts: SenderParts,
  group: readonly Placed[],
  answers: readonly Answered[],
  troubleAt: number,
): Promise<Placed[]> {
  const byId = new Map(answers.map((answer) => [answer.id, answer]));
  const answered = group.flatMap((entry) => {
    const answer = byId.get(entry.id);
    return answer ? [{ entry, answer, isLate: isLate(parts, entry, troubleAt) }] : [];
  });
  // A refusal is kept until it has been seen: the page that shows it at once takes it away again.
  const looks = answered.filter(({ answer }) => answer.isRefused)
    .map(({ entry, answer }) => lookOf(entry, answer, parts.now()));
  await parts.outbox.settle(answered.map(({ entry }) => entry.seq), looks);
  for (const { entry, answer, isLate } of answered) parts.deliver(entry, answer, isLate);
  return group.filter(({ id }) => !byId.has(id));
}

function isLate(parts: SenderParts, entry: Entry, troubleAt: number): boolean {
  const scannedAt = Date.parse(entry.scannedAt);
  return scannedAt <= troubleAt || parts.now() - scannedAt > LATE_MS || !parts.isWatched(entry);
}

function lookOf(entry: Placed, answer: Answered, now: number): Look {
  const { seq: _, ...kept } = entry;
  const { outcome, look, says, todo } = answer;
  return { id: entry.id, entry: kept, outcome, look, says, todo, answeredAt: new Date(now).toISOString() };
}

/** Grows from try to try, spread by chance; as long as the server asked for; five seconds at most. */
export function pauseMs(failures: number, askedMs: number, random: number): number {
  const grown = Math.min(PAUSE_MS_MIN * 2 ** (failures - 1), PAUSE_MS_MAX) * (0.5 + random / 2);
  return Math.min(Math.max(askedMs, grown), PAUSE_MS_MAX);
}

/**
 * The kinds of sacks that a page goes by, read again now and then: it stays open for a whole shift, and an admin may add a
 * kind meanwhile. Only while somebody scans, since a request puts off the end of an idle session.
 */
import type { Kind } from "../../domain/code.ts";

/** As old as this they are read again after the next answer. */
const OLD_MS = 20_000;
/** And after an answer that says a code is not what it was taken for, unless they were read just now. */
const DOUBTED_MS = 2_000;

/** Returns what to call after an answer. `read` gives null where they cannot be read now: then it goes on with those it has. */
export function freshKinds(
  read: () => Promise<readonly Kind[] | null>,
  take: (kinds: readonly Kind[]) => void,
  now: () => number = () => performance.now(),
): (isDoubted: boolean) => Promise<void> {
  let readAt = now(), isReading = false;
  return async (isDoubted) => {
    if (isReading || now() - readAt < (isDoubted ? DOUBTED_MS : OLD_MS)) return;
    isReading = true;
    readAt = now();
    const kinds = await read().catch(() => null);
    isReading = false;
    if (kinds) take(kinds);
  };
}

/** From the server; null for whatever is no list. */
export async function readKinds(): Promise<readonly Kind[] | null> {
  const response = await fetch("/scan/kinds", { redirect: "error", headers: { accept: "application/json" } });
  if (!response.ok) return null;
  const kinds: unknown = await response.json();
  return Array.isArray(kinds) && kinds.length > 0 ? kinds : null;
}

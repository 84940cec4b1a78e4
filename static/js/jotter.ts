/**
 * Scans that are on their way to the browser's database: jotted down in its other store, which writes before it returns.
 * A reload breaks off what the database has not finished; the next page finds it here.
 */
import type { Entry } from "./outbox.ts";

const JOTTED = "tracetrack-scan ";

export function jot(entry: Entry): void {
  try {
    localStorage.setItem(JOTTED + entry.id, JSON.stringify(entry));
  } catch {
    // Full or refused: the database alone has to do.
  }
}

export function unjot({ id }: Entry): void {
  try {
    localStorage.removeItem(JOTTED + id);
  } catch {
    // Refused: then nothing is there.
  }
}

/** In the order in which they were scanned: ids begin with the time. */
export function jotted(): Entry[] {
  try {
    const names = Object.keys(localStorage).filter((name) => name.startsWith(JOTTED)).sort();
    return names.flatMap((name) => {
      const text = localStorage.getItem(name);
      return text === null ? [] : [JSON.parse(text) as Entry];
    });
  } catch {
    return [];
  }
}

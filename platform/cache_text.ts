/** A value as text for the shared store, and back: JSON that knows instants. */
import { readSnapshot, snapshotText } from "../domain/snapshot.ts";
import type { Timed } from "./cache.ts";

/** Stands before an instant in milliseconds, and twice before a text that begins with it. */
const MARK = "@";

export function encode<Value>({ snapshot, ...timed }: Timed<Value>): string {
  // `toJSON` of an instant comes before a replacer: only its holder still has it.
  return JSON.stringify({ ...timed, snapshot: snapshotText(snapshot) }, function (this: Holder, name, value) {
    const raw = this[name];
    if (raw instanceof Date) return `${MARK}${raw.getTime()}`;
    return typeof value === "string" && value.startsWith(MARK) ? MARK + value : value;
  });
}

/** Null: nothing of ours. */
export function decode<Value>(text: string): Timed<Value> | null {
  try {
    const { snapshot, ...timed } = JSON.parse(text, (_, value) => {
      if (typeof value !== "string" || !value.startsWith(MARK)) return value;
      return value.startsWith(MARK, 1) ? value.slice(1) : new Date(Number(value.slice(1)));
    });
    return { ...timed, snapshot: readSnapshot(snapshot) };
  } catch {
    return null;
  }
}

type Holder = Readonly<Record<string, unknown>>;

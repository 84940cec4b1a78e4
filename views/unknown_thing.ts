/** What an address names that leads nowhere. */

export interface Unknown {
  readonly is: "bag" | "bill";
  /** Its code or number, as it stands in the address. */
  readonly name: string;
}

/** Longer names fit no code and no number, and no heading. */
const NAME_CHARS_MAX = 60;

/** Null: the address is of no bag's page and of none of a bill's. */
export function unknownThing(path: string): Unknown | null {
  const [, list, written = ""] = /^\/(bags|bills)\/([^/?]+)(?:\/(?:scan|print))?(?:\?|$)/.exec(path) ?? [];
  const name = decoded(written).trim();
  if (list === undefined || name === "" || name.length > NAME_CHARS_MAX) return null;
  return { is: list === "bills" ? "bill" : "bag", name };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}

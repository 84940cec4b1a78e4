/** Codes that are printed on a sheet and tell the page what to do, so that nobody has to touch the screen with gloves on. */
import { normalise } from "./code.ts";

export type CommandName = "undo" | "finish" | "test";

/** A dash, so that none can be a bag, and letters behind it, so that none can be a sack. */
export const COMMAND_CODES: Readonly<Record<CommandName, string>> = {
  undo: "TT-UNDO",
  finish: "TT-FINISH",
  test: "TT-TEST",
};

/** What a scanned text commands; null for anything else. */
export function readCommandCode(raw: string): CommandName | null {
  const text = normalise(raw);
  const names = Object.keys(COMMAND_CODES) as CommandName[];
  return names.find((name) => COMMAND_CODES[name] === text) ?? null;
}

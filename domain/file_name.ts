/** A file's name as people see it: a name and nothing else, whatever was sent. */
import { LIMITS } from "./limits.ts";
import { storable } from "./text.ts";

/**
 * The last part of what was sent, without control characters and without marks that turn the direction of writing, at most
 * as long as it may be; its ending is kept. Empty where nothing is left.
 */
export function plainFileName(sent: string): string {
  const last = storable(sent).split(/[/\\]/).at(-1) ?? "";
  // deno-lint-ignore no-control-regex -- these are what is taken out
  const name = last.replace(/[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, "").trim();
  return name === "." || name === ".." ? "" : shortened(name);
}

/** Cut before its ending, between two characters. */
function shortened(name: string): string {
  const { fileNameCharsMax } = LIMITS;
  if (name.length <= fileNameCharsMax) return name;
  const ending = /\.[A-Za-z0-9]{1,5}$/.exec(name)?.[0] ?? "";
  return name.slice(0, fileNameCharsMax - ending.length).replace(/[\ud800-\udbff]$/, "") + ending;
}

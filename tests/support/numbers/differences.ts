/** What is said, held against what is so. */
import type { Json } from "../server.ts";

/** Every value of `is` that `said` has not, in words. What `said` has beyond them is its own business. */
export function differences(what: string, said: Json, is: unknown): string[] {
  if (typeof is !== "object" || is === null) {
    return said === is ? [] : [`${what} says ${JSON.stringify(said)}, is ${JSON.stringify(is)}`];
  }
  if (typeof said !== "object" || said === null || Array.isArray(is) !== Array.isArray(said)) {
    return [`${what} says ${JSON.stringify(said)}, is ${JSON.stringify(is)}`];
  }
  const count = Array.isArray(is) && is.length !== said.length
    ? [`${what} has ${said.length} lines, should have ${is.length}`]
    : [];
  return [
    ...count,
    ...Object.entries(is).flatMap(([name, value]) => differences(`${what}.${name}`, said[name], value)),
  ];
}

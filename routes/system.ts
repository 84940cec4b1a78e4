/** How all instances, the database and Redis are, for monitors: the shapes of `domain/instances.ts` in snake_case. */
import { Hono } from "hono";
import type { Deps, Env } from "./deps.ts";
import { door } from "./door.ts";
import { json } from "./json.ts";

export function system(deps: Deps): Hono<Env> {
  const { may } = door(deps);
  return new Hono<Env>().get("/api/v1/system", may("see_system"), async (c) => json(c, wire(await deps.system())));
}

/** Times in ISO 8601, and every name as the rest of the API writes its own. */
function wire(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(wire);
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([name, held]) => [snakeCase(name), wire(held)]));
}

const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

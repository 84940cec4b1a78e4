/** Whether everything that must be true is true: recounted from the facts, nothing changed. */
import { Hono } from "hono";
import type { Integrity } from "../domain/shapes.ts";
import type { Deps, Env } from "./deps.ts";
import { door } from "./door.ts";
import { json } from "./json.ts";
import { wireIntegrity } from "./wire.ts";

export function integrity(deps: Deps): Hono<Env> {
  const { may } = door(deps);
  /** The recount under way: it goes over every bag, so who asks meanwhile is told the same. */
  let running: Promise<Integrity> | null = null;
  return new Hono<Env>().get("/api/v1/integrity", may("check_integrity"), async (c) => {
    running ??= deps.integrity().finally(() => running = null);
    return json(c, wireIntegrity(await running));
  });
}

/** Totals, and what happened today. */
import { Hono } from "hono";
import type { Deps, Env } from "./deps.ts";
import { door } from "./door.ts";
import { json } from "./json.ts";
import { scopeOf } from "./scope.ts";
import { wireDashboard } from "./wire.ts";

export function dashboard(deps: Deps): Hono<Env> {
  const { only } = door(deps);
  return new Hono<Env>().get(
    "/api/v1/dashboard",
    only("dispatcher"),
    async (c) => json(c, wireDashboard(await deps.dashboard(scopeOf(c.var.signedIn.person)))),
  );
}

/** Totals, and what happened today. */
import { Hono } from "hono";
import { LIMITS } from "../domain/limits.ts";
import type { Deps, Env } from "./deps.ts";
import { door } from "./door.ts";
import { json } from "./json.ts";
import { paced } from "./paced.ts";
import { scopeOf } from "./scope.ts";
import { wireDashboard } from "./wire.ts";

export function dashboard(deps: Deps): Hono<Env> {
  const { may } = door(deps);
  return new Hono<Env>().get(
    "/api/v1/dashboard",
    may("see_dashboard"),
    paced(deps, LIMITS.searchRate),
    async (c) => json(c, wireDashboard(await deps.dashboard(scopeOf(c.var.signedIn.person)))),
  );
}

/** `/static/…`: script, style and icon, open to anybody. */
import { Hono } from "hono";
import type { Env } from "./deps.ts";
import { door } from "./door.ts";
import type { PageParts } from "./page_context.ts";
import { refuse } from "./refusals.ts";

export function staticPage({ deps, pages }: PageParts): Hono<Env> {
  return new Hono<Env>().get(
    "/static/*",
    door(deps).anybody(),
    (c) => pages.files.respond(c.req.raw) ?? refuse(deps, c, "not_found"),
  );
}

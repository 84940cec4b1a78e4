/** `/static/…` and `/sw.js`: scripts, style and icon, open to anybody. */
import { type Context, Hono } from "hono";
import type { Env } from "./deps.ts";
import { door } from "./door.ts";
import type { PageParts } from "./page_context.ts";
import { refuse } from "./refusals.ts";

export function staticPage({ deps, pages }: PageParts): Hono<Env> {
  const { anybody } = door(deps);
  const answer = (c: Context<Env>) => pages.files.respond(c.req.raw) ?? refuse(deps, c, "not_found");
  return new Hono<Env>().get("/static/*", anybody(), answer).get("/sw.js", anybody(), answer);
}

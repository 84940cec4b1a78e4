/** An attempt on what is protected, as this request made it. */
import type { Context } from "hono";
import { routePath } from "hono/route";
import type { Deps, Env } from "./deps.ts";
import { addressIn } from "./peer.ts";

/** The route by its pattern: an address may hold a secret. */
export const attemptOf = (c: Context<Env>, deps: Pick<Deps, "addressOf">) => ({
  route: `${c.req.method} ${routePath(c)}`,
  address: addressIn(c, deps),
  requestId: c.var.requestId,
});

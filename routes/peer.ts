/** Where a request comes from. */
import type { Context } from "hono";
import type { Deps, Env } from "./deps.ts";

/** A connection that was closed meanwhile does not tell any more whose it was: what it told first is kept. */
const told = new WeakMap<Context<Env>, string | null>();

/** The other end of the connection: a client, or the last proxy. */
export function peerOf(c: Context<Env>): string | null {
  const known = told.get(c);
  if (known !== undefined) return known;
  const peer = c.env?.remoteAddr;
  const hostname = peer && "hostname" in peer ? peer.hostname : null;
  told.set(c, hostname);
  return hostname;
}

/** The client, behind proxies that are trusted. */
export const addressIn = (c: Context<Env>, { addressOf }: Pick<Deps, "addressOf">): string | null =>
  addressOf(peerOf(c), c.req.header("x-forwarded-for") ?? null);

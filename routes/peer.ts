/** Where a request comes from. */
import type { Context } from "hono";
import type { Deps, Env } from "./deps.ts";

/** The other end of the connection: a client, or the last proxy. */
export function peerOf(c: Context<Env>): string | null {
  const peer = c.env?.remoteAddr;
  return peer && "hostname" in peer ? peer.hostname : null;
}

/** The client, behind proxies that are trusted. */
export const addressIn = (c: Context<Env>, { addressOf }: Pick<Deps, "addressOf">): string | null =>
  addressOf(peerOf(c), c.req.header("x-forwarded-for") ?? null);

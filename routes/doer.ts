/** Who does something and from where, for what is written down beside the change. */
import type { Context } from "hono";
import type { Doer } from "../domain/people.ts";
import type { Deps, Env } from "./deps.ts";
import { peerOf } from "./session.ts";

/** `key`: the request's Idempotency-Key, where it is one that counts. */
export const doerOf = (c: Context<Env>, { addressOf }: Pick<Deps, "addressOf">, key: string | null = null): Doer => ({
  person: c.var.signedIn.person,
  address: addressOf(peerOf(c), c.req.header("x-forwarded-for") ?? null),
  requestId: c.var.requestId,
  key,
});

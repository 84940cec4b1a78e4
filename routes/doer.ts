/** Who does something and from where, for what is written down beside the change. */
import type { Context } from "hono";
import type { Caller, Doer } from "../domain/people.ts";
import type { Deps, Env } from "./deps.ts";
import { addressIn } from "./peer.ts";

/** From where a request comes, whoever makes it. */
export const callerOf = (c: Context<Env>, deps: Pick<Deps, "addressOf">): Caller => ({
  address: addressIn(c, deps),
  requestId: c.var.requestId,
});

/** `key`: the request's Idempotency-Key, where it is one that counts. */
export const doerOf = (c: Context<Env>, deps: Pick<Deps, "addressOf">, key: string | null = null): Doer => ({
  ...callerOf(c, deps),
  person: c.var.signedIn.person,
  key,
});

/** Who does something and from where, for what is written down beside the change. */
import type { Context } from "hono";
import type { Caller, Doer } from "../domain/people.ts";
import type { Person } from "../domain/shapes.ts";
import type { Deps, Env } from "./deps.ts";
import { addressIn } from "./peer.ts";

/** From where a request comes, whoever makes it. */
export const callerOf = (c: Context<Env>, deps: Pick<Deps, "addressOf">): Caller => ({
  address: addressIn(c, deps),
  requestId: c.var.requestId,
});

/** `key`: the request's Idempotency-Key, where it is one that counts. */
export const doerOf = (c: Context<Env>, deps: Pick<Deps, "addressOf">, key: string | null = null): Doer => ({
  ...personDoing(c, deps, c.var.signedIn.person),
  key,
});

/** The same where no door was passed: somebody who has just signed in, or whom a page found. */
export const personDoing = (c: Context<Env>, deps: Pick<Deps, "addressOf">, person: Person): Doer => ({
  ...callerOf(c, deps),
  person,
  key: null,
});

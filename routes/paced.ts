/** Who asks faster than a person does is told to wait. */
import type { Context, MiddlewareHandler } from "hono";
import type { Rate } from "../domain/rate.ts";
import type { Deps, Env } from "./deps.ts";
import { refuse } from "./refusals.ts";

/** For reads that are dear. Stands behind the door's declaration: counted by person, since a warehouse has one address. */
export const paced = (deps: Deps, rate: Rate): MiddlewareHandler<Env> => async (c, next) => {
  const retryAfterSeconds = await deps.readWaitSeconds(rate, c.var.signedIn.person.id);
  return retryAfterSeconds > 0 ? await refuse(deps, c, "rate_limited", { retryAfterSeconds }) : await next();
};

/** Null unless this person has used up the scans of this second; see `SCANS_PER_SECOND_PER_USER`. */
export function refuseTooFast(deps: Deps, c: Context<Env>, scans: number = 1): Promise<Response | null> | null {
  if (!deps.scanWaitSeconds) return null;
  return deps.scanWaitSeconds(c.var.signedIn.person.id, scans)
    .then((retryAfterSeconds) => retryAfterSeconds > 0 ? refuse(deps, c, "rate_limited", { retryAfterSeconds }) : null);
}

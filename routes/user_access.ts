/** How somebody comes in, for admins: a one-time link for a new password, failed sign-ins forgotten, sessions ended. */
import { type Context, Hono } from "hono";
import type { Refusal } from "../domain/outcomes.ts";
import type { AccessChange, AccessChanged, ResetMade } from "../domain/people.ts";
import { keyOf } from "./body.ts";
import type { Deps, Env, Site } from "./deps.ts";
import { doerOf } from "./doer.ts";
import { door } from "./door.ts";
import { json } from "./json.ts";
import { refuseJson } from "./refusals.ts";
import { usernameIn } from "./users.ts";

const USER = "/api/v1/users/:username";

export function userAccess(deps: Deps): Hono<Env> {
  const { may } = door(deps);
  return new Hono<Env>()
    .post(`${USER}/reset-link`, may("manage_people"), (c) => makeLink(c, deps))
    .delete(`${USER}/sessions`, may("manage_people"), (c) => changeAccess(c, deps, "sessions_ended"))
    .delete(`${USER}/lock`, may("manage_people"), (c) => changeAccess(c, deps, "unlocked"));
}

async function makeLink(c: Context<Env>, deps: Deps): Promise<Response> {
  const key = keyOf(c);
  if (key instanceof Response) return key;
  const made = await deps.resets.make(usernameIn(c), doerOf(c, deps, key));
  if (made.is !== "done") return refuseJson(c, LINK_REFUSED[made.is]);
  const url = made.token === null ? null : resetUrl(c, deps.site, made.token);
  return json(c, { url, expires_at: made.expiresAt, replayed: made.token === null }, 201);
}

/** As whoever gets it opens it. */
export const resetUrl = (c: Context<Env>, { publicOrigin }: Pick<Site, "publicOrigin">, token: string): string =>
  `${publicOrigin ?? new URL(c.req.url).origin}/reset/${token}`;

export const LINK_REFUSED: Readonly<Record<Exclude<ResetMade["is"], "done">, Refusal>> = {
  not_found: "not_found",
  own_account: "own_account",
  disabled: "user_disabled",
  key_reused: "scan_id_reused",
};

async function changeAccess(c: Context<Env>, deps: Deps, what: AccessChange): Promise<Response> {
  const key = keyOf(c);
  if (key instanceof Response) return key;
  const changed = await deps.users.changeAccess(usernameIn(c), what, doerOf(c, deps, key));
  if (changed.is !== "done") return refuseJson(c, ACCESS_REFUSED[changed.is]);
  return c.body(null, 204);
}

const ACCESS_REFUSED: Readonly<Record<Exclude<AccessChanged["is"], "done">, Refusal>> = {
  not_found: "not_found",
  key_reused: "scan_id_reused",
};

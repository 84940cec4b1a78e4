/** A script's session: opened with name and password, shown, ended. Browsers sign in by the login page. */
import { type Context, Hono } from "hono";
import { readBody } from "./body.ts";
import { LIMITS } from "../domain/limits.ts";
import type { SignInResult } from "../domain/people.ts";
import type { Deps, Env } from "./deps.ts";
import { doerOf } from "./doer.ts";
import { door } from "./door.ts";
import { json } from "./json.ts";
import { whatOf } from "./frame.ts";
import { addressIn } from "./peer.ts";
import { refuseJson } from "./refusals.ts";
import { SignInBody } from "./schemas.ts";
import { clearSessionCookie } from "./session_cookie.ts";

const PATH = "/api/v1/session";

export function session(deps: Deps): Hono<Env> {
  const { anybody, may } = door(deps);
  return new Hono<Env>()
    .post(PATH, anybody(), async (c) => {
      const body = await readBody(c, SignInBody, LIMITS.signInBodyBytesMax);
      if (body instanceof Response) return body;
      const result = await signInFrom(deps, c, body);
      if (result.is === "throttled") return refuseJson(c, "rate_limited", result);
      if (result.is === "refused") return refuseJson(c, "unauthenticated");
      const { username, role } = result.person;
      return json(c, { token: result.token, expires_at: result.expiresAt, user: { username, role } }, 201);
    })
    .get(PATH, may("see_self"), (c) => {
      const { person: { username, role, area, fullName } } = c.var.signedIn;
      return json(c, { user: { username, role, dispatch_area: area, full_name: fullName } });
    })
    .delete(PATH, may("use_account"), async (c) => {
      await deps.sessions.revoke(c.var.signedIn.sessionId, doerOf(c, deps));
      clearSessionCookie(c, deps.site);
      return c.body(null, 204);
    });
}

/** Signs in from wherever this request comes, and logs when it is refused. For the login page too. */
export async function signInFrom(
  deps: Deps,
  c: Context<Env>,
  { username, password, isStation = false }: {
    readonly username: string;
    readonly password: string;
    readonly isStation?: boolean;
  },
): Promise<SignInResult> {
  const { requestId } = c.var;
  const address = addressIn(c, deps);
  const userAgent = c.req.header("user-agent") ?? null;
  const result = await deps.signIn({ username, password, address, userAgent, requestId, isStation });
  if (result.is !== "signed_in") {
    deps.log.warn("Refused a sign-in", { requestId, address, why: result.is, ...whatOf(c.req) });
  }
  return result;
}

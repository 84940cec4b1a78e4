/** A script's session: opened with name and password, shown, ended. Browsers sign in by the login page. */
import { type Context, Hono } from "hono";
import { readBody } from "./body.ts";
import { LIMITS } from "../domain/limits.ts";
import type { SignInResult, Visit } from "../domain/people.ts";
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
      if (result.is !== "signed_in") return refuseSignIn(c, result);
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

/** A script that is asked for a code sends all once more, and the code with it. */
function refuseSignIn(c: Context<Env>, result: Exclude<SignInResult, { is: "signed_in" }>): Response {
  if (result.is === "throttled") return refuseJson(c, "rate_limited", result);
  if (result.is === "refused" || result.is === "ticket_over") return refuseJson(c, "unauthenticated");
  const message = result.is === "code_needed" ? "Required: this account has a second step" : "Wrong, or used before";
  return refuseJson(c, "unauthenticated", { details: [{ path: "code", message }] });
}

export interface Typed {
  readonly username: string;
  readonly password: string;
  readonly code?: string | null | undefined;
}

/** Signs in from wherever this request comes, and logs when it is refused. For the login page too. */
export async function signInFrom(deps: Deps, c: Context<Env>, typed: Typed, seat: Seat = {}): Promise<SignInResult> {
  const { username, password, code = null } = typed;
  return logged(deps, c, await deps.signIns.signIn({ ...visitOf(deps, c, seat), username, password, code }));
}

/** The second step of it. */
export async function signInByCodeFrom(
  deps: Deps,
  c: Context<Env>,
  { ticket, code }: { readonly ticket: string; readonly code: string },
  seat: Seat,
): Promise<SignInResult> {
  return logged(deps, c, await deps.signIns.signInByCode({ ...visitOf(deps, c, seat), ticket, code }));
}

/** What the login form tells of where it stands. */
interface Seat {
  readonly isStation?: boolean;
  readonly device?: string | null;
}

const visitOf = (deps: Deps, c: Context<Env>, { isStation = false, device = null }: Seat): Visit => ({
  address: addressIn(c, deps),
  userAgent: c.req.header("user-agent") ?? null,
  requestId: c.var.requestId,
  isStation,
  device,
});

function logged(deps: Deps, c: Context<Env>, result: SignInResult): SignInResult {
  if (result.is === "signed_in" || result.is === "code_needed") return result;
  const address = addressIn(c, deps);
  deps.log.warn("Refused a sign-in", { requestId: c.var.requestId, address, why: result.is, ...whatOf(c.req) });
  return result;
}

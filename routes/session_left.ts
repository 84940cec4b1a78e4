/** How long the browser's session still stands, asked by the page before it ends; and staying. */
import { Hono } from "hono";
import { getCookie } from "hono/cookie";
import type { Env } from "./deps.ts";
import { door } from "./door.ts";
import type { PageParts } from "./page_context.ts";
import { sessionCookieName } from "./session_cookie.ts";

export function sessionLeft({ deps }: PageParts): Hono<Env> {
  const { anybody, may } = door(deps);
  const leftOf = async (token: string | undefined) => {
    const left = token === undefined ? null : await deps.sessionTime.left(token);
    return { seconds: left?.seconds ?? 0, is_final: left?.isFinal ?? true };
  };
  return new Hono<Env>()
    // Not behind the door: to come in would be to use the session.
    .get("/session/left", anybody(), async (c) => c.json(await leftOf(getCookie(c, sessionCookieName(deps.site)))))
    .post("/session/stay", may("use_account"), async (c) => {
      await deps.sessionTime.stay(c.var.signedIn.sessionId);
      return c.json(await leftOf(getCookie(c, sessionCookieName(deps.site))));
    });
}

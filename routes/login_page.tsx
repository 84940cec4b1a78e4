/** `/login` and `/logout`. */
import { type Context, Hono } from "hono";
import { REFUSALS } from "../domain/outcomes.ts";
import { LoginPage } from "../views/login_page.tsx";
import { en } from "../views/words/en.ts";
import type { Told } from "../views/words/told.ts";
import type { Env } from "./deps.ts";
import { door } from "./door.ts";
import { answerPage, contextOf, type PageParts } from "./page_context.ts";
import { readForm } from "./page_form.ts";
import { refuse } from "./refusals.ts";
import { signInFrom } from "./session.ts";
import { clearSessionCookie, localPath, setSessionCookie } from "./session_cookie.ts";

export function loginPage(parts: PageParts): Hono<Env> {
  const { anybody, anybodyFromHere, only } = door(parts.deps);
  return new Hono<Env>()
    .get("/login", anybody(), (c) => show(c, parts, { next: c.req.query("next") ?? "/", username: "" }, null, 200))
    .post("/login", anybodyFromHere(), (c) => signIn(c, parts))
    .post("/logout", only("dispatcher"), (c) => signOut(c, parts));
}

interface Typed {
  readonly next: string;
  readonly username: string;
}

function show(
  c: Context<Env>,
  { pages }: PageParts,
  { next, username }: Typed,
  refused: Told | null,
  status: number,
): Response {
  const context = contextOf(c, pages, null);
  const page = (
    <LoginPage
      context={context}
      next={localPath(next)}
      username={username}
      refused={refused}
      isOut={c.req.query("out") !== undefined}
    />
  );
  return answerPage(c, page, status);
}

async function signIn(c: Context<Env>, parts: PageParts): Promise<Response> {
  const { deps } = parts;
  const reading = await readForm(c);
  if ("refused" in reading) return refuse(deps, c, reading.refused);
  const typed = {
    next: reading.form.get("next") ?? c.req.query("next") ?? "/",
    username: reading.form.get("username")?.trim() ?? "",
  };
  const result = await signInFrom(deps, c, { ...typed, password: reading.form.get("password") ?? "" });
  switch (result.is) {
    case "signed_in":
      setSessionCookie(c, deps.site, result.token, result.expiresAt);
      return c.redirect(localPath(typed.next), 303);
    case "refused":
      return show(c, parts, typed, en.login.wrong, REFUSALS.unauthenticated);
    case "throttled":
      c.header("retry-after", String(result.retryAfterSeconds));
      return show(c, parts, typed, en.login.locked(Math.ceil(result.retryAfterSeconds / 60)), REFUSALS.rate_limited);
  }
}

async function signOut(c: Context<Env>, { deps }: PageParts): Promise<Response> {
  await deps.sessions.revoke(c.var.signedIn.sessionId);
  clearSessionCookie(c, deps.site);
  return c.redirect("/login?out", 303);
}

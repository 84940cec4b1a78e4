/** `/login` and `/logout`. */
import { type Context, Hono } from "hono";
import { REFUSALS } from "../domain/outcomes.ts";
import type { Person } from "../domain/shapes.ts";
import { LoginPage } from "../views/login_page.tsx";
import { isLanguage, type Language } from "../views/words/languages.ts";
import type { Words } from "../views/words/en.ts";
import type { Told } from "../views/words/told.ts";
import type { Deps, Env } from "./deps.ts";
import { doerOf, personDoing } from "./doer.ts";
import { door } from "./door.ts";
import { setLanguageCookie } from "./language_page.ts";
import { answerPage, contextOf, type PageParts } from "./page_context.ts";
import { readForm } from "./page_form.ts";
import { refuse } from "./refusals.ts";
import { signInFrom } from "./session.ts";
import { clearSessionCookie, localPath, setSessionCookie } from "./session_cookie.ts";

export function loginPage(parts: PageParts): Hono<Env> {
  const { anybody, anybodyFromHere, may } = door(parts.deps);
  return new Hono<Env>()
    .get("/login", anybody(), (c) => show(c, parts, typedIn(c, new URLSearchParams()), null, 200))
    .post("/login", anybodyFromHere(), (c) => signIn(c, parts))
    .post("/logout", may("use_account"), (c) => signOut(c, parts));
}

interface Typed {
  readonly next: string;
  readonly username: string;
  /** Chosen on this page, just before. */
  readonly language: Language | null;
  /** Many people work at this device, and none of them should have to log in again in the middle of a shift. */
  readonly isStation: boolean;
}

function typedIn(c: Context<Env>, form: URLSearchParams): Typed {
  const language = form.get("language") ?? c.req.query("language");
  const next = form.get("next") ?? c.req.query("next") ?? "/";
  return {
    next,
    isStation: isAtStation(form, next),
    username: form.get("username")?.trim() ?? "",
    language: isLanguage(language) ? language : null,
  };
}

/** Where the box was shown, it says so. Else whoever is on the way to a station's page sits at one. */
const isAtStation = (form: URLSearchParams, next: string): boolean =>
  form.has("asks_station") ? form.get("is_station") === "on" : /^\/station(\?|$)/.test(next);

type Refused = (words: Words) => Told;

function show(
  c: Context<Env>,
  { pages }: PageParts,
  { next, username, language, isStation }: Typed,
  refused: Refused | null,
  status: number,
): Response {
  const context = contextOf(c, pages, null);
  const page = (
    <LoginPage
      context={context}
      next={localPath(next)}
      username={username}
      language={language}
      isStation={isStation}
      refused={refused && refused(context.words)}
      isOut={c.req.query("out") !== undefined}
      hasNewPassword={c.req.query("changed") !== undefined}
    />
  );
  return answerPage(c, page, status);
}

async function signIn(c: Context<Env>, parts: PageParts): Promise<Response> {
  const { deps } = parts;
  const reading = await readForm(c);
  if ("refused" in reading) return refuse(deps, c, reading.refused);
  const typed = typedIn(c, reading.form);
  const result = await signInFrom(deps, c, { ...typed, password: reading.form.get("password") ?? "" });
  switch (result.is) {
    case "signed_in":
      setSessionCookie(c, deps.site, result.token, result.expiresAt);
      await settleLanguage(c, deps, typed.language, result);
      return c.redirect(localPath(typed.next), 303);
    case "refused":
      return show(c, parts, typed, (words) => words.login.wrong, REFUSALS.unauthenticated);
    case "throttled":
      c.header("retry-after", String(result.retryAfterSeconds));
      return show(c, parts, typed, lockedFor(result.retryAfterSeconds), REFUSALS.rate_limited);
  }
}

const lockedFor = (seconds: number): Refused => (words) => words.login.locked(Math.ceil(seconds / 60));

/** What was chosen on the way in is remembered; else the device speaks as this person has chosen before. */
async function settleLanguage(
  c: Context<Env>,
  deps: Deps,
  chosen: Language | null,
  { person, language }: { readonly person: Person; readonly language: string | null },
): Promise<void> {
  if (chosen) {
    setLanguageCookie(c, deps, chosen);
    await deps.users.setLanguage(chosen, personDoing(c, deps, person));
  } else if (isLanguage(language)) setLanguageCookie(c, deps, language);
}

async function signOut(c: Context<Env>, { deps }: PageParts): Promise<Response> {
  await deps.sessions.revoke(c.var.signedIn.sessionId, doerOf(c, deps));
  clearSessionCookie(c, deps.site);
  return c.redirect("/login?out", 303);
}

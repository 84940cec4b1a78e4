/** `POST /language`: English or Hindi. A cookie for this device; for somebody who is signed in, also for his next one. */
import { type Context, Hono } from "hono";
import { getCookie } from "hono/cookie";
import { withQuery } from "../views/paths.ts";
import { isLanguage, type Language } from "../views/words/languages.ts";
import { setChoiceCookie } from "./choice_cookie.ts";
import type { Deps, Env } from "./deps.ts";
import { personDoing } from "./doer.ts";
import { door } from "./door.ts";
import { LANGUAGE_COOKIE, type PageParts } from "./page_context.ts";
import { readForm } from "./page_form.ts";
import { refuse } from "./refusals.ts";
import { localPath, sessionCookieName } from "./session_cookie.ts";

export function languagePage({ deps }: PageParts): Hono<Env> {
  return new Hono<Env>().post("/language", door(deps).anybodyFromHere(), async (c) => {
    const reading = await readForm(c);
    if ("refused" in reading) return refuse(deps, c, reading.refused);
    const language = reading.form.get("language");
    if (!isLanguage(language)) return refuse(deps, c, "malformed");
    setLanguageCookie(c, deps, language);
    const next = localPath(reading.form.get("next"));
    // Whoever is about to sign in has just chosen: that counts more than what he chose elsewhere.
    if (/^\/login(\?|$)/.test(next)) return c.redirect(withQuery(next, { language }), 303);
    const token = getCookie(c, sessionCookieName(deps.site));
    const signedIn = token === undefined ? null : await deps.sessions.read(token);
    if (signedIn) await deps.users.setLanguage(language, personDoing(c, deps, signedIn.person));
    return c.redirect(next, 303);
  });
}

export const setLanguageCookie = (c: Context<Env>, deps: Pick<Deps, "site">, language: Language): void =>
  setChoiceCookie(c, deps, LANGUAGE_COOKIE, language);

/** `POST /theme`: light, dark, or as the device says. A cookie, so that the first page is right already. */
import { Hono } from "hono";
import { setCookie } from "hono/cookie";
import type { Env } from "./deps.ts";
import { door } from "./door.ts";
import { isTheme, type PageParts, THEME_COOKIE } from "./page_context.ts";
import { readForm } from "./page_form.ts";
import { refuse } from "./refusals.ts";
import { localPath } from "./session_cookie.ts";

const A_YEAR_S = 365 * 24 * 60 * 60;

export function themePage({ deps }: PageParts): Hono<Env> {
  return new Hono<Env>().post("/theme", door(deps).anybodyFromHere(), async (c) => {
    const reading = await readForm(c);
    if ("refused" in reading) return refuse(deps, c, reading.refused);
    const theme = reading.form.get("theme");
    if (!isTheme(theme)) return refuse(deps, c, "malformed");
    setCookie(c, THEME_COOKIE, theme, {
      path: "/",
      maxAge: A_YEAR_S,
      sameSite: "Lax",
      httpOnly: true,
      secure: deps.site.isHttps,
    });
    return c.redirect(localPath(reading.form.get("next")), 303);
  });
}

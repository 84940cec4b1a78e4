/** `POST /theme`: light, dark, or as the device says. */
import { Hono } from "hono";
import { setChoiceCookie } from "./choice_cookie.ts";
import type { Env } from "./deps.ts";
import { door } from "./door.ts";
import { isTheme, type PageParts, THEME_COOKIE } from "./page_context.ts";
import { readForm } from "./page_form.ts";
import { refuse } from "./refusals.ts";
import { localPath } from "./session_cookie.ts";

export function themePage({ deps }: PageParts): Hono<Env> {
  return new Hono<Env>().post("/theme", door(deps).anybodyFromHere(), async (c) => {
    const reading = await readForm(c);
    if ("refused" in reading) return refuse(deps, c, reading.refused);
    const theme = reading.form.get("theme");
    if (!isTheme(theme)) return refuse(deps, c, "malformed");
    setChoiceCookie(c, deps, THEME_COOKIE, theme);
    return c.redirect(localPath(reading.form.get("next")), 303);
  });
}

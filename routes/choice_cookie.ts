/** What somebody has chosen for this device: colours, language. A cookie, so that the first page is right already. */
import type { Context } from "hono";
import { setCookie } from "hono/cookie";
import type { Deps, Env } from "./deps.ts";

const A_YEAR_S = 365 * 24 * 60 * 60;

export function setChoiceCookie(c: Context<Env>, { site }: Pick<Deps, "site">, name: string, value: string): void {
  setCookie(c, name, value, { path: "/", maxAge: A_YEAR_S, sameSite: "Lax", httpOnly: true, secure: site.isHttps });
}

/** What somebody has chosen for this device: colours, language. A cookie, so that the first page is right already. */
import type { Context } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import type { Deps, Env } from "./deps.ts";

const A_YEAR_S = 365 * 24 * 60 * 60;

export function setChoiceCookie(c: Context<Env>, { site }: Pick<Deps, "site">, name: string, value: string): void {
  setCookie(c, site.isHttps ? HOST_PREFIX + name : name, value, {
    path: "/",
    maxAge: A_YEAR_S,
    sameSite: "Lax",
    httpOnly: true,
    secure: site.isHttps,
  });
}

/** The one that only this host can have set over https wins; a plain one is of a device that came by http, or before. */
export const choiceOf = (c: Context<Env>, name: string): string | undefined =>
  getCookie(c, HOST_PREFIX + name) ?? getCookie(c, name);

const HOST_PREFIX = "__Host-";

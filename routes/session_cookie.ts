/** The browser's session: how its cookie is called, set and taken away, and where the login form leads back to. */
import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { LIMITS } from "../domain/limits.ts";
import { isApiToken } from "../domain/tokens.ts";
import type { Env, Site } from "./deps.ts";

/** Over https the prefix makes browsers refuse one that another host or a plain http page has set. */
export const sessionCookieName = ({ isHttps }: Pick<Site, "isHttps">): string =>
  isHttps ? "__Host-tracetrack" : "tracetrack";

export function setSessionCookie(c: Context<Env>, site: Site, token: string, expiresAt: Date): void {
  setCookie(c, sessionCookieName(site), token, { ...attributesOf(site), expires: expiresAt });
}

export function clearSessionCookie(c: Context<Env>, site: Site): void {
  deleteCookie(c, sessionCookieName(site), attributesOf(site));
}

/** What the browser holds. A script's token in its place is nothing: any page could have the browser send it. */
export function sessionCookieOf(c: Context<Env>, site: Pick<Site, "isHttps">): string | undefined {
  const cookie = getCookie(c, sessionCookieName(site));
  return cookie && !isApiToken(cookie) ? cookie : undefined;
}

/** Who has signed in from this browser before. */
export const deviceCookieName = ({ isHttps }: Pick<Site, "isHttps">): string =>
  isHttps ? "__Host-tracetrack-device" : "tracetrack-device";

export function setDeviceCookie(c: Context<Env>, site: Site, device: string): void {
  const maxAge = LIMITS.deviceDays * 24 * 60 * 60;
  setCookie(c, deviceCookieName(site), device, { ...attributesOf(site), maxAge });
}

const attributesOf = ({ isHttps }: Site) => ({ path: "/", httpOnly: true, sameSite: "Lax", secure: isHttps }) as const;

/** The login form, which leads on to `next`: the contract has it named always, for the first page too. */
export const loginPath = (next: string): string => `/login?next=${encodeURIComponent(next)}`;

/** Where a password is changed; whoever has to is led there first. */
export const PASSWORD_PATH = "/profile/password";

/** A path of this site to go on to after signing in; "/" for anything that leads elsewhere. */
export function localPath(next: string | null | undefined): string {
  if (!next?.startsWith("/") || !URL.canParse(next, HERE)) return "/";
  const { origin, pathname, search, hash } = new URL(next, HERE);
  return origin === HERE && !pathname.startsWith("//") ? pathname + search + hash : "/";
}

/** Any origin does: a path that leaves this one leaves ours. */
const HERE = "http://here.invalid";

/**
 * Who may come in. Every route declares it with one of these, as its first handler; `createApp` starts no app in which one
 * does not. Checks in the contract's order: 401, then 403 (role, then a request that our own pages did not make).
 */
import type { Context, Handler, MiddlewareHandler, Next } from "hono";
import { type Ability, may, mayToken } from "../domain/abilities.ts";
import type { SignedIn } from "../domain/people.ts";
import { attemptOf } from "./attempt.ts";
import type { Deps, Env } from "./deps.ts";
import { isForScripts } from "./json.ts";
import { addressIn } from "./peer.ts";
import { refuse } from "./refusals.ts";
import { loginPath, sessionCookieOf } from "./session_cookie.ts";

export type Declared = Ability | "anybody";

export interface Door {
  /** People whose role may do this; see `domain/abilities.ts`. */
  readonly may: (ability: Ability) => MiddlewareHandler<Env>;
  readonly anybody: () => MiddlewareHandler<Env>;
  /** Anybody, but only from a page of ours: what a form does before anybody is signed in. */
  readonly anybodyFromHere: () => MiddlewareHandler<Env>;
}

export function door(deps: Deps): Door {
  return {
    may: (ability) => declare(ability, (c, next) => admit(deps, c, next, ability)),
    anybody: () => declare("anybody", (_, next) => next()),
    anybodyFromHere: () =>
      declare("anybody", (c, next) => isFromHere(deps, c) ? next() : Promise.resolve(refuse(deps, c, "forbidden"))),
  };
}

/** What a handler declares, or undefined when it is no declaration. */
export const declarationOf = (handler: Handler | MiddlewareHandler): Declared | undefined => declarations.get(handler);

const declarations = new WeakMap<Handler | MiddlewareHandler, Declared>();

function declare(who: Declared, handler: MiddlewareHandler<Env>): MiddlewareHandler<Env> {
  declarations.set(handler, who);
  return handler;
}

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

/** No `await` while the session is remembered: a scan's request does not even leave the queue for it. */
function admit(deps: Deps, c: Context<Env>, next: Next, ability: Ability): Promise<Response | void> {
  const credential = credentialOf(deps, c);
  if (!credential) return Promise.resolve(askToSignIn(deps, c));
  const found = deps.sessions.read(credential.token, () => addressIn(c, deps));
  return found instanceof Promise
    ? found.then((signedIn) => enter(deps, c, next, ability, credential, signedIn))
    : enter(deps, c, next, ability, credential, found);
}

function enter(
  deps: Deps,
  c: Context<Env>,
  next: Next,
  ability: Ability,
  { token, isCookie }: Credential,
  signedIn: SignedIn | null,
): Promise<Response | void> {
  if (!signedIn) {
    deps.noteRefused({ ...attemptOf(c, deps), credential: token });
    return Promise.resolve(askToSignIn(deps, c));
  }
  c.set("signedIn", signedIn);
  const mayNot = !may(signedIn.person, ability) || signedIn.way === "token" && !isForTokens(c, ability);
  const isForged = isCookie && !SAFE_METHODS.has(c.req.method) && !isFromHere(deps, c);
  if (!mayNot && !isForged) return next();
  deps.noteRefused({ ...attemptOf(c, deps), why: mayNot ? "role" : "origin", userId: signedIn.person.id });
  return Promise.resolve(refuse(deps, c, "forbidden"));
}

/** Scripts' tokens are for what is made for scripts: pages and their forms belong to a browser's session. */
const isForTokens = (c: Context<Env>, ability: Ability): boolean => isForScripts(c.req.path) && mayToken(ability);

interface Credential {
  readonly token: string;
  /** Sent by the browser by itself, whoever made it send the request. */
  readonly isCookie: boolean;
}

function credentialOf({ site }: Deps, c: Context<Env>): Credential | null {
  const authorization = c.req.header("authorization");
  if (authorization !== undefined) {
    const token = /^Bearer +(\S+) *$/i.exec(authorization)?.[1];
    return token ? { token, isCookie: false } : null;
  }
  const cookie = sessionCookieOf(c, site);
  return cookie ? { token: cookie, isCookie: true } : null;
}

/** A browser says so itself; an old one, or one on plain http, at least names the origin. */
function isFromHere({ site }: Deps, c: Context<Env>): boolean {
  const fetchSite = c.req.header("sec-fetch-site");
  if (fetchSite !== undefined) return fetchSite === "same-origin";
  const origin = c.req.header("origin");
  return origin !== undefined && origin === (site.publicOrigin ?? new URL(c.req.url).origin);
}

/** Scripts get 401; a page goes to the login form; a fragment asks htmx to, but not over a scanner's shoulder. */
function askToSignIn(deps: Deps, c: Context<Env>): Response | Promise<Response> {
  if (isForScripts(c.req.path)) return refuse(deps, c, "unauthenticated");
  const isScan = SCAN_PAGES.test(c.req.path);
  if (c.req.header("hx-request") === undefined) {
    const isGet = SAFE_METHODS.has(c.req.method);
    return c.redirect(loginPath(isGet ? pathAndQuery(c) : isScan ? c.req.path : "/"), 303);
  }
  if (!isScan) c.header("hx-redirect", loginPath(pageOfHtmx(c)));
  return refuse(deps, c, "unauthenticated");
}

const SCAN_PAGES = /^\/(scan|station|station\/switch|bills\/[^/]+\/scan)$/;

function pathAndQuery(c: Context<Env>): string {
  const { pathname, search } = new URL(c.req.url);
  return pathname + search;
}

/** The page that the person looks at, rather than the fragment that it asked for. */
function pageOfHtmx(c: Context<Env>): string {
  const current = c.req.header("hx-current-url") ?? "";
  if (!URL.canParse(current)) return "/";
  const { pathname, search } = new URL(current);
  return pathname + search;
}

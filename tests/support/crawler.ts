/** Follows every link of every page that a person is shown, and tries every form: what leads nowhere is told. */
import { mayRole } from "../../domain/abilities.ts";
import type { Role } from "../../domain/shapes.ts";
import { type Route as Declaration, routeTable } from "../../routes/app.ts";
import { type PageMarkup, readMarkup, type Target } from "./markup.ts";
import { pageWorld } from "./page_world.ts";
import type { Session, TestServer } from "./server.ts";

export interface CrawledPage {
  /** Path and query. */
  readonly at: string;
  /** The route that answers there: `/bags/:code`. */
  readonly route: string;
  /** 200; or a form's way of saying why not, often on the page that it stands on. */
  readonly status: number;
  readonly bytes: number;
  readonly markup: PageMarkup;
}

export interface Crawl {
  readonly pages: readonly CrawledPage[];
  /** Each in a line; empty: all is well. */
  readonly faults: readonly string[];
}

/** Pages of one route with the same names in their query: more of them show nothing new. */
const ALIKE_MAX = 10;

/** One of each sort is enough: a person may take so many a minute and no more. */
const isFile = (where: string): boolean => where.startsWith("/exports/");

/**
 * Begins with the pages that need no name, linked or not. `role`: null for nobody. Forms are tried when all pages are known,
 * logging out after the others.
 */
export async function crawl(server: TestServer, role: Role | null): Promise<Crawl> {
  const session = role && await server.logIn(role);
  const routes = routesOf();
  const pages: CrawledPage[] = [];
  const faults: string[] = [];
  const alike = new Map<string, number>();
  const seen = new Set<string>();
  const queue: { readonly where: string; readonly on: string; readonly isForm: boolean }[] = [];
  const follow = (where: string, on: string, isForm = false) => {
    const kind = kindOf(routes, where);
    const count = alike.get(kind) ?? 0;
    if (seen.has(where) || count >= (isFile(where) ? 1 : ALIKE_MAX)) return;
    seen.add(where);
    alike.set(kind, count + 1);
    queue.push({ where, on, isForm });
  };
  for (const { path } of routes.filter((route) => isPageFor(route, role))) follow(path, "the start");
  for (let next = queue.shift(); next; next = queue.shift()) {
    const { where, on, isForm } = next;
    const response = await ask(server, session, { method: "GET", where });
    const location = response.headers.get("location");
    const html = response.headers.get("content-type")?.startsWith("text/html") ? await response.text() : null;
    // Files and streams: that they begin is enough.
    if (html === null) await response.body?.cancel();
    if (response.status === 303 && location !== null && (session === null || !location.startsWith("/login"))) {
      follow(location.split("#")[0]!, where);
    } else if (response.status !== 200 && !(isForm && isAnswer(next, response.status))) {
      faults.push(`${on} leads to ${where}, which answers ${response.status}`);
    } else if (html !== null) {
      const page = {
        at: where,
        route: routeOf(routes, "GET", where),
        status: response.status,
        bytes: html.length,
        markup: readMarkup(html, where),
      };
      pages.push(page);
      faults.push(...page.markup.lostAnchors.map((anchor) => `${where} has no ${anchor}, which it leads to`));
      for (const link of page.markup.links) follow(link, where);
      for (const form of page.markup.forms) if (form.method === "GET") follow(form.where, where, true);
    }
  }
  return { pages, faults: [...faults, ...await tryForms(server, session, routes, pages)] };
}

/** Sends each form empty, one for each route: it is refused or leads on, but is never unknown and never fails. */
async function tryForms(
  server: TestServer,
  session: Session | null,
  routes: readonly Route[],
  pages: readonly CrawledPage[],
): Promise<string[]> {
  const forms = new Map<string, Target & { readonly on: string }>();
  for (const { at, markup } of pages) {
    for (const form of markup.forms.filter(({ method }) => method !== "GET")) {
      forms.set(`${form.method} ${routeOf(routes, form.method, form.where)}`, { ...form, on: at });
    }
  }
  const faults: string[] = [];
  const isLast = ({ where }: Target) => where === "/logout" ? 1 : 0;
  for (const form of [...forms.values()].sort((one, other) => isLast(one) - isLast(other))) {
    const response = await ask(server, session, form);
    await response.body?.cancel();
    if (isAnswer(form, response.status)) continue;
    faults.push(`${form.on} sends ${form.method} ${form.where}, which answers ${response.status}`);
  }
  return faults;
}

/**
 * "Not like that" or "go on there". A name and a password that are not given do not match; what is shown this once is shown
 * at once, since an address that led to it would hold the secret.
 */
const isAnswer = ({ where }: Pick<Target, "where">, status: number): boolean =>
  [303, 400, 409, 413, 415, 422, 429].includes(status) || (where === "/login" && status === 401) ||
  (SHOWN_ONCE.test(where) && [200, 201].includes(status));

const SHOWN_ONCE = /^\/users\/[^/]+\/(reset-link|badge)$/;

const ask = (server: TestServer, session: Session | null, { method, where }: Target): Promise<Response> =>
  fetch(server.base + where, {
    method,
    redirect: "manual",
    headers: {
      accept: "text/html",
      "sec-fetch-site": "same-origin",
      ...(session ? { cookie: session.cookie } : {}),
      ...(method === "GET" ? {} : { "content-type": "application/x-www-form-urlencoded" }),
    },
    ...(method === "GET" ? {} : { body: "" }),
  });

interface Route extends Declaration {
  readonly matches: RegExp;
}

/** What a person may open by typing its address, of the addresses that need no code and no number. */
const isPageFor = ({ method, path, who }: Route, role: Role | null): boolean =>
  method === "GET" && !/[:*]/.test(path) && !/^\/(api|static|metrics)\b/.test(path) &&
  (who === "anybody" || (role !== null && mayRole(role, who)));

/** The application's own table: a route that is new is known here. Words before parameters, as the router has it. */
function routesOf(): Route[] {
  return routeTable(pageWorld().app)
    .map((route) => {
      const pattern = route.path.replace(/:\w+/g, "[^/]+").replace(/\*$/, ".*");
      return { ...route, matches: new RegExp(`^${pattern}$`) };
    })
    .sort((one, other) => one.path.split(":").length - other.path.split(":").length);
}

/** What no route answers is a kind of its own: a file, or an address that leads nowhere. */
function routeOf(routes: readonly Route[], method: string, where: string): string {
  const path = where.split("?")[0]!;
  return routes.find((route) => route.method === method && route.matches.test(path))?.path ?? path;
}

function kindOf(routes: readonly Route[], where: string): string {
  const names = new Set(new URL(where, "http://here").searchParams.keys());
  return `${routeOf(routes, "GET", where)}?${[...names].sort()}`;
}

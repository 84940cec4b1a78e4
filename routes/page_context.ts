/** What the pages need of the outside beside the routes' own deps, and how a page is answered. */
import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { AreaLabels } from "../domain/area.ts";
import type { Person } from "../domain/shapes.ts";
import { storable } from "../domain/text.ts";
import type { PageContext, Theme } from "../views/context.ts";
import { showIn } from "../views/format.ts";
import { isLanguage, type Language, languageWished } from "../views/words/languages.ts";
import { wordsWithAreas } from "../views/words/area_words.ts";
import type { SignedIn } from "../domain/people.ts";
import { choiceOf } from "./choice_cookie.ts";
import type { Deps, Env } from "./deps.ts";

export interface PageDeps extends Pick<Deps, "site" | "kinds" | "sessions"> {
  /** The script and the style sheet of all pages, and what answers for them. */
  readonly files: {
    readonly scriptUrl: string;
    readonly keysUrl: string;
    readonly padUrl: string;
    readonly deskUrl: string;
    readonly toolsUrl: string;
    readonly liveUrl: string;
    readonly styleUrl: string;
    respond(request: Request): Response | null;
  };
  /** Keys of the dispatch areas, in the order in which people know them. */
  readonly areas: () => Promise<readonly string[]>;
  /** What people call each of them, those out of use too; held in memory by whoever fills this. */
  readonly areaLabels: () => AreaLabels;
  /** A bar code as SVG. */
  readonly codePicture: (symbology: "code128" | "qr", text: string) => string;
}

/** A page's route needs both. */
export interface PageParts {
  readonly deps: Deps;
  readonly pages: PageDeps;
}

/** The context of this request's page. `person` is whom the door let in, or whom the caller found. */
export function contextOf(c: Context<Env>, { files, site, areaLabels }: PageDeps, person: Person | null): PageContext {
  const { pathname, search } = new URL(c.req.url);
  const words = wordsWithAreas(languageOf(c), areaLabels);
  return {
    person,
    words,
    show: showIn(site.timeZone, words),
    now: new Date(),
    path: pathname + search,
    theme: themeOf(c),
    scriptUrl: files.scriptUrl,
    keysUrl: files.keysUrl,
    padUrl: files.padUrl,
    deskUrl: files.deskUrl,
    toolsUrl: files.toolsUrl,
    liveUrl: files.liveUrl,
    styleUrl: files.styleUrl,
    requestId: c.var.requestId,
  };
}

/** Behind the door there is always somebody. */
export const contextOfSignedIn = (c: Context<Env>, pages: PageDeps): PageContext =>
  contextOf(c, pages, c.var.signedIn.person);

/** The context of what several people of one role and area are shown alike: it names none of them. */
export function contextOfAudience(c: Context<Env>, pages: PageDeps): PageContext {
  const { role, area } = c.var.signedIn.person;
  const nobody = { id: 0, username: "", fullName: null, role, area };
  return { ...contextOf(c, pages, nobody), path: "", requestId: "" };
}

/** Before the door, or past all routes, perhaps nobody. */
export const whoIsIn = (c: Context<Env>): SignedIn | undefined => c.get("signedIn") as SignedIn | undefined;

/** A whole page. */
export function answerPage(c: Context<Env>, page: { toString(): unknown }, status: number = 200): Response {
  return c.html(`<!doctype html>${page.toString()}`, status as ContentfulStatusCode);
}

/** Parts of a page, for htmx. */
export function answerFragment(c: Context<Env>, fragment: { toString(): unknown }, status: number): Response {
  return c.html(String(fragment.toString()), status as ContentfulStatusCode);
}

/** The same for the hot path: one Response with all its headers at once. For answers that set no header of their own. */
export const answerScan = (c: Context<Env>, fragment: { toString(): unknown }, status: number): Response =>
  new Response(String(fragment.toString()), {
    status,
    headers: [...c.var.headers, ["content-type", "text/html; charset=UTF-8"]] as [string, string][],
  });

/** The bill's number that the path names, as a column can hold it. */
export const billNumberIn = (c: Context<Env>): string => storable(c.req.param("number") ?? "").trim();

export const isHtmx = (c: Context<Env>): boolean => c.req.header("hx-request") !== undefined;

/** Of a form that was sent, the page that it stood on: what it was sent to may be no page at all. */
export function pathSeen(c: Context<Env>, { site }: Pick<PageDeps, "site">, path: string): string {
  if (c.req.method === "GET" || c.req.method === "HEAD") return path;
  const from = c.req.header("referer") ?? "";
  if (!URL.canParse(from)) return "/";
  const { origin, pathname, search } = new URL(from);
  return origin === (site.publicOrigin ?? new URL(c.req.url).origin) ? pathname + search : "/";
}

export const LANGUAGE_COOKIE = "language";

/** What was chosen on this device, else what its browser wishes for. */
export function languageOf(c: Context<Env>): Language {
  const chosen = choiceOf(c, LANGUAGE_COOKIE);
  return isLanguage(chosen) ? chosen : languageWished(c.req.header("accept-language"));
}

export const THEME_COOKIE = "theme";

export const isTheme = (text: string | null | undefined): text is Theme =>
  text === "auto" || text === "light" || text === "dark";

function themeOf(c: Context<Env>): Theme {
  const theme = choiceOf(c, THEME_COOKIE);
  return isTheme(theme) ? theme : "auto";
}

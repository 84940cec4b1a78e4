/**
 * `/station/switch`: somebody goes on at a station in another's place, by badge and PIN. Only where a session stands: a badge
 * opens no door by itself. The page's script sends the form from the pad over the page; without script it is a page.
 */
import { type Context, Hono } from "hono";
import { may } from "../domain/abilities.ts";
import type { SwitchResult } from "../domain/badge.ts";
import { holdsBadge } from "../domain/badge_text.ts";
import { LIMITS } from "../domain/limits.ts";
import { REFUSALS } from "../domain/outcomes.ts";
import type { Person } from "../domain/shapes.ts";
import { storable } from "../domain/text.ts";
import { StationSwitchPage } from "../views/station_switch_page.tsx";
import type { Told } from "../views/words/told.ts";
import { isLanguage, wordsIn } from "../views/words/languages.ts";
import type { Words } from "../views/words/en.ts";
import type { Env } from "./deps.ts";
import { doerOf } from "./doer.ts";
import { door } from "./door.ts";
import { setLanguageCookie } from "./language_page.ts";
import { answerPage, contextOfSignedIn, isHtmx, languageOf, type PageParts } from "./page_context.ts";
import { readForm } from "./page_form.ts";
import { refuse } from "./refusals.ts";
import { localPath, setSessionCookie } from "./session_cookie.ts";

const PATH = "/station/switch";
/** A badge and a PIN that nobody knows of: well formed, not right. */
const NOT_RIGHT = 422;

export function stationSwitch(parts: PageParts): Hono<Env> {
  const { may: mayEnter } = door(parts.deps);
  return new Hono<Env>()
    .get(PATH, mayEnter("scan"), (c) => show(c, parts, c.req.query("next"), null, 200))
    .post(PATH, mayEnter("scan"), (c) => post(c, parts));
}

async function post(c: Context<Env>, parts: PageParts): Promise<Response> {
  const { deps } = parts;
  // A script's session is no station's: only a browser's cookie is put in another's place.
  if (c.req.header("authorization") !== undefined) return refuse(deps, c, "forbidden");
  const reading = await readForm(c);
  if ("refused" in reading) return refuse(deps, c, reading.refused);
  const { form } = reading;
  const result = await switchTo(c, parts, form);
  const next = localPath(form.get("next"));
  if (result.is === "switched") {
    setSessionCookie(c, deps.site, result.token, result.expiresAt);
    if (isLanguage(result.language)) setLanguageCookie(c, deps, result.language);
    return isHtmx(c) ? c.json(whoIs(result.person)) : c.redirect(nextFor(result.person, next), 303);
  }
  if (result.is === "same") {
    return isHtmx(c) ? c.json(whoIs(c.var.signedIn.person)) : c.redirect(next, 303);
  }
  if (result.is === "throttled") c.header("retry-after", String(result.retryAfterSeconds));
  const told = toldOf(result, wordsIn(languageOf(c)));
  const status = result.is === "throttled" ? REFUSALS.rate_limited : NOT_RIGHT;
  return isHtmx(c) ? c.json(told, status) : show(c, parts, next, told, status);
}

async function switchTo(c: Context<Env>, { deps }: PageParts, form: URLSearchParams): Promise<SwitchResult> {
  const { sessionId, person, way } = c.var.signedIn;
  const retryAfterSeconds = await deps.readWaitSeconds(LIMITS.badgeRate, person.id);
  if (retryAfterSeconds > 0) return { is: "throttled", retryAfterSeconds };
  const { address, requestId } = doerOf(c, deps);
  return await deps.switchTo({
    from: { sessionId, person, way },
    badge: form.get("badge") ?? "",
    pin: form.get("pin") ?? "",
    station: stationIn(form),
    userAgent: c.req.header("user-agent") ?? null,
    ...{ address, requestId },
  });
}

/** Somebody may have scanned his badge where a station's name goes. */
function stationIn(form: URLSearchParams): string | null {
  const station = storable(form.get("station") ?? "").trim().slice(0, LIMITS.stationCharsMax);
  return station === "" || holdsBadge(station) ? null : station;
}

const whoIs = (person: Person) => ({ user: person.username, sees_bills: may(person, "see_bills") });

/** Bills are not for everybody. */
const nextFor = (person: Person, next: string): string =>
  may(person, "see_bills") || /^\/(scan|station)\b/.test(next) ? next : "/scan";

function toldOf(result: Extract<SwitchResult, { is: "refused" | "throttled" }>, { stations }: Words): Told {
  if (result.is === "throttled") return stations.locked(Math.ceil(result.retryAfterSeconds / 60));
  return stations.refused(result.triesLeft);
}

function show(
  c: Context<Env>,
  { pages }: PageParts,
  next: string | null | undefined,
  refused: Told | null,
  status: number,
): Response {
  const context = contextOfSignedIn(c, pages);
  return answerPage(c, <StationSwitchPage context={context} next={localPath(next)} refused={refused} />, status);
}

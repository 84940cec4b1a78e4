/** `/scans`: the scans of a business day; a dispatcher sees those of his area. */
import { type Context, Hono } from "hono";
import { LIMITS } from "../domain/limits.ts";
import { type Outcome, OUTCOMES } from "../domain/outcomes.ts";
import { storable } from "../domain/text.ts";
import { scansAddress, type ScansFilter, ScansPage } from "../views/scans_page.tsx";
import type { Env } from "./deps.ts";
import { door } from "./door.ts";
import { answerPage, contextOfSignedIn, type PageParts } from "./page_context.ts";
import { isDay } from "./schemas.ts";
import { scopeOf } from "./scope.ts";

export function scansPage(parts: PageParts): Hono<Env> {
  const { may } = door(parts.deps);
  return new Hono<Env>().get("/scans", may("see_lists"), (c) => list(c, parts));
}

/** How the address names scans that no station was named for. */
const NO_STATION = "-";
/** YYYY-MM-DD. */
const DAY_CHARS = 10;

async function list(c: Context<Env>, { deps, pages }: PageParts): Promise<Response> {
  const filter = filterOf(c);
  const cursor = c.req.query("cursor") ?? null;
  const asked = {
    scope: scopeOf(c.var.signedIn.person),
    day: filter.day || null,
    outcome: filter.outcome || null,
    refused: filter.refused,
    station: filter.station === "" ? null : filter.station === NO_STATION ? "" : filter.station,
    username: filter.user || null,
  };
  const [page, count] = await Promise.all([
    deps.scanDays.list(asked, { limit: LIMITS.pageItemsDefault, cursor }),
    deps.scanDays.count(asked),
  ]);
  // A cursor of some other list: from the start, rather than a page that says no.
  if (!page) return c.redirect(scansAddress(filter), 303);
  const context = contextOfSignedIn(c, pages);
  return answerPage(
    c,
    <ScansPage context={context} filter={filter} page={page} count={count} isFirst={cursor === null} />,
  );
}

function filterOf(c: Context<Env>): ScansFilter {
  const text = (name: string, charsMax: number) => storable(c.req.query(name) ?? "").trim().slice(0, charsMax);
  const outcome = c.req.query("outcome") ?? "";
  return {
    // Whatever is no day is today.
    day: isDay(text("day", DAY_CHARS)) ? text("day", DAY_CHARS) : "",
    outcome: Object.hasOwn(OUTCOMES, outcome) ? outcome as Outcome : "",
    refused: c.req.query("refused") === "true",
    station: text("station", LIMITS.stationCharsMax),
    user: text("user", LIMITS.usernameCharsMax),
  };
}

/** `/audit`: what was done, for admins. */
import { type Context, Hono } from "hono";
import { LIMITS } from "../domain/limits.ts";
import { storable } from "../domain/text.ts";
import { auditAddress, AuditPage, type AuditPageFilter } from "../views/audit_page.tsx";
import type { Env } from "./deps.ts";
import { door } from "./door.ts";
import { answerPage, contextOfSignedIn, type PageParts } from "./page_context.ts";
import { paced } from "./paced.ts";
import { isDay } from "./schemas.ts";

export function auditPage(parts: PageParts): Hono<Env> {
  const { may } = door(parts.deps);
  return new Hono<Env>()
    .get("/audit", may("see_audit"), paced(parts.deps, LIMITS.searchRate), (c) => list(c, parts));
}

async function list(c: Context<Env>, { deps, pages }: PageParts): Promise<Response> {
  const filter = filterOf(c);
  const { actor, action, entity, from, to } = filter;
  const asked = {
    ...{ actor: actor || null, action: action || null, entity: entity || null },
    ...{ from: from || null, to: to || null },
  };
  const cursor = c.req.query("cursor") ?? null;
  const [page, counted, actors] = await Promise.all([
    deps.audit.list(asked, { limit: LIMITS.pageItemsDefault, cursor }),
    deps.audit.countUpTo(asked, LIMITS.auditCountMax + 1),
    deps.audit.actors(LIMITS.auditActorsShownMax),
  ]);
  // A cursor of some other list: from the start, rather than a page that says no.
  if (!page) return c.redirect(auditAddress(filter), 303);
  const isExact = counted <= LIMITS.auditCountMax;
  return answerPage(
    c,
    <AuditPage
      context={contextOfSignedIn(c, pages)}
      filter={filter}
      page={page}
      total={{ count: Math.min(counted, LIMITS.auditCountMax), isExact }}
      isFirst={cursor === null}
      actors={actors}
    />,
  );
}

/** YYYY-MM-DD. */
const DAY_CHARS = 10;
/** What a name of an action, and a thing's sort and id, may at most be. */
const ACTION_CHARS = 50;
const ENTITY_CHARS = 100;

function filterOf(c: Context<Env>): AuditPageFilter {
  const text = (name: string, charsMax: number) => storable(c.req.query(name) ?? "").trim().slice(0, charsMax);
  // Whatever is no day bounds nothing.
  const day = (name: string) => isDay(text(name, DAY_CHARS)) ? text(name, DAY_CHARS) : "";
  return {
    actor: text("actor", LIMITS.usernameCharsMax),
    action: text("action", ACTION_CHARS),
    entity: text("entity", ENTITY_CHARS),
    from: day("from"),
    to: day("to"),
  };
}

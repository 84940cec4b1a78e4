/** `/bags` and `/bags/<code>`: the list, and one with its life. */
import { type Context, Hono } from "hono";
import { normalise } from "../domain/code.ts";
import { LIMITS } from "../domain/limits.ts";
import type { Person } from "../domain/shapes.ts";
import { storable } from "../domain/text.ts";
import { BagPage } from "../views/bag_page.tsx";
import { bagsAddress, type BagsFilter, ofRole } from "../views/bags_filter.tsx";
import { BagsPage } from "../views/bags_page.tsx";
import { withQuery } from "../views/paths.ts";
import { type BagFilter, OPEN_AGES } from "../domain/filters.ts";
import { bagAsItWas } from "./as_it_was.tsx";
import { codeInPath, readBag, toldSaid } from "./bag_view.ts";
import type { Env } from "./deps.ts";
import { door } from "./door.ts";
import { answerPage, contextOfSignedIn, type PageParts } from "./page_context.ts";
import { refuse } from "./refusals.ts";
import { isDay } from "./schemas.ts";
import { scopeOf } from "./scope.ts";

export function bagsPages(parts: PageParts): Hono<Env> {
  const { may } = door(parts.deps);
  return new Hono<Env>()
    .get("/bags", may("see_lists"), (c) => list(c, parts))
    .get("/bags/:code", may("look_up"), (c) => show(c, parts));
}

async function list(c: Context<Env>, { deps, pages }: PageParts): Promise<Response> {
  const { person } = c.var.signedIn;
  const renamed = renamedOf(c);
  if (renamed) return c.redirect(renamed, 303);
  const kinds = deps.kinds().map(({ kind }) => kind);
  const filter = filterOf(c, person, kinds);
  const cursor = c.req.query("cursor") ?? null;
  const asked = askedBy(filter, person);
  const [found, total, areas] = await Promise.all([
    deps.bags.list(asked, { limit: LIMITS.pageItemsDefault, cursor }),
    deps.bags.count(asked),
    scopeOf(person).all ? pages.areas() : [],
  ]);
  // A cursor of some other list: from the start, rather than a page that says no.
  if (!found) return c.redirect(bagsAddress(filter), 303);
  const props = { filter, kinds, areas, page: found, total, isFirst: cursor === null };
  return answerPage(c, <BagsPage context={contextOfSignedIn(c, pages)} {...props} />);
}

/** What the address asks for. What it cannot mean is left out, and with it from the form and the addresses onward. */
function filterOf(c: Context<Env>, person: Person, kinds: readonly string[]): BagsFilter {
  const text = (name: string) => storable(c.req.query(name) ?? "").trim().slice(0, LIMITS.scanTextCharsMax);
  const one = <Value extends string>(name: string, values: readonly Value[]): Value | "" =>
    values.find((value) => value.toLowerCase() === text(name).toLowerCase()) ?? "";
  const day = (name: string) => isDay(text(name)) ? text(name) : "";
  const filter: BagsFilter = {
    q: text("q"),
    role: one("role", ["parent", "child"]),
    kind: one("kind", kinds),
    billed: one("billed", ["true", "false"]),
    linked: one("linked", ["true", "false"]),
    open: one("open", OPEN_AGES),
    area: scopeOf(person).all ? text("area") : "",
    from: day("from"),
    to: day("to"),
  };
  return ofRole(filter, filter.role || roleMeant(filter));
}

/** Only a bag is in a sack; only a sack has a kind or is open, and "on a bill" is asked of sacks unless bags are. */
function roleMeant({ kind, billed, linked, open }: BagsFilter): BagsFilter["role"] {
  if (linked !== "") return "child";
  return kind !== "" || billed !== "" || open !== "" ? "parent" : "";
}

function askedBy(filter: BagsFilter, person: Person): BagFilter {
  return {
    scope: scopeOf(person),
    q: normalise(filter.q) || null,
    role: filter.role || null,
    kind: filter.kind || null,
    billed: filter.billed === "" ? null : filter.billed === "true",
    linked: filter.linked === "" ? null : filter.linked === "true",
    open: filter.open || null,
    area: filter.area || null,
    from: filter.from || null,
    to: filter.to || null,
  };
}

/** Addresses that people keep from before: one field said both whether it is on a bill and whether it is in a sack. */
function renamedOf(c: Context<Env>): string | null {
  const where = c.req.query("where");
  if (where === undefined) return null;
  const { pathname, search } = new URL(c.req.url);
  const fields = RENAMED[where] ?? {};
  return withQuery(pathname + search, { ...fields, where: null });
}

const RENAMED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  billed: { billed: "true" },
  unbilled: { billed: "false" },
  linked: { role: "child", linked: "true" },
  unlinked: { role: "child", linked: "false" },
};

async function show(c: Context<Env>, { deps, pages }: PageParts): Promise<Response> {
  const code = codeInPath(deps, c.req.param("code"));
  const facts = code === null ? null : await readBag(deps, code, c.req.query("cursor") ?? null);
  if (!facts) return refuse(deps, c, "not_found");
  const context = contextOfSignedIn(c, pages);
  const told = await toldSaid(deps, context, facts, { said: c.req.query("said"), last: c.req.query("last") });
  const asItWas = await bagAsItWas(c, deps, context, facts.bag.code);
  return answerPage(c, <BagPage context={context} {...facts} {...told} asItWas={asItWas} />);
}

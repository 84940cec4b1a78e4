/** `/bags` and `/bags/<code>`: the list, and one with its life. */
import { type Context, Hono } from "hono";
import { normalise, readCode } from "../domain/code.ts";
import { LIMITS } from "../domain/limits.ts";
import type { BagDetail } from "../domain/shapes.ts";
import { storable } from "../domain/text.ts";
import { BagPage } from "../views/bag_page.tsx";
import { type BagsFilter, BagsPage } from "../views/bags_page.tsx";
import { withQuery } from "../views/paths.ts";
import type { BagFilter } from "../domain/filters.ts";
import { bagAsItWas } from "./as_it_was.tsx";
import type { Env } from "./deps.ts";
import { door } from "./door.ts";
import { answerPage, contextOfSignedIn, type PageParts } from "./page_context.ts";
import { refuse } from "./refusals.ts";
import { shownSaid } from "./said.ts";
import { scopeOf } from "./scope.ts";

export function bagsPages(parts: PageParts): Hono<Env> {
  const { only } = door(parts.deps);
  return new Hono<Env>()
    .get("/bags", only("dispatcher"), (c) => list(c, parts))
    .get("/bags/:code", only("dispatcher"), (c) => show(c, parts));
}

async function list(c: Context<Env>, { deps, pages }: PageParts): Promise<Response> {
  const filter = filterOf(c);
  const cursor = c.req.query("cursor") ?? null;
  const found = await deps.bags.list(
    { scope: scopeOf(c.var.signedIn.person), q: normalise(filter.q) || null, ...narrowed(filter) },
    { limit: LIMITS.pageItemsDefault, cursor },
  );
  // A cursor of some other list: from the start, rather than a page that says no.
  if (!found) return c.redirect(withQuery("/bags", { ...filter }), 303);
  return answerPage(
    c,
    <BagsPage context={contextOfSignedIn(c, pages)} filter={filter} page={found} isFirst={cursor === null} />,
  );
}

function filterOf(c: Context<Env>): BagsFilter {
  const role = c.req.query("role");
  const where = c.req.query("where");
  return {
    q: storable(c.req.query("q") ?? "").trim(),
    role: role === "parent" || role === "child" ? role : "",
    where: where === "billed" || where === "unbilled" || where === "linked" || where === "unlinked" ? where : "",
  };
}

/** "In a sack" speaks of bags, "on a bill" of sacks unless bags are asked for. */
function narrowed({ role, where }: BagsFilter): Partial<BagFilter> {
  switch (where) {
    case "":
      return { role: role || null };
    case "billed":
    case "unbilled":
      return { role: role || null, billed: where === "billed" };
    default:
      return { role: "child", linked: where === "linked" };
  }
}

async function show(c: Context<Env>, { deps, pages }: PageParts): Promise<Response> {
  // The label's whole text names its bag as well.
  const reading = readCode(c.req.param("code") ?? "", deps.kinds());
  if (!("code" in reading)) return refuse(deps, c, "not_found");
  const [bag, life] = await Promise.all([
    deps.bags.find(reading.code),
    deps.bags.events(reading.code, { limit: LIMITS.pageItemsDefault, cursor: c.req.query("cursor") ?? null }),
  ]);
  if (!bag) return refuse(deps, c, "not_found");
  const context = contextOfSignedIn(c, pages);
  return answerPage(
    c,
    <BagPage
      context={context}
      bag={bag}
      life={life ?? { items: [], nextCursor: null }}
      shown={shownSaid(c.req.query("said"), context, aboutBag(bag))}
      asItWas={await bagAsItWas(c, deps, context, bag.code)}
    />,
  );
}

/** What a sentence about this bag may name. */
const aboutBag = (bag: BagDetail) => bag.role === "child" ? { child: { code: bag.code, lot: null } } : {};

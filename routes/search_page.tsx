/** `/search`: a code, a label, or a part of either. What there is no doubt about opens at once. */
import { type Context, Hono } from "hono";
import { LIMITS } from "../domain/limits.ts";
import { onlyOne } from "../domain/search.ts";
import { bagPath, billPath } from "../views/paths.ts";
import { SearchPage, type SearchTab } from "../views/search_page.tsx";
import type { Env } from "./deps.ts";
import { door } from "./door.ts";
import { A_FEW_OF_EACH, search, type Wanted } from "./finding.ts";
import { answerPage, contextOfSignedIn, type PageParts } from "./page_context.ts";
import { paced } from "./paced.ts";

export function searchPage(parts: PageParts): Hono<Env> {
  const { may } = door(parts.deps);
  return new Hono<Env>().get(
    "/search",
    may("search"),
    paced(parts.deps, LIMITS.searchRate),
    (c) => find(c, parts),
  );
}

async function find(c: Context<Env>, { deps, pages }: PageParts): Promise<Response> {
  const tab = tabOf(c.req.query("show"));
  const found = await search(deps, c.var.signedIn.person, c.req.query("q") ?? "", wantedOn(tab ?? "all"));
  // Who chose a tab looks at results: the same text must not throw him out of them.
  const only = found && tab === null ? onlyOne(found) : null;
  if (only) return c.redirect("bag" in only ? bagPath(only.bag) : billPath(only.bill), 303);
  return answerPage(c, <SearchPage context={contextOfSignedIn(c, pages)} found={found} tab={tab ?? "all"} />);
}

const wantedOn = (tab: SearchTab): Wanted => ({
  ...tab === "all" ? A_FEW_OF_EACH : NOTHING,
  ...tab === "bags" && { children: LIMITS.foundOfSortMax },
  ...tab === "sacks" && { parents: LIMITS.foundOfSortMax },
  ...tab === "bills" && { bills: LIMITS.foundOfSortMax },
});

const NOTHING: Wanted = { children: 0, parents: 0, bills: 0 };

const tabOf = (text: string | undefined): SearchTab | null =>
  text === "all" || text === "bags" || text === "sacks" || text === "bills" ? text : null;

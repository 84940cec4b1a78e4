/** `GET /api/v1/search?q=`: what the search box finds, for scripts. */
import { Hono } from "hono";
import { LIMITS } from "../domain/limits.ts";
import type { Hits, Search } from "../domain/search.ts";
import { readQuery } from "./body.ts";
import type { Deps, Env } from "./deps.ts";
import { door } from "./door.ts";
import { search } from "./finding.ts";
import { json } from "./json.ts";
import { paced } from "./paced.ts";
import { refuseJson } from "./refusals.ts";
import { SearchQuery } from "./schemas.ts";
import { wireBag, wireBagDetail, wireBill } from "./wire.ts";

export function searches(deps: Deps): Hono<Env> {
  const { may } = door(deps);
  return new Hono<Env>().get("/api/v1/search", may("search"), paced(deps, LIMITS.searchRate), async (c) => {
    const query = readQuery(c, SearchQuery);
    if (query instanceof Response) return query;
    const found = await search(deps, c.var.signedIn.person, query.q, ALL_THAT_FIT);
    return found
      ? json(c, wireSearch(found))
      : refuseJson(c, "malformed", { details: [{ path: "q", message: "Empty" }] });
  });
}

const ALL_THAT_FIT = {
  children: LIMITS.foundOfSortMax,
  parents: LIMITS.foundOfSortMax,
  bills: LIMITS.foundOfSortMax,
};

/** `bills` is null for those who see none; a count that is not exact is the least there are. */
const wireSearch = (found: Search) => ({
  query: found.query,
  exact: { bag: found.bag && wireBagDetail(found.bag), bill: found.bill && wireBill(found.bill) },
  parents: wireHits(found.parents, wireBag),
  children: wireHits(found.children, wireBag),
  bills: found.bills && wireHits(found.bills, wireBill),
  suggestions: found.suggestions,
});

const wireHits = <Item>({ items, count, isExact }: Hits<Item>, wireItem: (item: Item) => unknown) => ({
  count,
  is_exact: isExact,
  items: items.map(wireItem),
});

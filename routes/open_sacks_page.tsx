/** `/open-sacks`: what was begun and not finished, of all areas or one's own. */
import { Hono } from "hono";
import { OPEN_AGES } from "../domain/filters.ts";
import { LIMITS } from "../domain/limits.ts";
import { OpenSacksPage } from "../views/open_sacks_page.tsx";
import type { Env } from "./deps.ts";
import { door } from "./door.ts";
import { answerPage, contextOfSignedIn, type PageParts } from "./page_context.ts";
import { scopeOf } from "./scope.ts";

export function openSacksPage({ deps, pages }: PageParts): Hono<Env> {
  const { only } = door(deps);
  return new Hono<Env>().get("/open-sacks", only("dispatcher"), async (c) => {
    const age = OPEN_AGES.find((one) => one === c.req.query("age")) ?? null;
    const scope = scopeOf(c.var.signedIn.person);
    const cursor = c.req.query("cursor") ?? null;
    const [page, count] = await Promise.all([
      deps.openParents.list(scope, age, { limit: LIMITS.pageItemsDefault, cursor }),
      deps.openParents.count(scope, age),
    ]);
    // A cursor of some other list: from the start, rather than a page that says no.
    if (!page) return c.redirect("/open-sacks", 303);
    const props = { age, page, count, isFirst: cursor === null };
    return answerPage(c, <OpenSacksPage context={contextOfSignedIn(c, pages)} {...props} />);
  });
}

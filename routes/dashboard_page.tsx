/** `/`: today in numbers, of all areas or one's own. */
import { Hono } from "hono";
import { DashboardPage } from "../views/dashboard_page.tsx";
import type { Env } from "./deps.ts";
import { door } from "./door.ts";
import { answerPage, contextOfSignedIn, type PageParts } from "./page_context.ts";
import { scopeOf } from "./scope.ts";

export function dashboardPage({ deps, pages }: PageParts): Hono<Env> {
  const { only } = door(deps);
  return new Hono<Env>().get("/", only("dispatcher"), async (c) => {
    const dashboard = await deps.dashboard(scopeOf(c.var.signedIn.person));
    return answerPage(c, <DashboardPage context={contextOfSignedIn(c, pages)} dashboard={dashboard} />);
  });
}

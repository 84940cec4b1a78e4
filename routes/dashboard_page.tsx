/** `/`: today in numbers, of all areas or one's own; `/live` is the stream that keeps them right. */
import { Hono } from "hono";
import { FLOOR_SUBJECT } from "../domain/notice.ts";
import { LIMITS } from "../domain/limits.ts";
import { DashboardPage, dashboardPicture } from "../views/dashboard_page.tsx";
import { dashboardFor } from "./dashboard_data.ts";
import type { Env } from "./deps.ts";
import { door } from "./door.ts";
import { answerLive, audienceKey } from "./live_stream.ts";
import { answerPage, contextOfAudience, contextOfSignedIn, type PageParts } from "./page_context.ts";

export function dashboardPage({ deps, pages }: PageParts): Hono<Env> {
  const { may } = door(deps);
  return new Hono<Env>()
    .get("/", may("see_dashboard"), async (c) => {
      const data = await dashboardFor(deps, c.var.signedIn.person);
      return answerPage(c, <DashboardPage context={contextOfSignedIn(c, pages)} {...data} />);
    })
    .get("/live", may("see_dashboard"), (c) => {
      const context = contextOfAudience(c, pages);
      const { person } = c.var.signedIn;
      return answerLive(c, deps, {
        key: `dashboard ${audienceKey(context)}`,
        subjects: [FLOOR_SUBJECT],
        gapMs: LIMITS.liveDashboardGapMs,
        draw: async () =>
          dashboardPicture({ context: { ...context, now: new Date() }, ...await dashboardFor(deps, person) }),
      });
    });
}

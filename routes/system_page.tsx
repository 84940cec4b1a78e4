/** `/system`: how the whole is, for admins; `/system/live` is the stream that keeps it right. */
import { Hono } from "hono";
import type { Instance, SystemState } from "../domain/instances.ts";
import { lastHour } from "../domain/last_hour.ts";
import { LIMITS } from "../domain/limits.ts";
import { concernsOf } from "../domain/system_health.ts";
import type { PageContext } from "../views/context.ts";
import type { Hour } from "../views/system_charts.tsx";
import { SystemPage, systemPicture, type SystemProps } from "../views/system_page.tsx";
import type { Env } from "./deps.ts";
import { door } from "./door.ts";
import { answerLive, audienceKey } from "./live_stream.ts";
import { answerPage, contextOfAudience, contextOfSignedIn, type PageParts } from "./page_context.ts";

export function systemPage({ deps, pages }: PageParts): Hono<Env> {
  const { may } = door(deps);
  return new Hono<Env>()
    .get("/system", may("see_system"), async (c) => {
      const props = systemShown(contextOfSignedIn(c, pages), await deps.system());
      return answerPage(c, <SystemPage {...props} />);
    })
    .get("/system/live", may("see_system"), (c) => {
      const context = contextOfAudience(c, pages);
      return answerLive(c, deps, {
        key: `system ${audienceKey(context)}`,
        // No commit changes it: it is drawn anew every few seconds, as everything is that is looked at.
        subjects: [],
        gapMs: LIMITS.liveDashboardGapMs,
        draw: async () => systemPicture(systemShown({ ...context, now: new Date() }, await deps.system())),
      });
    });
}

const MINUTE_MS = 60_000;
/** A row of the table: twelve can be read. */
const ROW_MS = 5 * MINUTE_MS;

/** What the page is drawn of: the state, what is wrong with it, and the hour of all and of each. */
export function systemShown(context: PageContext, state: SystemState): SystemProps {
  const hourOf = (instances: readonly Instance[]): Hour => ({
    minutes: lastHour(instances, state.asOf, MINUTE_MS),
    rows: lastHour(instances, state.asOf, ROW_MS),
  });
  return {
    context,
    state,
    concerns: concernsOf(state),
    hour: hourOf(state.instances),
    hours: new Map(state.instances.map((instance) => [instance.id, hourOf([instance])])),
  };
}

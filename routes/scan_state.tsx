/** What a page for packing shows when it is opened: the sack that its address names, its last scans, the last outcome. */
import type { Context } from "hono";
import { withoutBadge } from "../domain/badge_text.ts";
import { readCode } from "../domain/code.ts";
import { LIMITS } from "../domain/limits.ts";
import type { BagDetail, LifeEvent, ParentTotals } from "../domain/shapes.ts";
import type { PageContext } from "../views/context.ts";
import { type Shown, shownAnswer } from "../views/outcome.tsx";
import { lineOfEvent } from "../views/scan_line.tsx";
import type { ScanPageProps } from "../views/scan_page.tsx";
import type { Env } from "./deps.ts";
import { contextOfSignedIn, type PageParts } from "./page_context.ts";
import { answerAbout, outcomeNamed } from "./said.ts";

/** How many of a sack's last events the page lists. */
const LINES_MAX = 20;

export async function scanStateOf(c: Context<Env>, { deps, pages }: PageParts): Promise<ScanPageProps> {
  const context = contextOfSignedIn(c, pages);
  const kinds = deps.kinds();
  const reading = readCode(c.req.query("parent") ?? "", kinds);
  const code = reading.is === "parent" ? reading.code : null;
  const [bag, life] = code === null
    ? [null, null]
    : await Promise.all([deps.bags.find(code), deps.bags.events(code, { limit: LINES_MAX, cursor: null })]);
  const parent = bag?.role === "parent" ? totalsOf(bag) : null;
  const events = parent ? life?.items ?? [] : [];
  return {
    context,
    kinds,
    station: withoutBadge(c.req.query("station") ?? "").slice(0, LIMITS.stationCharsMax) || null,
    scanId: crypto.randomUUID(),
    parent,
    shown: lastShown(c, context, parent, events),
    lines: events.map((event) => lineOfEvent(event, context.words)),
  };
}

/** Without script: the outcome that the redirect named, with what the stored event tells of it. */
function lastShown(
  c: Context<Env>,
  context: PageContext,
  parent: ParentTotals | null,
  events: readonly LifeEvent[],
): Shown | null {
  const last = events.find(({ scanId }) => scanId === c.req.query("last"));
  const outcome = last?.outcome ?? outcomeNamed(c.req.query("said"));
  if (!outcome) return null;
  const child = last?.child ? { code: last.child, lot: null } : null;
  return shownAnswer(answerAbout(outcome, last?.at ?? context.now, { parent, child }), context);
}

/** A sack's page holds more than its totals. */
const totalsOf = (bag: BagDetail): ParentTotals => ({
  code: bag.code,
  kind: bag.kind ?? "",
  childCount: bag.childCount ?? 0,
  capacity: bag.capacity ?? 0,
  weightKg: bag.weightKg,
  status: bag.status === "full" ? "full" : "open",
  bill: bag.bill,
});

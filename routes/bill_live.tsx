/** `/bills/<number>/live`: the stream of a bill's pages. */
import { type Context, Hono } from "hono";
import { billKey } from "../domain/bill.ts";
import { LIMITS } from "../domain/limits.ts";
import { billSubject } from "../domain/notice.ts";
import { billPicture } from "../views/bill_page.tsx";
import { billScanPicture } from "../views/bill_scan_page.tsx";
import { Picture, RowMemory } from "../views/live.tsx";
import type { Env } from "./deps.ts";
import { door } from "./door.ts";
import { answerLive, audienceKey } from "./live_stream.ts";
import { billNumberIn, contextOfAudience, type PageParts } from "./page_context.ts";

export function billLive(parts: PageParts): Hono<Env> {
  const { may } = door(parts.deps);
  return new Hono<Env>().get("/bills/:number/live", may("see_bills"), (c) => follow(c, parts));
}

function follow(c: Context<Env>, { deps, pages }: PageParts): Response | Promise<Response> {
  const number = billNumberIn(c);
  const context = contextOfAudience(c, pages);
  const page = c.req.query("page") === "scan" ? "scan" : "bill";
  const memory = new RowMemory();
  return answerLive(c, deps, {
    key: `bill ${page} ${billKey(number)} ${audienceKey(context)}`,
    subjects: [billSubject(number)],
    gapMs: LIMITS.liveBillGapMs,
    draw: async () => {
      const bill = await deps.bills.find(number);
      // A number that nobody has given to a bill: nothing to see, now or later, unless somebody makes one.
      if (!bill) return new Picture([]);
      const now = new Date();
      const people = deps.activity.peopleOn(number, now);
      const shown = { context: { ...context, now }, bill, people };
      return page === "scan" ? billScanPicture(shown) : billPicture({ ...shown, kinds: pages.kinds() }, memory);
    },
  });
}

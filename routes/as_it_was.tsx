/** The card with which the page of a bag or a bill looks back: `?at=` names the time on the warehouse's wall. */
import type { Context } from "hono";
import type { Child } from "hono/jsx";
import type { BagAsOf, BillAsOf } from "../domain/history.ts";
import { endOfWallClock, wallClock } from "../domain/wall_clock.ts";
import { AsItWas } from "../views/as_it_was.tsx";
import { mayHere, type PageContext } from "../views/context.ts";
import { bagPath, billPath } from "../views/paths.ts";
import type { Deps, Env } from "./deps.ts";

type Reader = Pick<Deps, "histories" | "site">;

/** Null for dispatchers: looking back is for the desk. */
export const bagAsItWas = (c: Context<Env>, deps: Reader, context: PageContext, code: string): Promise<Child> =>
  cardOf(c, deps, context, bagPath(code), (at) => deps.histories.bag(code, at));

export const billAsItWas = (c: Context<Env>, deps: Reader, context: PageContext, number: string): Promise<Child> =>
  cardOf(c, deps, context, billPath(number), (at) => deps.histories.bill(number, at));

async function cardOf(
  c: Context<Env>,
  { site }: Reader,
  context: PageContext,
  path: string,
  read: (at: Date) => Promise<BagAsOf | BillAsOf | null>,
): Promise<Child> {
  if (!mayHere(context, "see_history")) return null;
  const asked = c.req.query("at") ?? "";
  const at = endOfWallClock(asked, site.timeZone);
  const then = at && await read(at);
  const clock = (instant: Date) => wallClock(instant, site.timeZone);
  return (
    <AsItWas
      context={context}
      path={path}
      then={then}
      moment={clock(then?.at ?? context.now)}
      latest={clock(context.now)}
      isUnread={asked !== "" && !then}
    />
  );
}

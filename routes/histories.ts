/** What a bag held, or a bill carried, at a moment that has passed: for scripts. Pages show it by `as_it_was.tsx`. */
import { Hono } from "hono";
import { normalise, readCode } from "../domain/code.ts";
import { storable } from "../domain/text.ts";
import { readQuery } from "./body.ts";
import type { Deps, Env } from "./deps.ts";
import { door } from "./door.ts";
import { json } from "./json.ts";
import { refuseOutcome } from "./replies.ts";
import { AsOfQuery } from "./schemas.ts";
import { wireBagAsOf, wireBillAsOf } from "./wire_history.ts";

/** What was not registered at that moment is not found. A moment ahead is answered with the present one, see `as_of`. */
export function histories(deps: Deps): Hono<Env> {
  const { may } = door(deps);
  return new Hono<Env>()
    .get("/api/v1/bags/:code/as-of", may("see_history"), async (c) => {
      const query = readQuery(c, AsOfQuery);
      if (query instanceof Response) return query;
      const reading = readCode(c.req.param("code"), deps.kinds());
      const code = "code" in reading ? reading.code : normalise(storable(c.req.param("code")));
      const bag = await deps.histories.bag(code, query.at);
      return bag?.existed ? json(c, wireBagAsOf(bag)) : refuseOutcome(c, "bag_not_found");
    })
    .get("/api/v1/bills/:number/as-of", may("see_history"), async (c) => {
      const query = readQuery(c, AsOfQuery);
      if (query instanceof Response) return query;
      const bill = await deps.histories.bill(storable(c.req.param("number")).trim(), query.at);
      return bill?.existed ? json(c, wireBillAsOf(bill)) : refuseOutcome(c, "bill_not_found");
    });
}

/** Bags: one with its contents, lists, lives, and taking a child out of its parent. */
import { Hono } from "hono";
import { normalise, readCode } from "../domain/code.ts";
import { storable } from "../domain/text.ts";
import { readQuery, requiredKeyOf } from "./body.ts";
import type { Deps, Env } from "./deps.ts";
import { door } from "./door.ts";
import { json, jsonOf } from "./json.ts";
import { refuseJson } from "./refusals.ts";
import { answerCommand, refuseOutcome } from "./replies.ts";
import { BagsQuery, PageQuery } from "./schemas.ts";
import { scopeOf } from "./scope.ts";
import { wireBag, wireBagDetail, wireEvent, wirePage } from "./wire.ts";

export function bags(deps: Deps): Hono<Env> {
  const { may } = door(deps);
  return new Hono<Env>()
    // Looking up one bag is open to everybody: any dispatcher may scan into any area's parent.
    .get("/api/bag/:code", may("look_up"), async (c) => {
      const bag = await deps.bags.find(codeOf(deps, c.req.param("code")));
      return bag ? jsonOf(c, bag, wireBagDetail) : refuseOutcome(c, "bag_not_found");
    })
    .get("/api/v1/bags", may("see_lists"), async (c) => {
      const query = readQuery(c, BagsQuery);
      if (query instanceof Response) return query;
      const { limit, cursor, total, kind, q, ...filter } = query;
      if (kind && !deps.kinds().some((known) => known.kind === kind)) return refuseJson(c, "malformed");
      const asked = { ...filter, kind, q: q && codeOf(deps, q), scope: scopeOf(c.var.signedIn.person) };
      const [page, all] = await Promise.all([
        deps.bags.list(asked, { limit, cursor }),
        total ? deps.bags.count(asked) : null,
      ]);
      return page ? json(c, wirePage(page, wireBag, all)) : refuseJson(c, "malformed");
    })
    .get("/api/v1/bags/:code/events", may("look_up"), async (c) => {
      const query = readQuery(c, PageQuery);
      if (query instanceof Response) return query;
      const code = codeOf(deps, c.req.param("code"));
      const page = await deps.bags.events(code, query);
      if (!page) return refuseJson(c, "malformed");
      const isUnknown = page.items.length === 0 && query.cursor === null && !await deps.bags.find(code);
      return isUnknown ? refuseOutcome(c, "bag_not_found") : json(c, wirePage(page, wireEvent));
    })
    .delete("/api/v1/bags/:parent/children/:child", may("move_bags"), async (c) => {
      const key = requiredKeyOf(c);
      if (key instanceof Response) return key;
      const { parent, child } = c.req.param();
      return await answerCommand(deps, c, {
        kind: "take_child_out",
        key,
        parent,
        child,
        by: c.var.signedIn.person,
      });
    });
}

/** The code that a path or a search names; a label's whole text too. What is no code is compared as it stands. */
function codeOf({ kinds }: Deps, text: string): string {
  const reading = readCode(text, kinds());
  return "code" in reading ? reading.code : normalise(storable(text));
}

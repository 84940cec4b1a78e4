/** The parents of a bill: put on, moved over from another bill, taken off. */
import { Hono } from "hono";
import { readBody, requiredKeyOf } from "./body.ts";
import type { Deps, Env } from "./deps.ts";
import { door } from "./door.ts";
import { answerCommand } from "./replies.ts";
import { BillParentBody } from "./schemas.ts";

export function billParents(deps: Deps): Hono<Env> {
  const { may } = door(deps);
  return new Hono<Env>()
    .post("/api/v1/bills/:number/parents", may("edit_bills"), async (c) => {
      const body = await readBody(c, BillParentBody);
      if (body instanceof Response) return body;
      const { scan_id: key, parent, station, move_from: moveFrom } = body;
      const asked = { key, station, by: c.var.signedIn.person };
      const bill = c.req.param("number");
      return await answerCommand(deps, c, {
        kind: "link_bill",
        ...asked,
        bill,
        parent,
        moveFrom: moveFrom?.trim() ? moveFrom : null,
      });
    })
    .delete("/api/v1/bills/:number/parents/:code", may("edit_bills"), async (c) => {
      const key = requiredKeyOf(c);
      if (key instanceof Response) return key;
      const { number: bill, code: parent } = c.req.param();
      return await answerCommand(deps, c, { kind: "unlink_bill", key, by: c.var.signedIn.person, bill, parent });
    });
}

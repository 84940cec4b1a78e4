/** A bill's completion: what was sold stands from then on, until somebody reopens it. */
import { Hono } from "hono";
import { keyOf, readBody } from "./body.ts";
import type { Deps, Env } from "./deps.ts";
import { door } from "./door.ts";
import { answerWithBill } from "./replies.ts";
import { CompletionBody, ReopeningBody } from "./schemas.ts";

const PATH = "/api/v1/bills/:number/completion";

export function completions(deps: Deps): Hono<Env> {
  const { may } = door(deps);
  return new Hono<Env>()
    .post(PATH, may("edit_bills"), async (c) => {
      const body = await readBody(c, CompletionBody);
      if (body instanceof Response) return body;
      const key = keyOf(c);
      if (key instanceof Response) return key;
      const { version, accept_short: acceptShort, reason } = body;
      const bill = c.req.param("number");
      const asked = { key: key ?? crypto.randomUUID(), by: c.var.signedIn.person, bill, version };
      return await answerWithBill(deps, c, { kind: "complete_bill", ...asked, acceptShort, reason }, bill);
    })
    .delete(PATH, may("edit_bills"), async (c) => {
      const body = await readBody(c, ReopeningBody);
      if (body instanceof Response) return body;
      const key = keyOf(c);
      if (key instanceof Response) return key;
      const { version, reason } = body;
      const bill = c.req.param("number");
      const asked = { key: key ?? crypto.randomUUID(), by: c.var.signedIn.person, bill, version };
      return await answerWithBill(deps, c, { kind: "reopen_bill", ...asked, reason }, bill);
    });
}

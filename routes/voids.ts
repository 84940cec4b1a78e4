/** What was made by mistake leaves lists and counts: a bill, or a bag's registration. Nothing is deleted. */
import { Hono } from "hono";
import { keyOf, readBody } from "./body.ts";
import type { Deps, Env } from "./deps.ts";
import { door } from "./door.ts";
import { answerCommand, answerWithBill } from "./replies.ts";
import { VoidBagBody, VoidBillBody } from "./schemas.ts";

export function voids(deps: Deps): Hono<Env> {
  const { may } = door(deps);
  return new Hono<Env>()
    .post("/api/v1/bags/:code/void", may("void_things"), async (c) => {
      const body = await readBody(c, VoidBagBody);
      if (body instanceof Response) return body;
      const key = keyOf(c);
      if (key instanceof Response) return key;
      const asked = { key: key ?? crypto.randomUUID(), by: c.var.signedIn.person };
      const code = c.req.param("code");
      return await answerCommand(deps, c, { kind: "void_bag", ...asked, code, reason: body.reason });
    })
    .post("/api/v1/bills/:number/void", may("void_things"), async (c) => {
      const body = await readBody(c, VoidBillBody);
      if (body instanceof Response) return body;
      const key = keyOf(c);
      if (key instanceof Response) return key;
      const { version, reason } = body;
      const bill = c.req.param("number");
      const asked = { key: key ?? crypto.randomUUID(), by: c.var.signedIn.person, bill, version };
      return await answerWithBill(deps, c, { kind: "void_bill", ...asked, reason }, bill);
    });
}

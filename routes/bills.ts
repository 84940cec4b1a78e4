/** Bills: made, changed, listed and shown. */
import { Hono } from "hono";
import { storable } from "../domain/text.ts";
import { keyOf, readBody, readQuery } from "./body.ts";
import type { Deps, Env } from "./deps.ts";
import { door } from "./door.ts";
import { json, jsonOf } from "./json.ts";
import { refuseJson } from "./refusals.ts";
import { answerWithBill, refuseOutcome } from "./replies.ts";
import { BillEditBody, BillsQuery, NewBillBody } from "./schemas.ts";
import { wireBill, wireBillDetail, wirePage } from "./wire.ts";
import { everythingFor } from "./scope.ts";

export function bills(deps: Deps): Hono<Env> {
  const { may } = door(deps);
  return new Hono<Env>()
    .get("/api/v1/bills", may("see_bills"), async (c) => {
      const query = readQuery(c, BillsQuery);
      if (query instanceof Response) return query;
      const { limit, cursor, total, created_by: createdBy, ...filter } = query;
      const asked = { ...filter, createdBy, scope: everythingFor(c.var.signedIn.person) };
      const [page, all] = await Promise.all([
        deps.bills.list(asked, { limit, cursor }),
        total ? deps.bills.count(asked) : null,
      ]);
      return page ? json(c, wirePage(page, wireBill, all)) : refuseJson(c, "malformed");
    })
    .get("/api/v1/bills/:number", may("see_bills"), async (c) => {
      const bill = await deps.bills.find(storable(c.req.param("number")).trim());
      return bill ? jsonOf(c, bill, wireBillDetail) : refuseOutcome(c, "bill_not_found");
    })
    .post("/api/v1/bills", may("edit_bills"), async (c) => {
      const body = await readBody(c, NewBillBody);
      if (body instanceof Response) return body;
      const { number, capacity, description, destination, vehicle } = body;
      const fields = { number: number ?? "", capacity, description, destination, vehicle };
      const key = keyOf(c);
      if (key instanceof Response) return key;
      const asked = { key: key ?? crypto.randomUUID(), by: c.var.signedIn.person };
      return await answerWithBill(deps, c, { kind: "create_bill", ...asked, ...fields }, fields.number);
    })
    .patch("/api/v1/bills/:number", may("edit_bills"), async (c) => {
      const body = await readBody(c, BillEditBody);
      if (body instanceof Response) return body;
      const key = keyOf(c);
      if (key instanceof Response) return key;
      const { user: _, ...fields } = body;
      const bill = c.req.param("number");
      const asked = { key: key ?? crypto.randomUUID(), by: c.var.signedIn.person, bill };
      return await answerWithBill(deps, c, { kind: "edit_bill", ...asked, ...withoutUndefined(fields) }, bill);
    });
}

/** What was not sent is not there, rather than there and undefined: an edit leaves it alone. */
function withoutUndefined<Fields extends object>(
  fields: Fields,
): { [Name in keyof Fields]: Exclude<Fields[Name], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [Name in keyof Fields]: Exclude<Fields[Name], undefined>;
  };
}

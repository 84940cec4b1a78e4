/** `GET /api/v1/audit`: what was done, newest first, for admins. */
import { Hono } from "hono";
import { readQuery } from "./body.ts";
import type { Deps, Env } from "./deps.ts";
import { door } from "./door.ts";
import { AuditQuery } from "./export_schemas.ts";
import { json } from "./json.ts";
import { paced } from "./paced.ts";
import { refuseJson } from "./refusals.ts";
import { LIMITS } from "../domain/limits.ts";
import { wirePage } from "./wire.ts";
import { wireAudit } from "./wire_audit.ts";

export function audits(deps: Deps): Hono<Env> {
  const { may } = door(deps);
  return new Hono<Env>().get("/api/v1/audit", may("see_audit"), paced(deps, LIMITS.searchRate), async (c) => {
    const query = readQuery(c, AuditQuery);
    if (query instanceof Response) return query;
    const { limit, cursor, ...filter } = query;
    const page = await deps.audit.list(filter, { limit, cursor });
    return page ? json(c, wirePage(page, wireAudit)) : refuseJson(c, "malformed");
  });
}

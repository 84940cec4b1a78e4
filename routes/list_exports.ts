/** Bags, bills, scans and the audit log to take away, with the lists' filters. */
import type { Context } from "hono";
import { AUDIT_COLUMNS } from "../domain/audit.ts";
import { BAG_COLUMNS, BILL_COLUMNS, SCAN_COLUMNS } from "../domain/export_columns.ts";
import type { BagFilter } from "../domain/filters.ts";
import { readQuery } from "./body.ts";
import type { Deps, Env } from "./deps.ts";
import { batchesOf } from "./export_rows.ts";
import { AuditExportQuery, BagsExportQuery, BillsExportQuery, ScansExportQuery } from "./export_schemas.ts";
import { codeOf, type Export } from "./export_shape.ts";
import { refuseJson } from "./refusals.ts";
import { everythingFor, scopeOf } from "./scope.ts";

const bags: Export = {
  name: "bags",
  ability: "export_all",
  take: (deps, c, answer) => {
    const asked = readBagsQuery(deps, c);
    if (asked instanceof Response) return asked;
    const batches = batchesOf((page) => deps.bags.list(asked, page), deps);
    return answer({ name: "bags", columns: BAG_COLUMNS, batches }, (most) => deps.exports.countUpTo.bags(asked, most));
  },
};

/** The filter of a list of bags; 400 where there is no such kind. */
export function readBagsQuery(deps: Deps, c: Context<Env>): BagFilter | Response {
  const query = readQuery(c, BagsExportQuery);
  if (query instanceof Response) return query;
  const { kind, q, ...filter } = query;
  if (kind && !deps.kinds().some((known) => known.kind === kind)) return refuseJson(c, "malformed");
  return { ...filter, kind, q: codeOf(deps, q), scope: scopeOf(c.var.signedIn.person) };
}

const bills: Export = {
  name: "bills",
  ability: "export_bills",
  take: (deps, c, answer) => {
    const query = readQuery(c, BillsExportQuery);
    if (query instanceof Response) return query;
    const { created_by: createdBy, ...filter } = query;
    const asked = { ...filter, createdBy, scope: everythingFor(c.var.signedIn.person) };
    const batches = batchesOf((page) => deps.bills.list(asked, page), deps);
    return answer(
      { name: "bills", columns: BILL_COLUMNS, batches },
      (most) => deps.exports.countUpTo.bills(asked, most),
    );
  },
};

const scans: Export = {
  name: "scans",
  ability: "export_all",
  take: (deps, c, answer) => {
    const query = readQuery(c, ScansExportQuery);
    if (query instanceof Response) return query;
    const codes = { parent: codeOf(deps, query.parent), child: codeOf(deps, query.child) };
    const asked = { ...query, ...codes, scope: everythingFor(c.var.signedIn.person) };
    const batches = batchesOf((page) => deps.scans.list(asked, page), deps);
    return answer(
      { name: "scans", columns: SCAN_COLUMNS, batches },
      (most) => deps.exports.countUpTo.scans(asked, most),
    );
  },
};

const audit: Export = {
  name: "audit",
  ability: "export_all",
  take: (deps, c, answer) => {
    const asked = readQuery(c, AuditExportQuery);
    if (asked instanceof Response) return asked;
    const batches = batchesOf((page) => deps.audit.list(asked, page), deps);
    return answer({ name: "audit", columns: AUDIT_COLUMNS, batches }, (most) => deps.audit.countUpTo(asked, most));
  },
};

export const listExports: readonly Export[] = [bags, bills, scans, audit];

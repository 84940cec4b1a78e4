/** Bags, bills and scans to take away: every row that the lists show under the same filters, however many. */
import { type Context, Hono } from "hono";
import { normalise, readCode } from "../domain/code.ts";
import { BAG_COLUMNS, BILL_COLUMNS, SCAN_COLUMNS } from "../domain/export_columns.ts";
import { LIMITS } from "../domain/limits.ts";
import type { Sheet } from "../domain/sheet.ts";
import { storable } from "../domain/text.ts";
import { readQuery } from "./body.ts";
import type { Deps, Env } from "./deps.ts";
import { door } from "./door.ts";
import { batchesOf } from "./export_rows.ts";
import { BagsExportQuery, BillsExportQuery, ScansExportQuery } from "./export_schemas.ts";
import { refuseJson } from "./refusals.ts";
import { scopeOf } from "./scope.ts";
import { answerSheet } from "./sheet_reply.ts";

export function exports(deps: Deps): Hono<Env> {
  const { only } = door(deps);
  const answer = answersFewAtOnce(deps);
  return new Hono<Env>()
    .get("/api/v1/exports/bags.csv", only("admin"), async (c) => {
      const query = readQuery(c, BagsExportQuery);
      if (query instanceof Response) return query;
      const { kind, q, ...filter } = query;
      if (kind && !deps.kinds().some((known) => known.kind === kind)) return refuseJson(c, "malformed");
      const asked = { ...filter, kind, q: codeOf(deps, q), scope: scopeOf(c.var.signedIn.person) };
      const batches = batchesOf((page) => deps.bags.list(asked, page));
      return await answer(c, { name: "bags", columns: BAG_COLUMNS, batches });
    })
    .get("/api/v1/exports/bills.csv", only("biller"), async (c) => {
      const query = readQuery(c, BillsExportQuery);
      if (query instanceof Response) return query;
      const { created_by: createdBy, ...filter } = query;
      const batches = batchesOf((page) => deps.bills.list({ ...filter, createdBy }, page));
      return await answer(c, { name: "bills", columns: BILL_COLUMNS, batches });
    })
    .get("/api/v1/exports/scans.csv", only("admin"), async (c) => {
      const query = readQuery(c, ScansExportQuery);
      if (query instanceof Response) return query;
      const asked = { ...query, parent: codeOf(deps, query.parent), child: codeOf(deps, query.child) };
      return await answer(c, { name: "scans", columns: SCAN_COLUMNS, batches: deps.scans.batches(asked) });
    });
}

/** The code that a filter names; a label's whole text too. What is no code is compared as it stands. */
function codeOf({ kinds }: Deps, text: string | null): string | null {
  if (text === null) return null;
  const reading = readCode(text, kinds());
  return "code" in reading ? reading.code : normalise(storable(text));
}

/** Pages and look-ups share their connections with exports, so few of those run at a time: the next one is told "not now". */
function answersFewAtOnce(deps: Deps) {
  let underWay = 0;
  return <Row>(c: Context<Env>, sheet: Sheet<Row>): Response | Promise<Response> => {
    if (underWay >= LIMITS.exportsAtOnceMax) {
      return refuseJson(c, "busy", { retryAfterSeconds: RETRY_AFTER_SECONDS });
    }
    underWay++;
    return answerSheet(deps, c, sheet, { onEnd: () => underWay-- });
  };
}

/** About as long as a large export takes. */
const RETRY_AFTER_SECONDS = 10;

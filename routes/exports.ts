/** Tables to take away, each as CSV and as XLSX: every row that the lists show under the same filters, however many. */
import { type Context, Hono } from "hono";
import { LIMITS } from "../domain/limits.ts";
import { SHEET_FORMATS, type SheetFormat } from "../domain/sheet.ts";
import { batchExports } from "./batch_exports.ts";
import type { Deps, Env } from "./deps.ts";
import { deskExports } from "./desk_exports.ts";
import { door } from "./door.ts";
import type { Answer, Export } from "./export_shape.ts";
import { listExports } from "./list_exports.ts";
import { refuse } from "./refusals.ts";
import { answerSheet } from "./sheet_reply.ts";

const EXPORTS: readonly Export[] = [...listExports, ...batchExports, ...deskExports];

export function exports(deps: Deps): Hono<Env> {
  const { only } = door(deps);
  const answerOf = answersFewAtOnce(deps);
  const app = new Hono<Env>();
  for (const { name, who, take } of EXPORTS) {
    for (const format of SHEET_FORMATS) {
      for (const folder of FOLDERS) {
        app.get(`${folder}/${name}.${format}`, only(who), (c) => take(deps, c, answerOf(c, format)));
      }
    }
  }
  return app;
}

/** For scripts, and for the pages' links: what cannot be had now is told there as a page. */
const FOLDERS = ["/api/v1/exports", "/exports"];

/** Pages and look-ups share their connections with exports, so few of those run at a time: the next one is told "not now". */
function answersFewAtOnce(deps: Deps) {
  let underWay = 0;
  return (c: Context<Env>, format: SheetFormat): Answer => async (sheet, countUpTo) => {
    if (underWay >= LIMITS.exportsAtOnceMax) {
      return await refuse(deps, c, "busy", { retryAfterSeconds: RETRY_AFTER_SECONDS });
    }
    underWay++;
    return await answerSheet(deps, c, sheet, { format, countUpTo, onEnd: () => underWay-- });
  };
}

/** About as long as a large export takes. */
const RETRY_AFTER_SECONDS = 10;

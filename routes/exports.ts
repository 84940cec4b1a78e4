/** Tables to take away, each as CSV and as XLSX: every row that the lists show under the same filters, however many. */
import { type Context, Hono } from "hono";
import { LIMITS } from "../domain/limits.ts";
import { SHEET_FORMATS, type SheetFormat } from "../domain/sheet.ts";
import { batchExports } from "./batch_exports.ts";
import type { Deps, Env } from "./deps.ts";
import { deskExports } from "./desk_exports.ts";
import { doerOf } from "./doer.ts";
import { door } from "./door.ts";
import type { Answer, Export } from "./export_shape.ts";
import { listExports } from "./list_exports.ts";
import { paced } from "./paced.ts";
import { refuse } from "./refusals.ts";
import { answerSheet } from "./sheet_reply.ts";

const EXPORTS: readonly Export[] = [...listExports, ...batchExports, ...deskExports];

/** For scripts. */
export const exports = (deps: Deps): Hono<Env> => exportsUnder("/api/v1/exports", deps);

/** The same files under another address: outside of /api, what cannot be had now is told as a page. */
export function exportsUnder(folder: string, deps: Deps): Hono<Env> {
  const { may } = door(deps);
  const slowly = paced(deps, LIMITS.exportRate);
  const app = new Hono<Env>();
  for (const { name, ability, take } of EXPORTS) {
    for (const format of SHEET_FORMATS) {
      app.get(
        `${folder}/${name}.${format}`,
        may(ability),
        slowly,
        (c) => take(deps, c, answerFewAtOnce(deps, c, `${name}.${format}`, format)),
      );
    }
  }
  return app;
}

/** Pages and look-ups share their connections with exports, so few of those run at a time: the next one is told "not now". */
const answerFewAtOnce =
  (deps: Deps, c: Context<Env>, file: string, format: SheetFormat): Answer => async (sheet, countUpTo) => {
    const count = underWay.get(deps) ?? 0;
    if (count >= LIMITS.exportsAtOnceMax) {
      return await refuse(deps, c, "busy", { retryAfterSeconds: RETRY_AFTER_SECONDS });
    }
    underWay.set(deps, count + 1);
    const onEnd = () => underWay.set(deps, underWay.get(deps)! - 1);
    try {
      if (c.req.raw.method !== "HEAD") await deps.writeTaken(file, c.req.query(), doerOf(c, deps));
    } catch (fault) {
      onEnd();
      throw fault;
    }
    return await answerSheet(deps, c, sheet, { format, countUpTo, onEnd });
  };

/** How many each app is answering, whatever address they were asked for by. */
const underWay = new WeakMap<Deps, number>();

/** About as long as a large export takes. */
const RETRY_AFTER_SECONDS = 10;

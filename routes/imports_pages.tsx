/** `/imports`: sending sheets, and what was sent. One of them is in `import_pages.tsx`. */
import { type Context, Hono } from "hono";
import { LIMITS } from "../domain/limits.ts";
import { IMPORTS_SUBJECT } from "../domain/notice.ts";
import { REFUSALS } from "../domain/outcomes.ts";
import type { PageContext } from "../views/context.ts";
import { ImportsPage, importsPicture } from "../views/imports_page.tsx";
import { UploadSaid } from "../views/import_upload.tsx";
import { importPath } from "../views/paths.ts";
import type { Told } from "../views/words/told.ts";
import type { Env, NotTaken } from "./deps.ts";
import { door } from "./door.ts";
import { answerLive, audienceKey } from "./live_stream.ts";
import { beginImports } from "./new_imports.ts";
import {
  answerFragment,
  answerPage,
  contextOfAudience,
  contextOfSignedIn,
  isHtmx,
  type PageParts,
} from "./page_context.ts";

export function importsPages(parts: PageParts): Hono<Env> {
  const { may } = door(parts.deps);
  return new Hono<Env>()
    .get("/imports", may("import_sheets"), (c) => list(c, parts, null, 200))
    .get("/imports/live", may("import_sheets"), (c) => follow(c, parts))
    .post("/imports", may("import_sheets"), (c) => send(c, parts));
}

async function list(
  c: Context<Env>,
  { deps, pages }: PageParts,
  warning: Told | null,
  status: number,
): Promise<Response> {
  const cursor = c.req.query("cursor") ?? null;
  const page = await deps.imports.list({ limit: LIMITS.pageItemsDefault, cursor });
  // A cursor of some other list: from the start, rather than a page that says no.
  if (!page) return c.redirect("/imports", 303);
  const context = contextOfSignedIn(c, pages);
  const areas = await pages.areas();
  const { fileBytesMax } = deps.imports;
  const props = { context, page, areas, fileBytesMax, warning, isFirst: cursor === null };
  return answerPage(c, <ImportsPage {...props} />, status);
}

/** One file leads to its import, several to all of them. The page's script is told where to go rather than sent there. */
async function send(c: Context<Env>, parts: PageParts): Promise<Response> {
  const begun = await beginImports(c, parts.deps);
  if ("refused" in begun) return await sayWhyNot(c, parts, begun);
  const where = begun.length === 1 ? importPath(begun[0]!.id) : "/imports";
  if (!isHtmx(c)) return c.redirect(where, 303);
  c.header("hx-redirect", where);
  return answerFragment(c, "", 200);
}

async function sayWhyNot(c: Context<Env>, parts: PageParts, refused: NotTaken): Promise<Response> {
  const status = REFUSALS[refused.refused];
  const context = contextOfSignedIn(c, parts.pages);
  const told = toldOf(refused, context);
  if (refused.refused === "busy") c.header("retry-after", String(RETRY_AFTER_SECONDS));
  return isHtmx(c) ? answerFragment(c, <UploadSaid told={told} />, status) : await list(c, parts, told, status);
}

/** An upload that is under way takes some time. */
const RETRY_AFTER_SECONDS = 10;

function toldOf({ refused, path, why }: NotTaken, { words: { imports } }: PageContext): Told {
  if (refused === "payload_too_large") return imports.tooLarge;
  if (refused === "busy") return imports.tooManyAtOnce;
  if (path === "file" && why === "Required") return imports.noFile;
  return ["layout", "area", "station"].includes(path) ? imports.wrongChoice : imports.notTaken;
}

function follow(c: Context<Env>, { deps, pages }: PageParts): Response | Promise<Response> {
  const context = contextOfAudience(c, pages);
  return answerLive(c, deps, {
    key: `imports ${audienceKey(context)}`,
    subjects: [IMPORTS_SUBJECT],
    gapMs: LIMITS.liveImportGapMs,
    draw: async () => {
      const page = await deps.imports.list({ limit: LIMITS.pageItemsDefault, cursor: null });
      if (!page) throw new Error("Cannot draw the imports: their list does not begin");
      return importsPicture({ context: { ...context, now: new Date() }, page });
    },
  });
}

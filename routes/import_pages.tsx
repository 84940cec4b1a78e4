/** `/imports/<id>`: one import, what is done with it, and its stream. */
import { type Context, Hono } from "hono";
import { COLUMNS_OF, type ImportDetail, type ImportProblem } from "../domain/import_shapes.ts";
import { LIMITS } from "../domain/limits.ts";
import { importSubject } from "../domain/notice.ts";
import { REFUSALS } from "../domain/outcomes.ts";
import type { Page } from "../domain/shapes.ts";
import { ImportBody, ImportPage, type ImportPageProps, importPicture } from "../views/import_page.tsx";
import { Picture } from "../views/live.tsx";
import { importPath } from "../views/paths.ts";
import type { Env, ImportAnswer } from "./deps.ts";
import { doerOf } from "./doer.ts";
import { door } from "./door.ts";
import { readMapping } from "./import_form.ts";
import { importIdIn, importNamed } from "./imports.ts";
import { answerLive, audienceKey } from "./live_stream.ts";
import {
  answerFragment,
  answerPage,
  contextOfAudience,
  contextOfSignedIn,
  isHtmx,
  type PageParts,
} from "./page_context.ts";
import { readForm } from "./page_form.ts";
import { refuse } from "./refusals.ts";

const ORDERS = ["apply", "cancel", "undo"] as const;

export function importPages(parts: PageParts): Hono<Env> {
  const { may } = door(parts.deps);
  const app = new Hono<Env>()
    .get("/imports/:id", may("import_sheets"), (c) => show(c, parts, {}, 200))
    .get("/imports/:id/live", may("import_sheets"), (c) => follow(c, parts))
    .post("/imports/:id/mapping", may("import_sheets"), (c) => map(c, parts));
  for (const order of ORDERS) {
    app.post(
      `/imports/:id/${order}`,
      may("import_sheets"),
      (c) => answerOrder(c, parts, (id) => parts.deps.imports[order](id, doerOf(c, parts.deps))),
    );
  }
  // The address of a page that said no, asked for once more.
  for (const step of [...ORDERS, "mapping"]) {
    app.get(`/imports/:id/${step}`, may("import_sheets"), (c) => c.redirect(`/imports/${importIdIn(c) ?? ""}`, 303));
  }
  return app;
}

type News = Pick<ImportPageProps, "warning" | "draft">;

async function show(c: Context<Env>, parts: PageParts, news: News, status: number): Promise<Response> {
  const { deps, pages } = parts;
  const detail = await importNamed(c, deps);
  if (!detail) return await refuse(deps, c, "not_found");
  const cursor = c.req.method === "GET" ? c.req.query("cursor") ?? null : null;
  const problems = await problemsOf(parts, detail, cursor);
  if (!problems) return c.redirect(importPath(detail.id), 303);
  const shown = { context: contextOfSignedIn(c, pages), columnsOf: COLUMNS_OF, detail };
  const props = { ...shown, problems, isFirst: cursor === null, ...news };
  return isHtmx(c)
    ? answerFragment(c, <ImportBody {...props} />, status)
    : answerPage(c, <ImportPage {...props} />, status);
}

const problemsOf = (
  { deps }: PageParts,
  { id }: ImportDetail,
  cursor: string | null,
): Promise<Page<ImportProblem> | null> => deps.imports.problems(id, { limit: LIMITS.pageItemsDefault, cursor });

async function answerOrder(
  c: Context<Env>,
  parts: PageParts,
  order: (id: number) => Promise<ImportAnswer>,
): Promise<Response> {
  const id = importIdIn(c);
  const answer = id === null ? { is: "not_found" } as const : await order(id);
  if (answer.is === "not_found") return await refuse(parts.deps, c, "not_found");
  if (answer.is !== "taken") {
    const { refusals } = contextOfSignedIn(c, parts.pages).words;
    return await show(c, parts, { warning: refusals.import_not_ready }, REFUSALS.import_not_ready);
  }
  return isHtmx(c) ? await show(c, parts, {}, 200) : c.redirect(importPath(answer.line.id), 303);
}

async function map(c: Context<Env>, parts: PageParts): Promise<Response> {
  const { deps, pages } = parts;
  const reading = await readForm(c);
  if ("refused" in reading) return await refuse(deps, c, reading.refused);
  const read = readMapping(reading.form, contextOfSignedIn(c, pages).words);
  if ("warning" in read) return await show(c, parts, { draft: read }, 422);
  return await answerOrder(c, parts, (id) => deps.imports.map(id, read.mapping, doerOf(c, deps)));
}

function follow(c: Context<Env>, parts: PageParts): Response | Promise<Response> {
  const { deps, pages } = parts;
  const id = importIdIn(c);
  if (id === null) return refuse(deps, c, "not_found");
  const context = contextOfAudience(c, pages);
  const part = c.req.query("part") === "head" ? "head" : "all";
  return answerLive(c, deps, {
    key: `import ${id} ${part} ${audienceKey(context)}`,
    subjects: [importSubject(id)],
    gapMs: LIMITS.liveImportGapMs,
    draw: async () => {
      const detail = await deps.imports.find(id);
      if (!detail) return new Picture([]);
      const problems = part === "all" ? await problemsOf(parts, detail, null) : null;
      return importPicture({ context: { ...context, now: new Date() }, columnsOf: COLUMNS_OF, detail, problems });
    },
  });
}

/** Imports for scripts: sent, looked at, put in, cancelled, taken back. */
import { type Context, Hono } from "hono";
import type { ImportDetail } from "../domain/import_shapes.ts";
import type { Doer } from "../domain/people.ts";
import { keyOf, readBody, readQuery } from "./body.ts";
import type { Deps, Env, ImportAnswer } from "./deps.ts";
import { doerOf } from "./doer.ts";
import { door } from "./door.ts";
import { MappingBody, ProblemsQuery } from "./import_schemas.ts";
import { answerProblems } from "./import_sheet.ts";
import { wireImport, wireImportDetail, wireProblem } from "./import_wire.ts";
import { json } from "./json.ts";
import { beginImports } from "./new_imports.ts";
import { refuseJson } from "./refusals.ts";
import { PageQuery } from "./schemas.ts";
import { wirePage } from "./wire.ts";

export function imports(deps: Deps): Hono<Env> {
  const { may } = door(deps);
  return new Hono<Env>()
    .get("/api/v1/imports", may("import_sheets"), async (c) => {
      const query = readQuery(c, PageQuery);
      if (query instanceof Response) return query;
      const page = await deps.imports.list(query);
      return page ? json(c, wirePage(page, wireImport)) : refuseJson(c, "malformed");
    })
    .post("/api/v1/imports", may("import_sheets"), (c) => begin(c, deps))
    .get("/api/v1/imports/:id", may("import_sheets"), async (c) => {
      const detail = await importNamed(c, deps);
      return detail ? json(c, wireImportDetail(detail)) : refuseJson(c, "not_found");
    })
    .get("/api/v1/imports/:id/problems", may("import_sheets"), (c) => showProblems(c, deps))
    .post("/api/v1/imports/:id/mapping", may("import_sheets"), async (c) => {
      const mapping = await readBody(c, MappingBody);
      if (mapping instanceof Response) return mapping;
      return await answerOrder(c, deps, (id, doer) => deps.imports.map(id, mapping, doer));
    })
    .post(
      "/api/v1/imports/:id/apply",
      may("import_sheets"),
      (c) => answerOrder(c, deps, (id, doer) => deps.imports.apply(id, doer)),
    )
    .post(
      "/api/v1/imports/:id/cancel",
      may("import_sheets"),
      (c) => answerOrder(c, deps, (id, doer) => deps.imports.cancel(id, doer)),
    )
    .post(
      "/api/v1/imports/:id/undo",
      may("import_sheets"),
      (c) => answerOrder(c, deps, (id, doer) => deps.imports.undo(id, doer)),
    );
}

/** The number of the import that the path names; null: what stands there is no number. */
export function importIdIn(c: Context<Env>): number | null {
  const text = c.req.param("id") ?? "";
  return /^[1-9]\d{0,14}$/.test(text) ? Number(text) : null;
}

export async function importNamed(c: Context<Env>, { imports }: Pick<Deps, "imports">): Promise<ImportDetail | null> {
  const id = importIdIn(c);
  return id === null ? null : await imports.find(id);
}

/** One import a file; what was sent for all of them holds for each. */
async function begin(c: Context<Env>, deps: Deps): Promise<Response> {
  const key = keyOf(c);
  if (key instanceof Response) return key;
  const begun = await beginImports(c, deps);
  if ("refused" in begun) {
    return refuseJson(c, begun.refused, { details: [{ path: begun.path, message: begun.why }] });
  }
  const [first, ...others] = begun.map(({ id, state, fileName }) => ({ id, state, file_name: fileName }));
  return json(c, { ...first, ...(others.length > 0 ? { imports: [first, ...others] } : {}) }, 202);
}

async function showProblems(c: Context<Env>, deps: Deps): Promise<Response> {
  const query = readQuery(c, ProblemsQuery);
  if (query instanceof Response) return query;
  const detail = await importNamed(c, deps);
  if (!detail) return refuseJson(c, "not_found");
  const { format, limit, cursor } = query;
  if (format !== "json") return await answerProblems(c, deps, detail, format);
  const page = await deps.imports.problems(detail.id, { limit, cursor });
  return page ? json(c, wirePage(page, wireProblem)) : refuseJson(c, "malformed");
}

/** 202: it is noted down, and done as soon as its turn comes. */
async function answerOrder(
  c: Context<Env>,
  deps: Deps,
  order: (id: number, doer: Doer) => Promise<ImportAnswer>,
): Promise<Response> {
  const key = keyOf(c);
  if (key instanceof Response) return key;
  const id = importIdIn(c);
  const answer = id === null ? { is: "not_found" } as const : await order(id, doerOf(c, deps, key));
  if (answer.is === "not_found") return refuseJson(c, "not_found");
  if (answer.is === "key_reused") return refuseJson(c, "scan_id_reused");
  if (answer.is === "wrong_state") {
    return refuseJson(c, "import_not_ready", { details: { state: answer.state, fault: answer.fault } });
  }
  const detail = await deps.imports.find(answer.line.id);
  return json(c, { ...detail ? wireImportDetail(detail) : wireImport(answer.line), replayed: answer.replayed }, 202);
}

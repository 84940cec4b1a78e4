/** `/areas`: dispatch areas, a new one, and one to be edited. */
import { type Context, Hono } from "hono";
import { type AreaAnswer, areaKeyOf } from "../domain/area.ts";
import { LIMITS } from "../domain/limits.ts";
import { REFUSALS } from "../domain/outcomes.ts";
import { storable } from "../domain/text.ts";
import { AreaPage } from "../views/area_page.tsx";
import { type AreaDraft, AreasPage } from "../views/areas_page.tsx";
import { withQuery } from "../views/paths.ts";
import type { Told } from "../views/words/told.ts";
import type { Env } from "./deps.ts";
import { doerOf } from "./doer.ts";
import { door } from "./door.ts";
import { answerPage, contextOfSignedIn, type PageParts } from "./page_context.ts";
import { readForm, wholeNumberOf } from "./page_form.ts";
import { refuse } from "./refusals.ts";
import { AREA_KEY } from "./settings_schemas.ts";

export function areasPage(parts: PageParts): Hono<Env> {
  const { may } = door(parts.deps);
  return new Hono<Env>()
    .get("/areas", may("manage_areas"), (c) => list(c, parts, null, null, 200))
    .post("/areas", may("manage_areas"), (c) => create(c, parts))
    .get("/areas/:key", may("manage_areas"), (c) => one(c, parts, null, null, 200))
    .post("/areas/:key", may("manage_areas"), (c) => change(c, parts));
}

async function list(
  c: Context<Env>,
  { deps, pages }: PageParts,
  draft: AreaDraft | null,
  refused: Told | null,
  status: number,
): Promise<Response> {
  const context = contextOfSignedIn(c, pages), areas = await deps.areaSettings.list();
  const said = { created: c.req.query("created") ?? null, changed: c.req.query("changed") ?? null };
  return answerPage(c, <AreasPage {...{ context, areas, draft, refused, ...said }} />, status);
}

async function create(c: Context<Env>, parts: PageParts): Promise<Response> {
  const { deps, pages } = parts;
  const reading = await readForm(c);
  if ("refused" in reading) return refuse(deps, c, reading.refused);
  const { words } = contextOfSignedIn(c, pages);
  const { draft, label, max } = readFields(reading.form);
  const key = draft.key || areaKeyOf(label);
  const bad = badIn(label, max) ?? (AREA_KEY.test(key) ? null : "key");
  if (bad || max === null) return list(c, parts, draft, words.areasPage.bad[bad ?? "max"], REFUSALS.malformed);
  const answer = await deps.areaSettings.create({ key, label, maxDispatchers: max }, doerOf(c, deps));
  if (answer.is === "done") return c.redirect(withQuery("/areas", { created: key }), 303);
  const is = refusalIn(answer);
  return list(c, parts, draft, words.refusals[is], REFUSALS[is]);
}

type EditDraft = Parameters<typeof AreaPage>[0]["draft"];

async function one(
  c: Context<Env>,
  { deps, pages }: PageParts,
  draft: EditDraft,
  refused: Told | null,
  status: number,
): Promise<Response> {
  const area = await deps.areaSettings.find(c.req.param("key") ?? "");
  if (!area) return refuse(deps, c, "not_found");
  return answerPage(c, <AreaPage context={contextOfSignedIn(c, pages)} {...{ area, draft, refused }} />, status);
}

async function change(c: Context<Env>, parts: PageParts): Promise<Response> {
  const { deps, pages } = parts;
  const reading = await readForm(c);
  if ("refused" in reading) return refuse(deps, c, reading.refused);
  const { words } = contextOfSignedIn(c, pages);
  const { draft, label, max } = readFields(reading.form);
  const active = reading.form.get("active") === "yes", version = wholeNumberOf(reading.form, "version");
  if (version === null) return refuse(deps, c, "malformed");
  const bad = badIn(label, max);
  if (bad || max === null) return one(c, parts, { ...draft, active }, words.areasPage.bad[bad ?? "max"], 400);
  const key = c.req.param("key") ?? "";
  const answer = await deps.areaSettings.change(key, { version, label, maxDispatchers: max, active }, doerOf(c, deps));
  if (answer.is === "done") return c.redirect(withQuery("/areas", { changed: key }), 303);
  const is = refusalIn(answer);
  // Of what was changed meanwhile, the page shows how it is now.
  return one(c, parts, is === "version_conflict" ? null : { ...draft, active }, words.refusals[is], REFUSALS[is]);
}

const refusalIn = ({ is }: Exclude<AreaAnswer, { is: "done" }>) => is === "key_reused" ? "scan_id_reused" : is;

function readFields(form: URLSearchParams) {
  const label = storable(form.get("label") ?? "").trim();
  const draft: AreaDraft = {
    label,
    key: form.get("key")?.trim().toLowerCase() ?? "",
    maxDispatchers: form.get("max_dispatchers")?.trim() ?? "",
  };
  return { draft, label, max: wholeNumberOf(form, "max_dispatchers") };
}

function badIn(label: string, max: number | null): "name" | "max" | null {
  if (label.length === 0 || label.length > LIMITS.areaLabelCharsMax) return "name";
  return max !== null && max >= 0 && max <= LIMITS.areaDispatchersMax ? null : "max";
}

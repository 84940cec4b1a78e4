/** `/kinds`: kinds of sacks, a new one, and one to be edited. */
import { type Context, Hono } from "hono";
import { badFieldOf, type KindAnswer, type KindLine, kindNameOf } from "../domain/kind.ts";
import { REFUSALS } from "../domain/outcomes.ts";
import type { Kind } from "../domain/code.ts";
import { storable } from "../domain/text.ts";
import { type KindDraft, KindPage, KindsPage } from "../views/kinds_page.tsx";
import { withQuery } from "../views/paths.ts";
import type { Words } from "../views/words/en.ts";
import type { Told } from "../views/words/told.ts";
import type { Env } from "./deps.ts";
import { doerOf } from "./doer.ts";
import { door } from "./door.ts";
import { answerPage, contextOfSignedIn, type PageParts } from "./page_context.ts";
import { readForm, wholeNumberOf } from "./page_form.ts";
import { refuse } from "./refusals.ts";

export function kindsPage(parts: PageParts): Hono<Env> {
  const { may } = door(parts.deps);
  return new Hono<Env>()
    .get("/kinds", may("manage_kinds"), (c) => list(c, parts, null, null, 200))
    .post("/kinds", may("manage_kinds"), (c) => create(c, parts))
    .get("/kinds/:kind", may("manage_kinds"), (c) => one(c, parts, null, null, 200))
    .post("/kinds/:kind", may("manage_kinds"), (c) => change(c, parts));
}

async function list(
  c: Context<Env>,
  { deps, pages }: PageParts,
  draft: KindDraft | null,
  refused: Told | null,
  status: number,
): Promise<Response> {
  const context = contextOfSignedIn(c, pages), kinds = await deps.kindSettings.list();
  const said = { created: c.req.query("created") ?? null, changed: c.req.query("changed") ?? null };
  return answerPage(c, <KindsPage {...{ context, kinds, draft, refused, ...said }} />, status);
}

async function create(c: Context<Env>, parts: PageParts): Promise<Response> {
  const { deps, pages } = parts;
  const reading = await readForm(c);
  if ("refused" in reading) return refuse(deps, c, reading.refused);
  const { words } = contextOfSignedIn(c, pages);
  const draft = readDraft(reading.form), kind = kindOf(draft, kindNameOf(draft.prefix));
  const bad = badFieldOf(kind);
  if (bad) return list(c, parts, draft, words.kindsPage.bad[bad], REFUSALS.malformed);
  const answer = await deps.kindSettings.create(kind, doerOf(c, deps));
  if (answer.is === "done") return c.redirect(withQuery("/kinds", { created: kind.kind }), 303);
  return list(c, parts, draft, toldOf(answer, words), REFUSALS[refusalIn(answer)]);
}

async function one(
  c: Context<Env>,
  { deps, pages }: PageParts,
  draft: KindDraft | null,
  refused: Told | null,
  status: number,
): Promise<Response> {
  const kind = await deps.kindSettings.find(nameIn(c));
  if (!kind) return refuse(deps, c, "not_found");
  return answerPage(c, <KindPage context={contextOfSignedIn(c, pages)} {...{ kind, draft, refused }} />, status);
}

async function change(c: Context<Env>, parts: PageParts): Promise<Response> {
  const { deps, pages } = parts;
  const reading = await readForm(c);
  if ("refused" in reading) return refuse(deps, c, reading.refused);
  const version = wholeNumberOf(reading.form, "version"), before = await deps.kindSettings.find(nameIn(c));
  if (!before) return refuse(deps, c, "not_found");
  if (version === null) return refuse(deps, c, "malformed");
  const { words } = contextOfSignedIn(c, pages);
  const draft = readDraft(reading.form, before), { kind: _, ...fields } = kindOf(draft, before.kind);
  const bad = badFieldOf(fields);
  if (bad) return one(c, parts, draft, words.kindsPage.bad[bad], REFUSALS.malformed);
  const answer = await deps.kindSettings.change(before.kind, { version, ...fields }, doerOf(c, deps));
  if (answer.is === "done") return c.redirect(withQuery("/kinds", { changed: before.kind }), 303);
  // Of what was changed meanwhile, the page shows how it is now.
  const shown = answer.is === "version_conflict" ? null : draft;
  return one(c, parts, shown, toldOf(answer, words), REFUSALS[refusalIn(answer)]);
}

const nameIn = (c: Context<Env>): string => c.req.param("kind")?.toUpperCase() ?? "";

type Refused = Exclude<KindAnswer, { is: "done" }>;

const refusalIn = ({ is }: Refused) => is === "key_reused" ? "scan_id_reused" : is;

function toldOf(answer: Refused, words: Words): Told {
  const { says, todo } = words.refusals[refusalIn(answer)];
  return { says: answer.example ? `${says} ${words.kindsPage.inTheWay(answer.example)}` : says, todo: todo ?? "" };
}

/** `before`: whose codes are fixed, so that its form does not ask for them. */
function readDraft(form: URLSearchParams, before?: KindLine): KindDraft {
  const textIn = (name: string) => storable(form.get(name) ?? "").trim();
  return {
    prefix: form.has("prefix") ? textIn("prefix").toUpperCase() : before?.prefix ?? "",
    digits: form.has("digits") ? textIn("digits") : String(before?.digits ?? ""),
    product: textIn("product"),
    capacity: textIn("capacity"),
    childWeight: textIn("child_weight_kg"),
    expectedWeight: textIn("expected_weight_kg"),
  };
}

/** What is no number becomes NaN, which no field takes. */
function kindOf(draft: KindDraft, kind: string): Kind {
  const capacity = numberIn(draft.capacity), childWeightG = gramsIn(draft.childWeight);
  return {
    kind,
    prefix: draft.prefix,
    digits: numberIn(draft.digits),
    product: draft.product,
    capacity,
    childWeightG,
    expectedWeightG: draft.expectedWeight === "" ? capacity * childWeightG : gramsIn(draft.expectedWeight),
  };
}

const numberIn = (text: string): number => /^[0-9]{1,9}$/.test(text) ? Number(text) : NaN;

/** Kilograms as people write them, with a point or a comma, to the gram. */
const gramsIn = (text: string): number =>
  /^[0-9]{1,6}([.,][0-9]{1,3})?$/.test(text) ? Math.round(Number(text.replace(",", ".")) * 1000) : NaN;

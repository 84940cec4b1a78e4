/** What a bag's own page does with it: take back a scan, move, take out of its sack, make void. */
import { type Context, Hono } from "hono";
import type { Command } from "../domain/command.ts";
import { LIMITS } from "../domain/limits.ts";
import { isRefused, OUTCOMES } from "../domain/outcomes.ts";
import type { Ability } from "../domain/abilities.ts";
import { BagBody, BagPage } from "../views/bag_page.tsx";
import { bagPath, withQuery } from "../views/paths.ts";
import type { Answer } from "../domain/answer.ts";
import { codeInPath, readBag, toldAnswer } from "./bag_view.ts";
import type { Env } from "./deps.ts";
import { door } from "./door.ts";
import { answerFragment, answerPage, contextOfSignedIn, isHtmx, type PageParts } from "./page_context.ts";
import { refuseTooFast } from "./paced.ts";
import { isUuid, readCommandForm, type Stamp, textOf } from "./page_form.ts";
import { refuse } from "./refusals.ts";

/** What a form asks for, or null when it is not whole. */
type Reader = (form: URLSearchParams, stamp: Stamp, code: string) => Command | null;

export function bagChangePages(parts: PageParts): Hono<Env> {
  const { may } = door(parts.deps);
  const app = new Hono<Env>();
  const change = (path: string, ability: Ability, read: Reader) =>
    app.post(`/bags/:code${path}`, may(ability), (c) => carryOut(c, parts, read));
  change("/undos", "undo", readUndo);
  change("/moves", "move_bags", readMove);
  change("/removals", "move_bags", readRemoval);
  change("/void", "void_things", readVoid);
  return app;
}

const readUndo: Reader = (form, stamp) => {
  const undoes = form.get("undoes")?.trim().toLowerCase() ?? "";
  return isUuid(undoes) ? { ...stamp, kind: "undo", undoes } : null;
};

/** An empty field is told like any other code that is none. */
const readMove: Reader = (form, stamp, child) => ({
  ...stamp,
  kind: "move_child",
  child,
  toParent: form.get("to_parent") ?? "",
});

const readRemoval: Reader = (form, stamp, child) => {
  const parent = textOf(form, "parent");
  return parent === null ? null : { ...stamp, kind: "take_child_out", parent, child };
};

const readVoid: Reader = (form, stamp, code) => {
  const reason = textOf(form, "reason")?.slice(0, LIMITS.reasonCharsMax) ?? null;
  return reason === null ? null : { ...stamp, kind: "void_bag", code, reason };
};

async function carryOut(c: Context<Env>, parts: PageParts, read: Reader): Promise<Response> {
  const { deps } = parts;
  const code = codeInPath(deps, c.req.param("code"));
  if (code === null) return refuse(deps, c, "not_found");
  const reading = await readCommandForm(c);
  if ("refused" in reading) return refuse(deps, c, reading.refused);
  const { form, stamp } = reading;
  const command = read(form, stamp, code);
  if (!command) return refuse(deps, c, "malformed");
  const tooFast = await refuseTooFast(deps, c);
  if (tooFast) return tooFast;

  const reply = await deps.submit([command])[0]!;
  if ("refused" in reply) return refuse(deps, c, reply.refused);
  const { outcome, key } = reply.answer;
  return isHtmx(c) || isRefused(outcome)
    ? showAnew(c, parts, code, reply.answer)
    : c.redirect(withQuery(bagPath(code), { said: outcome, last: key }), 303);
}

/** The bag as it stands now, with what its command came to. */
async function showAnew(c: Context<Env>, { deps, pages }: PageParts, code: string, answer: Answer): Promise<Response> {
  const facts = await readBag(deps, code, null);
  if (!facts) return refuse(deps, c, "not_found");
  const context = { ...contextOfSignedIn(c, pages), path: bagPath(code) };
  const props = { context, ...facts, ...toldAnswer(context, facts, answer) };
  const { status } = OUTCOMES[answer.outcome];
  return isHtmx(c) ? answerFragment(c, <BagBody {...props} />, status) : answerPage(c, <BagPage {...props} />, status);
}

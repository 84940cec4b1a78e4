/**
 * `/reset/<token>`: whoever was handed a one-time link sets a new password. The address is a secret: it stands in no log, and no
 * page that is opened from here is told it.
 */
import { type Context, Hono } from "hono";
import { LIMITS } from "../domain/limits.ts";
import { REFUSALS } from "../domain/outcomes.ts";
import { PASSWORD_CHARS_MAX } from "../domain/password_rule.ts";
import { NoResetPage, ResetPage } from "../views/reset_page.tsx";
import type { Words } from "../views/words/en.ts";
import type { Told } from "../views/words/told.ts";
import { attemptOf } from "./attempt.ts";
import type { Env } from "./deps.ts";
import { callerOf } from "./doer.ts";
import { door } from "./door.ts";
import { answerPage, contextOf, type PageParts } from "./page_context.ts";
import { readForm } from "./page_form.ts";
import { refuse } from "./refusals.ts";

export function resetPage(parts: PageParts): Hono<Env> {
  const { anybody, anybodyFromHere } = door(parts.deps);
  return new Hono<Env>()
    .get("/reset/:token", anybody(), (c) => atEase(c, parts, () => show(c, parts, null, 200)))
    .post("/reset/:token", anybodyFromHere(), (c) => atEase(c, parts, () => set(c, parts)));
}

/** Counted by address, since nobody is signed in: it bounds what guessing costs us, not who may try. */
async function atEase(c: Context<Env>, { deps }: PageParts, answer: () => Promise<Response>): Promise<Response> {
  // Forms still name our origin with it, which they have to where browsers do not say that they come from here.
  c.header("referrer-policy", "strict-origin");
  const retryAfterSeconds = await deps.addressWaitSeconds(LIMITS.resetRate, callerOf(c, deps).address);
  return retryAfterSeconds > 0 ? await refuse(deps, c, "rate_limited", { retryAfterSeconds }) : await answer();
}

const tokenIn = (c: Context<Env>): string => c.req.param("token") ?? "";

async function show(
  c: Context<Env>,
  { deps, pages }: PageParts,
  refused: ((words: Words) => Told) | null,
  status: number,
): Promise<Response> {
  const username = await deps.resets.ownerOf(tokenIn(c));
  const context = contextOf(c, pages, null);
  if (username === null) return gone(c, { deps, pages });
  return answerPage(
    c,
    <ResetPage context={context} username={username} refused={refused && refused(context.words)} />,
    status,
  );
}

/** The same for every link that does not work, whatever is wrong with it. */
function gone(c: Context<Env>, { deps, pages }: PageParts): Response {
  deps.noteRefused({ ...attemptOf(c, deps), why: "reset_link", userId: null });
  return answerPage(c, <NoResetPage context={contextOf(c, pages, null)} />, REFUSALS.not_found);
}

async function set(c: Context<Env>, parts: PageParts): Promise<Response> {
  const { deps } = parts;
  const reading = await readForm(c);
  if ("refused" in reading) return refuse(deps, c, reading.refused);
  const password = reading.form.get("password") ?? "";
  if (password.length > PASSWORD_CHARS_MAX) return refuse(deps, c, "malformed");
  if (password !== reading.form.get("repeat")) {
    return await show(c, parts, ({ resetPage }) => resetPage.differ, REFUSALS.weak_password);
  }
  const used = await deps.resets.use(tokenIn(c), password, callerOf(c, deps));
  if (used.is === "weak_password") {
    return await show(c, parts, ({ passwordFlaws }) => passwordFlaws[used.flaw], REFUSALS.weak_password);
  }
  return used.is === "gone" ? gone(c, parts) : c.redirect("/login?changed", 303);
}

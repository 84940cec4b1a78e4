/** `/profile/two-step`: the second step, set up, renewed and turned off by whoever it belongs to. */
import { type Context, Hono } from "hono";
import { LIMITS } from "../domain/limits.ts";
import { REFUSALS } from "../domain/outcomes.ts";
import { mayChangeSecrets, type TwoStepChange } from "../domain/own_account.ts";
import { PASSWORD_CHARS_MAX } from "../domain/password_rule.ts";
import { BackupCodesPage, TwoStepOffPage, TwoStepOnPage } from "../views/two_step_page.tsx";
import type { Words } from "../views/words/en.ts";
import type { Told } from "../views/words/told.ts";
import type { Env } from "./deps.ts";
import { doerOf } from "./doer.ts";
import { door } from "./door.ts";
import { answerPage, contextOfSignedIn, type PageParts } from "./page_context.ts";
import { readForm } from "./page_form.ts";
import { backToProfile } from "./profile_page.tsx";
import { refuse } from "./refusals.ts";

const PATH = "/profile/two-step";

export function twoStepPage(parts: PageParts): Hono<Env> {
  const { may } = door(parts.deps);
  return new Hono<Env>()
    .get(PATH, may("use_account"), (c) => show(c, parts))
    .post(PATH, may("use_account"), (c) => send(c, parts, turnOn))
    .post(`${PATH}/off`, may("use_account"), (c) => send(c, parts, turnOff))
    .post(`${PATH}/backup-codes`, may("use_account"), (c) => send(c, parts, renew));
}

interface Typed {
  readonly setup: string;
  readonly password: string;
  readonly code: string;
}

interface Refused {
  readonly told: Told;
  readonly status: number;
  readonly form: "off" | "backup-codes" | null;
}

async function show(
  c: Context<Env>,
  { deps, pages }: PageParts,
  setup: string | null = null,
  refused: Refused | null = null,
): Promise<Response> {
  const { signedIn } = c.var;
  if (!mayChangeSecrets(signedIn)) return refuse(deps, c, "forbidden");
  const context = contextOfSignedIn(c, pages);
  const told = refused?.told ?? null, status = refused?.status ?? 200;
  const twoStep = (await deps.own.account(signedIn.person.id))?.twoStep;
  if (twoStep) {
    const refusedForm = refused?.form ?? null;
    return answerPage(c, <TwoStepOffPage {...{ context, twoStep, refusedForm }} refused={told} />, status);
  }
  const shown = setup === null ? null : await deps.ownSecrets.showTwoStep(signedIn, setup);
  const begun = shown ?? await deps.ownSecrets.beginTwoStep(signedIn);
  const picture = pages.codePicture("qr", begun.address);
  return answerPage(c, <TwoStepOnPage {...{ context, setup: begun, picture }} refused={told} />, status);
}

type Change = (c: Context<Env>, parts: PageParts, typed: Typed) => Promise<Response>;

async function send(c: Context<Env>, parts: PageParts, change: Change): Promise<Response> {
  const { deps } = parts;
  if (!mayChangeSecrets(c.var.signedIn)) return refuse(deps, c, "forbidden");
  const reading = await readForm(c);
  if ("refused" in reading) return refuse(deps, c, reading.refused);
  const field = (name: string) => reading.form.get(name) ?? "";
  const typed = { setup: field("setup"), password: field("password"), code: field("code") };
  const isTooLong = typed.password.length > PASSWORD_CHARS_MAX || typed.code.length > LIMITS.codeCharsMax;
  return isTooLong ? refuse(deps, c, "malformed") : await change(c, parts, typed);
}

async function turnOn(c: Context<Env>, parts: PageParts, typed: Typed): Promise<Response> {
  const result = await parts.deps.ownSecrets.turnOnTwoStep(doerOf(c, parts.deps), typed);
  return await answer(c, parts, result, typed.setup, null);
}

async function turnOff(c: Context<Env>, parts: PageParts, typed: Typed): Promise<Response> {
  const result = await parts.deps.ownSecrets.turnOffTwoStep(doerOf(c, parts.deps), typed);
  return result.is === "done" ? backToProfile(c, "twoStepTurnedOff") : await answer(c, parts, result, null, "off");
}

async function renew(c: Context<Env>, parts: PageParts, typed: Typed): Promise<Response> {
  const result = await parts.deps.ownSecrets.renewBackupCodes(doerOf(c, parts.deps), typed);
  return await answer(c, parts, result, null, "backup-codes");
}

/** Codes are shown in the answer itself, not after a redirect: nothing keeps them in between. */
async function answer(
  c: Context<Env>,
  parts: PageParts,
  result: TwoStepChange,
  setup: string | null,
  form: Refused["form"],
): Promise<Response> {
  const context = contextOfSignedIn(c, parts.pages);
  if (result.is === "done") return answerPage(c, <BackupCodesPage context={context} codes={result.backupCodes} />);
  // In another tab, or the form was sent again: the page shows how it stands.
  if (result.is === "as_it_was") return c.redirect(PATH, 303);
  if (result.is === "throttled") c.header("retry-after", String(result.retryAfterSeconds));
  return await show(c, parts, setup, { ...refusedBy(result, context.words), form });
}

/** Of what was typed. */
const WRONG = REFUSALS.weak_password;

function refusedBy(
  result: Exclude<TwoStepChange, { is: "done" | "as_it_was" }>,
  words: Words,
): { readonly told: Told; readonly status: number } {
  switch (result.is) {
    case "wrong_code":
      return { told: words.twoStepPage.wrongCode, status: WRONG };
    case "setup_over":
      return { told: words.twoStepPage.setupOver, status: WRONG };
    case "wrong_password":
      return { told: words.passwordPage.wrong, status: WRONG };
    case "throttled":
      return { told: words.login.locked(Math.ceil(result.retryAfterSeconds / 60)), status: REFUSALS.rate_limited };
  }
}

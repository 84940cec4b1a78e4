/** `/profile/password`: a new password for oneself. */
import { type Context, Hono } from "hono";
import { REFUSALS } from "../domain/outcomes.ts";
import { mayChangeSecrets, type PasswordChange } from "../domain/own_account.ts";
import { PASSWORD_CHARS_MAX } from "../domain/password_rule.ts";
import { PasswordPage } from "../views/password_page.tsx";
import type { Words } from "../views/words/en.ts";
import type { Told } from "../views/words/told.ts";
import type { Env } from "./deps.ts";
import { doerOf } from "./doer.ts";
import { door } from "./door.ts";
import { answerPage, contextOfSignedIn, type PageParts } from "./page_context.ts";
import { readForm } from "./page_form.ts";
import { backToProfile } from "./profile_page.tsx";
import { refuse } from "./refusals.ts";
import { localPath, PASSWORD_PATH } from "./session_cookie.ts";

export function passwordPage(parts: PageParts): Hono<Env> {
  const { may } = door(parts.deps);
  return new Hono<Env>()
    .get(PASSWORD_PATH, may("use_account"), (c) => show(c, parts, localPath(c.req.query("next")), null, 200))
    .post(PASSWORD_PATH, may("use_account"), (c) => change(c, parts));
}

interface Refused {
  readonly told: Told;
  readonly isOldWrong: boolean;
}

function show(
  c: Context<Env>,
  { deps, pages }: PageParts,
  next: string,
  refused: Refused | null,
  status: number,
): Response | Promise<Response> {
  if (!mayChangeSecrets(c.var.signedIn)) return refuse(deps, c, "forbidden");
  return answerPage(
    c,
    <PasswordPage
      context={contextOfSignedIn(c, pages)}
      next={next}
      must={c.var.signedIn.mustChangePassword}
      refused={refused?.told ?? null}
      isOldWrong={refused?.isOldWrong ?? false}
    />,
    status,
  );
}

async function change(c: Context<Env>, parts: PageParts): Promise<Response> {
  const { deps, pages } = parts;
  const { signedIn } = c.var;
  if (!mayChangeSecrets(signedIn)) return refuse(deps, c, "forbidden");
  const reading = await readForm(c);
  if ("refused" in reading) return refuse(deps, c, reading.refused);
  const { form } = reading;
  const next = localPath(form.get("next"));
  const typed = (name: string) => form.get(name) ?? "";
  const { words } = contextOfSignedIn(c, pages);
  const passwords = { oldPassword: typed("old_password"), newPassword: typed("new_password") };
  if (Object.values(passwords).some((one) => one.length > PASSWORD_CHARS_MAX)) return refuse(deps, c, "malformed");
  if (passwords.newPassword !== typed("new_password_again")) {
    return show(c, parts, next, { told: words.passwordPage.different, isOldWrong: false }, REFUSALS.weak_password);
  }
  const result = await deps.ownSecrets.changePassword(signedIn, passwords, doerOf(c, deps));
  if (result.is !== "changed") {
    if (result.is === "throttled") c.header("retry-after", String(result.retryAfterSeconds));
    return show(c, parts, next, refusedBy(result, words), STATUSES[result.is]);
  }
  return next === "/" || next.startsWith("/profile") ? backToProfile(c, "passwordChanged") : c.redirect(next, 303);
}

type NotChanged = Exclude<PasswordChange, { is: "changed" }>;

const STATUSES: Readonly<Record<NotChanged["is"], number>> = {
  wrong_password: REFUSALS.weak_password,
  weak_password: REFUSALS.weak_password,
  throttled: REFUSALS.rate_limited,
  key_reused: REFUSALS.scan_id_reused,
};

function refusedBy(result: NotChanged, words: Words): Refused {
  switch (result.is) {
    case "weak_password":
      return { told: words.passwordFlaws[result.flaw], isOldWrong: false };
    case "throttled":
      return { told: words.login.locked(Math.ceil(result.retryAfterSeconds / 60)), isOldWrong: true };
    case "wrong_password":
      return { told: words.passwordPage.wrong, isOldWrong: true };
    case "key_reused":
      return { told: words.refusals.scan_id_reused, isOldWrong: false };
  }
}

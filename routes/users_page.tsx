/** `/users`: who may log in, and a new person. */
import { type Context, Hono } from "hono";
import { LIMITS } from "../domain/limits.ts";
import { REFUSALS } from "../domain/outcomes.ts";
import type { Role } from "../domain/shapes.ts";
import { withQuery } from "../views/paths.ts";
import { type UserDraft, UsersPage } from "../views/users_page.tsx";
import type { Told } from "../views/words/told.ts";
import type { Words } from "../views/words/en.ts";
import { wordsIn } from "../views/words/languages.ts";
import type { UserCreation } from "../domain/people.ts";
import type { Env } from "./deps.ts";
import { doerOf } from "./doer.ts";
import { door } from "./door.ts";
import { answerPage, contextOfSignedIn, languageOf, type PageParts } from "./page_context.ts";
import { readForm, textOf } from "./page_form.ts";
import { refuse } from "./refusals.ts";

export function usersPage(parts: PageParts): Hono<Env> {
  const { may } = door(parts.deps);
  return new Hono<Env>()
    .get("/users", may("manage_people"), (c) => list(c, parts, null, null, 200))
    .post("/users", may("manage_people"), (c) => create(c, parts));
}

async function list(
  c: Context<Env>,
  { deps, pages }: PageParts,
  draft: UserDraft | null,
  refused: Told | null,
  status: number,
): Promise<Response> {
  const cursor = c.req.query("cursor") ?? null;
  const [users, areas] = await Promise.all([
    deps.users.list({}, { limit: LIMITS.pageItemsDefault, cursor }),
    pages.areas(),
  ]);
  if (!users) return c.redirect("/users", 303);
  return answerPage(
    c,
    <UsersPage
      context={contextOfSignedIn(c, pages)}
      page={users}
      isFirst={cursor === null}
      areas={areas}
      draft={draft}
      refused={refused}
      created={c.req.query("created") ?? null}
    />,
    status,
  );
}

async function create(c: Context<Env>, parts: PageParts): Promise<Response> {
  const { deps } = parts;
  const reading = await readForm(c);
  if ("refused" in reading) return refuse(deps, c, reading.refused);
  const { form } = reading;
  const draft = readDraft(form);
  const password = form.get("password") ?? "";
  if (!draft) return refuse(deps, c, "malformed");

  const creation = await deps.users.create({
    username: draft.username,
    password,
    role: draft.role,
    area: draft.role === "dispatcher" ? draft.area || null : null,
    fullName: draft.fullName || null,
    email: draft.email || null,
    mustChangePassword: false,
  }, doerOf(c, deps));
  if (creation.is === "created") return c.redirect(withQuery("/users", { created: creation.user.username }), 303);
  const { told, status } = refusalOf(creation, wordsIn(languageOf(c)));
  return list(c, parts, draft, told, status);
}

const ROLES: readonly string[] = ["admin", "biller", "dispatcher"] satisfies Role[];
const USERNAME = /^[A-Za-z0-9][A-Za-z0-9._-]{2,63}$/;

/** Null when a field is missing, or has a form that no account may have. */
function readDraft(form: URLSearchParams): UserDraft | null {
  const username = textOf(form, "username") ?? "";
  const role = form.get("role") ?? "";
  if (!USERNAME.test(username) || !ROLES.includes(role)) return null;
  return {
    username,
    role: role as Role,
    area: textOf(form, "dispatch_area") ?? "",
    fullName: textOf(form, "full_name") ?? "",
    email: textOf(form, "email") ?? "",
  };
}

function refusalOf(
  why: Exclude<UserCreation, { is: "created" }>,
  words: Words,
): { readonly told: Told; readonly status: number } {
  switch (why.is) {
    case "email_taken":
      return { told: words.users.emailTaken, status: REFUSALS.username_taken };
    case "username_taken":
      return { told: words.refusals.username_taken, status: REFUSALS.username_taken };
    case "weak_password":
      return { told: words.passwordFlaws[why.flaw], status: REFUSALS.weak_password };
    case "area_full":
      return { told: words.refusals.area_full, status: REFUSALS.area_full };
    case "unknown_area":
    case "key_reused":
      return { told: words.refusals.malformed, status: REFUSALS.malformed };
  }
}

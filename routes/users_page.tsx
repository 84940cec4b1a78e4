/** `/users`: who may log in, and a new person. */
import { type Context, Hono } from "hono";
import { USER_STATES, type UserState } from "../domain/filters.ts";
import { LIMITS } from "../domain/limits.ts";
import { REFUSALS } from "../domain/outcomes.ts";
import type { NewUser, UserCreation } from "../domain/people.ts";
import { storable } from "../domain/text.ts";
import { belongsToArea } from "../domain/user_change.ts";
import { userPath, withQuery } from "../views/paths.ts";
import type { DraftField, UserDraft } from "../views/user_new.tsx";
import { usersAddress, type UsersFilter } from "../views/users_filter.tsx";
import { UsersPage, type UsersPageProps } from "../views/users_page.tsx";
import type { Words } from "../views/words/en.ts";
import { wordsIn } from "../views/words/languages.ts";
import type { Told } from "../views/words/told.ts";
import type { Env } from "./deps.ts";
import { doerOf } from "./doer.ts";
import { door } from "./door.ts";
import { answerPage, contextOfSignedIn, languageOf, type PageParts } from "./page_context.ts";
import { readForm, textOf } from "./page_form.ts";
import { refuse } from "./refusals.ts";
import { NewUserBody } from "./schemas.ts";
import { faultOfFields, isRole } from "./user_form.ts";

export function usersPage(parts: PageParts): Hono<Env> {
  const { may } = door(parts.deps);
  return new Hono<Env>()
    .get("/users", may("manage_people"), (c) => list(c, parts, { draft: null, refused: null }, 200))
    .post("/users", may("manage_people"), (c) => create(c, parts));
}

async function list(
  c: Context<Env>,
  { deps, pages }: PageParts,
  news: Pick<UsersPageProps, "draft" | "refused">,
  status: number,
): Promise<Response> {
  const cursor = c.req.query("cursor") ?? null;
  const filter = filterOf(c);
  const { q, role, area, state, order } = filter;
  const asked = { q, role: role || null, area: area || null, state: state || null, order: order || null };
  const [page, counts, areas] = await Promise.all([
    deps.users.list(asked, { limit: LIMITS.pageItemsDefault, cursor }),
    deps.users.counts(asked),
    pages.areas(),
  ]);
  if (!page) return c.redirect(usersAddress(filter), 303);
  const context = contextOfSignedIn(c, pages);
  const props = { context, filter, page, counts, areas, isFirst: cursor === null, ...news };
  return answerPage(c, <UsersPage {...props} />, status);
}

/** What it does not know it leaves out: an old link shows more rather than nothing. */
function filterOf(c: Context<Env>): UsersFilter {
  const text = (name: string) => storable(c.req.query(name) ?? "").trim().slice(0, LIMITS.fullNameCharsMax);
  return {
    q: text("q"),
    role: roleIn(text("role"), ""),
    area: text("area"),
    state: USER_STATES.includes(text("state") as UserState) ? text("state") as UserState : "",
    order: text("order") === "name" ? "name" : "",
  };
}

const roleIn = <Other extends string>(text: string, other: Other) => isRole(text) ? text : other;

async function create(c: Context<Env>, parts: PageParts): Promise<Response> {
  const { deps } = parts;
  const reading = await readForm(c);
  if ("refused" in reading) return refuse(deps, c, reading.refused);
  const { form } = reading;
  const draft = readDraft(form);
  const words = wordsIn(languageOf(c));
  const faulty = faultOf(draft, words);
  if (faulty) return list(c, parts, { draft, refused: faulty }, REFUSALS.malformed);
  const creation = await deps.users.create(newUserOf(draft, form.get("password") ?? ""), doerOf(c, deps));
  if (creation.is === "created") {
    return c.redirect(withQuery(userPath(creation.user.username), { said: "created" }), 303);
  }
  const { status, ...refused } = refusalOf(creation, words);
  return list(c, parts, { draft, refused }, status);
}

function readDraft(form: URLSearchParams): UserDraft {
  const text = (name: string) => storable(textOf(form, name) ?? "");
  return {
    username: text("username"),
    role: roleIn(text("role"), "dispatcher"),
    area: text("dispatch_area"),
    fullName: text("full_name"),
    email: text("email"),
    mustChange: form.has("must_change_password"),
  };
}

interface Refused {
  readonly told: Told;
  readonly wrong: DraftField | null;
}

function faultOf({ username, fullName, email, role, area }: UserDraft, words: Words): Refused | null {
  const { people } = words;
  if (!NewUserBody.shape.username.safeParse(username).success) return { told: people.badUsername, wrong: "username" };
  const told = faultOfFields({ fullName: fullName || null, email: email || null, role, area: area || null }, words);
  return told &&
    { told, wrong: told === people.badEmail ? "email" : told === words.refusals.malformed ? null : "area" };
}

/** Without a password nobody gets in by one: he is handed a link by which he sets his own. */
const newUserOf = (draft: UserDraft, password: string): NewUser => ({
  username: draft.username,
  password: password === "" ? crypto.randomUUID() + crypto.randomUUID() : password,
  role: draft.role,
  area: belongsToArea(draft.role) ? draft.area : null,
  fullName: draft.fullName || null,
  email: draft.email || null,
  mustChangePassword: draft.mustChange,
});

type Refusing = Exclude<UserCreation, { readonly is: "created" }>;

function refusalOf(why: Refusing, words: Words): Refused & { readonly status: number } {
  switch (why.is) {
    case "email_taken":
      return { told: words.users.emailTaken, wrong: "email", status: REFUSALS.username_taken };
    case "username_taken":
      return { told: words.refusals.username_taken, wrong: "username", status: REFUSALS.username_taken };
    case "weak_password":
      return { told: words.passwordFlaws[why.flaw], wrong: "password", status: REFUSALS.weak_password };
    case "area_full":
      return { told: words.refusals.area_full, wrong: "area", status: REFUSALS.area_full };
    case "unknown_area":
      return { told: words.people.areaGone, wrong: "area", status: REFUSALS.malformed };
    case "key_reused":
      return { told: words.refusals.scan_id_reused, wrong: null, status: REFUSALS.scan_id_reused };
  }
}

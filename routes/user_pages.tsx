/** `/users/<name>`: one person, and what an admin changes of him by form. */
import { type Context, Hono } from "hono";
import { deviceOf } from "../domain/device.ts";
import { REFUSALS } from "../domain/outcomes.ts";
import type { UserChanged } from "../domain/people.ts";
import type { UserLine } from "../domain/shapes.ts";
import { differingFields, mergeUser, type UserChange, type UserFields } from "../domain/user_change.ts";
import { userPath, withQuery } from "../views/paths.ts";
import { fieldsOf, UserPage, type UserPageProps, type UserSaid } from "../views/user_page.tsx";
import { en, type Words } from "../views/words/en.ts";
import { wordsIn } from "../views/words/languages.ts";
import type { Told } from "../views/words/told.ts";
import type { Env } from "./deps.ts";
import { doerOf } from "./doer.ts";
import { door } from "./door.ts";
import { answerPage, contextOfSignedIn, languageOf, type PageParts } from "./page_context.ts";
import { readForm, wholeNumberOf } from "./page_form.ts";
import { refuse } from "./refusals.ts";
import { faultOfFields, readFields } from "./user_form.ts";
import { usernameIn } from "./users.ts";

export function userPages(parts: PageParts): Hono<Env> {
  const { may } = door(parts.deps);
  return new Hono<Env>()
    .get("/users/:username", may("manage_people"), (c) => showUser(c, parts, { said: saidIn(c) }, 200))
    .post("/users/:username", may("manage_people"), (c) => edit(c, parts))
    .post("/users/:username/state", may("manage_people"), (c) => setState(c, parts));
}

function saidIn(c: Context<Env>): UserSaid | null {
  const said = c.req.query("said") ?? "";
  return Object.hasOwn(en.people.said, said) ? said as UserSaid : null;
}

export type UserNews = Partial<Pick<UserPageProps, "said" | "refused" | "written" | "changed" | "seen">>;

const NO_NEWS = { said: null, refused: null, written: null, changed: [], seen: null } as const;

/** The page as it stands now, with what there is to say. */
export async function showUser(c: Context<Env>, parts: PageParts, news: UserNews, status: number): Promise<Response> {
  const { deps } = parts;
  const user = await deps.users.find(usernameIn(c));
  if (!user) return await refuse(deps, c, "not_found");
  return await showFound(c, parts, user, news, status);
}

async function showFound(
  c: Context<Env>,
  { deps, pages }: PageParts,
  user: UserLine,
  news: UserNews,
  status: number,
): Promise<Response> {
  const [sessions, areas] = await Promise.all([deps.users.sessionsOf(user), pages.areas()]);
  const context = contextOfSignedIn(c, pages);
  const seen = sessions.map((session) => ({ ...session, device: deviceOf(session.userAgent) }));
  const props = { ...NO_NEWS, ...news, context, user, sessions: seen, areas };
  return answerPage(c, <UserPage {...props} />, status);
}

async function edit(c: Context<Env>, parts: PageParts): Promise<Response> {
  const { deps } = parts;
  const reading = await readForm(c);
  if ("refused" in reading) return refuse(deps, c, reading.refused);
  const { form } = reading;
  const version = wholeNumberOf(form, "version");
  const user = await deps.users.find(usernameIn(c));
  if (!user) return await refuse(deps, c, "not_found");
  const written = readFields(form, fieldsOf(user));
  if (version === null || !written) return refuse(deps, c, "malformed");
  const fault = faultOfFields(written, wordsIn(languageOf(c)));
  if (fault) return await showFound(c, parts, user, { refused: fault, written }, REFUSALS.malformed);

  const { disabled: _, ...fields } = written;
  const changed = await deps.users.change(user.username, { version, ...fields }, doerOf(c, deps));
  if (changed.is === "done") return saidOf(c, user.username, "saved");
  if (changed.is === "version_conflict") return await conflict(c, parts, written, readFields(form, written, "seen_"));
  return await refused(c, parts, changed, written);
}

const saidOf = (c: Context<Env>, username: string, said: UserSaid): Response =>
  c.redirect(withQuery(userPath(username), { said }), 303);

/** What was written stays, with what others changed in the fields that were not touched. */
async function conflict(
  c: Context<Env>,
  parts: PageParts,
  written: UserFields,
  seen: UserFields | null,
): Promise<Response> {
  const user = await parts.deps.users.find(usernameIn(c));
  if (!user || !seen) return await showUser(c, parts, {}, REFUSALS.version_conflict);
  const now = fieldsOf(user);
  const news = { written: mergeUser(seen, written, now), changed: differingFields(seen, now), seen };
  return await showFound(c, parts, user, news, REFUSALS.version_conflict);
}

async function setState(c: Context<Env>, parts: PageParts): Promise<Response> {
  const { deps } = parts;
  const reading = await readForm(c);
  if ("refused" in reading) return refuse(deps, c, reading.refused);
  const version = wholeNumberOf(reading.form, "version");
  if (version === null) return refuse(deps, c, "malformed");
  const disabled = reading.form.get("disabled") === "true";
  const change: UserChange = { version, disabled };
  const changed = await deps.users.change(usernameIn(c), change, doerOf(c, deps));
  if (changed.is === "done") return saidOf(c, changed.user.username, disabled ? "disabled" : "enabled");
  return await refused(c, parts, changed, null);
}

type Refusing = Exclude<UserChanged, { readonly is: "done" }>;

async function refused(
  c: Context<Env>,
  parts: PageParts,
  refusing: Refusing,
  written: UserFields | null,
): Promise<Response> {
  const { told, status } = refusalOf(refusing, wordsIn(languageOf(c)));
  return await showUser(c, parts, { refused: told, written }, status);
}

function refusalOf(refusing: Refusing, words: Words): { readonly told: Told; readonly status: number } {
  switch (refusing.is) {
    case "weak_password":
      return { told: words.passwordFlaws[refusing.flaw], status: REFUSALS.weak_password };
    case "email_taken":
      return { told: words.users.emailTaken, status: REFUSALS.username_taken };
    case "unknown_area":
      return { told: words.people.areaGone, status: REFUSALS.malformed };
    case "key_reused":
      return { told: words.refusals.scan_id_reused, status: REFUSALS.scan_id_reused };
    default:
      return { told: words.refusals[refusing.is], status: REFUSALS[refusing.is] };
  }
}

/** What an admin does to somebody's way in, by form: a link handed over, failed sign-ins forgotten, sessions ended. */
import { type Context, Hono } from "hono";
import { REFUSALS } from "../domain/outcomes.ts";
import type { AccessChange } from "../domain/people.ts";
import { userPath, withQuery } from "../views/paths.ts";
import { ResetLinkPage } from "../views/reset_link_page.tsx";
import { wordsIn } from "../views/words/languages.ts";
import type { Env } from "./deps.ts";
import { doerOf } from "./doer.ts";
import { door } from "./door.ts";
import { answerPage, contextOfSignedIn, languageOf, type PageParts } from "./page_context.ts";
import { refuse } from "./refusals.ts";
import { LINK_REFUSED, resetUrl } from "./user_access.ts";
import { showUser } from "./user_pages.tsx";
import { usernameIn } from "./users.ts";

export function userAccessPages(parts: PageParts): Hono<Env> {
  const { may } = door(parts.deps);
  return new Hono<Env>()
    .post("/users/:username/reset-link", may("manage_people"), (c) => makeLink(c, parts))
    .post("/users/:username/unlock", may("manage_people"), (c) => changeAccess(c, parts, "unlocked"))
    .post("/users/:username/sign-out", may("manage_people"), (c) => changeAccess(c, parts, "sessions_ended"));
}

/** Answered with the page itself: an address to go on to would have to hold the link. */
async function makeLink(c: Context<Env>, parts: PageParts): Promise<Response> {
  const { deps, pages } = parts;
  const made = await deps.resets.make(usernameIn(c), doerOf(c, deps));
  const user = await deps.users.find(usernameIn(c));
  if (made.is === "not_found" || !user) return await refuse(deps, c, "not_found");
  if (made.is !== "done") {
    const refusal = LINK_REFUSED[made.is];
    return await showUser(c, parts, { refused: wordsIn(languageOf(c)).refusals[refusal] }, REFUSALS[refusal]);
  }
  const url = resetUrl(c, deps.site, made.token ?? "");
  const context = contextOfSignedIn(c, pages);
  const picture = pages.codePicture("qr", url);
  return answerPage(
    c,
    <ResetLinkPage context={context} user={user} url={url} picture={picture} expiresAt={made.expiresAt} />,
  );
}

async function changeAccess(c: Context<Env>, parts: PageParts, what: AccessChange): Promise<Response> {
  const { deps } = parts;
  const changed = await deps.users.changeAccess(usernameIn(c), what, doerOf(c, deps));
  if (changed.is !== "done") return await refuse(deps, c, "not_found");
  return c.redirect(withQuery(userPath(usernameIn(c)), { said: what }), 303);
}

/** `/profile`: one's own page, and the sessions that are ended there. */
import { type Context, Hono } from "hono";
import { mayChangeSecrets, type OwnDay } from "../domain/own_account.ts";
import { withQuery } from "../views/paths.ts";
import { ProfilePage, type ProfileSaid } from "../views/profile_page.tsx";
import type { Deps, Env } from "./deps.ts";
import { doerOf } from "./doer.ts";
import { door } from "./door.ts";
import { answerPage, contextOfSignedIn, type PageParts } from "./page_context.ts";
import { isUuid } from "./page_form.ts";
import { refuse } from "./refusals.ts";

export function profilePage(parts: PageParts): Hono<Env> {
  const { may } = door(parts.deps);
  return new Hono<Env>()
    .get("/profile", may("use_account"), (c) => show(c, parts))
    .post("/profile/sessions/end-others", may("use_account"), (c) => endOthers(c, parts))
    .post("/profile/sessions/:id/end", may("use_account"), (c) => end(c, parts));
}

async function show(c: Context<Env>, { deps, pages }: PageParts): Promise<Response> {
  const { signedIn } = c.var;
  const { person, sessionId } = signedIn;
  const [account, sessions, day] = await Promise.all([
    deps.own.account(person.id),
    deps.own.sessions(person.id),
    dayOf(deps, person.id),
  ]);
  if (!account) throw new Error(`Cannot show the page of user ${person.id}: there is no such row`);
  return answerPage(
    c,
    <ProfilePage
      context={contextOfSignedIn(c, pages)}
      {...{ person, account, sessions, day }}
      here={sessionId}
      mayChange={mayChangeSecrets(signedIn)}
      said={saidIn(c)}
    />,
  );
}

/** The page says much else that is worth showing while the database is too busy to count a day's scans. */
const dayOf = ({ ownDay, isBusy }: Deps, userId: number): Promise<OwnDay | null> =>
  ownDay(userId).catch((fault) => isBusy(fault) ? null : Promise.reject(fault));

const SAID: readonly string[] = ["passwordChanged", "ended", "othersEnded", "twoStepTurnedOff"] satisfies ProfileSaid[];

const saidIn = (c: Context<Env>): ProfileSaid | null => {
  const said = c.req.query("said") ?? "";
  return SAID.includes(said) ? said as ProfileSaid : null;
};

/** Back to one's own page, which says what was done. */
export const backToProfile = (c: Context<Env>, said: ProfileSaid): Response =>
  c.redirect(withQuery("/profile", { said }), 303);

async function end(c: Context<Env>, { deps }: PageParts): Promise<Response> {
  const { signedIn } = c.var;
  if (!mayChangeSecrets(signedIn)) return refuse(deps, c, "forbidden");
  const id = c.req.param("id") ?? "";
  const isEnded = isUuid(id) && await deps.own.endSession(signedIn, id, doerOf(c, deps));
  return isEnded ? backToProfile(c, "ended") : refuse(deps, c, "not_found");
}

async function endOthers(c: Context<Env>, { deps }: PageParts): Promise<Response> {
  const { signedIn } = c.var;
  if (!mayChangeSecrets(signedIn)) return refuse(deps, c, "forbidden");
  await deps.own.endOtherSessions(signedIn, doerOf(c, deps));
  return backToProfile(c, "othersEnded");
}

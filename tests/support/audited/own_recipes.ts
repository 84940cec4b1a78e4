/** What people change of their own secrets and sessions, and an admin of theirs: a request each that succeeds. */
import { codeNow } from "../people.ts";
import type { Recipe, Shot, Walk } from "./walk.ts";
import { PASSWORD } from "./walk.ts";

const NEW_PASSWORD = `${PASSWORD}x`;

const page = (who: string | null, path: string, form: Shot["form"]): Shot => ({ who, path, form: form! });

/** Of somebody who is signed in at another place too: that session. */
async function another(walk: Walk): Promise<{ readonly username: string; readonly session: string }> {
  const username = await walk.person();
  const here = await walk.sessionOf(username);
  walk.forget(username);
  await walk.sessionOf(username);
  const { sessionId } = (await walk.world.people.sessions.read(here))!;
  return { username, session: sessionId };
}

/** By what somebody changes his second step: the password, and a code that was not used before. */
const proof = ({ secret }: { readonly secret: string }) => ({ password: PASSWORD, code: codeNow(secret) });

export const own: Readonly<Record<string, Recipe>> = {
  "POST /api/v1/session/password": async (walk) => ({
    who: await walk.person(),
    path: "/api/v1/session/password",
    json: { old_password: PASSWORD, new_password: NEW_PASSWORD },
  }),
  "DELETE /api/v1/session/sessions/:session": async (walk) => {
    const { username, session } = await another(walk);
    return { who: username, method: "DELETE", path: `/api/v1/session/sessions/${session}` };
  },
  "DELETE /api/v1/users/:username/two-step": async (walk) => ({
    who: "anil",
    method: "DELETE",
    path: `/api/v1/users/${(await walk.twoStep()).username}/two-step`,
  }),
  "POST /users/:username/two-step-reset": async (walk) =>
    page("anil", `/users/${(await walk.twoStep()).username}/two-step-reset`, {}),
  "POST /login/code": async (walk) => {
    const { username, secret } = await walk.twoStep();
    return page(null, "/login/code", { ticket: await walk.ticket(username), code: codeNow(secret) });
  },
  "POST /profile/password": async (walk) =>
    page(await walk.person(), "/profile/password", {
      old_password: PASSWORD,
      new_password: NEW_PASSWORD,
      new_password_again: NEW_PASSWORD,
    }),
  "POST /profile/sessions/end-others": async (walk) =>
    page((await another(walk)).username, "/profile/sessions/end-others", {}),
  "POST /profile/sessions/:id/end": async (walk) => {
    const { username, session } = await another(walk);
    return page(username, `/profile/sessions/${session}/end`, {});
  },
  "POST /profile/two-step": async (walk) => {
    const username = await walk.person();
    const { setup, secret } = await walk.setup(username);
    return page(username, "/profile/two-step", { setup, ...proof({ secret }) });
  },
  "POST /profile/two-step/off": async (walk) => {
    const step = await walk.twoStep();
    return page(step.username, "/profile/two-step/off", proof(step));
  },
  "POST /profile/two-step/backup-codes": async (walk) => {
    const step = await walk.twoStep();
    return page(step.username, "/profile/two-step/backup-codes", proof(step));
  },
};

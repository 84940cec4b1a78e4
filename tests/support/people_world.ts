/** The whole application with real people: sessions, API tokens and pages as the server has them, on a database of its own. */
import type { SessionKind } from "../../domain/people.ts";
import { readConfig } from "../../platform/config.ts";
import { codePicture } from "../../platform/code_pictures.ts";
import { type People, startPeople } from "../../platform/people.ts";
import { loadStaticFiles } from "../../platform/static_files.ts";
import { createApp } from "../../routes/app.ts";
import type { Deps } from "../../routes/deps.ts";
import { createPages } from "../../routes/pages.tsx";
import { type Api, openApi, ORIGIN } from "./api.ts";

export const SECRET = "a secret that only these tests know, long enough";

export interface PeopleWorld extends Pick<Api, "db" | "app" | "deps" | "logged">, AsyncDisposable {
  readonly people: People["deps"];
  /** Resolves when what was refused so far is written down. */
  settled(): Promise<void>;
  idOf(username: string): Promise<number>;
  /** Opens a session and returns its token; of anil (admin), bina (biller), dev of lucknow or esha of indore. */
  signIn(username: string, kind?: SessionKind): Promise<string>;
  send(method: string, path: string, headers?: Record<string, string>, body?: BodyInit): Promise<Response>;
}

export const byCookie = (token: string): Record<string, string> => ({ cookie: `tracetrack=${token}` });
export const byBearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });
/** As browsers mark what a page of ours sends. */
export const FROM_HERE = { "sec-fetch-site": "same-origin" };

export async function openPeopleWorld(change: Partial<Deps> = {}): Promise<PeopleWorld> {
  const api = await openApi();
  const config = readConfig({ DATABASE_URL: "postgres://nobody@nowhere/nothing", SESSION_SECRET: SECRET });
  const quiet = { onFault: () => {}, isHearing: () => true, onRenamed: () => {} };
  const people = await startPeople(api.db, config, quiet);
  const site = change.site ?? api.deps.site;
  const files = await loadStaticFiles(new URL("../../", import.meta.url));
  const parts = {
    site,
    kinds: api.deps.kinds,
    sessions: people.deps.sessions,
    areas: api.deps.areas,
    areaLabels: api.names.areas,
  };
  const deps: Deps = { ...api.deps, ...people.deps, pages: createPages({ ...parts, files, codePicture }), ...change };
  const app = createApp(deps);
  const idOf = async (username: string) =>
    (await api.db.query<{ id: number }>("select id from users where username = $1", [username]))[0]!.id;
  return {
    settled: people.settled,
    ...{ db: api.db, logged: api.logged, people: people.deps, app, deps, idOf },
    signIn: async (username, kind) =>
      (await people.deps.sessions.open(await idOf(username), { userAgent: "a test", address: "10.0.0.7" }, kind)).token,
    send: async (method, path, headers = {}, body) =>
      await app.request(ORIGIN + path, { method, headers, ...(body === undefined ? {} : { body }) }),
    async [Symbol.asyncDispose]() {
      await people.close();
      await api[Symbol.asyncDispose]();
    },
  };
}

/** What a request comes to at the door. */
export type AtTheDoor = "in" | "asked to sign in" | "forbidden" | "asked for a new password" | `failed with ${number}`;

export async function atTheDoor(response: Response): Promise<AtTheDoor> {
  await response.body?.cancel();
  const { status } = response;
  const to = response.headers.get("location") ?? "";
  if (status === 401 || (status === 303 && to.startsWith("/login?next="))) return "asked to sign in";
  if (status === 403) return "forbidden";
  if (status === 303 && to.startsWith("/profile/password")) return "asked for a new password";
  return status >= 500 && status !== 503 ? `failed with ${status}` : "in";
}

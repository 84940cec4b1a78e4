/** Signing in at the server that is measured, and asking it afterwards whether its facts agree. */
import { PASSWORD } from "./subject.ts";

/** Each is a password to check: more at once would wait for each other. */
const SESSIONS_AT_ONCE = 4;

/** So many sessions of one person: their cookies. */
export async function signInOften(base: string, username: string, sessions: number): Promise<string[]> {
  const cookies: string[] = [];
  await Promise.all(Array.from({ length: SESSIONS_AT_ONCE }, async () => {
    for (let count = 0; count < sessions / SESSIONS_AT_ONCE; count++) cookies.push(await signInAs(base, username));
  }));
  return cookies;
}

export async function signInAs(base: string, username: string): Promise<string> {
  const response = await fetch(`${base}/login`, {
    method: "POST",
    headers: { "sec-fetch-site": "same-origin" },
    body: new URLSearchParams({ username, password: PASSWORD }),
    redirect: "manual",
  });
  await response.body?.cancel();
  const cookie = response.headers.getSetCookie()[0]?.split(";")[0];
  if (response.status !== 303 || !cookie) throw new Error(`Cannot sign in as ${username}: status ${response.status}`);
  return cookie;
}

/** The server's own recount, in a line. */
export async function integrityOf(base: string): Promise<string> {
  const cookie = await signInAs(base, "admin");
  const response = await fetch(`${base}/api/v1/integrity`, { headers: { cookie } });
  const { ok, checked, problems } = await response.json();
  return ok ? `ok, ${JSON.stringify(checked)}` : `NOT ok: ${JSON.stringify(problems)}`;
}

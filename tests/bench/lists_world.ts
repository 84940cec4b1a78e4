/** Who asks, and what there is to ask for. */
import type { Facts, ListCase } from "./lists_cases.ts";
import { OLD_AREA } from "./lists_warehouse.ts";
import { ask, PASSWORD, type Subject } from "./subject.ts";

export interface ListWorld {
  readonly subject: Subject;
  readonly facts: Facts;
  /** A session each: the same text is a script's token and a browser's cookie. */
  readonly tokens: Readonly<Record<ListCase["as"], string>>;
}

const FEED_MS_MAX = 20 * 60_000;
const POLL_MS = 500;

export async function openWorld(subject: Subject): Promise<ListWorld> {
  const admin = await signIn(subject.base, "admin");
  await addDispatcher(subject.base, admin, "old.area", OLD_AREA);
  await addDispatcher(subject.base, admin, "no.area", null);
  await untilFed(subject.databaseUrl);
  return {
    subject,
    facts: await factsOf(subject.databaseUrl),
    tokens: {
      admin,
      dispatcher: await signIn(subject.base, "dispatcher"),
      old_area: await signIn(subject.base, "old.area"),
      no_area: await signIn(subject.base, "no.area"),
    },
  };
}

async function factsOf(databaseUrl: string): Promise<Facts> {
  const [counts] = await ask<{ bagIdMax: number; children: number }>(
    databaseUrl,
    `select max(id) as "bagIdMax", count(*) filter (where role = 'child') as children from bags`,
  );
  const sacks = await ask<{ code: string }>(
    databaseUrl,
    "select code from bags where role = 'parent' and voided_at is null and id % 17 = 0",
  );
  const days = await ask<{ day: string }>(
    databaseUrl,
    `select distinct to_char(since at time zone 'Asia/Kolkata', 'YYYY-MM-DD') as day from bag_times order by 1`,
  );
  return { ...counts!, parentCodes: sacks.map(({ code }) => code), days: days.map(({ day }) => day) };
}

/** The feeds run after the commits, and may have begun with a database that is full. */
async function untilFed(databaseUrl: string): Promise<void> {
  for (const deadline = Date.now() + FEED_MS_MAX; Date.now() < deadline;) {
    const [behind] = await ask<{ bags: number }>(
      databaseUrl,
      `select greatest((select max(id) from bags) - (select bag_id from bag_times_progress),
        (select max(id) from bags) - (select bag_id from bag_search_progress)) as bags`,
    );
    if (behind!.bags <= 0) return;
    await new Promise((done) => setTimeout(done, POLL_MS));
  }
  throw new Error("The feeds do not come to an end");
}

async function signIn(base: string, username: string): Promise<string> {
  const { token } = await post(base, "", "session", { username, password: PASSWORD });
  return token as string;
}

/** One from a run before stays as it is. */
async function addDispatcher(base: string, token: string, username: string, area: string | null): Promise<void> {
  await post(base, token, "users", { username, password: PASSWORD, role: "dispatcher", dispatch_area: area });
}

async function post(base: string, token: string, noun: string, body: unknown): Promise<Record<string, unknown>> {
  const response = await fetch(`${base}/api/v1/${noun}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(body),
  });
  const answer = await response.json();
  if (response.status !== 201 && response.status !== 409) throw new Error(`${noun}: ${JSON.stringify(answer)}`);
  return answer;
}

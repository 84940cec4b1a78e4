/** The whole API on a database of its own: real rules, real rows, real commits; only sessions are short-cut. */
import { Activity } from "../../actors/activity.ts";
import { realClock } from "../../actors/clock.ts";
import { commitBatch } from "../../actors/commit_batch.ts";
import { Floor } from "../../actors/floor.ts";
import type { Person, Role } from "../../domain/shapes.ts";
import { APP_ROLE } from "../../platform/app_role_rows.ts";
import { isApiToken } from "../../domain/tokens.ts";
import { addressReader } from "../../platform/addresses.ts";
import { apiTokenReading, startApiTokens } from "../../platform/api_tokens.ts";
import { writeTaken } from "../../platform/audit_rows.ts";
import { isBusy } from "../../platform/busy.ts";
import { startBadgeSignIn } from "../../platform/badge_sign_in.ts";
import { startBadges } from "../../platform/badges.ts";
import { Lane } from "../../platform/lane.ts";
import { postgresLedger } from "../../platform/ledger.ts";
import { startMetrics } from "../../platform/metrics.ts";
import { loadNames, type Names } from "../../platform/names.ts";
import { startManaging } from "../../platform/managing.ts";
import { type Passwords, startPasswords } from "../../platform/passwords.ts";
import { openPool, type Pool } from "../../platform/postgres.ts";
import { startRefusedAttempts } from "../../platform/refused_attempts.ts";
import { openReads } from "../../platform/reads.ts";
import { isSameSecret } from "../../platform/same_secret.ts";
import { openSettings } from "../../platform/settings.ts";
import { sessionRows } from "../../platform/session_rows.ts";
import { Sessions } from "../../platform/sessions.ts";
import { startTokens } from "../../platform/tokens.ts";
import { zip } from "../../platform/zip.ts";
import { readUpload } from "../../platform/upload.ts";
import { createApp } from "../../routes/app.ts";
import type { SignedIn } from "../../domain/people.ts";
import type { Deps, Pages } from "../../routes/deps.ts";
import { addUser, TIME_ZONE } from "./made_rows.ts";
import { DESK } from "./made_shapes.ts";
import { A_SYSTEM } from "./made_system.ts";
import { memoryImports } from "./memory_imports.ts";
import { noCache } from "./no_cache.ts";
import { openTestDatabase } from "./postgres.ts";

export const ORIGIN = "http://tracetrack.test";

export interface Asked {
  readonly status: number;
  // deno-lint-ignore no-explicit-any -- a test reads whatever a body holds
  readonly body: any;
  readonly headers: Headers;
}

export interface Api extends AsyncDisposable {
  readonly db: Pool;
  readonly app: ReturnType<typeof createApp>;
  readonly deps: Deps;
  readonly names: Names;
  /** Who is signed in, by his token: others may be added. */
  readonly people: Map<string, SignedIn>;
  /** Lines of the log: message and fields. */
  readonly logged: [message: string, fields: Readonly<Record<string, unknown>>][];
  /** What writes refused attempts down. */
  readonly attempts: Pick<ReturnType<typeof startRefusedAttempts>, "settled" | "closeWindow">;
  /** A request with a Bearer token whose text is the username; a body that is no string is sent as JSON. */
  ask(who: string | null, method: string, path: string, body?: unknown, headers?: HeadersInit): Promise<Asked>;
}

const PAGES: Pages = {
  nouns: [],
  refusal: (c, refusal) => c.html(`<p>${refusal}</p>`),
  docs: (c) => c.html("<h1>docs</h1>"),
  replies: (_, c, results) => c.html(results.map(({ scan }) => `<li>${scan?.scanId ?? "none"}</li>`).join("")),
};

/** With the users anil (admin), bina (biller), and the dispatchers dev of lucknow and esha of indore. */
export async function openApi(change: Partial<Deps> = {}): Promise<Api> {
  const database = await openTestDatabase();
  // As the server works: nothing that a route does may need the owner's rights.
  const settings = { url: database.url, role: APP_ROLE };
  const db = openPool(settings, () => {});
  const names = await loadNames(db);
  const lane = new Lane(settings, () => {});
  const ledger = postgresLedger(lane, names, TIME_ZONE);
  const floor = new Floor({
    lanes: [(commands) => commitBatch(ledger, commands, { kinds: names.kinds(), timeZone: TIME_ZONE })],
    kinds: names.kinds,
    clock: realClock,
    onBatch: () => {},
    onFault: () => {},
    onAnswer: () => {},
  });
  const real = await realSessions(db);
  const passwords = startPasswords();
  const logged: Api["logged"] = [];
  const people: Api["people"] = new Map();
  const { attempts, ...audited } = auditing(db);
  const settled = { kinds: names.kinds, ...openSettings(db, names) };
  const deps = { ...await depsOn(db, passwords, logged, people, real), ...audited, ...settled, ...change } as Deps;
  const whole: Deps = { ...deps, submit: change.submit ?? ((commands) => floor.submit(commands)) };
  const app = createApp(whole);
  return {
    db,
    app,
    deps: whole,
    names,
    people,
    logged,
    attempts,
    ask: (who, method, path, body, headers = {}) => ask(app, who, method, path, body, headers),
    async [Symbol.asyncDispose]() {
      passwords.close();
      await Promise.all([floor.leave(), attempts.end(), real.settled()]);
      await Promise.all([lane.end(), db.end()]);
      await database[Symbol.asyncDispose]();
    },
  };
}

function auditing(db: Pool) {
  const attempts = startRefusedAttempts({ db, ownerOfEnded: () => Promise.resolve(null), onFault: () => {} });
  return { attempts, noteRefused: attempts.noteRefused, writeTaken: writeTaken(db) };
}

const badgesOn = (settings: { readonly db: Pool; readonly passwords: Passwords; readonly sessions: Sessions }) => ({
  badges: startBadges(settings),
  switchTo: startBadgeSignIn(settings),
  sessionTime: settings.sessions,
});

async function depsOn(
  db: Pool,
  passwords: Passwords,
  logged: Api["logged"],
  people: Api["people"],
  real: Sessions,
): Promise<Partial<Deps>> {
  const line = (message: string, fields = {}) => void logged.push([message, fields]);
  const add = async (username: string, role: Role, area: string | null) => {
    const person: Person = { id: await addUser(db, username, role, area), username, fullName: null, role, area };
    people.set(username, { sessionId: crypto.randomUUID(), person, mustChangePassword: false, ...DESK });
  };
  await add("anil", "admin", null);
  await add("bina", "biller", null);
  await add("dev", "dispatcher", "lucknow");
  await add("esha", "dispatcher", "indore");
  return {
    ...openReads(db, TIME_ZONE, noCache),
    site: { publicOrigin: null, isHttps: false, timeZone: TIME_ZONE, metricsToken: null },
    log: { info: line, warn: line, error: line },
    sessions: {
      read: (token, address) =>
        isApiToken(token) || token.includes(".") ? real.read(token, address) : people.get(token) ?? null,
      revoke: () => Promise.resolve(),
      revokeAllOf: () => Promise.resolve(),
    },
    ...badgesOn({ db, passwords, sessions: real }),
    apiTokens: startApiTokens(db, real),
    signIn: () => Promise.resolve({ is: "refused" }),
    imports: memoryImports(),
    readUpload: (request, receive) => readUpload(request, receive),
    ...startManaging({ db, passwords, sessions: real, onRenamed: () => {}, idleMs: A_MINUTE }),
    activity: new Activity(),
    live: { hasRoomFor: () => false, join: () => ({ leave: () => {} }) },
    scanWaitSeconds: null,
    readWaitSeconds: () => Promise.resolve(0),
    addressWaitSeconds: () => Promise.resolve(0),
    readiness: { database: isWell, schema: isWell, committer: isWell, bus: isWell },
    metrics: startMetrics(),
    system: () => Promise.resolve(A_SYSTEM),
    addressOf: addressReader([]),
    isSameSecret,
    isBusy,
    zip,
    pages: PAGES,
  };
}

const isWell = () => Promise.resolve("ok" as const);

const A_MINUTE = { desk: 60_000, station: 60_000 };

/** API tokens are read as they really are, and what the API itself opens: a session by a badge. */
const realSessions = async (db: Pool) =>
  new Sessions({
    rows: sessionRows(db, A_MINUTE),
    tokens: await startTokens("a secret of at least thirty-two characters"),
    apiTokens: apiTokenReading(db),
    ...{ idleMs: A_MINUTE, lengthMaxMs: A_MINUTE, onFault: () => {} },
  });

async function ask(
  app: Api["app"],
  who: string | null,
  method: string,
  path: string,
  body: unknown,
  headers: HeadersInit,
): Promise<Asked> {
  const all = new Headers(headers);
  if (who !== null && !all.has("authorization")) all.set("authorization", `Bearer ${who}`);
  if (body !== undefined && !all.has("content-type")) all.set("content-type", "application/json");
  const sent = body === undefined ? null : typeof body === "string" ? body : JSON.stringify(body);
  const response = await app.request(ORIGIN + path, { method, headers: all, body: sent });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: parsed(text) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

export const newKey = (): string => crypto.randomUUID();

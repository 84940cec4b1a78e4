import { deepStrictEqual as same, ok } from "node:assert/strict";
import type { SignInAttempt, SignInResult } from "../../domain/people.ts";
import { localPath, sessionCookieName } from "../../routes/session_cookie.ts";
import { openApi, ORIGIN } from "../support/api.ts";

const PATH = "/api/v1/session";
const secret = { username: "dev", password: "a secret of dev's" };

Deno.test("a script signs in with name and password and gets a token, its end and who it is", async () => {
  const attempts: SignInAttempt[] = [];
  const expiresAt = new Date("2026-11-22T22:00:00Z");
  const person = { id: 3, username: "dev", fullName: null, role: "dispatcher", area: "lucknow" } as const;
  const signedIn: SignInResult = {
    is: "signed_in",
    token: "t",
    expiresAt,
    person,
    mustChangePassword: false,
    language: null,
    device: "d",
  };
  await using api = await openApi({
    signIns: {
      signIn: (attempt) => Promise.resolve((attempts.push(attempt), signedIn)),
      signInByCode: () => Promise.resolve({ is: "ticket_over" }),
    },
  });
  const { status, body } = await api.ask(null, "POST", PATH, secret, { "user-agent": "scanner 1" });
  same([status, body], [201, {
    token: "t",
    expires_at: "2026-11-22T22:00:00.000Z",
    user: { username: "dev", role: "dispatcher" },
  }]);
  same([attempts[0]?.username, attempts[0]?.userAgent], ["dev", "scanner 1"]);
});

Deno.test("a refused sign-in is 401, a throttled one 429 with its wait; both are logged without the password", async () => {
  for (
    const [result, status, code] of [
      [{ is: "refused" }, 401, "unauthenticated"],
      [{ is: "throttled", retryAfterSeconds: 42 }, 429, "rate_limited"],
    ] as const
  ) {
    await using api = await openApi({
      signIns: { signIn: () => Promise.resolve(result), signInByCode: () => Promise.resolve(result) },
    });
    const answer = await api.ask(null, "POST", PATH, secret, { "x-request-id": "r-1" });
    same([answer.status, answer.body.error.code], [status, code]);
    same(answer.headers.get("retry-after"), status === 429 ? "42" : null);
    ok(api.logged.some(([message, { requestId }]) => message === "Refused a sign-in" && requestId === "r-1"));
    ok(!JSON.stringify(api.logged).includes(secret.password));
  }
});

Deno.test("a session is shown, and ended", async () => {
  const ended: string[] = [];
  await using api = await openApi();
  const revoke = api.deps.sessions.revoke;
  (api.deps.sessions as { revoke: typeof revoke }).revoke = (id) => Promise.resolve(void ended.push(id));
  same((await api.ask("dev", "GET", PATH)).body.user, {
    username: "dev",
    role: "dispatcher",
    dispatch_area: "lucknow",
    full_name: null,
  });
  same((await api.ask("dev", "DELETE", PATH)).status, 204);
  same(ended.length, 1);
});

Deno.test("over https the cookie cannot be set by another host", () => {
  same(sessionCookieName({ isHttps: true }), "__Host-tracetrack");
  same(sessionCookieName({ isHttps: false }), "tracetrack");
});

Deno.test("after signing in one goes on to a path of this site or to the start, never elsewhere", () => {
  for (const path of ["/", "/bags?q=1#x", "/bills/a%2Fb/scan"]) same(localPath(path), path);
  for (
    const path of [
      ...[
        undefined,
        null,
        "",
        "bags",
        "//evil.test",
        "/\\evil.test",
        "\\\\evil.test",
        "https://evil.test",
        "/\t/evil.test",
      ],
      ...["javascript:alert(1)", "/..//evil.test", "/.//evil.test", "\u0000", "/\n/evil.test"],
    ]
  ) same(localPath(path), "/", String(path));
});

Deno.test("whoever has gone while his password waited in the line is refused by nobody's fault", async () => {
  let isClosed = false;
  const connection = {
    get remoteAddr() {
      if (isClosed) throw new TypeError("Request closed");
      return { transport: "tcp", hostname: "10.1.2.3", port: 1 };
    },
  };
  await using api = await openApi({
    signIns: {
      signIn: () => Promise.resolve((isClosed = true, { is: "refused" })),
      signInByCode: () => Promise.resolve({ is: "ticket_over" }),
    },
  });
  const headers = { "content-type": "application/json" };
  const sent = { method: "POST", headers, body: JSON.stringify(secret) };
  const { status } = await api.app.request(`${ORIGIN}${PATH}`, sent, connection);
  same(status, 401);
  const [, fields] = api.logged.find(([message]) => message === "Refused a sign-in") ?? [];
  same(fields?.address, "10.1.2.3");
});

import { deepStrictEqual as same, match, ok } from "node:assert/strict";
import type { SignedIn } from "../../domain/people.ts";
import { codeNow, openPeople, PEOPLES_PASSWORDS, signedIn } from "../support/people.ts";
import { openRealPages } from "../support/real_pages.ts";

const CHROME =
  "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36";
const PASSWORDS = { ...PEOPLES_PASSWORDS, anil: PEOPLES_PASSWORDS.biller };
const NEW = "three words entirely unlike";

/** The real pages, and people with real sessions: `who` is a session's token. */
async function open() {
  await using stack = new AsyncDisposableStack();
  const pages = stack.use(await openRealPages());
  const people = stack.use(await openPeople(pages.db));
  const { signIns, own, ownSecrets, resetTwoStep, sessions } = people;
  Object.assign(pages.deps, { signIns, own, ownSecrets, resetTwoStep, sessions });
  // The admin of those pages has no password: he gets the biller's.
  await pages.db.query(`update users set password_hash = (select password_hash from users where username = 'biller')
    where username = 'anil'`);
  const kept = stack.move();
  const enter = async (
    username: "anil" | "biller" | "dispatcher",
    from: { userAgent?: string; address?: string } = {},
  ) => signedIn(await people.from({ username, password: PASSWORDS[username], ...from })).token;
  return { pages, people, enter, [Symbol.asyncDispose]: () => kept.disposeAsync() };
}

const idIn = async (people: Awaited<ReturnType<typeof openPeople>>, token: string): Promise<string> =>
  (await people.sessions.read(token) as SignedIn).sessionId;

Deno.test("one's own page says who one is, where one is logged in, and ends what is somebody else", async () => {
  await using world = await open();
  const { pages, people, enter } = world;
  const here = await enter("dispatcher", { address: "10.0.0.5" });
  const phone = await enter("dispatcher", { userAgent: CHROME, address: "10.0.0.6" });
  const others = await enter("biller");
  const { status, text } = await pages.open(here, "/profile");
  same(status, 200);
  match(text, /Chrome on Android/);
  match(text, /Place 10\.0\.0\.6/);
  match(text, /Lucknow/);
  ok(!text.includes(await idIn(people, others)));

  const end = async (token: string) => pages.send(here, `/profile/sessions/${await idIn(people, token)}/end`, {});
  same((await end(others)).status, 404);
  same((await end(phone)).location, "/profile?said=ended");
  same((await pages.open(phone, "/profile")).status, 303);
  same((await pages.open(others, "/profile")).status, 200);
  const third = await enter("dispatcher");
  same((await pages.send(here, "/profile/sessions/end-others", {})).location, "/profile?said=othersEnded");
  same((await pages.open(third, "/profile")).status, 303);
  same((await pages.open(here, "/profile")).status, 200);
  const actions = await pages.db.query<{ action: string }>(
    "select action from audit_log where action like 'session%' order by id",
  );
  same(actions.map(({ action }) => action), ["session_ended", "sessions_ended"]);
});

Deno.test("a new password ends all other sessions; the old one has to be known, and a weak one is told why", async () => {
  await using world = await open();
  const { pages, people, enter } = world;
  const [here, other] = [await enter("biller"), await enter("biller")];
  const change = (fields: Record<string, string>) =>
    pages.send(here, "/profile/password", {
      ...{ old_password: PEOPLES_PASSWORDS.biller, new_password: NEW, new_password_again: NEW },
      ...fields,
    });
  same((await change({ old_password: "wrong" })).status, 422);
  same((await change({ new_password_again: "another one" })).status, 422);
  match((await change({ new_password: "liverpool", new_password_again: "liverpool" })).text, /Many people use/);
  const same_one = PEOPLES_PASSWORDS.biller;
  match((await change({ new_password: same_one, new_password_again: same_one })).text, /This is the old password/);
  same((await pages.open(other, "/profile")).status, 200);

  same((await change({ next: "/bills" })).location, "/bills");
  same((await pages.open(here, "/profile")).status, 200);
  same((await pages.open(other, "/profile")).status, 303);
  same((await people.from({ username: "biller", password: same_one })).is, "refused");
  same((await people.from({ username: "biller", password: NEW })).is, "signed_in");
});

Deno.test("on one's own page passwords are guessed no more often than anywhere, many at once too", async () => {
  await using world = await open();
  const { pages, people, enter } = world;
  const here = await enter("biller");
  const guesses = Array.from({ length: 12 }, (_, n) =>
    pages.send(here, "/profile/password", {
      ...{ old_password: `guess ${n}`, new_password: NEW, new_password_again: NEW },
    }));
  const came = (await Promise.all(guesses)).map(({ status }) => status);
  same(came.filter((status) => status === 429).length, 7);
  // And nobody is locked out of signing in by it.
  same((await people.from({ username: "biller", password: PEOPLES_PASSWORDS.biller })).is, "signed_in");
});

Deno.test("a given password is changed before any page opens; scripts go on", async () => {
  await using world = await open();
  const { pages, enter } = world;
  await pages.db.query("update users set must_change_password = true where username = 'biller'");
  const here = await enter("biller");
  for (const path of ["/", "/scan", "/bills?status=new", "/profile", "/profile/two-step"]) {
    same((await pages.open(here, path)).location, `/profile/password?next=${encodeURIComponent(path)}`, path);
  }
  same((await pages.send(here, "/bills", { number: "X" })).location, "/profile/password?next=%2F");
  same((await pages.send(here, "/scan", { parent: "SB00001" }, "htmx")).status, 303);
  same((await pages.send(here, "/bills", { number: "X" }, "htmx")).status, 403);
  same((await pages.send(here, "/theme", { theme: "dark" })).location, "/");
  const script = { authorization: `Bearer ${here}` };
  same((await pages.ask(here, "GET", "/api/v1/bills", undefined, script)).status, 200);
  const scan = { scan_id: crypto.randomUUID(), parent: "SB00001" };
  same((await pages.ask(here, "POST", "/api/v1/scans", scan, script)).status, 201);

  match((await pages.open(here, "/profile/password?next=%2Fbills")).text, /given to you/);
  const fields = { old_password: PEOPLES_PASSWORDS.biller, new_password: NEW, new_password_again: NEW };
  same((await pages.send(here, "/profile/password", { ...fields, next: "/bills" })).location, "/bills");
  same((await pages.open(here, "/bills")).status, 200);
});

Deno.test("the second step is set up by one code, its backup codes are shown once, and the way in asks for it", async () => {
  await using world = await open();
  const { pages, people, enter } = world;
  const here = await enter("biller");
  const page = (await pages.open(here, "/profile/two-step")).text;
  const setup = /name="setup" value="([^"]+)"/.exec(page)![1]!;
  const secret = /two-step-secret">([A-Z2-7 ]+)</.exec(page)![1]!.replaceAll(" ", "");
  match(page, new RegExp(`otpauth://totp/TraceTrack:biller\\?[^"]*secret=${secret}`));
  const turnOn = (fields: Record<string, string>) =>
    pages.send(here, "/profile/two-step", {
      ...{ setup, code: codeNow(secret), password: PEOPLES_PASSWORDS.biller },
      ...fields,
    });
  const wrong = await turnOn({ code: "000000" });
  same(wrong.status, 422);
  ok(wrong.text.includes(setup));
  same((await turnOn({ password: "wrong" })).status, 422);
  same((await turnOn({ setup: "made up" })).status, 422);
  const done = await turnOn({});
  const codes = [...done.text.matchAll(/<code>([a-z2-9-]{14})<\/code>/g)].map(([, code]) => code!);
  same([done.status, codes.length], [200, 10]);
  const after = (await pages.open(here, "/profile/two-step")).text;
  ok(codes.every((code) => !after.includes(code)) && !after.includes(secret));
  same((await turnOn({ code: codeNow(secret, 1) })).location, "/profile/two-step");

  const asked = await pages.send("", "/login", {
    username: "biller",
    password: PEOPLES_PASSWORDS.biller,
    next: "/bills",
  });
  same(asked.status, 200);
  const ticket = /name="ticket" value="([^"]+)"/.exec(asked.text)![1]!;
  const step = (code: string, given = ticket) => pages.send("", "/login/code", { ticket: given, code, next: "/bills" });
  same((await step("000000")).status, 401);
  same((await step(codes[0]!, "made up")).status, 401);
  same((await step(codes[0]!)).location, "/bills");
  same((await step(codes[0]!)).status, 401);
  const byApi = (more: Record<string, string> = {}) =>
    pages.ask(null, "POST", "/api/v1/session", { username: "biller", password: PEOPLES_PASSWORDS.biller, ...more });
  same((await byApi()).body.error.details[0].path, "code");
  same((await byApi({ code: codes[1]! })).status, 201);

  const admin = await enter("anil");
  same((await pages.send(admin, "/users/biller/two-step-reset", {})).location, "/users/biller?said=twoStepReset");
  same((await pages.send(here, "/users/biller/two-step-reset", {})).status, 403);
  same((await byApi()).status, 201);
  same((await people.own.account((await people.sessions.read(here) as SignedIn).person.id))?.twoStep, null);
});

Deno.test("by the API: own sessions, a session's end, and a new password once a key", async () => {
  await using world = await open();
  const { pages, people, enter } = world;
  const [here, other] = [await enter("biller", { userAgent: "curl/8.5.0" }), await enter("biller")];
  const ask = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
    pages.ask(here, method, `/api/v1/session/${path}`, body, headers);
  const { items } = (await ask("GET", "sessions")).body;
  same(items.length, 2);
  const mine = items.find(({ is_current }: { is_current: boolean }) => is_current);
  same([mine.program, mine.way, mine.address], ["curl", "password", "10.0.0.1"]);
  const stranger = await idIn(people, await enter("anil"));
  for (const id of ["x", stranger]) same((await ask("DELETE", `sessions/${id}`)).status, 404);
  same((await ask("DELETE", `sessions/${await idIn(people, other)}`)).status, 204);
  same((await pages.ask(other, "GET", "/api/v1/session")).status, 401);

  const key = { "idempotency-key": crypto.randomUUID() };
  const body = { old_password: PEOPLES_PASSWORDS.biller, new_password: NEW };
  same((await ask("POST", "password", { ...body, old_password: "no" })).body.error.details[0].path, "old_password");
  const weak = await ask("POST", "password", { ...body, new_password: "short" });
  same([weak.status, weak.body.error.details[0].flaw], [422, "too_short"]);
  for (let n = 0; n < 2; n++) same((await ask("POST", "password", body, key)).status, 204);
  same((await ask("POST", "password", { ...body, new_password: "other words again" }, key)).status, 409);
  const [record] = await pages.db.query<{ text: string }>(
    "select row_to_json(a)::text as text from audit_log a where action = 'password_changed'",
  );
  ok(record && !record.text.includes(NEW) && !record.text.includes("argon2"));
});

Deno.test("who came by a badge changes no secret and ends no session", async () => {
  await using world = await open();
  const { pages, enter } = world;
  const here = await enter("biller");
  await pages.db.query("update sessions set way = 'badge'");
  match((await pages.open(here, "/profile")).text, /by your badge/);
  same((await pages.open(here, "/profile/password")).status, 403);
  same((await pages.open(here, "/profile/two-step")).status, 403);
  for (const path of ["password", "two-step", "two-step/off", "two-step/backup-codes", "sessions/end-others"]) {
    same((await pages.send(here, `/profile/${path}`, {})).status, 403, path);
  }
  same((await pages.ask(here, "POST", "/api/v1/session/password", {})).status, 403);
});

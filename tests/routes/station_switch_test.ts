import { deepStrictEqual as same, match, ok } from "node:assert/strict";
import { startPasswords } from "../../platform/passwords.ts";
import { openRealPages, type RealPages } from "../support/real_pages.ts";

const PIN = "482913";

/** As an admin's pages do it; the code stands in the pictures alone, which tests draw as text. */
async function handOver(pages: RealPages, username: string, pin = PIN): Promise<string> {
  const card = await pages.send("anil", `/users/${username}/badge`, {});
  same(card.status, 201);
  const code = /data-text="(TTB-[0-9A-Z]{16})"/.exec(card.text)![1]!;
  same((await pages.send("anil", `/users/${username}/badge/pin`, { pin, again: pin })).status, 303);
  return code;
}

/** What these pages take for somebody's session is one: only that is put in another's place. */
async function stands({ db, people }: RealPages, as: string | null): Promise<void> {
  const signedIn = as === null ? undefined : people.get(as);
  if (!signedIn) return;
  await db.query(
    `insert into sessions (id, user_id, expires_at) values ($1, $2, now() + interval '1 hour')
    on conflict (id) do update set revoked_at = null`,
    [signedIn.sessionId, signedIn.person.id],
  );
}

/** A switch as the pad asks for it; `as`: whose cookie it comes with. */
async function switchTo(pages: RealPages, as: string | null, badge: string, pin: string, more: HeadersInit = {}) {
  const headers = new Headers({ "hx-request": "true", "sec-fetch-site": "same-origin", ...more });
  if (as !== null) headers.set("cookie", `tracetrack=${as}`);
  await stands(pages, as);
  const body = new URLSearchParams({ badge, pin, station: "S1", next: "/station?station=S1" });
  const reply = await pages.app.request("http://tracetrack.test/station/switch", { method: "POST", headers, body });
  const cookie = /tracetrack=([^;]+)/.exec(reply.headers.get("set-cookie") ?? "")?.[1] ?? null;
  return { status: reply.status, cookie, text: await reply.text(), headers: reply.headers };
}

Deno.test("a badge opens nothing without a session, and nothing from another's page", async () => {
  await using pages = await openRealPages();
  const code = await handOver(pages, "esha");
  const nobody = await switchTo(pages, null, code, PIN);
  same([nobody.status, nobody.cookie], [401, null]);
  same((await switchTo(pages, "a made-up token", code, PIN)).status, 401);
  const foreign = await switchTo(pages, "dev", code, PIN, { "sec-fetch-site": "cross-site" });
  same([foreign.status, foreign.cookie], [403, null]);
  const script = await switchTo(pages, null, code, PIN, { authorization: "Bearer dev" });
  same([script.status, script.cookie], [403, null]);
  for (const where of ["/login", "/api/v1/session"]) {
    const body = where === "/login"
      ? { username: code, password: PIN }
      : { username: code, password: PIN, badge: code };
    same((await pages.send("", where, body as Record<string, string>)).status >= 400, true, where);
  }
});

Deno.test("with script the pad is told who works here now; without, the form leads back to the sack", async () => {
  await using pages = await openRealPages();
  const code = await handOver(pages, "esha");
  const switched = await switchTo(pages, "dev", code, PIN);
  same([switched.status, JSON.parse(switched.text)], [200, { user: "esha", sees_bills: false }]);
  const page = await pages.open(switched.cookie, "/station?station=S1&parent=SB00001");
  match(page.text, /data-user="esha"/);
  const form = await pages.open("dev", "/station/switch?next=%2Fscan%3Fparent%3DSB00001");
  match(form.text, /<form[^>]*action="\/station\/switch"/);
  ok(!form.text.includes(code));
  const wrong = await pages.send("dev", "/station/switch", {
    badge: code,
    pin: "905172",
    next: "/scan?parent=SB00001",
  });
  same(wrong.status, 422);
  ok(!wrong.text.includes(code), "What was scanned does not come back");
  match(wrong.text, /value="\/scan\?parent=SB00001"/);
  for (const who of ["dev", "bina"]) await stands(pages, who);
  const right = await pages.send("dev", "/station/switch", { badge: code, pin: PIN, next: "/scan?parent=SB00001" });
  same([right.status, right.location], [303, "/scan?parent=SB00001"]);
  const away = await pages.send("bina", "/station/switch", { badge: code, pin: PIN, next: "//evil.example/" });
  same([away.status, away.location], [303, "/scan"]);
});

Deno.test("whoever came by a badge scans and bills, and changes no secret, no person and no setting", async () => {
  await using pages = await openRealPages();
  const { cookie } = await switchTo(pages, "dev", await handOver(pages, "anil"), PIN);
  same((await pages.open(cookie, "/bills")).status, 200);
  for (const path of ["/users", "/users/esha/badge", "/imports", "/system"]) {
    same((await pages.open(cookie, path)).status, 403, path);
  }
  for (const path of ["/users/esha/badge", "/users/esha/badge/pin", "/users/esha/badge/revoke"]) {
    same((await pages.send(cookie!, path, { pin: "905172", again: "905172" })).status, 403, path);
  }
  same((await pages.send(cookie!, "/profile/pin", { password: "x", pin: "905172", again: "905172" })).status, 403);
  const { text } = await pages.open(cookie, "/profile/pin");
  ok(!/<form[^>]*action="\/profile\/pin"/.test(text));
});

Deno.test("a badge in a scan's place is refused as no code, and kept nowhere", async () => {
  await using pages = await openRealPages();
  const code = await handOver(pages, "esha");
  await pages.scan("dev", "SB00001");
  const label = `LABEL NO.0016586 LOT NO.:${code}`;
  for (const text of [code, code.toLowerCase(), label, ` ${code}\r`]) {
    for (const scan of [{ parent: text }, { parent: "SB00001", child: text }]) {
      const answer = await pages.ask("dev", "POST", "/api/v1/scans", { scan_id: crypto.randomUUID(), ...scan });
      same([answer.status, answer.body.outcome], [422, "bad_format"], text);
      ok(!JSON.stringify(answer.body).toUpperCase().includes(code.slice(4)));
    }
    const fields = { scan_id: crypto.randomUUID(), parent: "SB00001", code: text, station: code };
    const reply = await pages.send("dev", "/scan", fields, "htmx");
    same(reply.status, 422);
    ok(!reply.text.toUpperCase().includes(code.slice(4)), "Not even in the list of scans");
  }
  await pages.open("dev", `/station?station=${code}`);
  for (
    const table of ["scan_events", "stations", "audit_log", "badges", "badge_tries", "sessions", "sign_in_failures"]
  ) {
    for (const { row } of await pages.db.query<{ row: string }>(`select t::text as row from ${table} t`)) {
      ok(!row.toUpperCase().includes(code.slice(4)), table);
    }
  }
  same(pages.logged.filter(([, fields]) => JSON.stringify(fields).toUpperCase().includes(code.slice(4))), []);
});

Deno.test("a new badge is shown once; the page afterwards tells who made it and when, never its code", async () => {
  await using pages = await openRealPages();
  const first = await handOver(pages, "esha");
  const page = await pages.open("anil", "/users/ESHA/badge");
  same(page.status, 200);
  ok(page.text.includes("Made by anil") && !page.text.includes("TTB-"));
  const second = await handOver(pages, "esha");
  same((await switchTo(pages, "dev", first, PIN)).status, 422);
  same((await pages.send("anil", "/users/esha/badge/revoke", {})).location, "/users/esha/badge?done=revoked");
  same((await switchTo(pages, "dev", second, PIN)).status, 422);
  same((await pages.open("anil", "/users/nobody/badge")).status, 404);
  same((await pages.open("bina", "/users/esha/badge")).status, 403);
});

Deno.test("a PIN that is easy, or typed twice differently, is refused with the rule that it breaks", async () => {
  await using pages = await openRealPages();
  const set = (pin: string, again = pin) => pages.send("anil", "/users/esha/badge/pin", { pin, again });
  for (
    const [pin, says] of [["123456", /in a row/], ["000000", /again and again/], ["150895", /a date/], [
      "4829",
      /6 digits/,
    ]]
  ) {
    const page = await set(pin as string);
    same(page.status, 422);
    match(page.text, says as RegExp);
  }
  match((await set("482913", "482914")).text, /not the same/);
});

Deno.test("somebody's own PIN is set by his password alone", async () => {
  await using pages = await openRealPages();
  const passwords = startPasswords();
  const hash = await passwords.hash("dev's own words");
  passwords.close();
  await pages.db.query("update users set password_hash = $1 where username = 'dev'", [hash]);
  const set = (password: string, pin = PIN) => pages.send("dev", "/profile/pin", { password, pin, again: pin });
  for (const wrong of ["", "anything"]) match((await set(wrong)).text, /not your password/);
  match((await set("dev's own words", "123456")).text, /in a row/);
  const done = await set("dev's own words");
  same([done.status, done.location], [303, "/profile/pin?done"]);
  match((await pages.open("dev", "/profile/pin?done")).text, /The PIN is set/);
});

Deno.test("too many badges from one station within a minute have to wait, right or wrong", async () => {
  await using pages = await openRealPages({ readWaitSeconds: () => Promise.resolve(7) });
  const answer = await switchTo(pages, "dev", "TTB-0000000000000000", PIN);
  same([answer.status, answer.headers.get("retry-after"), answer.cookie], [429, "7", null]);
  same((await pages.send("dev", "/profile/pin", { password: "x", pin: PIN, again: PIN })).status, 429);
});

Deno.test("a page asks how long its session stands without using it; staying uses it", async () => {
  await using pages = await openRealPages();
  const { cookie } = await switchTo(pages, "dev", await handOver(pages, "esha"), PIN);
  await pages.db.query("update sessions set last_seen_at = now() - interval '50 seconds'");
  const left = async () => JSON.parse((await pages.open(cookie, "/session/left")).text) as { seconds: number };
  const [before] = [await left(), await left()];
  ok(before!.seconds <= 10, "It was not used by being asked for");
  const stayed = JSON.parse((await pages.send(cookie!, "/session/stay", {})).text) as { seconds: number };
  ok(stayed.seconds > 50);
  same(JSON.parse((await pages.open(null, "/session/left")).text), { seconds: 0, is_final: true });
  same((await pages.send("", "/session/stay", {}, "htmx")).status, 401);
});

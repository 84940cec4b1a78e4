import { deepStrictEqual as same, equal, match, ok } from "node:assert/strict";
import { openRealPages, type RealPages } from "../support/real_pages.ts";

const userOf = async (pages: RealPages, name: string) => (await pages.ask("anil", "GET", `/api/v1/users/${name}`)).body;

/** The fields of the form as the page shows them: what a browser would send back unchanged. */
async function formOf(pages: RealPages, name: string, who = "anil"): Promise<Record<string, string>> {
  const { text } = await pages.open(who, `/users/${name}`);
  const form = /<form[^>]*id="user-form"[^]*?<\/form>/.exec(text)![0];
  const fields: Record<string, string> = {};
  for (const [input] of form.matchAll(/<input[^>]*>/g)) {
    const [, field = ""] = /name="([^"]*)"/.exec(input) ?? [];
    const isOff = /type="checkbox"/.test(input) && !/ checked/.test(input);
    if (!isOff) fields[field] = /value="([^"]*)"/.exec(input)?.[1] ?? "";
  }
  for (const [select, tag] of form.matchAll(/<select([^>]*)>[^]*?<\/select>/g)) {
    if (/ disabled/.test(tag!)) continue;
    fields[/name="([^"]*)"/.exec(tag!)![1]!] = /<option value="([^"]*)" selected/.exec(select)?.[1] ?? "";
  }
  return fields;
}

Deno.test("a person's page shows who he is; saved unchanged nothing changes, changed it does", async () => {
  await using pages = await openRealPages();
  const fields = await formOf(pages, "dev");
  same([fields["version"], fields["role"], fields["dispatch_area"]], ["1", "dispatcher", "lucknow"]);
  equal((await pages.send("anil", "/users/dev", fields)).location, "/users/dev?said=saved");
  equal((await userOf(pages, "dev")).version, 1);
  const changed = { ...fields, full_name: "Dev K", role: "biller", must_change_password: "true" };
  equal((await pages.send("anil", "/users/dev", changed)).location, "/users/dev?said=saved");
  const { full_name, role, dispatch_area, must_change_password } = await userOf(pages, "dev");
  same([full_name, role, dispatch_area, must_change_password], ["Dev K", "biller", null, true]);
  match((await pages.open("anil", "/users/dev?said=saved")).text, /Dev K is saved/);
  equal((await pages.open("anil", "/users/nobody")).status, 404);
  equal((await pages.open("bina", "/users/dev")).status, 403);
});

Deno.test("who edits what another has changed is shown it, keeps his own words, and may then save", async () => {
  await using pages = await openRealPages();
  const fields = await formOf(pages, "dev");
  await pages.ask("anil", "PATCH", "/api/v1/users/dev", { version: 1, role: "biller", email: "dev@x.in" });
  const stale = await pages.send("anil", "/users/dev", { ...fields, full_name: "Dev <b>K</b>" });
  equal(stale.status, 409);
  match(stale.text, /Role: <s>Dispatcher<\/s> <b>Biller<\/b>/);
  match(stale.text, /E-mail: <s>none<\/s> <b>dev@x.in<\/b>/);
  match(stale.text, /name="full_name"[^>]*value="Dev &lt;b&gt;K/);
  match(stale.text, /<option value="biller" selected/);
  match(stale.text, /name="version" value="2"/);
  equal((await userOf(pages, "dev")).full_name, null);
  const again = { ...await formOf(pages, "dev"), full_name: "Dev K" };
  equal((await pages.send("anil", "/users/dev", again)).status, 303);
  const { full_name, role, email } = await userOf(pages, "dev");
  same([full_name, role, email], ["Dev K", "biller", "dev@x.in"]);
});

Deno.test("on a page a dispatcher needs an area, an address is an address, and what is wrong keeps what was written", async () => {
  await using pages = await openRealPages();
  const fields = await formOf(pages, "dev");
  const noArea = await pages.send("anil", "/users/dev", { ...fields, dispatch_area: "", full_name: "Written" });
  equal(noArea.status, 400);
  match(noArea.text, /A dispatcher needs an area/);
  match(noArea.text, /value="Written"/);
  match((await pages.send("anil", "/users/dev", { ...fields, email: "nonsense" })).text, /This is no e-mail address/);
  equal((await pages.send("anil", "/users/dev", { ...fields, role: "owner" })).status, 400);
  equal((await pages.send("anil", "/users/dev", { ...fields, version: "x" })).status, 400);
  await pages.db.query("update dispatch_areas set max_dispatchers = 1 where key = 'indore'");
  const full = await pages.send("anil", "/users/dev", { ...fields, dispatch_area: "indore" });
  equal(full.status, 409);
  match(full.text, /all the dispatchers it may have/);
  equal((await userOf(pages, "dev")).version, 1);
});

Deno.test("an admin's own page offers neither another role nor disabling, and a form that asks for it all the same is refused", async () => {
  await using pages = await openRealPages();
  const fields = await formOf(pages, "anil");
  equal("role" in fields, false);
  const own = await pages.open("anil", "/users/anil");
  ok(!/users\/anil\/(state|reset-link|sign-out)/.test(own.text));
  equal((await pages.send("anil", "/users/anil", { ...fields, full_name: "Anil V" })).status, 303);
  const alone = await pages.send("anil", "/users/anil/state", { version: "2", disabled: "true" });
  equal(alone.status, 409);
  match(alone.text, /This is the last admin/);
  await pages.ask("anil", "PATCH", "/api/v1/users/bina", { version: 1, role: "admin" });
  const self = await pages.send("anil", "/users/anil", { ...fields, version: "2", role: "biller" });
  equal(self.status, 409);
  match(self.text, /This is your own account/);
});

Deno.test("by form somebody is disabled and enabled, unlocked, logged out everywhere; each says what it did", async () => {
  await using pages = await openRealPages();
  const { db } = pages;
  await db.query(`insert into sign_in_failures (account, address, failures, locked_until)
    values (encode(sha256('dev'), 'hex'), '10.0.0.1', 9, now() + interval '1 minute')`);
  await db.query(`insert into sessions (id, user_id, expires_at, user_agent, address)
    select gen_random_uuid(), id, now() + interval '1 hour', 'Mozilla/5.0 (Windows NT 10.0) Firefox/133.0', '10.0.0.7'
    from users where username = 'dev'`);
  const before = await pages.open("anil", "/users/dev");
  match(before.text, /Locked until/);
  match(before.text, /Firefox, Windows[^]*10\.0\.0\.7/);
  match((await pages.open("anil", "/users?state=locked")).text, /href="\/users\/dev"/);
  for (
    const [path, fields, said, shown] of [
      ["unlock", {}, "unlocked", /may try again/],
      ["sign-out", {}, "sessions_ended", /logged out everywhere/],
      ["state", { version: "1", disabled: "true" }, "disabled", /is disabled and logged out/],
      ["state", { version: "2", disabled: "false" }, "enabled", /may log in again/],
    ] as const
  ) {
    const { location } = await pages.send("anil", `/users/dev/${path}`, fields);
    equal(location, `/users/dev?said=${said}`);
    match((await pages.open("anil", location!)).text, shown);
  }
  ok(!/Locked until|Firefox/.test((await pages.open("anil", "/users/dev")).text));
  const actions = await db.query<{ action: string }>("select action from audit_log order by id");
  same(actions.map(({ action }) => action), ["unlocked", "sessions_ended", "user_changed", "user_changed"]);
  equal((await pages.send("anil", "/users/nobody/unlock", {})).status, 404);
  equal((await pages.send("bina", "/users/dev/unlock", {})).status, 403);
});

Deno.test("a link is shown once, as text and as a picture, and stands in no address", async () => {
  await using pages = await openRealPages();
  const made = await pages.send("anil", "/users/dev/reset-link", {});
  same([made.status, made.location], [200, null]);
  const [, url = ""] = /id="reset-link" value="([^"]*)"/.exec(made.text) ?? [];
  match(url, /^http:\/\/tracetrack\.test\/reset\/[\w-]{43}$/);
  ok(made.text.includes(`data-text="${url}"`));
  equal((await pages.open(null, new URL(url).pathname)).status, 200);
  ok(!(await pages.open("anil", "/users/dev")).text.includes("/reset/"));
  equal((await pages.send("anil", "/users/anil/reset-link", {})).status, 409);
});

Deno.test("a new person without a password cannot log in by any, and is asked for nothing that a link does not settle", async () => {
  await using pages = await openRealPages();
  const fields = { username: "geeta", role: "dispatcher", dispatch_area: "indore", must_change_password: "true" };
  const added = await pages.send("anil", "/users", { ...fields, password: "" });
  equal(added.location, "/users/geeta?said=created");
  match((await pages.open("anil", added.location!)).text, /geeta is added/);
  equal((await userOf(pages, "geeta")).must_change_password, true);
  const other = { ...fields, username: "geeta2", password: "three long words" };
  const { must_change_password: _, ...unticked } = other;
  equal((await pages.send("anil", "/users", unticked)).status, 303);
  equal((await userOf(pages, "geeta2")).must_change_password, false);
});

Deno.test("what is wrong with a new person is said, and all but the password stays in the form", async () => {
  await using pages = await openRealPages();
  const fields = { username: "geeta", password: "three long words", role: "dispatcher", dispatch_area: "indore" };
  const refused = async (change: Record<string, string>, status: number, says: RegExp) => {
    const page = await pages.send("anil", "/users", { ...fields, full_name: "Geeta Pal", ...change });
    equal(page.status, status);
    match(page.text, says);
    match(page.text, /value="Geeta Pal"/);
    ok(!page.text.includes(change["password"] ?? fields.password));
  };
  await refused({ username: "g" }, 400, /cannot be a name for logging in/);
  await refused({ username: "DEV" }, 409, /This name is taken/);
  await refused({ dispatch_area: "" }, 400, /A dispatcher needs an area/);
  await refused({ password: "geeta12" }, 422, /too short/);
  await refused({ password: "geeta123" }, 422, /little more than the user name/);
  await refused({ email: "x" }, 400, /no e-mail address/);
});

Deno.test("the list is filtered by its address, counts each role, and leads to each person", async () => {
  await using pages = await openRealPages();
  const text = async (query: string) => (await pages.open("anil", `/users${query}`)).text;
  const named = (page: string) => [...page.matchAll(/<a href="\/users\/(\w+)"/g)].map(([, name]) => name);
  same(named(await text("")), ["esha", "dev", "bina", "anil"]);
  same(named(await text("?order=name&role=dispatcher")), ["dev", "esha"]);
  same(named(await text("?q=BIN")), ["bina"]);
  match(await text("?role=biller&q=e"), /Dispatchers <span class="muted">2<\/span>/);
  match(await text("?q=nobody-like-this"), /Nobody fits/);
  match(await text("?q=%3Cscript%3E"), /value="&lt;script&gt;"/);
  same(named(await text("?role=owner&state=x")), ["esha", "dev", "bina", "anil"]);
  equal((await pages.open("anil", "/users?cursor=x&role=biller")).location, "/users?role=biller");
});

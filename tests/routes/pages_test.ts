import { equal, match, ok } from "node:assert/strict";
import { makeSack, ORIGIN, pageWorld } from "../support/page_world.ts";

const PAGES = [
  "/",
  "/scan",
  "/bills",
  "/bags",
  "/search",
  "/search?q=SB00042",
  "/users",
  "/reports",
  "/reports/bills",
  "/reports/day",
  "/reports/scans",
  "/exports",
  "/scanner",
  "/codes",
  "/nothing-here",
];

Deno.test("no page holds anything inline, or an id twice", async () => {
  const { ask } = pageWorld();
  for (const path of [...PAGES, "/login"]) {
    const page = (await (await ask("admin", path)).text()).replace(/<template[^]*?<\/template>/g, "");
    ok(!/\sstyle=|\son[a-z]+="|<style|<script(?![^>]*\ssrc=)|javascript:/.test(page), path);
    const ids = [...page.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
    equal(new Set(ids).size, ids.length, `${path}: ${ids}`);
  }
});

Deno.test("every link and form of the frame leads to a page that exists", async () => {
  const { ask } = pageWorld();
  for (const role of ["admin", "biller", "dispatcher"] as const) {
    const page = await (await ask(role, "/")).text();
    for (const [, href] of page.matchAll(/\shref="(\/[^"]*)"/g)) {
      if (href?.startsWith("/static/")) continue;
      equal((await ask(role, href ?? "")).status, 200, `${role} ${href}`);
    }
  }
});

Deno.test("a page without a session leads to the login form and back", async () => {
  const reply = await pageWorld().ask(null, "/bags?q=SB");
  equal(reply.status, 303);
  equal(reply.headers.get("location"), "/login?next=%2Fbags%3Fq%3DSB");
  const first = await pageWorld().ask(null, "/");
  equal(first.headers.get("location"), "/login?next=%2F");
});

Deno.test("POST /login sets the cookie and leads on, never to another site", async () => {
  const { send } = pageWorld();
  const reply = await send(null, "/login", { username: "ravi.k", password: "right", next: "/scan" });
  equal(reply.status, 303);
  equal(reply.headers.get("location"), "/scan");
  match(reply.headers.get("set-cookie") ?? "", /^tracetrack=.*HttpOnly.*SameSite=Lax/);
  const abroad = await send(null, "/login", { username: "ravi.k", password: "right", next: "https://evil.test/" });
  equal(abroad.headers.get("location"), "/");
});

Deno.test("POST /login with a wrong password keeps the name and says so", async () => {
  const reply = await pageWorld().send(null, "/login", { username: "ravi.k", password: "wrong" });
  equal(reply.status, 401);
  const page = await reply.text();
  match(page, /do not match/);
  match(page, /name="username" value="ravi.k"/);
});

Deno.test("POST /login after too many tries says how long to wait", async () => {
  const reply = await pageWorld().send(null, "/login", { username: "ravi.k", password: "locked" });
  equal(reply.status, 429);
  equal(reply.headers.get("retry-after"), "120");
  match(await reply.text(), /Wait 2 minutes/);
});

Deno.test("POST /logout ends the session and takes the cookie away", async () => {
  const reply = await pageWorld().send("biller", "/logout", {});
  equal(reply.headers.get("location"), "/login?out");
  match(reply.headers.get("set-cookie") ?? "", /tracetrack=;/);
});

Deno.test("POST /theme keeps the colours in a cookie, for people who are not logged in too", async () => {
  const { send, app } = pageWorld();
  const reply = await send(null, "/theme", { theme: "dark", next: "/login" });
  equal(reply.headers.get("location"), "/login");
  match(reply.headers.get("set-cookie") ?? "", /^theme=dark/);
  const page = await (await app.request(`${ORIGIN}/login`, { headers: { cookie: "theme=dark" } })).text();
  match(page, /<html lang="en" data-theme="dark">/);
});

Deno.test("POST /theme knows three words", async () => {
  equal((await pageWorld().send(null, "/theme", { theme: '"><b>' })).status, 400);
});

Deno.test("refusals are pages for people, with the number to say", async () => {
  const { ask } = pageWorld();
  const forbidden = await ask("biller", "/users", { headers: { "x-request-id": "c4d9-02ab" } });
  equal(forbidden.status, 403);
  const page = await forbidden.text();
  match(page, /Meena Joshi, Biller/);
  match(page, /c4d9-02ab/);
});

Deno.test("an address that leads nowhere keeps the menu of whoever is signed in", async () => {
  const { ask } = pageWorld();
  const signedIn = await ask("biller", "/nothing-here");
  equal(signedIn.status, 404);
  match(await signedIn.text(), /href="\/bills"/);
  ok(!(await (await ask(null, "/nothing-here")).text()).includes('href="/bills"'));
});

Deno.test("GET /bags/<code> takes the label's whole text, and shows the life with what was refused", async () => {
  const { ask, send, bags } = pageWorld();
  bags.set("0016586", { ...makeSack("0016586", "SB", 0, new Date(0)), role: "child", status: "unlinked" });
  const scan = { scan_id: "0199f0c2-0000-4000-8000-000000000001", code: "junk!", parent: "SB00042" };
  await send("dispatcher", "/scan", scan, true);
  const page = await (await ask("dispatcher", `/bags/${encodeURIComponent("LABEL NO.0016586 LOT NO.:STAR44")}`)).text();
  match(page, /Bag 0016586/);
  equal((await ask("dispatcher", "/bags/SB1")).status, 404);
});

Deno.test("GET /search shows hostile text as text", async () => {
  const { ask } = pageWorld();
  const page = await (await ask("dispatcher", `/search?q=${encodeURIComponent("<script>alert(1)</script>")}`)).text();
  ok(!page.includes("<script>alert"));
});

Deno.test("POST /users adds a person, and a weak password keeps what was typed but not the password", async () => {
  const { send } = pageWorld();
  const fields = { username: "geeta", password: "long enough!", role: "dispatcher", dispatch_area: "indore" };
  const added = await send("admin", "/users", fields);
  equal(added.headers.get("location"), "/users/geeta?said=created");
  const refused = await send("admin", "/users", { ...fields, password: "short1" });
  equal(refused.status, 422);
  const page = await refused.text();
  match(page, /name="username"[^>]*value="geeta"/);
  ok(!page.includes("short1"));
});

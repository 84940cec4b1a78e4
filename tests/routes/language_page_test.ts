import { deepEqual, equal, match, ok } from "node:assert/strict";
import { ORIGIN, pageWorld } from "../support/page_world.ts";

const cookieOf = (reply: Response) => /language=(\w+)/.exec(reply.headers.get("set-cookie") ?? "")?.[1];

Deno.test("POST /language chooses for this device, and for whoever is signed in on his next one", async () => {
  const world = pageWorld();
  const reply = await world.send("dispatcher", "/language", { language: "hi", next: "/scan?station=S1" });
  equal(reply.status, 303);
  equal(reply.headers.get("location"), "/scan?station=S1");
  equal(cookieOf(reply), "hi");
  deepEqual(world.languages, ["hi"]);
  const page = await world.app.request(`${ORIGIN}/scan`, { headers: { cookie: "tracetrack=dispatcher; language=hi" } });
  const text = await page.text();
  match(text, /<html lang="hi"/);
  match(text, /बोरी स्कैन करें/);
});

Deno.test("POST /language leads nowhere else, and takes only languages that we speak", async () => {
  const { send } = pageWorld();
  const away = await send(null, "/language", { language: "hi", next: "https://elsewhere.example/" });
  equal(away.headers.get("location"), "/");
  for (const language of ["", "xx", "constructor"]) {
    equal((await send(null, "/language", { language, next: "/" })).status, 400);
  }
});

Deno.test("POST /language from another site's page is refused", async () => {
  const { app } = pageWorld();
  const body = new URLSearchParams({ language: "hi" });
  const headers = { "sec-fetch-site": "cross-site" };
  equal((await app.request(`${ORIGIN}/language`, { method: "POST", headers, body })).status, 403);
});

Deno.test("a language chosen on the login page goes in with whoever signs in", async () => {
  const world = pageWorld();
  const chosen = await world.send(null, "/language", { language: "hi", next: "/login?next=%2Fscan" });
  const location = chosen.headers.get("location") ?? "";
  match(location, /^\/login\?next=%2Fscan&language=hi$/);
  deepEqual(world.languages, []);
  const form = await (await world.ask(null, location)).text();
  match(form, /name="language" value="hi"/);
  ok(!(await (await world.ask(null, "/login")).text()).includes('type="hidden" name="language"'));
  const inside = await world.send(null, "/login", { username: "dispatcher", password: "right", language: "hi" });
  equal(inside.status, 303);
  match(inside.headers.get("set-cookie") ?? "", /language=hi/);
  deepEqual(world.languages, ["hi"]);
});

Deno.test("without a choice the browser's wish decides", async () => {
  const { app } = pageWorld();
  const page = await app.request(`${ORIGIN}/login`, { headers: { "accept-language": "hi-IN,en;q=0.5" } });
  match(await page.text(), /<html lang="hi"/);
});

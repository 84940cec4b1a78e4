/** Every text field of every schema and form, filled with what nobody should send: stored harmlessly or refused, shown as text. */
import { deepStrictEqual as same, ok } from "node:assert/strict";
import { type Route, routeTable } from "../../routes/app.ts";
import { isForScripts } from "../../routes/json.ts";
import { byBearer, byCookie, FROM_HERE, openPeopleWorld, type PeopleWorld } from "../support/people_world.ts";
import { type Fields, schemaFields } from "../support/schema_fields.ts";

const MARK = "zzran";
const HOSTILE: Readonly<Record<string, string>> = {
  script: `<script>${MARK}()</script>`,
  attribute: `"><img src=x onerror=${MARK}()>`,
  "single quotes": `' onmouseover='${MARK}()`,
  address: `javascript:${MARK}()`,
  template: `{{${MARK}()}}\${${MARK}()}<%= ${MARK}() %>`,
  htmx: `<div hx-get="/x" hx-trigger="load" x-init="${MARK}()" hx-on:load="${MARK}()">`,
  SQL: `'; drop table users; --`,
  "a SQL pattern": "%_\\%",
  "NUL": "a\u0000b",
  "control characters": "a\u0001\u0007\u001b[31m\u007f\u0085b",
  "line ends": "a\r\nSet-Cookie: tracetrack=x\r\n\r\n<b>",
  emoji: "👩‍👩‍👧‍👦🏴‍☠️",
  "right to left": "\u202eSB00001\u2066\u2069\u200f",
  "no width": "S\u200bB\ufeff00001\u00ad",
  homoglyphs: "ЅВ00001 аdmin",
  "half a letter": "a\ud800b",
  "half a letter alone": "\udfff",
  accents: `Z${"\u0300".repeat(200)}`,
  proto: "__proto__",
  constructor: "constructor",
  number: "1e999",
  formula: `=HYPERLINK("http://evil.test","x")`,
  path: "../../../../etc/passwd",
  long: "x".repeat(5_000),
};

const unsafe = (world: PeopleWorld) =>
  routeTable(world.app).filter(({ method, path }) =>
    method !== "GET" && !/^\/(logout|api\/v1\/imports|imports)/.test(path)
  );

/** As an admin, by a session of its own where it may be ended. */
async function send(world: PeopleWorld, route: Route, fill: (isJson: boolean) => string): Promise<Response> {
  const { method, path } = route;
  const isJson = isForScripts(path);
  const token = ENDS_SESSION.test(path) ? await world.signIn("anil") : await kept(world);
  const at = path.replace(/:(\w+)/g, (_, name) => encodeURIComponent(REAL[name] ?? "1"));
  const type = isJson ? "application/json" : "application/x-www-form-urlencoded";
  const who = isJson ? byBearer(token) : byCookie(token);
  return await world.send(method, at, { ...who, ...FROM_HERE, "content-type": type }, fill(isJson));
}

const ENDS_SESSION = /session|profile|password|station/;
const tokens = new WeakMap<PeopleWorld, Promise<string>>();

function kept(world: PeopleWorld): Promise<string> {
  const token = tokens.get(world) ?? world.signIn("anil");
  tokens.set(world, token);
  return token;
}

const REAL: Readonly<Record<string, string>> = {
  ...{
    number: "INV-1",
    code: "SB00001",
    parent: "SB00001",
    child: "0016586",
    username: "esha",
    key: "indore",
    kind: "SB",
  },
};

async function fillWorld(world: PeopleWorld): Promise<void> {
  const json = { ...byBearer(await world.signIn("anil")), "content-type": "application/json" };
  const post = async (path: string, body: object) => {
    const reply = await world.send("POST", path, json, JSON.stringify(body));
    ok(reply.ok, await reply.text());
  };
  await post("/api/v1/scans", { scan_id: crypto.randomUUID(), parent: "SB00001", child: "0016586" });
  await post("/api/v1/bills", { number: "INV-1", capacity: 5 });
  // A password like everybody's: those of tests have none.
  await post("/api/v1/users", { username: "donor", password: "Many-Sacks-of-Rice-9", role: "biller" });
  const hash = "(select password_hash from users where username = 'donor')";
  await world.db.query(`update users set password_hash = ${hash} where password_hash = ''`);
}

/** Names of the fields in the forms of all pages, as an admin sees them. */
async function formFields(world: PeopleWorld): Promise<Set<string>> {
  const names = new Set<string>();
  for (const text of Object.values(await pagesOf(world))) {
    for (const [, name] of text.matchAll(/<(?:input|textarea|select)\b[^>]*?\sname="([^"]+)"/g)) names.add(name!);
  }
  return names;
}

async function pagesOf(world: PeopleWorld): Promise<Record<string, string>> {
  const cookie = byCookie(await world.signIn("anil"));
  const pages: Record<string, string> = {};
  for (const { method, path } of routeTable(world.app)) {
    if (method !== "GET" || isForScripts(path) || path.includes("*") || /live$/.test(path)) continue;
    const at = path.replace(/:(\w+)/g, (_, name) => encodeURIComponent(REAL[name] ?? "1"));
    const reply = await world.send("GET", at, cookie);
    const isPage = reply.headers.get("content-type")?.startsWith("text/html");
    if (isPage) pages[at] = await reply.text();
    else await reply.body?.cancel();
  }
  return pages;
}

/** All fields at once: texts hostile, the rest sound, so that each route gets as far as it can. */
function filled(fields: Fields, names: ReadonlySet<string>, text: string, isJson: boolean): string {
  const values: Record<string, unknown> = {};
  for (const name of [...fields.keys(), ...isJson ? [] : names]) values[name] = fields.get(name) ?? text;
  values["scan_id"] = crypto.randomUUID();
  // Whoever names another user is refused for that alone.
  delete values["user"];
  if (isJson) return JSON.stringify(values);
  return new URLSearchParams(Object.entries(values).map(([name, value]) => [name, String(value).toWellFormed()]))
    .toString();
}

Deno.test("hostile text in every field of every schema and form is stored harmlessly or refused, and shown as text", async () => {
  await using world = await openPeopleWorld();
  await fillWorld(world);
  const [fields, names] = [await schemaFields(), await formFields(world)];
  ok(fields.size > 25 && names.size > 25, `${fields.size} and ${names.size} fields`);
  let taken = 0;
  for (const route of unsafe(world)) {
    for (const [what, text] of Object.entries(HOSTILE)) {
      const reply = await send(world, route, (isJson) => filled(fields, names, text, isJson));
      const body = await reply.text();
      const why = () => String(world.logged.at(-2)?.[1].fault ?? world.logged.at(-1)?.[1].fault);
      ok(reply.status < 500, `${route.method} ${route.path} with ${what}: ${reply.status} ${why()}`);
      if (reply.ok) taken++;
      const shown = /text\/html/.test(reply.headers.get("content-type") ?? "") ? active(body) : null;
      same(shown, null, `${route.method} ${route.path} with ${what}`);
      for (const [, value] of reply.headers) ok(!/[\r\n]/.test(value));
      ok(!reply.headers.getSetCookie().includes("tracetrack=x"), "no header can be written by a field");
    }
  }
  ok(taken > 20, `only ${taken} were taken`);
  for (const [at, text] of Object.entries(await pagesOf(world))) same(active(text), null, at);
  const faults = world.logged.filter(([message]) => /fault|Could not answer/i.test(message));
  same(faults.map(([, fields]) => String((fields as { fault?: unknown }).fault ?? fields.path)), []);
});

/** What of a hostile text would be more than text, where a page has it so. */
function active(html: string): string | null {
  const leads = /\s(?:href|src|action|formaction|hx-\w+)="\s*javascript:[^"]*"/i.exec(html);
  if (leads) return leads[0];
  const tags = [...html.matchAll(/<[a-z](?:[^>"]|"[^"]*")*>/gi)].map(([tag]) => tag.replace(/"[^"]*"/g, '""'));
  return tags.find((tag) => tag.includes(MARK) || /\s(hx-on|on[a-z]+=)/.test(tag)) ??
    (/<script>/.test(html) ? "<script>" : null);
}

const RAW: Readonly<Record<string, string>> = {
  "a prototype": '{"__proto__":{"role":"admin"},"constructor":{"prototype":{"x":1}}}',
  "the same key twice": '{"scan_id":"x","scan_id":"y","version":1,"version":2}',
  depth: `{"a":${"[".repeat(3_000)}${"]".repeat(3_000)}}`,
  "a number without end": '{"version":1e999,"capacity":1e999,"limit":-1e999}',
  "a number with many digits": `{"version":${"9".repeat(500)}}`,
  "a byte that is no UTF-8": '{"reason":"\ufffd"}',
  comments: "{/* x */}",
  "a tail": "{}{}",
};

Deno.test("JSON that is meant to trip its reader is refused or read as it stands, by every route", async () => {
  await using world = await openPeopleWorld();
  for (const route of unsafe(world).filter(({ path }) => isForScripts(path))) {
    for (const [what, text] of Object.entries(RAW)) {
      const reply = await send(world, route, () => text);
      await reply.body?.cancel();
      ok(reply.status < 500, `${route.method} ${route.path} with ${what}: ${reply.status}`);
    }
  }
  same(({} as Record<string, unknown>).role, undefined, "no prototype was written");
});

Deno.test("a megabyte in any form or body that is not a batch is refused as too large, unread", async () => {
  await using world = await openPeopleWorld();
  const megabyte = "x".repeat(1_000_000);
  for (const route of unsafe(world)) {
    const reply = await send(world, route, (isJson) => isJson ? `{"a":"${megabyte}"}` : `a=${megabyte}`);
    await reply.body?.cancel();
    const takesNoBody = reply.ok || [303, 400, 404, 409].includes(reply.status);
    ok(reply.status === 413 || takesNoBody, `${route.method} ${route.path}: ${reply.status}`);
  }
});

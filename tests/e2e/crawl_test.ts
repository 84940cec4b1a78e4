// Runs in a pair: a browser looks at every kind of page that there is.
import { equal, ok } from "node:assert/strict";
import type { Page } from "playwright-core";
import { CHROMIUM, openPage } from "../support/browser.ts";
import { crawl, type CrawledPage } from "../support/crawler.ts";
import { Importer } from "../support/importing.ts";
import { assertAccessible, assertFits, isLookedAtClosely } from "../support/page_looks.ts";
import { type Session, startServer, type TestServer } from "../support/server.ts";

const NO_CHROMIUM = CHROMIUM === undefined;
const ROLES = ["admin", "biller", "dispatcher"] as const;
const SIZES = [{ width: 1280, height: 800 }, { width: 390, height: 844 }];
/** Pages of one route that offer different things to do, such as an open bill and a completed one. */
const KINDS_A_ROUTE_MAX = 3;

Deno.test("every link and every form of every page resolves, for every role, and each page has a title of its own", async () => {
  await using server = await startServer();
  await fill(server);
  for (const role of ROLES) {
    const { pages, faults } = await crawl(server, role);
    equal(faults.join("\n"), "");
    // Of a crawl that went nowhere nothing would be told.
    for (const route of ["/", "/scan", "/bags", "/bags/:code", "/search"]) {
      ok(pages.some((page) => page.route === route), `${role} did not come to ${route}`);
    }
    equal(sharedTitles(pages).join("\n"), "");
  }
  equal((await crawl(server, null)).faults.join("\n"), "");
});

/** Two addresses with one title, whatever they were asked for. */
function sharedTitles(pages: readonly CrawledPage[]): string[] {
  const owners = new Map<string, string>();
  return pages.filter(({ status }) => status === 200).flatMap(({ at, markup: { title } }) => {
    const path = at.split("?")[0]!;
    const owner = owners.get(title) ?? path;
    owners.set(title, owner);
    return owner === path ? [] : [`“${title}” is ${owner} and ${path}`];
  });
}

Deno.test({
  name: "every kind of page is fit to be seen: both languages, both themes, on a desk and on a phone",
  ignore: NO_CHROMIUM,
  fn: async () => {
    await using server = await startServer();
    await fill(server);
    const views = await viewsOf(server);
    // Side by side: one browser leaves a core idle.
    const faults = await Promise.all(["en", "hi"].map((language) => lookAtAll(server, views, language)));
    equal(faults.flat().join("\n"), "");
  },
});

/** What is wrong with which page, in that language. */
async function lookAtAll(server: TestServer, views: readonly View[], language: string): Promise<string[]> {
  await using opened = await openPage(server.base, { reducedMotion: "reduce" });
  const { page, complaints } = opened;
  const faults: string[] = [];
  for (const { session, paths } of views) {
    await page.context().clearCookies();
    const [name = "", value = ""] = session?.cookie.split("=") ?? [];
    const cookies = [{ name: "language", value: language }, ...session ? [{ name, value }] : []];
    await page.context().addCookies(cookies.map((cookie) => ({ ...cookie, url: server.base })));
    for (const path of paths) {
      const what = `${path} for ${session?.username ?? "nobody"} in ${language}`;
      await look(page, path, language).catch((fault: Error) => faults.push(`${what}: ${fault.message}`));
      faults.push(...complaints.splice(0).map((complaint) => `${what}: ${complaint}`));
    }
  }
  return faults;
}

interface View {
  readonly session: Session | null;
  readonly paths: readonly string[];
}

/** One page of each kind as an admin sees it, what only others see, and the pages that say no. */
async function viewsOf(server: TestServer): Promise<View[]> {
  const { pages } = await crawl(server, "admin");
  const [admin, biller, dispatcher] = await Promise.all(ROLES.map((role) => server.logIn(role)));
  ok(pages.length > 0);
  return [
    { session: null, paths: ["/login"] },
    { session: admin!, paths: [...kindsOf(pages), "/nothing-here", "/bags/SB99999", "/bills/INV-99"] },
    { session: biller!, paths: ["/bills/INV-7"] },
    { session: dispatcher!, paths: ["/", "/users", "/bags/SB00042"] },
  ];
}

/** Of each kind the page with the most on it. */
function kindsOf(pages: readonly CrawledPage[]): string[] {
  const fullest = new Map<string, CrawledPage>();
  for (const page of pages) {
    const path = page.at.split("?")[0]!;
    const own = page.markup.forms.filter(({ where }) => where.startsWith(path))
      .map(({ method, where }) => `${method} …${where.slice(path.length).split("?")[0]}`);
    const kind = `${page.route} ${[...new Set(own)].sort()}`;
    if ((fullest.get(kind)?.bytes ?? 0) < page.bytes) fullest.set(kind, page);
  }
  const kinds = Map.groupBy(fullest.values(), ({ route }) => route);
  return [...kinds.values()].flatMap((alike) => alike.slice(0, KINDS_A_ROUTE_MAX).map(({ at }) => at));
}

/** Themes differ in colours alone, and sizes do not change those: the second theme is looked at once, for contrast. */
async function look(page: Page, path: string, language: string): Promise<void> {
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto(path);
  for (const size of SIZES) {
    await page.setViewportSize(size);
    await assertFits(page, `${path} at ${size.width}`);
    if (isLookedAtClosely(size, language, "light")) await assertAccessible(page);
  }
  await page.emulateMedia({ colorScheme: "dark" });
  await assertAccessible(page, ["color-contrast"]);
}

/** Sacks open, full, empty and void; bags in them and loose; a bill of every status and one with a slash; refused scans. */
async function fill(server: TestServer): Promise<void> {
  const [admin, dispatcher] = [await server.logIn("admin"), await server.logIn("dispatcher")];
  const done = async (method: string, path: string, body: object) => {
    const reply = await admin.call(method, path, body, { "idempotency-key": crypto.randomUUID() });
    ok(reply.status < 300, `${method} ${path}: ${reply.status} ${reply.text}`);
    return reply.json;
  };
  // By a dispatcher, whose area they are then of.
  const scan = async (parent: string, child?: string, status = 200) => {
    const body = { scan_id: crypto.randomUUID(), parent, child, station: "S1" };
    const reply = await dispatcher.call("POST", "/api/v1/scans", body);
    ok(reply.status >= status && reply.status < status + 100, reply.text);
  };
  for (let bag = 0; bag < 6; bag++) await scan("SB00042", `001658${bag}`);
  for (let bag = 0; bag < 15; bag++) await scan("M444-00001", String(1_000_100 + bag));
  for (const parent of ["SB00043", "SB00044", "SB00045"]) await scan(parent, `00170${parent.slice(-2)}`);
  await scan("SB00046");
  await scan("SB00047");
  await scan("SB00043", "0016580", 400);
  await scan("SB00042", "junk!", 400);
  await done("DELETE", "/api/v1/bags/SB00042/children/0016585", {});
  await done("POST", "/api/v1/bags/SB00047/void", { reason: "Wrong label" });
  await fillBills(done);
  await fillImports(server);
}

async function fillBills(done: (method: string, path: string, body: object) => Promise<{ version: number }>) {
  const make = async (number: string, ...parents: string[]) => {
    await done("POST", "/api/v1/bills", { number, capacity: 3, destination: "Jaipur", vehicle: "RJ14 GA 1" });
    const path = `/api/v1/bills/${encodeURIComponent(number)}`;
    for (const parent of parents) await done("POST", `${path}/parents`, { scan_id: crypto.randomUUID(), parent });
    return { path, version: 1 + parents.length };
  };
  await make("NEW-1");
  await make("INV-7", "SB00042", "M444-00001");
  await make("INV/10", "SB00045");
  const completed = await make("INV-8", "SB00043");
  const end = { version: completed.version, accept_short: true, reason: "Lorry is full" };
  await done("POST", `${completed.path}/completion`, end);
  const voided = await make("INV-9", "SB00044");
  await done("POST", `${voided.path}/void`, { version: voided.version, reason: "Made twice" });
}

/** One that is in, one that waits to be put in, one that asks for its columns, one that did not work. */
async function fillImports(server: TestServer): Promise<void> {
  const importer = await Importer.on(server);
  const head = "qr_id,type,parent_qr_id\n";
  const { id } = await importer.check("in.csv", `${head}SB00050,parent,\n0019001,child,SB00050\n`);
  await importer.apply(id);
  await importer.check("waits.csv", `${head}0019002,child,SB00050\n0016580,child,SB00050\n1.2E+12,child,SB00050\n`);
  const asks = await importer.begin("asks.csv", "Bag,Sack\n0019003,SB00050\n");
  await importer.when(asks, (seen) => seen.needs_mapping, "asking for its columns");
  const broken = await importer.begin("broken.xlsx", "no sheet at all\u0000");
  await importer.reach(broken, ["failed"]);
}

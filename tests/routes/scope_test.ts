import { deepStrictEqual as same, doesNotMatch, match, ok, throws } from "node:assert/strict";
import { mayRole } from "../../domain/abilities.ts";
import { routeTable } from "../../routes/app.ts";
import { everythingFor, scopeOf } from "../../routes/scope.ts";
import { addUser } from "../support/made_rows.ts";
import { openRealPages, type RealPages } from "../support/real_pages.ts";

/** What each of them packs: sacks and bags whose codes tell whose they are. `nina` has no area, and packs nothing. */
const PACKERS = {
  dev: { own: /SB1\d{4}|LKNO\d{4}/, others: /SB[234]\d{4}|(INDR|DESK)\d{4}/ },
  esha: { own: /SB2\d{4}|INDR\d{4}/, others: /SB[134]\d{4}|(LKNO|DESK)\d{4}/ },
} as const;
const NOTHING = /SB[1234]\d{4}|(LKNO|INDR|DESK)\d{4}/;

/** Two areas and a desk without one, each with full, open, empty and billed sacks, refused scans, and bags taken out again. */
async function fill(real: RealPages): Promise<void> {
  const areas = [["dev", "SB1", "LKNO"], ["esha", "SB2", "INDR"], ["bina", "SB3", "DESK"]] as const;
  for (const [who, sack, bag] of areas) {
    for (let n = 1; n <= 3; n++) {
      for (let child = 0; child < n; child++) await real.scan(who, `${sack}000${n}`, `${bag}00${n}${child}`);
    }
    await real.scan(who, `${sack}0009`);
    await real.scan(who, `${sack}0001`, `${sack}0002`);
    const undone = await real.scan(who, `${sack}0001`, `${bag}0099`);
    await real.ask(who, "POST", "/api/v1/undos", { scan_id: crypto.randomUUID(), undoes: undone });
    const bill = { scan_id: crypto.randomUUID(), parent: `${sack}0003` };
    await real.ask("bina", "POST", "/api/v1/bills", { number: `B-${sack}`, capacity: 2 });
    await real.ask("bina", "POST", `/api/v1/bills/B-${sack}/parents`, bill);
  }
}

async function openFilled(): Promise<RealPages> {
  const real = await openRealPages();
  const nina = { id: await addUser(real.db, "nina"), username: "nina", fullName: null, role: "dispatcher" as const };
  real.people.set("nina", { ...real.people.get("dev")!, person: { ...nina, area: null } });
  await fill(real);
  return real;
}

const BAGS = ["", "role=parent", "role=child", "kind=SB", "billed=true", "billed=false", "linked=true", "linked=false"];
const MORE_BAGS = ["open=10m", "open=any", "q=000", "q=SB", "q=NDR", "area=indore", "area=lucknow", "from=2000-01-01"];
const SEARCHES = ["000", "SB10", "SB20", "NDR", "LKN", "SB1001", "SB2001", "SB30O1", "B-SB"];
const SCANS = ["", "outcome=wrong_type", "refused=true", "station=", "user=dev", "user=esha", "user=bina"];

/** How each list is asked, in all the ways that narrow it. */
const LISTS: Readonly<Record<string, readonly string[]>> = {
  "/api/v1/bags": [...BAGS, ...MORE_BAGS].map((query) => `${query}&total=true&limit=200`),
  "/api/v1/search": SEARCHES.map((q) => `q=${q}`),
  "/api/v1/dashboard": [""],
  "/": [""],
  "/bags": [...BAGS, ...MORE_BAGS],
  "/search": SEARCHES.map((q) => `q=${q}`),
  "/scans": SCANS,
};

/** What dispatchers may open that lists nothing of anybody: one thing by its code, what is their own, and tools. */
const NO_LISTS = [
  /^\/api\/bag\/:code$/,
  /^\/api\/v1\/bags\/:code\/events$/,
  /^\/bags\/:code/,
  /^\/(scan|station|looks|scanner|codes|profile|live|undos|account|password|switch|badge|api)\b/,
  /^\/api\/(v1\/(session|me|profile)|docs|openapi\.json)/,
];

Deno.test("every page and answer that lists anything for dispatchers is walked below, or lists nothing", async () => {
  await using real = await openRealPages();
  for (const { method, path, who } of routeTable(real.app)) {
    if (method !== "GET" || who === "anybody" || !mayRole("dispatcher", who)) continue;
    ok(path in LISTS || NO_LISTS.some((known) => known.test(path)), `Is ${path} (${who}) a list? Then walk it`);
  }
});

Deno.test("no list, count or search shows a dispatcher what is not of his area, and one without an area anything", async () => {
  await using real = await openFilled();
  for (const [path, queries] of Object.entries(LISTS)) {
    for (const query of queries) {
      const address = query === "" ? path : `${path}?${query}`;
      for (const [who, { others }] of Object.entries(PACKERS)) {
        doesNotMatch((await real.open(who, address)).text, others, `${who} ${address}`);
      }
      doesNotMatch((await real.open("nina", address)).text, NOTHING, `nina ${address}`);
    }
  }
});

Deno.test("what dispatchers are kept from they do find of their own: the walk does not pass since nothing is shown", async () => {
  await using real = await openFilled();
  for (const path of ["/api/v1/bags?limit=200", "/bags", "/scans", "/api/v1/search?q=000", "/search?q=000"]) {
    for (const [who, { own }] of Object.entries(PACKERS)) {
      match((await real.open(who, path)).text, own, `${who} ${path}`);
    }
    // Of a search, he sees the first few.
    const { text } = await real.open("bina", path), seen = Object.values(PACKERS).filter(({ own }) => own.test(text));
    ok(seen.length >= (path.includes("search") ? 1 : 2), `bina ${path}`);
  }
});

Deno.test("counts of the areas, and of what belongs to none, add up to what a biller counts", async () => {
  await using real = await openFilled();
  const counted = async (who: string, query: string) =>
    (await real.ask(who, "GET", `/api/v1/bags?${query}&total=true&limit=200`)).body;
  for (const query of [...BAGS, "q=000", "open=any"]) {
    const [dev, esha, nina, bina] = await Promise.all(
      ["dev", "esha", "nina", "bina"].map((who) => counted(who, query)),
    );
    const desk = bina.items.filter(({ code }: { code: string }) => /^(SB3|DESK)/.test(code)).length;
    same(nina.total.count, 0, query);
    same(dev.total.count + esha.total.count + desk, bina.total.count, query);
    for (const { items, total } of [dev, esha, nina, bina]) same(total.count, items.length, query);
  }
  const board = async (who: string) => (await real.ask(who, "GET", "/api/v1/dashboard")).body;
  const [dev, esha, nina, bina] = await Promise.all(["dev", "esha", "nina", "bina"].map(board));
  same([dev.parents, esha.parents, nina.parents, bina.parents], [4, 4, 0, 12]);
  same([dev.children, esha.children, nina.children, bina.children], [6, 6, 0, 18]);
  same([dev.scans > 0, dev.scans, nina.scans, nina.today.scans], [true, esha.scans, 0, 0]);
});

Deno.test("one thing by its code is open to all: goods travel", async () => {
  await using real = await openFilled();
  for (const who of ["dev", "esha", "nina"]) {
    for (const code of ["SB10001", "INDR0010", "SB30001"]) {
      same((await real.ask(who, "GET", `/api/bag/${code}`)).status, 200);
      same((await real.ask(who, "GET", `/api/v1/bags/${code}/events`)).status, 200);
    }
  }
});

Deno.test("only one place says what a person may see, and what belongs to no area is told to nobody who has one", async () => {
  same(scopeOf({ role: "dispatcher", area: null }), { all: false, area: null });
  same(everythingFor({ role: "biller", area: null }), { all: true });
  throws(() => everythingFor({ role: "dispatcher", area: "lucknow" }), /door is too wide/);
  for (const folder of ["routes", "platform", "actors", "views"]) {
    for await (const { name, isFile } of Deno.readDir(new URL(`../../${folder}/`, import.meta.url))) {
      if (!isFile || `${folder}/${name}` === "routes/scope.ts") continue;
      const text = await Deno.readTextFile(new URL(`../../${folder}/${name}`, import.meta.url));
      doesNotMatch(text, /\ball: *(true|false)\b/, `${folder}/${name}`);
    }
  }
});

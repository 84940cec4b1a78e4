/** Every number that the API tells, held against the recount. */
import { up } from "../oracle_state.ts";
import type { Json, Session } from "../server.ts";
import { BAG_FILTERS, BILL_FILTERS } from "./filters.ts";
import { differences } from "./differences.ts";
import { type Model } from "./model.ts";
import { fewAtOnce } from "./page_of.ts";
import { bagLineOf, bagOf, billLineOf, billParentsOf, dashboardOf, inOrder, sees } from "./recount.ts";
import type { Hand } from "./crew.ts";

export interface Scene {
  readonly base: string;
  readonly hands: readonly Hand[];
  readonly model: Model;
  readonly timeZone: string;
}

/** So small that every list has several pages. */
const PAGE_ITEMS = 9;

export const adminOf = ({ hands }: Scene): Session => hands.find(({ person }) => person.role === "admin")!.session;

/** `all`: the bags one by one and the lists too, which takes seconds. */
export async function compareApi(scene: Scene, all: boolean): Promise<string[]> {
  const always = [compareDashboards, compareBills, compareIntegrity];
  const parts = all ? [...always, compareBags, compareBagLists, compareBillLists] : always;
  const problems = [];
  for (const part of parts) problems.push(...await part(scene));
  return problems;
}

/** Each person's own; a number that the dashboard learns is compared as soon as `dashboardOf` counts it. */
export async function compareDashboards({ base, hands, model, timeZone }: Scene): Promise<string[]> {
  const problems = await fewAtOnce(hands, async ({ person, session }) => {
    const headers = { authorization: `Bearer ${session.token}` };
    const response = await fetch(`${base}/api/v1/dashboard`, { headers });
    const json = await response.json();
    if (response.status !== 200) return [`${person.username}'s dashboard was answered ${response.status}`];
    const is = dashboardOf(model, person, timeZone, Date.parse(json.as_of) * 1_000);
    const counts = json.today.refusals.map(({ count }: { count: number }) => count);
    const said = { ...json, today: { ...json.today, refusals: inOrder(json.today.refusals) } };
    return [
      ...differences(`${person.username}'s dashboard in ${timeZone}`, said, is),
      ...differences(`${person.username}'s refusals`, counts, counts.toSorted((a: number, b: number) => b - a)),
    ];
  });
  return problems.flat();
}

async function compareBills(scene: Scene): Promise<string[]> {
  const { model } = scene, admin = adminOf(scene);
  const problems: string[] = [];
  for (const key of model.bills.keys()) {
    const { json } = await admin.call("GET", `/api/v1/bills/${encodeURIComponent(key)}`);
    const parents = json.parents as { code: string; linked_at: string }[];
    const is = { ...billLineOf(model, key), parents: billParentsOf(model, key) };
    problems.push(...differences(`Bill ${key}`, { ...json, parents: byCode(parents) }, is));
    problems.push(...newestFirst(`Sacks of bill ${key}`, parents.map(({ linked_at }) => linked_at)));
    problems.push(...versionProblems(model, key, json.version));
  }
  return problems;
}

/** The version moves exactly where something that it stands for has changed. */
function versionProblems(model: Model, key: string, said: number): string[] {
  const bill = model.bills.get(key)!;
  const hasMoved = said > bill.version;
  const problems = said < bill.version || bill.moved !== null && bill.moved !== hasMoved
    ? [`Bill ${key} has version ${said} after ${bill.version}, ${bill.moved ? "and" : "but nothing"} was changed`]
    : [];
  Object.assign(bill, { version: said, moved: false });
  return problems;
}

async function compareBags(scene: Scene): Promise<string[]> {
  const { hands, model } = scene;
  const said = await fewAtOnce([...model.registered.keys()], async (code, place) => {
    const { session } = hands[place % hands.length]!;
    return { code, json: (await session.call("GET", `/api/bag/${code}`)).json };
  });
  return said.flatMap(({ code, json }) => {
    const children = json.children as { code: string; packed_at: string }[] | undefined;
    return [
      ...differences(`Bag ${code}`, children ? { ...json, children: byCode(children) } : json, bagOf(model, code)),
      ...newestFirst(`Bags in ${code}`, (children ?? []).map(({ packed_at }) => packed_at)),
    ];
  });
}

/** Each filter alone, in all areas and in one: exactly the right bags, each once, in the right order. */
async function compareBagLists({ hands, model, timeZone }: Scene): Promise<string[]> {
  const problems: string[] = [];
  const [some] = [...model.registered.values()].slice(model.registered.size / 2);
  const openMinutes = (code: string) => {
    const since = model.openSince.get(code);
    return since === undefined ? null : Math.max(0, Date.now() * 1_000 - since) / 60_000_000;
  };
  const filters = some ? BAG_FILTERS({ ...some, timeZone, openMinutes }) : [];
  const [admin, ...others] = eyesAmong(hands);
  for (const [place, { query, holds, exact }] of filters.entries()) {
    for (const { person, session } of [admin!, others[place % others.length]!]) {
      const what = `${person.username}'s /api/v1/bags?${new URLSearchParams(query)}`;
      const lines = await allPages(session, "/api/v1/bags", query);
      const is = [...model.registered.values()]
        .filter(({ area }) => sees(person, area))
        .map((bag) => ({ ...bagLineOf(model, bag.code), at: bag.at }))
        .filter((bag) => !bag.voided && holds(bag));
      problems.push(...listProblems(what, lines, is.map(({ at: _, ...line }) => line), "code", exact));
    }
  }
  return problems;
}

async function compareBillLists(scene: Scene): Promise<string[]> {
  const { model, hands, timeZone } = scene;
  const problems: string[] = [];
  const [some] = [...model.bills.values()].slice(model.bills.size / 2);
  const filters = some ? BILL_FILTERS({ at: some.createdAt, timeZone, people: hands.map(({ person }) => person) }) : [];
  for (const { query, holds, exact } of filters) {
    const lines = await allPages(adminOf(scene), "/api/v1/bills", query);
    const is = [...model.bills].filter(([key, bill]) => holds({ ...billLineOf(model, key), at: bill.createdAt }))
      .map(([key]) => billLineOf(model, key));
    problems.push(...listProblems(`/api/v1/bills?${new URLSearchParams(query)}`, lines, is, "number", exact));
  }
  return problems;
}

async function compareIntegrity(scene: Scene): Promise<string[]> {
  const { json } = await adminOf(scene).call("GET", "/api/v1/integrity");
  return differences("Integrity", json, { ok: true, problems: [] });
}

/** One of each role, and of each area. */
const eyesAmong = (hands: readonly Hand[]): Hand[] =>
  hands.filter(({ person: { role, area } }, place) =>
    hands.findIndex(({ person }) => person.role === role && person.area === area) === place
  );

/** All items of a list, page by page; it throws where the total that every page tells is another. */
async function allPages(session: Session, path: string, query: Readonly<Record<string, string>>): Promise<Json[]> {
  const items: Json[] = [];
  const totals = new Set<string>();
  let cursor: string | null = null;
  do {
    const paging = { limit: String(PAGE_ITEMS), total: "true", ...(cursor ? { cursor } : {}) };
    const asked = new URLSearchParams({ ...query, ...paging });
    const { status, json }: { status: number; json: Json } = await session.call("GET", `${path}?${asked}`);
    if (status !== 200) throw new Error(`${path}?${asked} was answered ${status}`);
    items.push(...json.items);
    totals.add(JSON.stringify(json.total));
    cursor = json.next_cursor;
  } while (cursor !== null);
  const is = JSON.stringify({ count: items.length, exact: true });
  if (String([...totals]) !== is) {
    throw new Error(`${path}?${new URLSearchParams(query)} tells ${[...totals]}, not ${is}`);
  }
  return items;
}

function listProblems(
  what: string,
  said: readonly Json[],
  is: readonly object[],
  id: "code" | "number",
  exact: string | undefined,
): string[] {
  const key = (line: Json) => up(line[id]);
  const sorted = (lines: readonly Json[]) => lines.toSorted((a, b) => key(a) < key(b) ? -1 : 1);
  const isFirst = exact !== undefined && is.some((line) => key(line) === up(exact));
  const rest = isFirst ? said.slice(1) : said;
  return [
    ...differences(what, sorted(said).map((line) => line[id]), sorted(is).map((line) => line[id])),
    ...differences(what, sorted(said), sorted(is)),
    ...(isFirst && key(said[0]) !== up(exact) ? [`${what} begins with ${said[0]?.[id]}`] : []),
    ...newestFirst(what, rest.map(({ created_at }) => created_at)),
  ];
}

const byCode = <Line extends { code: string }>(lines: readonly Line[]): Line[] =>
  lines.toSorted((a, b) => a.code < b.code ? -1 : 1);

/** What came in one commit has no order of its own. */
const newestFirst = (what: string, times: readonly string[]): string[] =>
  String(times) === String(times.toSorted().reverse()) ? [] : [`${what} are not newest first: ${times}`];

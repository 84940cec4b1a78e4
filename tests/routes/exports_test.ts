import { deepStrictEqual as same, equal, match, ok } from "node:assert/strict";
import { LIMITS } from "../../domain/limits.ts";
import { businessTime } from "../../domain/business_day.ts";
import type { BagLine } from "../../domain/shapes.ts";
import { addBill, addEvent, addParent, TIME_ZONE } from "../support/made_rows.ts";
import { type Api, newKey, openApi, ORIGIN } from "../support/api.ts";

const EXPORTS = "/api/v1/exports";
const request = (api: Api, path: string, who = "anil", init: RequestInit = {}) =>
  api.app.request(`${ORIGIN}${EXPORTS}/${path}`, { ...init, headers: { authorization: `Bearer ${who}` } });

/** The lines of a file, and what is told about it. */
async function taken(api: Api, path: string, who = "anil") {
  const reply = await request(api, path, who);
  // `text()` would take the mark away.
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(await reply.arrayBuffer());
  return { status: reply.status, headers: reply.headers, text, lines: text.split("\r\n").slice(1, -1) };
}

const firstCells = ({ lines }: { lines: string[] }) => lines.map((line) => line.split(",")[0]);

Deno.test("bags.csv has every bag of the list, newest first, to the letter", async () => {
  await using api = await openApi();
  const bill = await addBill(api.db, '=B,"1"');
  await addParent(api.db, "SB00001", {
    ...{ children: ["0016586", "0016587"], billId: bill, area: "lucknow", by: 3, at: "2026-11-23T18:30:00Z" },
  });
  const { status, headers, text } = await taken(api, "bags.csv");
  equal(status, 200);
  match(headers.get("content-type")!, /^text\/csv; charset=utf-8/);
  match(headers.get("content-disposition")!, /^attachment; filename="bags_\d{8}_\d{6}\.csv"$/);
  equal(headers.get("x-content-type-options"), "nosniff");
  const made = "lucknow,dev,2026-11-24 00:00:00";
  same(text.split("\r\n"), [
    "\ufeffQR ID,Type,Parent QR ID,Kind,Status,Children Count,Capacity,Weight (kg),Linked to Bill,Bill Status,Dispatch Area,Created By,Created At (Asia/Kolkata)",
    `0016587,child,SB00001,,linked,,,1,"'=B,""1""",processing,${made}`,
    `0016586,child,SB00001,,linked,,,1,"'=B,""1""",processing,${made}`,
    `SB00001,parent,,SB,open,2,30,2,"'=B,""1""",processing,${made}`,
    "",
  ]);
  const day = businessTime(new Date(), TIME_ZONE).slice(0, 10).replaceAll("-", "");
  ok(headers.get("content-disposition")!.includes(`bags_${day}_`));
});

Deno.test("bags.csv is narrowed as the list is", async () => {
  await using api = await openApi();
  const bill = await addBill(api.db, "B1");
  await addParent(api.db, "SB00001", { children: ["0016586"], billId: bill, area: "lucknow" });
  await addParent(api.db, "M444-00001", { kind: "M444", children: ["0016587"], area: "indore" });
  const codes = async (query: string) => firstCells(await taken(api, `bags.csv?${query}`));
  same(await codes("role=parent"), ["M444-00001", "SB00001"]);
  same(await codes("kind=m444"), ["M444-00001"]);
  same(await codes("role=parent&billed=true"), ["SB00001"]);
  same(await codes("linked=true&area=indore"), ["0016587"]);
  same(await codes("q=00016&role=&from=&to="), []);
  same(await codes("q=001658"), ["0016587", "0016586"]);
  same(await codes("from=2020-01-01&to=2020-01-02"), []);
  for (const query of ["role=x", "kind=none", "from=yesterday", "linked=perhaps"]) {
    equal((await taken(api, `bags.csv?${query}`)).status, 400, query);
  }
});

Deno.test("bills.csv is for billers too, with weights, dates and words as they stand", async () => {
  await using api = await openApi();
  await api.ask("dev", "POST", "/api/v1/scans", { scan_id: newKey(), parent: "SB00001", child: "0016586" });
  const words = { description: "Truck\n7 लखनऊ", destination: "-Jaipur", vehicle: "RJ14" };
  await api.ask("bina", "POST", "/api/v1/bills", { number: "INV-7", capacity: 2, ...words });
  await api.ask("bina", "POST", "/api/v1/bills/INV-7/parents", { scan_id: newKey(), parent: "SB00001" });
  await api.ask("anil", "POST", "/api/v1/bills", { number: "INV-8", capacity: 1 });
  const { text } = await taken(api, "bills.csv?created_by=BINA&status=processing&q=inv", "bina");
  const today = businessTime(new Date(), TIME_ZONE).slice(0, 10);
  const line = text.slice(text.indexOf("\r\n") + 2).replace(/\d\d:\d\d:\d\d/, "hh:mm:ss");
  equal(
    line,
    `INV-7,"Truck\n7 लखनऊ",processing,2,1,1,1,30,-29,no,,'-Jaipur,RJ14,bina,${today} hh:mm:ss,,\r\n`,
  );
  same(firstCells(await taken(api, "bills.csv")), ["INV-8", "INV-7"]);
});

Deno.test("scans.csv tells accepted and refused ones, and that one was undone", async () => {
  await using api = await openApi();
  const scan = (body: Record<string, string>) =>
    api.ask("dev", "POST", "/api/v1/scans", { scan_id: newKey(), station: "S1", ...body });
  await scan({ parent: "SB00001", child: "LABEL NO.0016586 LOT NO.:STAR44, D.O.T.:30/09/2026" });
  const { body: { scan_id: undoes } } = await scan({ parent: "SB00001", child: "0016587" });
  await scan({ parent: "SB00001", child: "=1+1" });
  await api.ask("dev", "POST", "/api/v1/undos", { scan_id: newKey(), undoes });
  const told = ({ lines }: { lines: string[] }) => lines.map((line) => line.split(",").slice(1, 11).join(" "));
  same(told(await taken(api, "scans.csv")), [
    "link_child child_linked yes SB00001 0016586  dev lucknow S1 ",
    "link_child child_linked yes SB00001 0016587  dev lucknow S1 dev",
    "link_child bad_format no SB00001   dev lucknow S1 ",
  ]);
  const { lines: [refused] } = await taken(api, "scans.csv?accepted=false");
  match(refused!, /,'=1\+1,,[0-9a-f-]{36}$/);
  same((await taken(api, "scans.csv?child=label%20no.0016586&user=dev&station=s1")).lines.length, 1);
  same((await taken(api, "scans.csv?outcome=child_full")).status, 400);
});

Deno.test("who may not export is refused, and nothing is sent", async () => {
  await using api = await openApi();
  for (const [who, path] of [["bina", "bags.csv"], ["bina", "scans.csv"], ["dev", "bills.csv"], ["dev", "bags.csv"]]) {
    const { status, body } = await api.ask(who!, "GET", `${EXPORTS}/${path}`);
    same([status, body.error.code], [403, "forbidden"], `${who} ${path}`);
  }
  const { status, body } = await api.ask(null, "GET", `${EXPORTS}/bags.csv`);
  same([status, body.error.code], [401, "unauthenticated"]);
});

const line = (n: number): BagLine => ({
  ...{ code: `C${String(n).padStart(6, "0")}`, role: "child", kind: null, status: "unlinked", weightKg: 1 },
  ...{ childCount: null, capacity: null, parent: null, bill: null, area: null, createdBy: null, voided: false },
  createdAt: new Date(0),
});

/** A list without end, that counts what was asked of it. */
function endless() {
  const seen = { pages: 0 };
  const list = (_: unknown, { limit, cursor }: { limit: number; cursor: string | null }) => {
    seen.pages++;
    const first = Number(cursor ?? 0);
    const items = Array.from({ length: limit }, (_, n) => line(first + n));
    return Promise.resolve({ items, nextCursor: String(first + limit) });
  };
  return { seen, list };
}

Deno.test("no page is fetched beyond the next one, and one who leaves makes room for the next", async () => {
  const { seen, list } = endless();
  await using api = await openApi();
  const deps = { ...api.deps, bags: { ...api.deps.bags, list } };
  await using slow = await openApi({ bags: deps.bags });
  const readers = [];
  for (let n = 0; n < LIMITS.exportsAtOnceMax; n++) {
    const reply = await request(slow, "bags.csv");
    const reader = reply.body!.getReader();
    const { value } = await reader.read();
    ok(value!.byteLength > LIMITS.exportRowsAtOnce * 10);
    readers.push(reader);
  }
  equal(seen.pages, 2 * LIMITS.exportsAtOnceMax);
  const busy = await request(slow, "bags.csv");
  same([busy.status, busy.headers.get("retry-after"), (await busy.json()).error.code], [503, "10", "busy"]);
  await readers[0]!.cancel();
  const next = await request(slow, "bags.csv");
  equal(next.status, 200);
  await next.body!.cancel();
  for (const reader of readers) await reader.cancel();
  equal(seen.pages, 2 * (LIMITS.exportsAtOnceMax + 1));
});

/** Bags without end, whose list fails with these faults, each at its page. */
async function failing(faults: ReadonlyMap<number, Error>) {
  const { list } = endless();
  const plain = await openApi();
  let pages = 0;
  const bags = {
    ...plain.deps.bags,
    list: (asked: unknown, page: Parameters<typeof list>[1]) => {
      const fault = faults.get(++pages);
      if (fault) return Promise.reject(fault);
      return list(asked, page).then((found) => pages > 3 ? { ...found, nextCursor: null } : found);
    },
  };
  const api = await openApi({ bags });
  return {
    api,
    async [Symbol.asyncDispose]() {
      await api[Symbol.asyncDispose]();
      await plain[Symbol.asyncDispose]();
    },
  };
}

const AWAY = Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });

Deno.test("a fault before the first row is told as one, and takes nobody's place", async () => {
  const places = LIMITS.exportsAtOnceMax + 1;
  await using made = await failing(new Map(Array.from({ length: places }, (_, page) => [page + 1, AWAY])));
  for (let n = 0; n < places; n++) {
    const { status, body } = await made.api.ask("anil", "GET", `${EXPORTS}/bags.csv`);
    same([status, body.error.code], [503, "busy"]);
  }
});

Deno.test("a later page is asked for again while the database is busy, and the file is whole", async () => {
  await using made = await failing(new Map([[2, AWAY]]));
  const text = await (await request(made.api, "bags.csv")).text();
  const codes = text.split("\r\n").slice(1, -1).map((line) => line.split(",")[0]);
  same([codes.length, new Set(codes).size], [3 * LIMITS.exportRowsAtOnce, 3 * LIMITS.exportRowsAtOnce]);
  same(made.api.logged.filter(([message]) => /broke off/.test(message)), []);
});

Deno.test("a fault that is more than busy breaks the file off, and is logged", async () => {
  const wrong = new Error("column does not exist");
  await using made = await failing(new Map([[3, wrong]]));
  const reply = await request(made.api, "bags.csv");
  equal(reply.status, 200);
  equal(await reply.text().then(() => "whole", () => "broken off"), "broken off");
  ok(
    made.api.logged.some(([message, { path, fault }]) =>
      /broke off/.test(message) && path === `${EXPORTS}/bags.csv` && fault === wrong
    ),
  );
});

Deno.test("HEAD tells the name and fetches nothing", async () => {
  const { seen, list } = endless();
  await using plain = await openApi();
  await using api = await openApi({ bags: { ...plain.deps.bags, list } });
  for (let n = 0; n <= LIMITS.exportsAtOnceMax; n++) {
    const reply = await request(api, "bags.csv", "anil", { method: "HEAD" });
    same([reply.status, reply.body], [200, null]);
  }
  equal(seen.pages, 0);
});

Deno.test("an export of thousands is whole: each bag once, while others are added", async () => {
  await using api = await openApi();
  await api.db.query(`insert into bags (role, code, created_at)
    select 'child', lpad(n::text, 7, '0'), now() from generate_series(1, 4500) as n`);
  const reply = await request(api, "bags.csv");
  await addParent(api.db, "SB00001");
  await addEvent(api.db);
  const codes = (await reply.text()).split("\r\n").slice(1, -1).map((line) => line.slice(0, 7));
  same([codes.length, codes[0], codes.at(-1), new Set(codes).size], [4_500, "0004500", "0000001", 4_500]);
});

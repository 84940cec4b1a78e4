import { deepStrictEqual as same, equal, match } from "node:assert/strict";
import { businessDay } from "../../domain/business_day.ts";
import { addEvent, TIME_ZONE } from "../support/made_rows.ts";
import { type Api, newKey, openApi, ORIGIN } from "../support/api.ts";

const REPORTS = "/api/v1/reports";

const today = () => businessDay(new Date(), TIME_ZONE);

/** Two bills of the biller, one of them completed short with a sack of two bags, and one of the admin. */
async function fillDay(api: Api): Promise<void> {
  const scan = (who: string, parent: string, child: string) =>
    api.ask(who, "POST", "/api/v1/scans", { scan_id: newKey(), parent, child });
  await scan("dev", "SB00001", "0016586");
  await scan("dev", "SB00001", "0016587");
  await scan("esha", "SB00002", "0016586");
  await scan("esha", "SB00001", "0016586");
  await scan("bina", "SB00003", "SB00001");
  for (const [who, number] of [["bina", "INV-1"], ["bina", "=INV-2"], ["anil", "INV-3"]]) {
    await api.ask(who!, "POST", "/api/v1/bills", { number, capacity: 2 });
  }
  await api.ask("bina", "POST", "/api/v1/bills/INV-1/parents", { scan_id: newKey(), parent: "SB00001" });
  await api.ask("bina", "POST", "/api/v1/bills/INV-1/completion", { version: 2, accept_short: true, reason: "Late" });
}

/** The file's lines without their last end; the mark at its head stays. */
async function linesOf(api: Api, path: string, who = "anil"): Promise<string[]> {
  const reply = await api.app.request(`${ORIGIN}${REPORTS}/${path}`, { headers: { authorization: `Bearer ${who}` } });
  equal(reply.status, 200, path);
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(await reply.arrayBuffer());
  return text.split("\r\n").slice(0, -1);
}

Deno.test("a bill summary tells what its bills come to: an admin's of all, a biller's of his own", async () => {
  await using api = await openApi();
  await fillDay(api);
  const query = `from=${today()}&to=${today()}`;
  const { status, body } = await api.ask("anil", "GET", `${REPORTS}/bills?${query}`);
  equal(status, 200);
  same(body.totals, {
    ...{ bills: 3, new: 2, processing: 0, completed: 1, voided: 0, short: 1, capacity: 6, parents: 1, children: 2 },
    ...{ weight_kg: 2, expected_weight_kg: 30, variance_kg: -28, completion_percent: 33.3 },
  });
  const bills = (part: { bills: number; user?: string }[]) => part.map(({ user, bills }) => [user, bills]);
  same(bills(body.by_user), [["anil", 1], ["bina", 2]]);
  same(body.by_day.map(({ day, bills }: { day: string; bills: number }) => [day, bills]), [[today(), 3]]);
  const own = await api.ask("bina", "GET", `${REPORTS}/bills?${query}&created_by=BINA`);
  same([own.body.totals.bills, bills(own.body.by_user), own.body.created_by], [2, [["bina", 2]], "bina"]);
  same((await api.ask("bina", "GET", `${REPORTS}/bills?${query}`)).body.totals.bills, 2);
  same((await api.ask("bina", "GET", `${REPORTS}/bills?${query}&created_by=anil`)).status, 403);
  same((await api.ask("bina", "GET", `${REPORTS}/bills.csv?${query}&created_by=anil`)).status, 403);
  same((await api.ask("anil", "GET", `${REPORTS}/bills?${query}&created_by=Anil`)).body.totals.bills, 1);
  same((await api.ask("anil", "GET", `${REPORTS}/bills?${query}&status=new`)).body.totals.bills, 2);
  same((await api.ask("anil", "GET", `${REPORTS}/bills?from=2020-01-01&to=2020-01-31`)).body.totals.bills, 0);
  const lines = await linesOf(api, `bills.csv?${query}`, "bina");
  match(lines[0]!, /^\ufeffBill ID,Description,Status,/);
  same(lines.slice(1).map((line) => line.split(",").slice(0, 9).join(",")), [
    "'=INV-2,,new,2,0,0,0,0,0",
    "INV-1,,completed,2,1,2,2,30,-28",
  ]);
});

Deno.test("a day's report tells bills, scans, refusals and what is left open, and its file the same", async () => {
  await using api = await openApi();
  await fillDay(api);
  const { status, body } = await api.ask("bina", "GET", `${REPORTS}/day`);
  equal(status, 200);
  same([body.report_date, body.total_bills, body.made.bills, body.completed.bills], [today(), 3, 3, 1]);
  same([body.completed.parents, body.completed.children, body.completed.weight_kg], [1, 2, 2]);
  same(body.bills_by_status.map(({ status, bills }: { status: string; bills: number }) => [status, bills]), [
    ["new", 2],
    ["processing", 0],
    ["completed", 1],
    ["voided", 0],
  ]);
  const { hourly, ...scans } = body.scans;
  same(scans, { scans: 6, accepted: 3, already_there: 1, refused: 2, packed: 2 });
  const most = Math.max(...hourly);
  same(body.peak_hour, { hour: hourly.indexOf(most), scans: most });
  same(body.refused_by_reason, [{ outcome: "child_elsewhere", count: 1 }, { outcome: "wrong_type", count: 1 }]);
  same(body.areas.map(({ area, scans }: { area: string | null; scans: number }) => [area, scans]), [
    ["indore", 2],
    ["lucknow", 2],
    [null, 2],
  ]);
  same([body.open_bills.count, body.open_bills.items[0].number], [2, "=INV-2"]);
  same(body.detailed_bills.map(({ number }: { number: string }) => number), ["INV-3", "=INV-2", "INV-1"]);
  const lines = await linesOf(api, `day.csv?day=${today()}`);
  const of = (section: string) => lines.filter((line) => line.startsWith(`${today()},${section},`));
  same(of("Bills made"), [`${today()},Bills made,,3,1,2,2,30,-28,,,,,,`]);
  same(of("Scans"), [`${today()},Scans,,,,,,,,,6,3,1,2,2`]);
  same(of("Bills left open"), [`${today()},Bills left open,,,,,,,,2,,,,,`]);
  equal(of("Scans by hour").length, 24);
  const empty = await api.ask("anil", "GET", `${REPORTS}/day?day=2020-01-01`);
  same([empty.body.total_bills, empty.body.peak_hour, empty.body.open_bills.count], [0, null, 0]);
});

Deno.test("scans are told by hour, user and area as JSON and as CSV, for a month at most", async () => {
  await using api = await openApi();
  const [dev] = await api.db.query<{ id: number }>("select id from users where username = 'dev'");
  const scan = { userId: dev!.id, area: "lucknow" };
  await addEvent(api.db, { ...scan, at: "2026-11-24T04:00:00Z" });
  await addEvent(api.db, { ...scan, at: "2026-11-24T04:10:00Z", outcome: "parent_full", accepted: false });
  await addEvent(api.db, { ...scan, at: "2026-11-25T18:29:00Z", area: "" });
  const { body } = await api.ask("bina", "GET", `${REPORTS}/scans?from=2026-11-24&to=2026-11-25`);
  same(
    body.areas.map(({ area, users }: { area: string; users: { user: string; scans: number }[] }) => [
      ...[area, users[0]!.user, users[0]!.scans],
    ]),
    [["lucknow", "dev", 2], [null, "dev", 1]],
  );
  same([body.totals.scans, body.totals.refused, body.totals.hourly[9], body.totals.hourly[23]], [3, 1, 2, 1]);
  const hours = (filled: Record<number, number>) =>
    Array.from({ length: 24 }, (_, hour) => filled[hour] ?? 0).join(",");
  same(await linesOf(api, "scans.csv?from=2026-11-24&to=2026-11-25"), [
    `\ufeffDispatch Area,Username,${
      Array.from({ length: 24 }, (_, hour) => `${String(hour).padStart(2, "0")}:00`).join(",")
    },Scans,Accepted,Already There,Refused,Packed`,
    `lucknow,dev,${hours({ 9: 2 })},2,1,0,1,1`,
    `,dev,${hours({ 23: 1 })},1,1,0,0,1`,
  ]);
  const statusOf = async (query: string) => (await api.ask("anil", "GET", `${REPORTS}/scans?${query}`)).status;
  equal(await statusOf("from=2026-10-01&to=2026-10-31"), 200);
  for (
    const bad of ["from=2026-10-01&to=2026-11-01", "from=2026-11-02&to=2026-11-01", "from=2026-11-01", "from=x&to=y"]
  ) {
    equal(await statusOf(bad), 400, bad);
  }
});

Deno.test("dispatchers see no report", async () => {
  await using api = await openApi();
  for (const path of ["bills?from=2026-11-24&to=2026-11-24", "day", "scans?from=2026-11-24&to=2026-11-24", "day.csv"]) {
    equal((await api.ask("dev", "GET", `${REPORTS}/${path}`)).status, 403, path);
  }
});

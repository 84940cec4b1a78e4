import { deepEqual, doesNotMatch, equal, match, ok } from "node:assert/strict";
import { dayOr, lastDays, rangeOf } from "../../routes/report_days.ts";
import { pageWorld } from "../support/page_world.ts";

const page = async (role: "admin" | "biller" | "dispatcher", path: string, language = "en") => {
  const reply = await pageWorld().ask(role, path, { headers: { "accept-language": language } });
  equal(reply.status, 200, path);
  return await reply.text();
};

Deno.test("the menu leads billers and admins to the reports, admins alone to the exports, dispatchers to neither", async () => {
  for (const role of ["admin", "biller"] as const) match(await page(role, "/"), /href="\/reports"/);
  doesNotMatch(await page("dispatcher", "/"), /href="\/reports"/);
  match(await page("admin", "/reports"), /href="\/exports"/);
  doesNotMatch(await page("biller", "/reports"), /href="\/exports"/);
  const { ask } = pageWorld();
  for (const path of ["/reports", "/reports/bills", "/reports/day", "/reports/scans"]) {
    equal((await ask("dispatcher", path)).status, 403, path);
  }
  equal((await ask("biller", "/exports")).status, 403);
});

Deno.test("a bill summary shows totals, days, users and statuses, and its file has the same filter", async () => {
  const html = await page("admin", "/reports/bills?from=2026-11-21&to=2026-11-22&status=&created_by=");
  match(html, /<span class="stat-value">6<\/span>/);
  match(html, /2,663 kg/);
  match(html, /&lt;b&gt;&amp;/);
  for (const format of ["csv", "xlsx"]) {
    ok(html.includes(`href="/api/v1/reports/bills.${format}?from=2026-11-21&amp;to=2026-11-22"`), format);
  }
  match(html, /21 Nov 2026 to 22 Nov 2026/);
  const one = await page("admin", "/reports/bills?from=2026-11-21&to=2026-11-22&created_by=MEENA.J&status=completed");
  match(one, /value="meena.j" selected/);
  match(one, /created_by=MEENA.J/);
  match(one, /1,770 kg/);
  doesNotMatch(one, /2,663/);
});

Deno.test("a biller chooses among nobody's bills but his own", async () => {
  const html = await page("biller", "/reports/bills?from=2026-11-21&to=2026-11-22&created_by=anil");
  doesNotMatch(html, /name="created_by"/);
  match(html, /created_by=meena.j/);
  doesNotMatch(html, /&lt;b&gt;/);
});

Deno.test("a day's report names its day, its neighbours, its peak, its refusals in words, and what is left open", async () => {
  const html = await page("biller", "/reports/day?day=2026-11-22");
  match(html, /End of day, 22 Nov 2026/);
  match(html, /day=2026-11-21/);
  match(html, /day=2026-11-23/);
  match(html, /Most at 09:00: 363/);
  match(html, /in another sack/);
  match(html, /INV%2F7/);
  match(await page("biller", "/reports/day?day=2026-11-22", "hi"), /दिन का हिसाब, 22 नव/);
});

Deno.test("scans are told for each person by the hour, with a sum for each area and for all", async () => {
  const html = await page("admin", "/reports/scans?day=2026-11-22");
  const rows = [...html.matchAll(/<tr[^>]*><th scope="row">([^<]*)<\/th>(.*?)<\/tr>/g)].map(([, name, cells]) => [
    name,
    ...[...cells!.matchAll(/<td[^>]*>(?:<b>)?([^<]*)/g)].map(([, text]) => text),
  ]);
  deepEqual(rows.map(([name, scans, stored, already, refused]) => [name, scans, stored, already, refused]), [
    ["sunita.d", "12", "12", "0", "0"],
    ["ravi.k", "611", "600", "7", "4"],
    ["meena.j", "30", "30", "0", "0"],
    ["In all", "653", "642", "7", "4"],
  ]);
  ok(rows.every((row) => row.length === 29));
  equal(rows[1]![5 + 10], "290");
  match(await page("admin", "/reports/scans?from=2026-01-01&to=2026-03-31"), /shows 31 days/);
  doesNotMatch(await page("admin", "/reports/scans?from=2026-03-01&to=2026-03-31"), /shows 31 days/);
});

Deno.test("days that are none are mended: the page shows something rather than a refusal", async () => {
  const today = "2026-11-26";
  deepEqual(rangeOf(undefined, undefined, today, 30), { from: "2026-10-28", to: today });
  deepEqual(rangeOf("", "", today, 1), { from: today, to: today });
  deepEqual(rangeOf("2026-11-05", "2026-11-01", today, 30), { from: "2026-11-01", to: "2026-11-05" });
  deepEqual(rangeOf("2026-02-30", "x", today, 1), { from: today, to: today });
  deepEqual([dayOr("0001-01-01", today), dayOr("9999-12-31", today), dayOr("2024-02-29", today)], [
    today,
    today,
    "2024-02-29",
  ]);
  deepEqual(lastDays({ from: "2026-01-01", to: "2026-03-31" }, 31), { from: "2026-03-01", to: "2026-03-31" });
  for (const path of ["/reports/day?day=nonsense", "/reports/bills?from=9&to=%00", "/reports/scans?to=9999-12-31"]) {
    await page("admin", path);
  }
});

Deno.test("the exports page has a form for each file, with the fields that the file understands", async () => {
  const html = await page("admin", "/exports");
  const forms = [...html.matchAll(/<form[^>]* action="\/exports\/([^"]*)\.xlsx"[^>]*>(.*?)<\/form>/gs)];
  const fieldsOf = (form: string) => [...form.matchAll(/ name="([^"]*)"/g)].map(([, name]) => name).sort();
  for (const [, file, form] of forms) ok(form!.includes(`formaction="/exports/${file}.csv"`), file!);
  deepEqual(forms.map(([, file, form]) => [file, fieldsOf(form!)]), [
    ["bags", ["area", "billed", "from", "kind", "linked", "q", "role", "to"]],
    ["packing", ["area", "billed", "from", "kind", "q", "to"]],
    ["bills", ["created_by", "from", "q", "status", "to"]],
    ["loading", ["created_by", "from", "q", "status", "to"]],
    ["bill-summary", ["from", "to", "user"]],
    ["scans", ["accepted", "bill", "child", "from", "outcome", "parent", "station", "to", "user"]],
    ["activity", ["days"]],
    ["audit", ["action", "actor", "entity", "from", "to"]],
    ["totals", []],
  ]);
});

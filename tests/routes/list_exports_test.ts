import { deepStrictEqual as same, equal, match, ok } from "node:assert/strict";
import { LIMITS } from "../../domain/limits.ts";
import type { Deps } from "../../routes/deps.ts";
import { exportsUnder } from "../../routes/exports.ts";
import { addBill, addParent } from "../support/made_rows.ts";
import { newKey, openApi } from "../support/api.ts";
import { take } from "../support/taken_sheets.ts";

const EXPORTS = "/api/v1/exports";
const HOSTILE = ["=1+1", "-7", "@x", '=HYPERLINK("http://evil","x")', "<b>&]]>", "_x0041_", "लखनऊ 🎒", "'=1"];

Deno.test("the XLSX of a list has the rows and the filters of its CSV, codes with their zeros, times as they are shown", async () => {
  await using api = await openApi();
  const bill = await addBill(api.db, "0007");
  await addParent(api.db, "SB00001", {
    ...{ children: ["0016586", "0016587"], billId: bill, area: "lucknow", by: 3, at: "2026-11-23T18:30:00Z" },
  });
  await addParent(api.db, "SB00002", { children: ["0016588"] });
  const { headers, head, rows } = await take(api, `${EXPORTS}/bags.xlsx?area=lucknow`);
  match(headers.get("content-disposition")!, /^attachment; filename="bags_\d{8}_\d{6}\.xlsx"$/);
  same(head.slice(0, 3), ["QR ID", "Type", "Parent QR ID"]);
  const made = ["lucknow", "dev", "2026-11-24 00:00:00"];
  same(rows, [
    ["0016587", "child", "SB00001", "", "linked", "", "", "1", "0007", "processing", ...made],
    ["0016586", "child", "SB00001", "", "linked", "", "", "1", "0007", "processing", ...made],
    ["SB00001", "parent", "", "SB", "open", "2", "30", "2", "0007", "processing", ...made],
  ]);
  for (const query of ["", "?role=parent&billed=true", "?q=001658", "?linked=true", "?from=2020-01-01&to=2020-01-02"]) {
    const csv = await take(api, `${EXPORTS}/bags.csv${query}`);
    same((await take(api, `${EXPORTS}/bags.xlsx${query}`)).rows, csv.rows, query);
  }
  equal((await take(api, `${EXPORTS}/bags.xlsx?kind=none`)).status, 400);
});

Deno.test("words of bills come back as they were, whatever they look like", async () => {
  await using api = await openApi();
  for (const [n, description] of HOSTILE.entries()) {
    await api.ask("bina", "POST", "/api/v1/bills", { number: `INV-${n}`, capacity: 1, description });
  }
  const { rows, head } = await take(api, `${EXPORTS}/bills.xlsx?created_by=bina`, "bina");
  const place = head.indexOf("Description");
  // An import takes one apostrophe away, so that text which has one by itself goes out with two.
  same(rows.map((row) => row[place]!.replace(/^''(?=[=@-])/, "'")).reverse(), HOSTILE);
  // In CSV each text that a spreadsheet would run has one apostrophe more.
  const csv = await take(api, `${EXPORTS}/bills.csv?created_by=bina`, "bina");
  same(csv.rows.map((row) => row[place]!.replace(/^'(?='*[=@-])/, "")).reverse(), HOSTILE);
});

Deno.test("scans as XLSX tell what was scanned to the letter, refused ones too", async () => {
  await using api = await openApi();
  const raw = "=1+1<&>";
  await api.ask("dev", "POST", "/api/v1/scans", { scan_id: newKey(), station: "S1", parent: "SB00001", child: raw });
  const { rows: [row], head } = await take(api, `${EXPORTS}/scans.xlsx?accepted=false`);
  const cell = (name: string) => row![head.indexOf(name)];
  same([cell("Outcome"), cell("Accepted"), cell("Scanned Text"), cell("Station")], ["bad_format", "no", raw, "S1"]);
  match(cell("At (Asia/Kolkata)")!, /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
});

Deno.test("the audit log is taken away with who did what, and narrowed as the list is", async () => {
  await using api = await openApi();
  const made = await api.ask("anil", "POST", "/api/v1/users", {
    ...{ username: "naya", password: "correct horse battery", role: "biller", full_name: "=cmd" },
  });
  equal(made.status, 201);
  for (const format of ["csv", "xlsx"]) {
    const { head, rows } = await take(api, `${EXPORTS}/audit.${format}?actor=ANIL&action=user_created&entity=user`);
    equal(head[0], "At (Asia/Kolkata)");
    equal(rows.length, 1);
    same(rows[0]!.slice(1, 4), ["anil", "user_created", "user"]);
    const after = JSON.parse(rows[0]![head.indexOf("After")]!);
    same([after.username, after.fullName], ["naya", "=cmd"]);
    ok(!rows[0]!.join().includes("argon2"));
    equal(rows[0]![head.indexOf("Request ID")], made.headers.get("x-request-id"));
    same((await take(api, `${EXPORTS}/audit.${format}?to=2020-01-01`)).rows, []);
  }
  equal((await take(api, `${EXPORTS}/audit.csv?from=yesterday`)).status, 400);
});

Deno.test("a list that is too long for an XLSX is refused as one and taken as CSV", async () => {
  await using plain = await openApi();
  const asked: unknown[] = [];
  const countUpTo = {
    ...plain.deps.exports.countUpTo,
    bags: (filter: unknown, most: number) => Promise.resolve(asked.push(filter, most) && most),
  };
  const pages = { ...plain.deps.pages, nouns: [(deps: Deps) => exportsUnder("/exports", deps)] };
  await using api = await openApi({ exports: { ...plain.deps.exports, countUpTo }, pages });
  // Each refusal gives its place back.
  for (let n = 0; n <= LIMITS.exportsAtOnceMax; n++) {
    const { status, body } = await api.ask("anil", "GET", `${EXPORTS}/bags.xlsx?role=child`);
    same([status, body.error.code], [422, "too_many_rows"]);
  }
  same([(asked[0] as { role: string }).role, asked[1]], ["child", LIMITS.xlsxRowsMax + 1]);
  equal((await take(api, `${EXPORTS}/bags.csv?role=child`)).status, 200);
  // Outside of /api a page says so.
  const page = await api.ask("anil", "GET", "/exports/bags.xlsx");
  same([page.status, page.body], [422, "<p>too_many_rows</p>"]);
  equal((await take(api, "/exports/bags.csv")).status, 200);
});

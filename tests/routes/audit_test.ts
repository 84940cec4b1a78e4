import { deepStrictEqual as same, equal, ok } from "node:assert/strict";
import { type Api, newKey, openApi } from "../support/api.ts";
import { openRealPages } from "../support/real_pages.ts";
import { take } from "../support/taken_sheets.ts";

const AUDIT = "/api/v1/audit";

/** A morning of everybody: three people scan, a bill is filled and edited, a bag is moved, a person is made. */
async function aMorning(api: Api): Promise<void> {
  const scan = (who: string, parent: string, child?: string) =>
    api.ask(who, "POST", "/api/v1/scans", { scan_id: newKey(), parent, station: "S1", ...child ? { child } : {} });
  await scan("dev", "SB00042");
  await scan("dev", "SB00042", "0016586");
  await scan("esha", "SB00043");
  await scan("esha", "SB00043", "0016587");
  await scan("esha", "SB00043", "0016586");
  const bill = await api.ask("bina", "POST", "/api/v1/bills", { number: "B-1", capacity: 3 });
  equal(bill.status, 201);
  await api.ask("bina", "POST", "/api/v1/bills/B-1/parents", { scan_id: newKey(), parent: "SB00042" });
  const { body } = await api.ask("bina", "GET", "/api/v1/bills/B-1");
  await api.ask("bina", "PATCH", "/api/v1/bills/B-1", { version: body.version, vehicle: "UP32 AB 1234" });
  await api.ask("bina", "POST", "/api/v1/moves", { scan_id: newKey(), child: "0016587", to_parent: "SB00042" });
  await api.ask("anil", "POST", "/api/v1/users", { username: "naya", password: "Kothi-Baag-91-Neel", role: "biller" });
}

const listed = async (api: Api, query = ""): Promise<string[]> => {
  const { status, body } = await api.ask("anil", "GET", `${AUDIT}${query}`);
  equal(status, 200, JSON.stringify(body));
  return body.items.map((item: { actor: string; action: string; entity: string; entity_id: string }) =>
    `${item.actor} ${item.action} ${item.entity}/${item.entity === "user" ? "" : item.entity_id}`
  );
};

const ALL = [
  ...[
    "anil user_created user/",
    "bina move_child bag/0016587",
    "bina edit_bill bill/B-1",
    "bina link_bill bag/SB00042",
  ],
  ...["bina create_bill bill/B-1", "esha link_child bag/0016586", "esha link_child bag/0016587"],
  ...["esha open_parent bag/SB00043", "dev link_child bag/0016586", "dev open_parent bag/SB00042"],
];

Deno.test("the audit lists the log and the events as one, and each filter finds in both what it names", async () => {
  await using api = await openApi();
  await aMorning(api);
  same(await listed(api), ALL);
  const of = (...part: string[]) => ALL.filter((line) => part.some((one) => line.includes(one)));
  same(await listed(api, "?actor=BINA"), of("bina"));
  same(await listed(api, "?actor=bina&action=link_child"), []);
  same(await listed(api, "?actor=esha&action=link_child"), of("esha link_child"));
  same(await listed(api, "?actor=nobody"), []);
  same(await listed(api, "?action=link_child"), of("link_child"));
  same(await listed(api, "?action=edit_bill"), of("edit_bill"));
  same(await listed(api, "?action=user_created"), of("user_created"));
  same(await listed(api, "?action=never_heard_of"), []);
  same(await listed(api, "?entity=bag/sb00042"), of("move_child", "link_bill", "dev"));
  same(await listed(api, "?entity=bag/0016586"), of("0016586"));
  same(await listed(api, "?entity=bag/0016586&actor=dev"), of("dev link_child"));
  // The sack that the bag was moved into stands on it.
  same(await listed(api, "?entity=bill/b-1"), of("move_child", "edit_bill", "link_bill", "create_bill"));
  same(await listed(api, "?entity=bill/b-1&action=link_bill"), of("link_bill"));
  same(await listed(api, "?entity=bill"), of("edit_bill", "link_bill", "create_bill"));
  same(await listed(api, "?entity=bag"), ALL.filter((line) => line.includes(" bag/")));
  same(await listed(api, "?entity=user"), of("user_created"));
  same(await listed(api, "?entity=user/naya"), of("user_created"));
  same(await listed(api, "?entity=user/nobody"), []);
  same(await listed(api, "?source=log"), of("user_created"));
  same(await listed(api, "?source=events"), ALL.slice(1));
  same(await listed(api, "?to=2020-01-01"), []);
  const today = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Kolkata" }).format(new Date());
  same(await listed(api, `?from=${today}&to=${today}`), ALL);
});

Deno.test("the audit runs page by page without losing or doubling a line, at one instant too", async () => {
  await using api = await openApi();
  await aMorning(api);
  // Events of one commit share their instant, and so may a line of the log.
  await api.db.query(`insert into audit_log (at, action, entity_type, entity_id)
    select at, 'tied', 'tie', place::text
    from (select at, place from scan_events order by at desc limit 4) newest cross join generate_series(1, 2)`);
  const whole = await listed(api, "?limit=200");
  equal(whole.length, ALL.length + 8);
  for (const limit of [1, 2, 3, 5]) {
    const walked: string[] = [];
    for (let cursor = ""; cursor !== "end";) {
      const { body } = await api.ask("anil", "GET", `${AUDIT}?limit=${limit}&cursor=${cursor}`);
      ok(body.items.length <= limit);
      walked.push(...body.items.map((item: { id: string }) => item.id));
      cursor = body.next_cursor ?? "end";
    }
    equal(new Set(walked).size, walked.length);
    equal(walked.length, whole.length, `limit ${limit}`);
  }
  equal((await api.ask("anil", "GET", `${AUDIT}?cursor=x`)).status, 400);
  equal((await api.ask("anil", "GET", `${AUDIT}?from=soon`)).status, 400);
});

Deno.test("a record tells before and after field by field, and an event where a bag was and came", async () => {
  await using api = await openApi();
  await aMorning(api);
  const { body } = await api.ask("anil", "GET", AUDIT);
  const first = (action: string) => body.items.find((item: { action: string }) => item.action === action);
  same(first("move_child").changes, [{ field: "parent", before: "SB00043", after: "SB00042" }]);
  same(first("edit_bill").changes, [{ field: "vehicle", before: null, after: "UP32 AB 1234" }]);
  same(first("link_bill").changes, [{ field: "bill", before: null, after: "B-1" }]);
  equal(first("link_child").outcome, "child_elsewhere");
  same(first("link_child").changes, []);
  equal(first("open_parent").station, "S1");
  const made = first("user_created");
  ok(made.request_id && made.changes.some((change: { field: string }) => change.field === "username"));
  ok(!JSON.stringify(body).includes("argon2") && !JSON.stringify(body).includes("Kothi"));
});

Deno.test("the export takes what the audit lists", async () => {
  await using api = await openApi();
  await aMorning(api);
  const { head, rows } = await take(api, "/api/v1/exports/audit.csv?actor=bina");
  const action = head.indexOf("Action");
  same(rows.map((row) => row[action]), ["move_child", "edit_bill", "link_bill", "create_bill"]);
  equal((await take(api, "/api/v1/exports/audit.csv?source=log&action=user_created")).rows.length, 1);
});

Deno.test("only admins see the audit", async () => {
  await using api = await openApi();
  for (const who of ["bina", "dev"]) equal((await api.ask(who, "GET", AUDIT)).status, 403);
  equal((await api.ask(null, "GET", AUDIT)).status, 401);
});

Deno.test("the page tells it in words, with what changed behind each line, and keeps the filter", async () => {
  await using pages = await openRealPages();
  await aMorning(pages);
  const all = await pages.open("anil", "/audit");
  equal(all.status, 200, JSON.stringify(pages.logged));
  ok(all.text.includes("anil made naya: Biller"), "the sentence");
  ok(all.text.includes("0016587 was moved from SB00043 to SB00042"));
  ok(all.text.includes("<del>SB00043</del>") && all.text.includes("<ins>SB00042</ins>"));
  ok(all.text.includes('href="/bills/B-1"') && all.text.includes('href="/users/naya"'));
  const some = await pages.open("anil", "/audit?actor=bina&action=edit_bill&entity=bill/B-1");
  ok(some.text.includes('value="bina"') && some.text.includes('<option value="edit_bill" selected'));
  ok(some.text.includes("/exports/audit.csv?actor=bina&amp;action=edit_bill&amp;entity=bill%2FB-1"));
  ok(!some.text.includes("made naya"));
  ok((await pages.open("anil", "/audit?actor=nobody")).text.includes("Nothing was recorded"));
  equal((await pages.open("anil", "/audit?cursor=x")).location, "/audit");
  equal((await pages.open("bina", "/audit")).status, 403);
  ok(!(await pages.open("bina", "/")).text.includes('href="/audit"'));
});

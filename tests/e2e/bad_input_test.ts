import assert from "node:assert/strict";
import { type Reply, type Session, startServer } from "../support/server.ts";

const KEY = "0199f0c2-1111-4222-8333-444455556666";

/** Method, path, body, and what the contract says to it: status and code. */
const SAID: readonly (readonly [method: string, path: string, body: unknown, status: number, code: string])[] = [
  ["POST", "/api/v1/scans", "", 400, "malformed"],
  ["POST", "/api/v1/scans", "{", 400, "malformed"],
  ["POST", "/api/v1/scans", [], 400, "malformed"],
  ["POST", "/api/v1/scans", { parent: "SB00001" }, 400, "malformed"],
  ["POST", "/api/v1/scans", { scan_id: "1", parent: "SB00001" }, 400, "malformed"],
  ["POST", "/api/v1/scans", { scan_id: KEY }, 400, "malformed"],
  ["POST", "/api/v1/scans", { scan_id: KEY, parent: 7 }, 400, "malformed"],
  ["POST", "/api/v1/scans", { scan_id: KEY, parent: "SB00001", child: {} }, 400, "malformed"],
  ["POST", "/api/v1/scans", { scan_id: KEY, parent: "SB00001", user: "somebody" }, 409, "wrong_user"],
  ["POST", "/api/v1/scans", { scan_id: fresh(), parent: " " }, 400, "empty"],
  ["POST", "/api/v1/scans", { scan_id: fresh(), parent: "SB00001", child: "\r\n" }, 400, "empty"],
  ["POST", "/api/v1/scans", { scan_id: fresh(), parent: "SB00001", child: "9".repeat(256) }, 400, "too_long"],
  ["POST", "/api/v1/scans", { scan_id: fresh(), parent: "'; drop table bags; --" }, 422, "bad_format"],
  ["POST", "/api/v1/scans", { scan_id: fresh(), parent: "SB00001", child: "12\u000034" }, 422, "bad_format"],
  ["POST", "/api/v1/scans", { scan_id: fresh(), parent: "SB00001", child: "🎒🎒🎒🎒" }, 422, "bad_format"],
  ["POST", "/api/v1/scans", { scan_id: fresh(), parent: "SB00001", child: "\ud800abcd" }, 422, "bad_format"],
  ["POST", "/api/v1/scans", { scan_id: fresh(), parent: "SB00001", child: "SB00001" }, 422, "self_link"],
  ["POST", "/api/v1/scans", { scan_id: KEY, parent: "x".repeat(1_100_000) }, 413, "payload_too_large"],
  ["POST", "/api/v1/scans/batch", { scans: {} }, 400, "malformed"],
  ["POST", "/api/v1/scans/batch", { scans: [] }, 400, "malformed"],
  ["POST", "/api/v1/scans/batch", { scans: Array(501).fill({ scan_id: KEY, parent: "SB00001" }) }, 400, "malformed"],
  ["POST", "/api/v1/undos", { scan_id: fresh(), undoes: "yesterday" }, 400, "malformed"],
  ["POST", "/api/v1/undos", { scan_id: fresh(), undoes: KEY }, 404, "scan_not_found"],
  ["POST", "/api/v1/moves", { scan_id: fresh(), child: "0016586" }, 400, "malformed"],
  ["POST", "/api/v1/moves", { scan_id: fresh(), child: "0016586", to_parent: "SB00001" }, 404, "bag_not_found"],
  ["GET", "/api/bag/0000000", undefined, 404, "bag_not_found"],
  ["GET", `/api/bag/${"9".repeat(4_000)}`, undefined, 404, "bag_not_found"],
  ["GET", "/api/bag/%00", undefined, 404, "bag_not_found"],
  ["GET", "/api/v1/bags?limit=0", undefined, 400, "malformed"],
  ["GET", "/api/v1/bags?limit=201", undefined, 400, "malformed"],
  ["GET", "/api/v1/bags?limit=ten", undefined, 400, "malformed"],
  ["GET", "/api/v1/bags?cursor=!!", undefined, 400, "malformed"],
  ["GET", "/api/v1/bags?role=king", undefined, 400, "malformed"],
  ["GET", "/api/v1/bags?from=yesterday", undefined, 400, "malformed"],
  ["POST", "/api/v1/bills", {}, 400, "malformed"],
  ["POST", "/api/v1/bills", { capacity: "10" }, 400, "malformed"],
  ["POST", "/api/v1/bills", { capacity: 0 }, 422, "capacity_out_of_range"],
  ["POST", "/api/v1/bills", { capacity: 1e12 }, 422, "capacity_out_of_range"],
  ["GET", "/api/v1/bills/%2F%2e%2e%2Fetc", undefined, 404, "bill_not_found"],
  ["PATCH", "/api/v1/bills/none", { version: 1, capacity: 5 }, 404, "bill_not_found"],
  ["POST", "/api/v1/bills/none/parents", { scan_id: fresh(), parent: "SB00001" }, 404, "bill_not_found"],
  ["POST", "/api/v1/bills/none/completion", { version: 1 }, 404, "bill_not_found"],
  ["POST", "/api/v1/bills/none/completion", {}, 400, "malformed"],
  ["DELETE", "/api/v1/bills/none/parents/SB00001", undefined, 400, "malformed"],
  ["DELETE", "/api/v1/bags/SB00001/children/0016586", undefined, 400, "malformed"],
  ["POST", "/api/v1/users", { username: "x" }, 400, "malformed"],
  ["GET", "/api/v1/nothing", undefined, 404, "not_found"],
];

/** Every field of the contract, each filled in with what no one should send. */
const HOSTILE: readonly unknown[] = [
  null,
  true,
  -1,
  1e308,
  "",
  "\u0000",
  "12\u000034",
  "\ud800",
  "' or 1=1 --",
  "<script>alert(1)</script>",
  "9".repeat(10_000),
  [],
  { $gt: "" },
];
const FIELDS = ["scan_id", "parent", "child", "to_parent", "undoes", "station", "scanned_at", "code", "number"]
  .concat([
    "capacity",
    "version",
    "reason",
    "accept_short",
    "description",
    "move_from",
    "username",
    "password",
    "role",
  ]);
const PATHS: readonly (readonly [method: string, path: string])[] = [
  ["POST", "/api/v1/session"],
  ["POST", "/api/v1/scans"],
  ["POST", "/api/v1/scans/batch"],
  ["POST", "/api/v1/undos"],
  ["POST", "/api/v1/moves"],
  ["POST", "/api/v1/bags/SB00001/void"],
  ["POST", "/api/v1/bills"],
  ["PATCH", "/api/v1/bills/INV-1"],
  ["POST", "/api/v1/bills/INV-1/parents"],
  ["POST", "/api/v1/bills/INV-1/completion"],
  ["DELETE", "/api/v1/bills/INV-1/completion"],
  ["POST", "/api/v1/bills/INV-1/void"],
  ["POST", "/api/v1/users"],
];
const PAGES = ["/scan", "/bills/INV-1/scan", "/bills", "/bags", "/search", "/users", "/login", "/api/v1/bags"]
  .concat(["/api/v1/bills", "/api/v1/users"]);

Deno.test("What is missing, wrong, huge or hostile is refused as the contract says, over real HTTP", async (t) => {
  await using server = await startServer();
  const admin = await server.logIn("admin");
  for (const [method, path, body, status, code] of SAID) {
    await t.step(`${method} ${path.slice(0, 60)} ${JSON.stringify(body)?.slice(0, 60) ?? ""} is ${code}`, async () => {
      const reply = await admin.call(method, path, body);
      assert.deepEqual([reply.status, reply.json?.error?.code], [status, code]);
      assertTellsItsId(reply);
    });
  }
});

Deno.test("No field of any route, filled in with anything, makes the server fail", async () => {
  await using server = await startServer();
  const admin = await server.logIn("admin");
  await admin.call("POST", "/api/v1/bills", { number: "INV-1", capacity: 5 });
  const faults: string[] = [];
  for (const [method, path] of PATHS) {
    for (const value of HOSTILE) {
      const body = { ...Object.fromEntries(FIELDS.map((field) => [field, value])), scans: [value, { parent: value }] };
      faults.push(...faultsIn(await admin.call(method, path, body), `${method} ${path} with ${shown(value)}`));
    }
  }
  for (const page of PAGES) faults.push(...await sendHostileForms(admin, page));
  assert.deepEqual(faults, []);
  assert.doesNotMatch(server.log(), /"level":"error"/);
});

Deno.test("Nobody gets in without a session, with a made-up one, or from another site's page", async () => {
  await using server = await startServer();
  const dispatcher = await server.logIn("dispatcher");
  const scan = { scan_id: fresh(), parent: "SB00001" };
  for (const authorization of ["", "Bearer", "Bearer x.y.z", `Bearer ${dispatcher.token}x`, "Basic YTpi"]) {
    const reply = await dispatcher.call("POST", "/api/v1/scans", scan, { authorization });
    assert.deepEqual([reply.status, reply.json.error.code], [401, "unauthenticated"]);
  }
  const adminsOnly = await dispatcher.call("GET", "/api/v1/integrity");
  assert.deepEqual([adminsOnly.status, adminsOnly.json.error.code], [403, "forbidden"]);

  const fromElsewhere = await fetch(`${server.base}/scan`, {
    method: "POST",
    headers: { cookie: dispatcher.cookie, "sec-fetch-site": "cross-site", "hx-request": "true" },
    body: new URLSearchParams({ scan_id: fresh(), parent: "", code: "SB00001" }),
  });
  await fromElsewhere.body?.cancel();
  assert.equal(fromElsewhere.status, 403);
});

Deno.test("A refused sign-in is in the log under the request's own id, without the password", async () => {
  await using server = await startServer();
  const somebody = await server.logIn("dispatcher");
  const wrong = { username: "admin", password: "never-to-be-logged" };
  const reply = await somebody.call("POST", "/api/v1/session", wrong, { "x-request-id": "shift-7.scanner-3" });
  assert.deepEqual([reply.status, reply.headers.get("x-request-id")], [401, "shift-7.scanner-3"]);
  assert.match(server.log(), /"requestId":"shift-7\.scanner-3"/);
  assert.doesNotMatch(server.log(), /never-to-be-logged/);
});

async function sendHostileForms({ call, cookie }: Session, page: string): Promise<string[]> {
  const faults: string[] = [];
  for (const value of HOSTILE) {
    const fields = new URLSearchParams(FIELDS.map((field) => [field, String(value)]));
    const headers = { cookie, "sec-fetch-site": "same-origin", "content-type": "application/x-www-form-urlencoded" };
    faults.push(...faultsIn(await call("POST", page, fields.toString(), headers), `form ${page} with ${shown(value)}`));
    const query = new URLSearchParams({ q: String(value), cursor: String(value), parent: String(value) });
    const reply = await call("GET", `${page}?${query}`, undefined, { cookie });
    faults.push(...faultsIn(reply, `GET ${page} asked for ${shown(value)}`));
  }
  return faults;
}

const shown = (value: unknown): string => JSON.stringify(value).slice(0, 40);

/** Whatever was sent, the fault is never ours, and the answer names its request. */
function faultsIn({ status, headers, text }: Reply, what: string): string[] {
  if (status < 500 && headers.has("x-request-id")) return [];
  return [`${what}: ${status} ${text.startsWith("{") ? text.slice(0, 200) : ""}`];
}

/** Every refusal under /api has the one shape, and names the request as its header does. */
function assertTellsItsId({ json, headers }: Reply): void {
  assert.equal(json.error.request_id, headers.get("x-request-id"));
  assert.equal(typeof json.error.message, "string");
}

function fresh(): string {
  return crypto.randomUUID();
}

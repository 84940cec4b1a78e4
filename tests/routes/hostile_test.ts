/** What nobody should send, to every route: the documented refusal, and never a fault of ours. */
import { deepStrictEqual as same, ok } from "node:assert/strict";
import { routeTable } from "../../routes/app.ts";
import { type Api, newKey, openApi, ORIGIN } from "../support/api.ts";

const HOSTILE = [
  "",
  " ",
  "\u0000",
  "SB00001\u0000",
  "SB\u000000001",
  "\ud800",
  "SB0000\udfff",
  "'; drop table bags; --",
  "<script>alert(1)</script>",
  "../../etc/passwd",
  "%",
  "%00",
  "%zz",
  "_",
  "\\",
  "𝕊𝔹𝟘𝟘𝟘𝟘𝟙",
  "लखनऊ",
  "\u202eSB00001",
  "null",
  "NaN",
  "-1",
  "1e309",
  "9".repeat(40),
  "x".repeat(256),
  "x".repeat(20_000),
  "__proto__",
  "constructor",
];

const VALUES: unknown[] = [...HOSTILE, null, true, 0, -1, 1.5, 1e308, 2 ** 53, [], ["SB00001"], {}, { toString: 1 }];

/** A sound body for each route that takes one. */
const BODIES: Readonly<Record<string, Record<string, unknown>>> = {
  "POST /api/v1/session": { username: "dev", password: "secret" },
  "POST /api/v1/scans": {
    scan_id: newKey(),
    parent: "SB00001",
    child: "AAAA",
    station: "S1",
    scanned_at: "2026-01-01T00:00:00Z",
  },
  "POST /api/v1/scans/batch": { scans: [{ scan_id: newKey(), parent: "SB00001" }] },
  "POST /api/v1/undos": { scan_id: newKey(), undoes: newKey() },
  "POST /api/v1/moves": { scan_id: newKey(), child: "AAAA", to_parent: "SB00001" },
  "POST /api/v1/imports/:id/mapping": { layout: "bags", header_row: 1, columns: { code: 0 } },
  "POST /api/v1/bags/:code/void": { reason: "x" },
  "POST /api/v1/bills": { number: "N", capacity: 1, description: "d", destination: "e", vehicle: "v" },
  "PATCH /api/v1/bills/:number": { version: 1, description: "d", capacity: 1, destination: "e", vehicle: "v" },
  "POST /api/v1/bills/:number/parents": { scan_id: newKey(), parent: "SB00001", station: "S", move_from: "X" },
  "POST /api/v1/bills/:number/completion": { version: 1, accept_short: true, reason: "x" },
  "DELETE /api/v1/bills/:number/completion": { version: 1, reason: "x" },
  "POST /api/v1/bills/:number/void": { version: 1, reason: "x" },
  "POST /api/v1/users": {
    ...{ username: "newone", password: "k7#mQ2xz", role: "biller", dispatch_area: "lucknow" },
    ...{ full_name: "N", email: "n@example.com", must_change_password: false },
  },
  "PATCH /api/v1/users": { username: "dev", version: 1, full_name: "N" },
  "PATCH /api/v1/users/:username": {
    ...{ version: 1, role: "dispatcher", dispatch_area: "indore", full_name: "N", email: "m@example.com" },
    ...{ disabled: false, must_change_password: true, password: "k7#mQ2xz" },
  },
};

const QUERIES: Readonly<Record<string, readonly string[]>> = {
  "/api/v1/bags": ["limit", "cursor", "role", "kind", "q", "billed", "linked", "area", "from", "to"],
  "/api/v1/bags/:code/events": ["limit", "cursor"],
  "/api/v1/bills": ["limit", "cursor", "status", "q", "from", "to", "created_by"],
  "/api/v1/exports/bags.csv": ["role", "kind", "q", "billed", "linked", "area", "from", "to"],
  "/api/v1/exports/bills.csv": ["status", "q", "from", "to", "created_by"],
  "/api/v1/exports/scans.csv": [
    ...["from", "to", "user", "station", "outcome", "accepted", "parent", "child", "bill"],
  ],
  "/api/v1/reports/bills": ["from", "to", "created_by", "status"],
  "/api/v1/reports/bills.csv": ["from", "to", "created_by", "status"],
  "/api/v1/reports/day": ["day"],
  "/api/v1/reports/day.csv": ["day"],
  "/api/v1/reports/scans": ["from", "to"],
  "/api/v1/reports/scans.csv": ["from", "to"],
  "/api/v1/users": ["limit", "cursor", "q", "role", "area", "disabled", "state", "order"],
};

/** Documented refusals and plain answers; everything from 500 up is a fault of ours. */
function fine(
  { status, body }: { status: number; body: { error?: { code?: string; request_id?: string } } },
  what: string,
) {
  ok(status < 500, `${what}: ${status} ${JSON.stringify(body).slice(0, 200)}`);
  if (status >= 400) ok(body.error?.code && body.error.request_id, `${what}: ${JSON.stringify(body).slice(0, 200)}`);
}

const routesOf = (api: Api) => routeTable(api.app).filter(({ path }) => path !== "/metrics");
const pathOf = (path: string, value = "X") => path.replace(/:\w+/g, encodeURIComponent(value.toWellFormed()));
const keyHeader = () => ({ "idempotency-key": newKey() });

Deno.test("a path of any content never makes a fault", async () => {
  await using api = await openApi();
  for (const { method, path } of routesOf(api)) {
    if (!path.includes(":")) continue;
    const body = BODIES[`${method} ${path}`];
    for (const value of HOSTILE.filter((value) => value !== "" && value.length < 10_000)) {
      fine(
        await api.ask("anil", method, pathOf(path, value), body, keyHeader()),
        `${method} ${path} ${value.slice(0, 30)}`,
      );
    }
    for (const raw of ["%", "%zz", "%E0%A4%A", "%ED%A0%80", "%C0%AF", "%2F", "%252F", "%00", "a%00b", "%FF"]) {
      const at = path.replace(/:\w+/g, raw);
      fine(await api.ask("anil", method, at, body, keyHeader()), `${method} ${at}`);
    }
  }
});

Deno.test("a field of any content or type never makes a fault, and a wrong type is malformed", async () => {
  await using api = await openApi();
  for (const { method, path } of routesOf(api)) {
    const sound = BODIES[`${method} ${path}`];
    if (!sound) continue;
    for (const field of Object.keys(sound)) {
      for (const value of VALUES) {
        const answer = await api.ask("anil", method, pathOf(path), { ...sound, [field]: value }, keyHeader());
        fine(answer, `${method} ${path} ${field}=${JSON.stringify(value)?.slice(0, 30)}`);
      }
      const answer = await api.ask("anil", method, pathOf(path), { ...sound, [field]: { a: 1 } }, keyHeader());
      same([answer.status, answer.body.error.code], [400, "malformed"], `${method} ${path} ${field}`);
    }
  }
});

Deno.test("a body that is missing, no JSON, no object, too large or of another type is refused as documented", async () => {
  await using api = await openApi();
  const json = { "content-type": "application/json" };
  for (const name of Object.keys(BODIES)) {
    const [method = "", path = ""] = name.split(" ");
    const codeOf = async (body: string | undefined, headers: HeadersInit = json) => {
      const answer = await api.ask("anil", method, pathOf(path), body, headers);
      fine(answer, name);
      return [answer.status, answer.body.error?.code];
    };
    for (const body of ["", "{", "[]", "null", '"x"', "7", "\u0000", "{}", '{"scan_id":"x"}', "[".repeat(3_900)]) {
      const isEdit = name.startsWith("PATCH");
      if (!isEdit || body !== "{}") same(await codeOf(body), [400, "malformed"], `${name} ${body.slice(0, 20)}`);
    }
    same(await codeOf(`"${"x".repeat(1_000_001)}"`), [413, "payload_too_large"], name);
    same(await codeOf("a=1", { "content-type": "application/x-www-form-urlencoded" }), [415, "unsupported_media_type"]);
    same(await codeOf("{}", { "content-type": "text/plain" }), [415, "unsupported_media_type"]);
  }
});

Deno.test("a body without a declared length is counted as it comes", async () => {
  await using api = await openApi();
  const chunk = new TextEncoder().encode(" ".repeat(300_000));
  const stream = (chunks: number) =>
    new ReadableStream({
      pull(controller) {
        if (chunks-- > 0) controller.enqueue(chunk);
        else controller.close();
      },
    });
  const send = async (chunks: number) => {
    const headers = { authorization: "Bearer dev", "content-type": "application/json" };
    const response = await api.app.request(`${ORIGIN}/api/v1/scans/batch`, {
      method: "POST",
      headers,
      body: stream(chunks),
    });
    return (await response.json()).error.code;
  };
  same([await send(2), await send(4)], ["malformed", "payload_too_large"]);
});

Deno.test("a query of any content never makes a fault, and what a list does not know is malformed", async () => {
  await using api = await openApi();
  for (const [path, names] of Object.entries(QUERIES)) {
    for (const name of names) {
      for (const value of HOSTILE) {
        const query = `${name}=${encodeURIComponent(value.toWellFormed())}`;
        fine(await api.ask("anil", "GET", `${pathOf(path)}?${query}`), `${path} ${query.slice(0, 40)}`);
        fine(
          await api.ask("anil", "GET", `${pathOf(path)}?${name}=${value.replaceAll("#", "")}`),
          `${path} raw ${name}`,
        );
      }
    }
  }
  for (
    const query of [
      ...[
        "limit=0",
        "limit=201",
        "limit=-1",
        "limit=1.5",
        "limit=x",
        "limit=1e2",
        "cursor=x",
        "cursor=W10",
        "role=sack",
      ],
      ...["kind=XX", "billed=1", "linked=yes", "from=2026-02-31", "from=yesterday", "to=2026-13-01", "to=99999-01-01"],
    ]
  ) {
    const { status, body } = await api.ask("anil", "GET", `/api/v1/bags?${query}`);
    same([status, body.error?.code], [400, "malformed"], query);
  }
  same((await api.ask("anil", "GET", "/api/v1/bills?status=open")).status, 400);
});

Deno.test("an Idempotency-Key is a UUID or the request is malformed, on every unsafe request that may carry one", async () => {
  await using api = await openApi();
  for (const { method, path, who } of routesOf(api)) {
    if (method === "GET" || who === "anybody" || path === "/api/v1/session") continue;
    for (const key of ["x", "", "7", "0199f0c2-0000-7000-8000-00000000000g", "x".repeat(5_000)]) {
      // What has no body of its own sends one that says nothing: the key is looked at before what stands in it.
      const body = BODIES[`${method} ${path}`] ?? {};
      const { status, body: answer } = await api.ask("anil", method, pathOf(path), body, { "idempotency-key": key });
      same([status, answer.error?.code], [400, "malformed"], `${method} ${path} ${key.slice(0, 10)}`);
    }
  }
});

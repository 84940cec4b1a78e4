/**
 * Replays a shift's work over HTTP and compares every answer, and the final state, with what the contract demands.
 *
 *   ADMIN_PASSWORD=… BILLER_PASSWORD=… DISPATCHER_PASSWORD=… deno run -A replay.ts http://127.0.0.1:5000 ../data/shift.jsonl
 *
 * The server must be fresh enough not to know the file's codes, and started with CREATE_TEST_USERS=true.
 * Exit status 0 when everything agrees. The last line reads "N passed, M failed".
 */
interface Step {
  as: string;
  method: string;
  path: string;
  body: Record<string, unknown> | null;
  status: number;
  expect: Record<string, unknown>;
  headers?: Record<string, string>;
  version_of?: string;
}

interface FinalState {
  parents: Record<string, { children: string[]; bill: string | null }>;
  bills: Record<string, Record<string, unknown>>;
}

const [base, file] = Deno.args;
if (!base || !file) throw new Error("Usage: replay.ts BASE_URL FILE.jsonl");

const password = (role: string) => Deno.env.get(`${role.toUpperCase()}_PASSWORD`) ?? "";
const tokens = new Map<string, string>();
let passed = 0, failed = 0;

async function call(as: string, method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(base + path, {
    method,
    headers: {
      ...headers,
      ...(tokens.has(as) ? { authorization: `Bearer ${tokens.get(as)}` } : {}),
      ...(body == null ? {} : { "content-type": "application/json" }),
    },
    ...(body == null ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  let json: unknown = text;
  try {
    json = JSON.parse(text);
  } catch { /* not JSON: the comparison below will say so */ }
  return { status: response.status, json };
}

async function logIn(username: string, secret: string) {
  const { status, json } = await call("", "POST", "/api/v1/session", { username, password: secret });
  if (status !== 201) throw new Error(`Cannot log in as ${username}: status ${status}, ${JSON.stringify(json)}`);
  tokens.set(username, (json as { token: string }).token);
}

const at = (value: unknown, path: string) =>
  path.split(".").reduce<unknown>((v, key) => (v as Record<string, unknown> | null | undefined)?.[key], value);

function check(what: string, got: unknown, want: unknown) {
  if (JSON.stringify(got) === JSON.stringify(want)) return true;
  if (failed < 20) console.log(`  ${what}: got ${JSON.stringify(got)}, want ${JSON.stringify(want)}`);
  return false;
}

function count(ok: boolean, line: string) {
  if (ok) passed++;
  else if (failed++ < 20) console.log(`WRONG ${line}`);
}

async function step(s: Step, number: number) {
  const body = s.body && { ...s.body };
  if (body && s.version_of) {
    const { json } = await call("biller", "GET", `/api/v1/bills/${s.version_of}`);
    body.version = at(json, "version");
  }
  const { status, json } = await call(s.as, s.method, s.path, body, s.headers);
  let ok = check("status", status, s.status);
  for (const [path, want] of Object.entries(s.expect)) ok = check(path, at(json, path), want) && ok;
  count(
    ok,
    `line ${number}: ${s.as} ${s.method} ${s.path} ${JSON.stringify(body)} → ${JSON.stringify(json)?.slice(0, 300)}`,
  );
}

async function finalState({ parents, bills }: FinalState) {
  for (const [code, want] of Object.entries(parents)) {
    const { json } = await call("admin", "GET", `/api/bag/${code}`);
    const kids = ((at(json, "children") as { code: string }[] | undefined) ?? []).map((c) => c.code).sort();
    const bill = at(json, "bill");
    const number = typeof bill === "object" && bill !== null ? at(bill, "number") : bill;
    let ok = check("children", kids, want.children);
    ok = check("bill", number ?? null, want.bill) && ok;
    ok = check("child_count", at(json, "child_count"), want.children.length) && ok;
    count(ok, `final state of ${code}`);
  }
  for (const [number, want] of Object.entries(bills)) {
    const { json } = await call("admin", "GET", `/api/v1/bills/${number}`);
    let ok = true;
    for (const [key, value] of Object.entries(want)) ok = check(key, at(json, key), value) && ok;
    count(ok, `final state of bill ${number}`);
  }
}

await logIn("admin", password("admin"));
await logIn("biller", password("biller"));
await logIn("dispatcher", password("dispatcher"));
await call("admin", "POST", "/api/v1/users", {
  username: "dispatcher2",
  password: password("dispatcher"),
  role: "dispatcher",
  dispatch_area: "lucknow",
});
await logIn("dispatcher2", password("dispatcher"));

const started = performance.now();
const lines = (await Deno.readTextFile(file)).trim().split("\n").map((line) => JSON.parse(line));
for (const [index, line] of lines.entries()) {
  if (line.method) await step(line, index + 1);
  else if (line.state) await finalState(line.state);
}
console.log(`${lines.length - 2} requests in ${((performance.now() - started) / 1000).toFixed(1)} s`);
console.log(`${passed} passed, ${failed} failed`);
Deno.exit(failed ? 1 : 0);

import { deepStrictEqual as same, match } from "node:assert/strict";
import { newKey, openApi } from "../support/api.ts";

const SCANS = "/api/v1/scans";

Deno.test("POST /api/v1/scans opens a new parent, then puts a child into it, as the contract shows", async () => {
  await using api = await openApi();
  const opened = await api.ask("dev", "POST", SCANS, { scan_id: newKey(), station: "S1", parent: " sb00042\r" });
  same([opened.status, opened.body.outcome, opened.body.replayed], [201, "parent_created", false]);
  const scan = { scan_id: newKey(), parent: "SB00042", child: "LABEL NO.0016586 LOT NO.:STAR44GG24611" };
  const linked = await api.ask("dev", "POST", SCANS, { ...scan, scanned_at: "2026-11-22T10:00:00+05:30" });
  same(linked.status, 201);
  const { outcome, replayed, message, parent, child } = linked.body;
  same([outcome, replayed, typeof message, child], ["child_linked", false, "string", {
    code: "0016586",
    lot: "STAR44GG24611",
  }]);
  same(parent, {
    code: "SB00042",
    kind: "SB",
    child_count: 1,
    capacity: 30,
    weight_kg: 1,
    status: "open",
    bill: null,
  });
  const again = await api.ask("dev", "POST", SCANS, scan);
  same([again.status, again.body.outcome, again.body.replayed], [201, "child_linked", true]);
});

Deno.test("a refused scan answers its outcome as the error's code, and where the bag is instead", async () => {
  await using api = await openApi();
  await api.ask("dev", "POST", SCANS, { scan_id: newKey(), parent: "SB00001", child: "AAAA" });
  const { status, body } = await api.ask("esha", "POST", SCANS, {
    scan_id: newKey(),
    parent: "SB00002",
    child: "aaaa",
  });
  same([status, body.outcome, body.error.code], [409, "child_elsewhere", "child_elsewhere"]);
  same([body.elsewhere.parent, body.elsewhere.by, typeof body.error.request_id], ["SB00001", "dev", "string"]);
  const blank = await api.ask("dev", "POST", SCANS, { scan_id: newKey(), parent: "SB00001", child: "  " });
  same([blank.status, blank.body.outcome, blank.body.parent?.code], [400, "empty", "SB00001"]);
  const long = await api.ask("dev", "POST", SCANS, { scan_id: newKey(), parent: "x".repeat(300) });
  same([long.status, long.body.outcome], [400, "too_long"]);
});

Deno.test("a scan is refused in the contract's order: 401, 403, 409 wrong_user, 400, then the key", async () => {
  await using api = await openApi();
  const bad = { user: "somebody", parent: 7 };
  same((await api.ask(null, "POST", SCANS, bad)).body.error.code, "unauthenticated");
  same((await api.ask("dev", "POST", "/api/v1/moves", bad)).body.error.code, "forbidden");
  const wrong = await api.ask("dev", "POST", SCANS, bad);
  same([wrong.status, wrong.body.error.code], [409, "wrong_user"]);
  const malformed = await api.ask("dev", "POST", SCANS, { ...bad, user: "DEV" });
  same([malformed.status, malformed.body.error.code], [400, "malformed"]);
  const key = newKey();
  await api.ask("dev", "POST", SCANS, { scan_id: key, parent: "SB00001" });
  const reused = await api.ask("dev", "POST", SCANS, { scan_id: key, parent: "nonsense" });
  same([reused.status, reused.body.error.code], [409, "scan_id_reused"]);
});

Deno.test("a scan that is not confirmed answers 503 with Retry-After, and too many of one person 429", async () => {
  const submit = () => [Promise.resolve({ refused: "busy", why: "expired" } as const)];
  await using api = await openApi({ submit, scanWaitSeconds: (_, scans) => Promise.resolve(scans > 2 ? 7 : 0) });
  const scan = () => ({ scan_id: newKey(), parent: "SB00001" });
  const busy = await api.ask("dev", "POST", SCANS, scan());
  same([busy.status, busy.body.error.code, busy.headers.get("retry-after")], [503, "busy", "1"]);
  match(busy.body.error.message, /will be sent again/);
  const paced = await api.ask("dev", "POST", `${SCANS}/batch`, { scans: [scan(), scan(), scan()] });
  same([paced.status, paced.body.error.code, paced.headers.get("retry-after")], [429, "rate_limited", "7"]);
});

Deno.test("a batch answers each scan on its own, in order, what is no scan and a repeated key too", async () => {
  await using api = await openApi();
  const key = newKey();
  const scans = [
    { scan_id: key, parent: "SB00001" },
    { scan_id: newKey(), parent: "SB00001", child: "AAAA" },
    { scan_id: "no uuid", parent: "SB00001" },
    null,
    { scan_id: newKey(), parent: "SB00001", child: "BBBB", user: "somebody" },
    { scan_id: newKey(), parent: "SB00001", child: "SB00001" },
    { scan_id: key, parent: "SB00001" },
    { scan_id: newKey(), parent: "SB00001", child: "CCCC" },
  ];
  const { status, body } = await api.ask("dev", "POST", `${SCANS}/batch`, { scans });
  same(status, 200);
  same(
    body.results.map((one: { status: number; outcome?: string; error?: { code: string } }) => [
      one.status,
      one.outcome ?? one.error?.code,
    ]),
    [
      [201, "parent_created"],
      [201, "child_linked"],
      [400, "malformed"],
      [400, "malformed"],
      [409, "wrong_user"],
      [422, "self_link"],
      [201, "parent_created"],
      [201, "child_linked"],
    ],
  );
  same([body.results[6].replayed, body.results[7].parent.child_count], [true, 2]);
});

Deno.test("after one scan of a batch that is not confirmed, all that follow are not", async () => {
  const busy = { refused: "busy", why: "not_confirmed" } as const;
  await using api = await openApi({
    submit: (commands) => commands.map((_, place) => Promise.resolve(place > 0 ? busy : { refused: "scan_id_reused" })),
  });
  const scan = () => ({ scan_id: newKey(), parent: "SB00001" });
  const { body } = await api.ask("dev", "POST", `${SCANS}/batch`, { scans: [scan(), scan(), {}, scan()] });
  same(body.results.map(({ status }: { status: number }) => status), [409, 503, 503, 503]);
});

Deno.test("a batch that asks for HTML gets fragments, by the pages", async () => {
  await using api = await openApi();
  const key = newKey();
  const scans = [{ scan_id: key, parent: "SB00001" }, {}];
  const { status, body } = await api.ask("dev", "POST", `${SCANS}/batch`, { scans }, { accept: "text/html" });
  same([status, body], [200, `<li>${key}</li><li>none</li>`]);
});

Deno.test("a scan is undone by its own dispatcher, moved by a biller, and taken out by a path", async () => {
  await using api = await openApi();
  const key = newKey();
  await api.ask("dev", "POST", SCANS, { scan_id: key, parent: "SB00001", child: "AAAA" });
  await api.ask("dev", "POST", SCANS, { scan_id: newKey(), parent: "SB00002" });
  const notHis = await api.ask("esha", "POST", "/api/v1/undos", { scan_id: newKey(), undoes: key });
  same([notHis.status, notHis.body.outcome], [403, "not_yours"]);
  const undone = await api.ask("dev", "POST", "/api/v1/undos", { scan_id: newKey(), undoes: key });
  same([undone.status, undone.body.outcome, undone.body.parent.child_count], [200, "child_unlinked", 0]);

  await api.ask("dev", "POST", SCANS, { scan_id: newKey(), parent: "SB00001", child: "AAAA" });
  const moved = await api.ask("bina", "POST", "/api/v1/moves", {
    scan_id: newKey(),
    child: "AAAA",
    to_parent: "SB00002",
  });
  same([moved.status, moved.body.outcome, moved.body.parent.code, moved.body.from.code], [
    200,
    "child_moved",
    "SB00002",
    "SB00001",
  ]);
  const path = "/api/v1/bags/sb00002/children/aaaa";
  same((await api.ask("bina", "DELETE", path)).body.error.code, "malformed");
  const out = await api.ask("bina", "DELETE", path, undefined, { "idempotency-key": newKey() });
  same([out.status, out.body.outcome], [200, "child_unlinked"]);
});

import { deepStrictEqual as same } from "node:assert/strict";
import { type Api, newKey, openApi } from "../support/api.ts";
import type { Kind } from "../../domain/code.ts";
import { openRealPages } from "../support/real_pages.ts";
import { addBill, addChild, addParent } from "../support/made_rows.ts";

const KINDS = "/api/v1/kinds";
const RICE = {
  ...{ prefix: "RC-", digits: 6, product: "Rice", capacity: 20 },
  ...{ child_weight_kg: 0.5, expected_weight_kg: 10 },
};

const create = (api: Api, fields: object = {}) => api.ask("anil", "POST", KINDS, { ...RICE, ...fields });
const change = (api: Api, kind: string, fields: object) => api.ask("anil", "PATCH", `${KINDS}/${kind}`, fields);
const scan = (api: Api, parent: string, child?: string) =>
  api.ask("dev", "POST", "/api/v1/scans", { scan_id: newKey(), parent, ...(child ? { child } : {}) });
const answered = ({ status, body }: { status: number; body: { error?: { code: string } } }) => [
  status,
  body.error?.code ?? "done",
];

Deno.test("a new kind is listed, recorded, and scanned at once with its own capacity and weights", async () => {
  await using api = await openApi();
  same((await scan(api, "RC-000042")).body.outcome, "bad_format");
  const made = await create(api);
  same([made.status, made.body], [201, {
    ...RICE,
    ...{ kind: "RC", parents: 0, older_parents: 0, version: 1, replayed: false },
  }]);
  same((await scan(api, "rc-000042", "BAG1")).body.parent, {
    ...{ code: "RC-000042", kind: "RC", child_count: 1, capacity: 20, weight_kg: 0.5, status: "open", bill: null },
  });
  const { body } = await api.ask("anil", "GET", KINDS);
  same(body.items.map(({ kind, parents }: { kind: string; parents: number }) => [kind, parents]), [
    ["M444", 0],
    ["RC", 1],
    ["SB", 0],
  ]);
  const [record] = await api.db.query<{ action: string; after: unknown }>(
    "select action, after from audit_log where entity_type = 'kind' and entity_id = 'RC'",
  );
  same(record, {
    action: "kind_created",
    after: {
      ...{ kind: "RC", prefix: "RC-", digits: 6, product: "Rice", capacity: 20 },
      ...{ childWeightG: 500, expectedWeightG: 10_000 },
    },
  });
});

Deno.test("pages that are open can ask for the kinds as they are now, and scan the first sack of a new one", async () => {
  await using real = await openRealPages();
  const prefixes = async () =>
    JSON.parse((await real.open("dev", "/scan/kinds")).text).map((kind: Kind) => kind.prefix);
  same(await prefixes(), ["M444-", "SB"]);
  same((await create(real)).status, 201);
  same(await prefixes(), ["M444-", "RC-", "SB"]);
  const scanId = newKey();
  const reply = await real.send("dev", "/scan", { scan_id: scanId, parent: "", code: "RC-000042" }, "htmx");
  same([reply.status, reply.text.includes("RC-000042")], [201, true]);
});

Deno.test("a change holds for sacks registered from then on: those that are there, and bills, keep what they had", async () => {
  await using api = await openApi();
  const bill = await addBill(api.db, "B1");
  await addParent(api.db, "SB00001", { children: ["BAG1", "BAG2"], billId: bill });
  const edit = { version: 1, capacity: 40, child_weight_kg: 2, expected_weight_kg: 80 };
  const { status, body } = await change(api, "sb", edit);
  same([status, body.capacity, body.older_parents, body.version], [200, 40, 1, 2]);
  const bagOf = async (code: string) => (await api.ask("anil", "GET", `/api/bag/${code}`)).body;
  same([(await bagOf("SB00001")).capacity, (await bagOf("SB00001")).weight_kg], [30, 2]);
  same((await scan(api, "SB00001", "BAG3")).body.parent.capacity, 30);
  same((await scan(api, "SB00002", "BAG4")).body.parent, {
    ...{ code: "SB00002", kind: "SB", child_count: 1, capacity: 40, weight_kg: 2, status: "open", bill: null },
  });
  const { weight_kg, expected_weight_kg } = (await api.ask("anil", "GET", "/api/v1/bills/B1")).body;
  same([weight_kg, expected_weight_kg], [3, 30]);
  const found = (await api.ask("anil", "GET", "/api/v1/integrity")).body;
  same(found.problems.filter(({ check }: { check: string }) => check !== "totals"), []);
});

Deno.test("codes of a kind are fixed once there is a sack of it, until then not", async () => {
  await using api = await openApi();
  await create(api);
  same(answered(await change(api, "RC", { version: 1, prefix: "RI-", digits: 7 })), [200, "done"]);
  same((await scan(api, "RI-0000042")).body.outcome, "parent_created");
  same(answered(await change(api, "RC", { version: 2, prefix: "RX-" })), [409, "kind_in_use"]);
  same(answered(await change(api, "RC", { version: 2, digits: 5 })), [409, "kind_in_use"]);
  same(answered(await change(api, "RC", { version: 2, prefix: "RI-", digits: 7, product: "Red rice" })), [200, "done"]);
});

Deno.test("the capacity of a kind does not fall below its fullest sack", async () => {
  await using api = await openApi();
  await addParent(api.db, "SB00001", { children: ["BAG1", "BAG2", "BAG3"] });
  const refused = await change(api, "SB", { version: 1, capacity: 2 });
  same(answered(refused), [422, "capacity_below_fullest"]);
  same(refused.body.error.details, { in_the_way: "SB00001" });
  same(answered(await change(api, "SB", { version: 1, capacity: 3 })), [200, "done"]);
  same(answered(await change(api, "M444", { version: 1, capacity: 1 })), [200, "done"]);
});

Deno.test("a prefix that another kind's code, a command or a registered bag begins with is refused", async () => {
  await using api = await openApi();
  await addChild(api.db, "ZED12345");
  const clashes = ["SB-", "S", "SBX", "SB1", "M4", "M444", "M44", "T", "TT", "TTB-", "TTX"];
  for (const prefix of clashes) {
    same(answered(await create(api, { kind: "NEW", prefix })), [409, "kind_clash"], prefix);
  }
  for (const prefix of ["ZED", "Z", "ZED1-"]) {
    const refused = await create(api, { prefix });
    same([...answered(refused), refused.body.error.details], [409, "kind_codes_taken", { in_the_way: "ZED12345" }]);
  }
  same(answered(await create(api, { prefix: "ZEDA" })), [201, "done"]);
  same(answered(await change(api, "ZEDA", { version: 1, prefix: "ZE" })), [409, "kind_codes_taken"]);
  same(answered(await create(api, { kind: "SB", prefix: "RC" })), [409, "kind_exists"]);
});

Deno.test("a field that no kind can have is named", async () => {
  await using api = await openApi();
  const bad: Record<string, unknown[]> = {
    prefix: ["", "1A", "rc_", "ABCDEFGHIJK"],
    digits: [2, 11, 4.5],
    product: [" ", "x".repeat(61)],
    capacity: [0, 501, 1.5],
    child_weight_kg: [-1, 1_001],
  };
  for (const [field, values] of Object.entries(bad)) {
    for (const value of values) {
      const { status, body } = await create(api, { kind: "NEW", [field]: value });
      same([status, body.error.details[0].path], [400, field], `${field} ${value}`);
    }
  }
  same((await create(api, { prefix: "ABCDEFGHIJ-", digits: 10 })).body.error.details[0].path, "digits");
  same((await create(api, { child_weight_kg: 0.0005 })).status, 400);
});

Deno.test("a stale version is told, and a key makes one change", async () => {
  await using api = await openApi();
  same(answered(await change(api, "SB", { version: 9, product: "Rape" })), [409, "version_conflict"]);
  same(answered(await change(api, "NONE", { version: 1, product: "Rape" })), [404, "not_found"]);
  const key = { "idempotency-key": newKey() };
  const twice = await Promise.all([1, 2].map(() => api.ask("anil", "POST", KINDS, RICE, key)));
  same(twice.map(({ status, body }) => [status, body.replayed]).sort(), [[201, false], [201, true]]);
  same((await api.ask("anil", "POST", KINDS, { ...RICE, capacity: 21 }, key)).body.error.code, "scan_id_reused");
});

Deno.test("a field that fits by itself, and not with what stays as it is, is refused in words", async () => {
  await using api = await openApi();
  same((await create(api, { prefix: "ABCDEFGHIJ-", digits: 9 })).status, 201);
  same(answered(await change(api, "ABCDEFGHIJ", { version: 1, digits: 10 })), [400, "malformed"]);
  same(answered(await change(api, "ABCDEFGHIJ", { version: 1, digits: 8 })), [200, "done"]);
});

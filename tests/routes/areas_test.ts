import { deepStrictEqual as same } from "node:assert/strict";
import { type Api, newKey, openApi } from "../support/api.ts";
import { addParent, addUser, countStock } from "../support/made_rows.ts";
import { untilSomebodyWaits } from "../support/locked.ts";

const AREAS = "/api/v1/areas";

const lineOf = async (api: Api, key: string) =>
  (await api.ask("anil", "GET", AREAS)).body.items.find((area: { key: string }) => area.key === key);

const records = (api: Api) =>
  api.db.query<{ action: string; entity_id: string; before: unknown; after: unknown; by: string }>(
    `select action, entity_id, before, after, username as by from audit_log join users on users.id = user_id
    where entity_type = 'area' order by audit_log.id`,
  );

Deno.test("ten towns are there, each with its dispatchers and sacks", async () => {
  await using api = await openApi();
  await addParent(api.db, "SB00001", { area: "lucknow" });
  await addParent(api.db, "SB00002", { area: "lucknow" });
  await countStock(api.db);
  const disabled = await addUser(api.db, "gone", "dispatcher", "lucknow");
  await api.db.query("update users set disabled_at = now() where id = $1", [disabled]);
  const { status, body } = await api.ask("anil", "GET", AREAS);
  same([status, body.items.length, body.next_cursor], [200, 10, null]);
  same(await lineOf(api, "lucknow"), {
    ...{ key: "lucknow", label: "Lucknow", active: true, max_dispatchers: 10, dispatchers: 1, parents: 2, version: 1 },
  });
});

Deno.test("an area is made, renamed, bounded and taken out of use, and each change is recorded", async () => {
  await using api = await openApi();
  const made = await api.ask("anil", "POST", AREAS, { key: "nagpur", label: " Nagpur ", max_dispatchers: 3 });
  same([made.status, made.body.label, made.body.version, made.body.replayed], [201, "Nagpur", 1, false]);
  const change = (fields: object) => api.ask("anil", "PATCH", `${AREAS}/nagpur`, fields);
  same((await change({ version: 1, label: "Nagpur East" })).body.version, 2);
  const off = await change({ version: 2, max_dispatchers: 5, active: false });
  same([off.status, off.body.label, off.body.max_dispatchers, off.body.active], [200, "Nagpur East", 5, false]);
  same((await api.deps.areas()).includes("nagpur"), false);
  const state = { key: "nagpur", label: "Nagpur", maxDispatchers: 3, active: true };
  const east = { ...state, label: "Nagpur East" };
  const of = { entity_id: "nagpur", by: "anil" };
  same(await records(api), [
    { action: "area_created", ...of, before: null, after: state },
    { action: "area_changed", ...of, before: state, after: east },
    { action: "area_changed", ...of, before: east, after: { ...east, maxDispatchers: 5, active: false } },
  ]);
});

Deno.test("a taken key or name, a stale version, an unknown area and a field that is none are told apart", async () => {
  await using api = await openApi();
  const refusalOf = async (method: string, path: string, body: object) => {
    const asked = await api.ask("anil", method, path, body);
    return [asked.status, asked.body.error?.code];
  };
  same(await refusalOf("POST", AREAS, { key: "indore", label: "Indore 2" }), [409, "area_exists"]);
  same(await refusalOf("POST", AREAS, { key: "indore_2", label: "INDORE" }), [409, "area_exists"]);
  same(await refusalOf("PATCH", `${AREAS}/indore`, { version: 1, label: "jaipur" }), [409, "area_exists"]);
  same(await refusalOf("PATCH", `${AREAS}/indore`, { version: 7, label: "X" }), [409, "version_conflict"]);
  same(await refusalOf("PATCH", `${AREAS}/atlantis`, { version: 1, label: "X" }), [404, "not_found"]);
  for (const bad of [{ key: "Nag pur" }, { label: " " }, { label: "x".repeat(61) }, { max_dispatchers: 1.5 }]) {
    same(await refusalOf("POST", AREAS, { key: "nagpur", label: "Nagpur", ...bad }), [400, "malformed"]);
  }
  same(await records(api), []);
});

Deno.test("the maximum of an area does not fall below the dispatchers who are there", async () => {
  await using api = await openApi();
  await addUser(api.db, "dina", "dispatcher", "lucknow");
  const change = (max_dispatchers: number) =>
    api.ask("anil", "PATCH", `${AREAS}/lucknow`, { version: 1, max_dispatchers });
  const refused = await change(1);
  same([refused.status, refused.body.error.code], [422, "area_over_full"]);
  same((await change(2)).status, 200);
});

Deno.test("a dispatcher who comes in while the maximum falls is counted, or waits", async () => {
  await using api = await openApi();
  let edit: Promise<{ status: number }> | undefined;
  await api.db.transaction(async (inside) => {
    await inside.query("set local idle_in_transaction_session_timeout = 0");
    await addUser(inside, "dina", "dispatcher", "indore");
    edit = api.ask("anil", "PATCH", `${AREAS}/indore`, { version: 1, max_dispatchers: 1 });
    await untilSomebodyWaits((text) => api.db.query(text));
  });
  same((await edit!).status, 422);
});

Deno.test("a key makes one change: the same again is replayed, another refused", async () => {
  await using api = await openApi();
  const key = { "idempotency-key": newKey() }, fields = { version: 1, label: "Akola Town" };
  const change = (body: object) => api.ask("anil", "PATCH", `${AREAS}/akola`, body, key);
  same((await change(fields)).body.replayed, false);
  const again = await change(fields);
  same([again.status, again.body.replayed, again.body.version], [200, true, 2]);
  same((await change({ version: 2, label: "Akola City" })).body.error.code, "scan_id_reused");
  const made = { "idempotency-key": newKey() };
  const create = (label: string) => api.ask("anil", "POST", AREAS, { key: "nagpur", label }, made);
  same((await Promise.all([create("Nagpur"), create("Nagpur")])).map(({ body }) => body.replayed).sort(), [
    false,
    true,
  ]);
  same((await create("Nagpur 2")).body.error.code, "scan_id_reused");
});

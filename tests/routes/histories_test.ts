import { deepStrictEqual as same } from "node:assert/strict";
import { type Api, newKey, openApi } from "../support/api.ts";

async function scan(api: Api, parent: string, child: string): Promise<{ at: string; scan_id: string }> {
  const asked = await api.ask("dev", "POST", "/api/v1/scans", { scan_id: newKey(), parent, child });
  same(asked.status, 201);
  return asked.body;
}

const asOf = (path: string, at: string) => `/api/v1/${path}/as-of?at=${encodeURIComponent(at)}`;

Deno.test("a sack is told as it was at the very time that an answer named, and not a millisecond earlier", async () => {
  await using api = await openApi();
  const first = await scan(api, "SB00001", "AAAA");
  const second = await scan(api, "SB00001", "BBBB");
  await api.ask("bina", "DELETE", "/api/v1/bags/SB00001/children/AAAA", undefined, { "idempotency-key": newKey() });

  const then = await api.ask("bina", "GET", asOf("bags/sb00001", second.at));
  same([then.status, then.body.as_of, then.body.child_count, then.body.weight_kg], [200, second.at, 2, 2]);
  same(then.body.children.map(({ code }: { code: string }) => code), ["BBBB", "AAAA"]);
  const { code, packed_at, packed_by, scan_id } = then.body.children[1];
  same([code, packed_at, packed_by, scan_id], ["AAAA", first.at, "dev", first.scan_id]);
  const earlier = new Date(Date.parse(second.at) - 1).toISOString();
  same((await api.ask("bina", "GET", asOf("bags/SB00001", earlier))).body.child_count, 1);
  const bag = await api.ask("bina", "GET", asOf("bags/AAAA", second.at));
  same([bag.body.role, bag.body.parent, bag.body.packed_by], ["child", "SB00001", "dev"]);
  const now = await api.ask("bina", "GET", asOf("bags/AAAA", new Date().toISOString()));
  same([now.body.parent, now.body.packed_at], [null, null]);
});

Deno.test("a bill is told with the sacks, the bags in them and the words that it had", async () => {
  await using api = await openApi();
  await scan(api, "SB00001", "AAAA");
  await api.ask("bina", "POST", "/api/v1/bills", { number: "Inv/7", capacity: 2, destination: "Hisar" });
  const path = "/api/v1/bills/inv%2F7";
  const linked = await api.ask("bina", "POST", `${path}/parents`, { scan_id: newKey(), parent: "SB00001" });
  await scan(api, "SB00001", "BBBB");
  const edit = { version: 2, destination: "Jaipur", capacity: 1 };
  same((await api.ask("bina", "PATCH", path, edit)).status, 200);
  same((await api.ask("bina", "POST", `${path}/completion`, { version: 3 })).status, 200);

  const { body } = await api.ask("bina", "GET", asOf("bills/INV%2F7", linked.body.at));
  same([body.number, body.status, body.capacity, body.destination], ["Inv/7", "processing", 2, "Hisar"]);
  same([body.linked_count, body.child_count, body.weight_kg, body.completed_at], [1, 1, 1, null]);
  same(body.parents, [{
    code: "SB00001",
    kind: "SB",
    child_count: 1,
    capacity: 30,
    weight_kg: 1,
    expected_weight_kg: 30,
    linked_at: linked.body.at,
    linked_by: "bina",
  }]);
  const now = await api.ask("bina", "GET", asOf("bills/INV%2F7", new Date().toISOString()));
  same([now.body.status, now.body.destination, now.body.child_count], ["completed", "Jaipur", 2]);
});

Deno.test("what was not registered yet is not found, a time that is none is malformed, and dispatchers do not look back", async () => {
  await using api = await openApi();
  await scan(api, "SB00001", "AAAA");
  await api.ask("bina", "POST", "/api/v1/bills", { number: "INV-7", capacity: 2 });
  const told = async (who: string, path: string) => {
    const { status, body } = await api.ask(who, "GET", path);
    return [status, body.error?.code];
  };
  const longAgo = "2020-01-01T10:00:00+05:30";
  same(await told("bina", asOf("bags/SB00001", longAgo)), [404, "bag_not_found"]);
  same(await told("bina", asOf("bags/SB99999", longAgo)), [404, "bag_not_found"]);
  same(await told("bina", asOf("bills/INV-7", longAgo)), [404, "bill_not_found"]);
  same(await told("bina", asOf("bills/INV-8", longAgo)), [404, "bill_not_found"]);
  same(await told("bina", "/api/v1/bags/SB00001/as-of"), [400, "malformed"]);
  same(await told("bina", asOf("bags/SB00001", "yesterday")), [400, "malformed"]);
  same(await told("dev", asOf("bags/SB00001", longAgo)), [403, "forbidden"]);
  same(await told("dev", asOf("bills/INV-7", longAgo)), [403, "forbidden"]);
});

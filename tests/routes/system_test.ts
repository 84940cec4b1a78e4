import { deepStrictEqual as same } from "node:assert/strict";
import { openApi } from "../support/api.ts";
import { A_SYSTEM, SOME_FIGURES } from "../support/made_system.ts";

Deno.test("GET /api/v1/system shows an admin all instances, the database and Redis, in snake_case", async () => {
  await using api = await openApi();
  const { status, body } = await api.ask("anil", "GET", "/api/v1/system");
  same([status, body.as_of, body.here], [200, "2026-11-22T05:11:07.000Z", A_SYSTEM.here]);
  same(body.instances.map(({ name, is_gone }: { name: string; is_gone: boolean }) => [name, is_gone]), [
    ["floor-1:5000", false],
    ["floor-2:5000", true],
  ]);
  const [figures] = body.instances[0].history;
  same([figures.at, figures.ack_p50_ms, figures.bus], ["2026-11-22T04:11:13.000Z", SOME_FIGURES.ackP50Ms, "ok"]);
  same(Object.keys(figures).length, Object.keys(SOME_FIGURES).length + 1);
  same([body.database.connections_max, body.database.slow[0].mean_ms, body.redis.memory_bytes], [100, 3.1, 3_400_000]);
});

Deno.test("GET /api/v1/system is for nobody else", async () => {
  await using api = await openApi();
  const statusFor = async (who: string | null) => (await api.ask(who, "GET", "/api/v1/system")).status;
  same([await statusFor(null), await statusFor("dev"), await statusFor("bina")], [401, 403, 403]);
});

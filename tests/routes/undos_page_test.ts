import { equal, match, ok } from "node:assert/strict";
import { makeAnswer, pageWorld } from "../support/page_world.ts";

const undoes = "0199f0c2-0000-4000-8000-000000000007";
const parent = {
  code: "SB00042",
  kind: "SB",
  childCount: 6,
  capacity: 30,
  weightKg: 6,
  status: "open",
  bill: null,
} as const;
const taken = makeAnswer({ outcome: "child_unlinked", parent, child: { code: "0016592", lot: null } });

Deno.test("POST /undos answers with the open sack's counter and the mark on the line", async () => {
  const { send, refusals, commands } = pageWorld();
  refusals.push({ answer: taken });
  const reply = await send("dispatcher", "/undos", { undoes, parent: "SB00042" }, true);
  equal(reply.status, 200);
  const text = await reply.text();
  match(text, new RegExp(`hx-target="#undo-${undoes}"`));
  match(text, />6<span class="of"> \/ 30</);
  ok(commands[0]?.kind === "undo" && commands[0].undoes === undoes);
  match(commands[0].key, /^[0-9a-f-]{36}$/);
});

Deno.test("POST /undos by a plain form leads back to where it came from", async () => {
  const { send, refusals } = pageWorld();
  refusals.push({ answer: taken });
  const reply = await send("biller", "/undos", { undoes, next: "/bags/0016592" });
  equal(reply.status, 303);
  match(reply.headers.get("location") ?? "", /^\/bags\/0016592\?said=child_unlinked/);
});

Deno.test("POST /undos never leads to another site", async () => {
  const { send, refusals } = pageWorld();
  refusals.push({ answer: taken });
  const reply = await send("biller", "/undos", { undoes, next: "//evil.test/" });
  match(reply.headers.get("location") ?? "", /^\/\?said=/);
});

Deno.test("POST /undos with nothing to undo says so and asks nobody", async () => {
  const { send, commands } = pageWorld();
  const reply = await send("dispatcher", "/undos", { undoes: "" }, true);
  equal(reply.status, 404);
  match(await reply.text(), /data-outcome="scan_not_found"/);
  equal(commands.length, 0);
});

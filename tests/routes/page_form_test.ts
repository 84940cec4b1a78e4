import { deepStrictEqual as same } from "node:assert/strict";
import { LIMITS } from "../../domain/limits.ts";
import { pageWorld } from "../support/page_world.ts";

const FORM = "application/x-www-form-urlencoded";
const PARTS = "multipart/form-data; boundary=x";

/** A body that does not say how large it is and never ends by itself. */
function endless(): { readonly body: ReadableStream<Uint8Array>; read(): number } {
  const piece = new Uint8Array(16_384).fill(65);
  let bytes = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      bytes += piece.byteLength;
      controller.enqueue(piece);
    },
  });
  return { body, read: () => bytes };
}

Deno.test("a form that never ends is refused as too large, before anybody is signed in", async () => {
  const { ask } = pageWorld();
  for (const path of ["/login", "/theme"]) {
    for (const type of [FORM, PARTS]) {
      const { body, read } = endless();
      const reply = await ask(null, path, { method: "POST", body, headers: { "content-type": type } });
      same([reply.status, read() < 2 * LIMITS.formBodyBytesMax], [413, true], `${path} ${type}`);
      await reply.body?.cancel();
    }
  }
});

Deno.test("a form that declares too much is refused without being read", async () => {
  const { ask } = pageWorld();
  const headers = { "content-type": FORM, "content-length": String(LIMITS.formBodyBytesMax + 1) };
  const reply = await ask(null, "/login", { method: "POST", body: "a=b", headers });
  same(reply.status, 413);
});

Deno.test("a form in parts is read like any other, and broken parts are malformed", async () => {
  const { ask, commands } = pageWorld();
  const body = new FormData();
  body.set("scan_id", "0199f0c2-0000-4000-8000-000000000001");
  body.set("code", "SB00042");
  same((await ask("dispatcher", "/scan", { method: "POST", body })).status, 303);
  same(commands.map(({ kind }) => kind), ["open_parent"]);
  const broken = { method: "POST", body: "no parts", headers: { "content-type": PARTS } };
  same((await ask("dispatcher", "/scan", broken)).status, 400);
});

Deno.test("a scan of a year that no column of ours can hold is malformed, not tried and tried again", async () => {
  const { send, commands } = pageWorld();
  for (const scanned_at of ["+275760-09-13T00:00:00Z", "-000001-01-01T00:00:00Z", "1969-12-31T23:59:59Z"]) {
    const fields = { scan_id: "0199f0c2-0000-4000-8000-000000000001", code: "SB00042", scanned_at };
    same((await send("dispatcher", "/scan", fields, true)).status, 400, scanned_at);
  }
  same(commands, []);
});

import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { PASSWORDS, startServer } from "../support/server.ts";

Deno.test("A shift's 3,000 requests are answered as the contract demands, and leave the state that it demands", async () => {
  await using server = await startServer();
  const { code, stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--quiet", path("../tools/replay.ts"), server.base, path("../data/shift.jsonl")],
    env: PASSWORDS,
    stdin: "null",
    stderr: "inherit",
  }).output();
  const said = new TextDecoder().decode(stdout);
  assert.match(said, /^\d+ passed, 0 failed$/m, said);
  assert.equal(code, 0);
});

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));
